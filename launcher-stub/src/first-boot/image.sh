#!/bin/bash
# Prints the folder of the image that first boots are tested with: Debian 12 with its own systemd and cloud-init, set up as
# an image for EC2 is, and without Java. It is made once for each version of this file, by mmdebstrap as root, and kept
# below ${XDG_CACHE_HOME:-~/.cache}. Nothing ever writes into it: a machine has an overlay. Images of other versions that
# nobody has asked for in a week are removed.
set -euo pipefail
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/startup-agent/first-boot
recipe=$(sha256sum <"$0")
image=$cache/${recipe:0:16}

set_up() { # ROOT
  cat >"$1/etc/cloud/cloud.cfg.d/90_first_boot.cfg" <<'CONFIG'
# As EC2's images have it; the network is there already.
datasource_list: [ Ec2, None ]
network: {config: disabled}
locale: C.UTF-8
CONFIG
  cat >"$1/etc/systemd/system/first-boot-over.service" <<'UNIT'
[Unit]
Description=Powers the machine off when cloud-init has run user-data, and the agent's own unit has ended if there is one
DefaultDependencies=no
After=cloud-final.service

[Service]
ExecStart=/bin/sh -c 'while systemctl -q is-active startup-agent.service; do sleep 0.1; done; systemctl --no-block poweroff'
UNIT
  mkdir -p "$1/etc/systemd/system/cloud-init.target.wants"
  ln -s ../first-boot-over.service "$1/etc/systemd/system/cloud-init.target.wants/"
  # Without a DHCP client cloud-init asks once the network is there, not half a minute for a lease.
  rm -f "$1/sbin/dhclient"
  # Nor are there name servers, whose silence it would wait for.
  echo '127.0.0.1 localhost' >"$1/etc/hosts"
  sed -i 's/^hosts:.*/hosts: files/' "$1/etc/nsswitch.conf"
  : >"$1/etc/resolv.conf"
  # What a test does not look at and a busy machine pays for.
  rm -f "$1"/etc/systemd/system/timers.target.wants/*
  : >"$1/etc/machine-id"
}

make() {
  local making
  making=$(mktemp -d "$cache/making.XXXXXX")
  chmod 755 "$making"
  mmdebstrap --quiet --mode=root --variant=minbase \
    --include=systemd,systemd-sysv,dbus,cloud-init,curl,ca-certificates,openssl,iproute2,procps \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$making/root" >&2
  set_up "$making/root"
  mv -T "$making/root" "$image"
  rmdir "$making"
}

if [ ! -e "$image" ]; then
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock 9
  if [ ! -e "$image" ]; then
    find "$cache" -mindepth 1 -maxdepth 1 -type d \( -name 'making.*' -o -mtime +7 \) -exec rm -rf --one-file-system {} +
    make
  fi
fi
touch "$image"
printf '%s\n' "$image"
