#!/bin/sh
# Process 1 of a machine until its systemd is; see machine.sh. What no host lets a container do it cannot: /sys and /proc/sys
# are read-only, and the clock, kernel modules and devices of the host are out of reach. Usage: power-on.sh IMAGE READY GO; the last
# two are pipes
set -e
mkdir -p root disk/upper disk/work
mount -t overlay -o "lowerdir=$1,upperdir=disk/upper,workdir=disk/work" overlay root

mount -t proc -o nosuid,noexec,nodev proc root/proc
mount --bind root/proc/sys root/proc/sys
mount -o remount,bind,ro root/proc/sys
mount -t tmpfs -o mode=755,nosuid,nodev tmpfs root/run

# EC2 says that it is EC2 in what the hypervisor shows. Not every kernel has the folder, and none lets us make it.
mkdir -p sys
mount -t sysfs -o nosuid,noexec,nodev sysfs sys
mount -t tmpfs -o mode=755,nosuid,noexec,nodev tmpfs root/sys
for each in sys/*; do
  mkdir "root/$each"
  [ "$each" = sys/hypervisor ] || mount --bind "$each" "root/$each"
done
mkdir -p root/sys/hypervisor
echo ec2f0d5b-0000-0000-0000-000000000000 >root/sys/hypervisor/uuid
umount sys
if grep -q name=systemd: /proc/self/cgroup; then
  mount -t tmpfs -o mode=755,nosuid,noexec,nodev tmpfs root/sys/fs/cgroup
  mkdir root/sys/fs/cgroup/systemd root/sys/fs/cgroup/unified
  mount -t cgroup -o none,name=systemd cgroup root/sys/fs/cgroup/systemd
  mount -t cgroup2 cgroup2 root/sys/fs/cgroup/unified
else
  mount -t cgroup2 cgroup2 root/sys/fs/cgroup
fi
for each in root/sys root/sys/*; do
  ! mountpoint -q "$each" || mount -o remount,bind,ro "$each"
done

mount -t tmpfs -o mode=755,nosuid,size=16m tmpfs root/dev
for each in null zero full random urandom tty; do
  : >"root/dev/$each"
  mount --bind "/dev/$each" "root/dev/$each"
done
: >root/dev/console
: >console
mount --bind console root/dev/console
mkdir root/dev/pts root/dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts root/dev/pts
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs root/dev/shm
ln -s pts/ptmx root/dev/ptmx
ln -s /proc/self/fd root/dev/fd
for each in stdin:0 stdout:1 stderr:2; do ln -s "/proc/self/fd/${each#*:}" "root/dev/${each%:*}"; done

echo ready >"$2"
read -r _ <"$3"
cd root
mkdir run/host
pivot_root . run/host
# shellcheck disable=SC2016 # the shell within expands it
exec chroot . /bin/sh -c '
  umount -l /run/host && rmdir /run/host
  lost=-sys_module,-sys_time,-sys_rawio,-syslog,-mknod
  exec env -i container=other PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    setpriv --bounding-set=$lost --inh-caps=$lost /lib/systemd/systemd' >/dev/console 2>&1
