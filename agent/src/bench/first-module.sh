#!/usr/bin/env bash
# Boots a bundle of six small modules over HTTP with the old pipeline, with agent.jar on every JDK that is named, and with
# the runtime archive if it was built, in turns in one run, and prints medians and ratios over the pipeline.
# Usage: agent/src/bench/first-module.sh [RUNS [JAVA_HOME...]]; needs curl, openssl, tar, python3 and GNU time.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
runs=${1:-10}
shift || true
homes=("$@")
[ ${#homes[@]} -gt 0 ] || homes=("${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}")
jar=$root/agent/target/agent.jar
archive=$root/launcher-stub/target/agent-runtime-linux-$(uname -m).tar.gz
password=stirringdullroots
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

mkdir served
for module in 1-hostname 2-users 3-packages 4-files 5-service 6-last; do
  mkdir -p "start-up-bundle/$module"
  echo "echo module $module" >"start-up-bundle/$module/start-up.sh"
done
tar cz start-up-bundle | openssl enc -aes-256-cbc -md sha256 -k "$password" -out served/bundle 2>/dev/null

# The server takes a free port and tells it once it listens.
mkfifo listening
python3 -c 'import functools, http.server as h, sys
class Quiet(h.SimpleHTTPRequestHandler):
    def log_message(self, *words): pass
s = h.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory="served"))
print(s.server_port, flush=True)
s.serve_forever()' >listening &
server=$!
read -r port <listening
url=http://127.0.0.1:$port/bundle

# No metadata: its service would be another machine's business on a laptop, and a part of the figures on an instance.
export AWS_EC2_METADATA_DISABLED=true STARTUP_KEY=$password url password
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY

names=('the old pipeline')
labels=(pipeline)
for i in "${!homes[@]}"; do
  names+=("java -jar, $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "${homes[$i]}/release")")
  labels+=("jdk$i")
done
if [ -e "$archive" ]; then
  tar xzf "$archive"
  names+=('the runtime archive')
  labels+=(runtime)
fi

# shellcheck disable=SC2016 # the inner bash expands it
pipeline='set -o pipefail; rm -rf unpacked; mkdir unpacked; cd unpacked
  curl -s "$url" | openssl enc -d -aes-256-cbc -k "$password" 2>/dev/null | tar xz
  cd start-up-bundle; for i in */start-up.sh; do (cd "$(dirname "$i")"; bash start-up.sh); done'
command_of() { # LABEL: the words of its command, in the array "words"
  case $1 in
    pipeline) words=(bash -c "$pipeline") && return ;;
    runtime) words=(agent-runtime/bin/agent) ;;
    *) words=("${homes[${1#jdk}]}/bin/java" -jar "$jar") ;;
  esac
  words+=(--bundle "$url" --key env:STARTUP_KEY --state "$work/state" --no-service)
}
measure() { # LABEL: appends "wall cpu rss" to its series
  rm -rf state # each boot is a machine's first
  command_of "$1"
  local started ended
  started=${EPOCHREALTIME/[!0-9]/} # microseconds; GNU time counts in hundredths of a second
  /usr/bin/time -f '%U %S %M' -o times "${words[@]}" >out 2>&1 || { cat out && exit 1; }
  ended=${EPOCHREALTIME/[!0-9]/}
  awk -v wall=$((ended - started)) '{print wall / 1e6, $1 + $2, $3 / 1024}' times >>"series.$1"
}
classes() { # LABEL
  [ "$1" != pipeline ] || { echo - && return; }
  rm -rf state
  command_of "$1"
  JDK_JAVA_OPTIONS="-Xlog:class+load:file=loaded" "${words[@]}" >out 2>&1 || { cat out >&2 && exit 1; }
  wc -l <loaded
}
median() { # LABEL COLUMN
  sort -n -k"$2,$2" "series.$1" | awk -v c="$2" '{v[NR] = $c} END {print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2}'
}

for ((run = 0; run <= runs; run++)); do
  for label in "${labels[@]}"; do measure "$label"; done
  [ "$run" -gt 0 ] || rm -f series.* # the first round only warms the page cache
done

base=$(median pipeline 1)
printf '%-28s %8s %8s %8s %8s %8s\n' "median of $runs" 'wall s' 'CPU s' 'RSS MB' 'classes' '× bash'
for i in "${!labels[@]}"; do
  label=${labels[$i]}
  printf '%-28s %8.3f %8.2f %8.0f %8s %8.1f\n' "${names[$i]}" "$(median "$label" 1)" "$(median "$label" 2)" \
    "$(median "$label" 3)" "$(classes "$label")" "$(awk -v a="$(median "$label" 1)" -v b="$base" 'BEGIN {print a / b}')"
done
