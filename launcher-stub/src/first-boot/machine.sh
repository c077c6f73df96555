#!/bin/bash
# Boots a Debian by its own systemd, in namespaces of its own: a machine in a cloud that is nothing but this one network, with
# the metadata service at 169.254.169.254, downloads at 10.0.0.1 and S3 at 10.0.0.2. Ends when the machine is off, and ends it
# when standard input ends. What the machine writes is in disk/upper of the current folder, from one boot to the next.
# Usage: unshare --mount --net machine.sh IMAGE SECONDS CLOUD...; for so long the network is not there yet; CLOUD serves it,
# and prints a line when it does.
set -euo pipefail
image=$1 late=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
place=startup-first-boot-$$
machine='' cloud='' watch=''

# Of each kind that the kernel has here one, for systemd to be at home in: a systemd before 256 runs under either.
cgroups() {
  mount --make-rprivate /
  mkdir -p cgroups
  mount -t tmpfs tmpfs cgroups
  mkdir cgroups/unified cgroups/systemd
  mount -t cgroup2 cgroup2 cgroups/unified
  ! grep -q name=systemd: /proc/self/cgroup || mount -t cgroup -o none,name=systemd cgroup cgroups/systemd
}

into_own_cgroup() {
  local each
  for each in unified systemd; do
    mkdir "cgroups/$each/$place" && echo "$BASHPID" >"cgroups/$each/$place/cgroup.procs"
  done 2>/dev/null || true
}

leave() {
  set +e # who is dead already cannot be killed, and the others must be
  [ -z "$machine" ] || kill -KILL "$machine"
  [ -z "$cloud" ] || kill "$cloud"
  [ -z "$watch" ] || kill "$watch"
  wait
  local try
  for ((try = 0; try < 1000; try++)); do # until the kernel is through with those that were killed
    find cgroups/*/"$place" -depth -type d -exec rmdir {} + && break
  done
} 2>/dev/null

cables() {
  ip link set lo up
  ip link add cloud0 type veth peer name eth0
  ip address add 169.254.169.254/32 dev cloud0
  ip address add 10.0.0.1/24 dev cloud0
  ip address add 10.0.0.2/24 dev cloud0
}

# The machine's end of the cable, and the address that DHCP would give.
plug_in() {
  ip link set eth0 netns "$machine"
  nsenter --target "$machine" --net sh -ec '
    ip link set lo up
    ip address add 10.0.0.7/24 dev eth0
    ip link set eth0 up
    ip route add default via 10.0.0.1'
}

trap leave EXIT
trap exit TERM INT
cgroups
cables
mkfifo "$place.up" "$place.ready" "$place.go"
"$@" >"$place.up" &
cloud=$!
read -r _ <"$place.up"

exec 4<&0 </dev/null
exec 5<>"$place.ready" 6<>"$place.go" # held open, for whoever opens a pipe waits for its other end
(into_own_cgroup && exec unshare --pid --fork --mount --uts --ipc --net --cgroup --kill-child \
  sh "$here/power-on.sh" "$image" "$place.ready" "$place.go") 5>&- 6>&- &
machine=$!
(while read -r _; do :; done; kill -KILL "$machine") <&4 &
watch=$!
until read -r -t 1 _ <&5; do
  kill -0 "$machine" 2>/dev/null || { echo 'The machine could not be powered on' >&2 && exit 1; }
done
plug_in
if [ "$late" = 0 ]; then ip link set cloud0 up; else (sleep "$late"; ip link set cloud0 up) & fi
echo go >&6
wait "$machine" || true # it dies of its own power-off
machine=''
