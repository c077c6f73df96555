#!/usr/bin/env bash
# From the exec of user-data to the first line of the first module, in the image of the first-boot tests, which has no Java:
# the stub, which fetches the runtime archive and runs the agent in it, beside the old pipeline. In turns in one run, on a
# disk without traces each time, over HTTP within a network of its own; prints medians and ratios.
# Usage: agent/src/bench/first-boot.sh [RUNS [ARCHIVE]]; root, after a build; needs mmdebstrap (once), python3, openssl, tar.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
runs=${1:-10}
archive=${2:-$root/launcher-stub/target/agent-runtime-linux-$(uname -m).tar.gz}
password=stirringdullroots

if [ -z "${FIRST_BOOT_WORK:-}" ]; then
  image=$(bash "$root/launcher-stub/src/first-boot/image.sh")
  FIRST_BOOT_WORK=$(mktemp -d)
  export FIRST_BOOT_WORK
  trap 'rm -rf --one-file-system "$FIRST_BOOT_WORK"' EXIT
  FIRST_BOOT_IMAGE=$image unshare --mount --net --pid --fork --kill-child "$0" "$runs" "$archive"
  exit
fi

cd "$FIRST_BOOT_WORK"
mount --make-rprivate /
mount -t proc proc /proc
ip link set lo up
mkdir web disk bundle
ln "$archive" web/agent.tar.gz 2>/dev/null || cp "$archive" web/agent.tar.gz

# The first line of the first module is when it ran. The other modules end at once.
for name in a b c d e f; do
  mkdir -p "bundle/start-up-bundle/$name"
  echo 'exit 0' >"bundle/start-up-bundle/$name/start-up.sh"
done
echo '[ -e /ran ] || date +%s%N >/ran' >bundle/start-up-bundle/a/start-up.sh
tar c -C bundle start-up-bundle | openssl enc -aes-256-cbc -md sha256 -k "$password" -out web/bundle.enc 2>/dev/null

digest() { sha256sum <"$1" | cut -d' ' -f1; }
sed -e "s|@AGENT_URL@|http://127.0.0.1:8080/agent.tar.gz|" -e "s|@AGENT_SHA256@|$(digest web/agent.tar.gz)|" \
  -e "s|^#@OPTIONS@|export STARTUP_OPT_BUNDLE=http://127.0.0.1:8080/bundle.enc STARTUP_OPT_KEY=file:/password \
STARTUP_OPT_SHA256=$(digest web/bundle.enc) AWS_EC2_METADATA_DISABLED=true|" "$root/launcher-stub/userdata.sh" >stub
cat >pipeline <<PIPELINE
#!/bin/bash
set -o pipefail
curl -s http://127.0.0.1:8080/bundle.enc | openssl enc -d -aes-256-cbc -k $password 2>/dev/null | tar x
cd start-up-bundle
for i in */start-up.sh; do (cd "\$(dirname "\$i")"; bash start-up.sh); done
PIPELINE
chmod 755 stub pipeline

python3 -m http.server --bind 127.0.0.1 --directory web 8080 >server.log 2>&1 &
until curl -fso /dev/null http://127.0.0.1:8080/bundle.enc; do :; done

switch_on() {
  mount -t tmpfs tmpfs disk
  mkdir disk/upper disk/work disk/root
  mount -t overlay -o "lowerdir=$FIRST_BOOT_IMAGE,upperdir=disk/upper,workdir=disk/work" overlay disk/root
  mount --rbind /dev disk/root/dev
  mount -t proc proc disk/root/proc
  (umask 077 && echo "$password" >disk/root/password)
}
switch_off() {
  umount -R disk/root
  umount disk
}
boot() { # stub or pipeline, NAME: appends to the series of that name: ns to the first line, ns to the end, CPU s
  local started ended TIMEFORMAT='%U %S'
  cp "$1" disk/root/user-data
  started=$(date +%s%N)
  { time env -i PATH="$PATH" LANG=C.UTF-8 chroot disk/root /user-data >out 2>&1 </dev/null; } 2>cpu || { cat out; exit 1; }
  ended=$(date +%s%N)
  echo "$(($(cat disk/root/ran) - started)) $((ended - started)) $(awk '{print $1 + $2}' cpu)" >>"series.$2"
}
forget_the_run() { # but not the agent
  rm -rf disk/root/ran disk/root/var/lib/startup-agent/{modules,runs,bundles,machine}
}
median() { # NAME COLUMN
  sort -n -k"$2,$2" "series.$1" | awk -v c="$2" '{v[NR] = $c} END {print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2}'
}

for ((run = 0; run <= runs; run++)); do
  switch_on
  boot pipeline pipeline
  switch_off
  switch_on
  boot stub new
  forget_the_run
  boot stub installed
  switch_off
  [ "$run" -gt 0 ] || rm series.* # the first round only warms the page cache
done

base=$(median pipeline 1)
row() { # TITLE NAME
  awk -v title="$1" -v first="$(median "$2" 1)" -v end="$(median "$2" 2)" -v cpu="$(median "$2" 3)" -v base="$base" \
    'BEGIN {printf "%-46s %14.3f %10.3f %8.2f %8.1f\n", title, first / 1e9, end / 1e9, cpu, first / base}'
}
printf '%-46s %14s %10s %8s %8s\n' "median of $runs, s" 'to first line' 'to the end' 'CPU' '× bash'
row 'the old pipeline' pipeline
row 'the stub, which fetches the runtime archive' new
row 'the stub, with the agent on the disk already' installed
