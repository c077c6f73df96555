#!/usr/bin/env bash
# Boots the example with the old pipeline and with agent.jar on every JDK that is named, in turns in one run, and prints
# medians and ratios. Usage: agent/src/bench/cold-start.sh [RUNS [JAVA_HOME...]]; needs openssl, tar and GNU time.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
runs=${1:-10}
shift || true
homes=("$@")
[ ${#homes[@]} -gt 0 ] || homes=("${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}")
bundle=$root/modules/examples/start-up-example.tar.enc
password=stirringdullroots
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pipeline() {
  bash -c 'set -o pipefail; rm -rf pipeline; mkdir pipeline; cd pipeline
    cat "$1" | openssl enc -d -aes-256-cbc -k "$2" 2>/dev/null | tar x
    cd */; for i in */start-up.sh; do (cd "$(dirname "$i")"; bash start-up.sh); done' pipeline "$bundle" "$password"
}
agent() {
  STARTUP_KEY=$password "$1/bin/java" -jar "$root/agent/target/agent.jar" --bundle "$bundle" --key env:STARTUP_KEY --state "$work/state"
}
export -f pipeline agent
export bundle password root work

measure() { # NAME COMMAND...: appends "wall cpu rss" to the series of that name
  local name=$1
  shift
  # shellcheck disable=SC2016 # the inner bash expands it
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" bash -c 'cd "$work"; "$@" >"$work/out" 2>&1' bash "$@" || { cat "$work/out"; exit 1; }
  awk '{print $1, $2 + $3, $4 / 1024}' "$work/time" >> "$work/series.$name"
}
median() { # NAME COLUMN
  sort -n -k"$2,$2" "$work/series.$1" | awk -v c="$2" '{v[NR] = $c} END {print v[int((NR + 1) / 2)]}'
}

for ((run = 0; run <= runs; run++)); do
  measure pipeline pipeline
  for i in "${!homes[@]}"; do measure "jdk$i" agent "${homes[$i]}"; done
  [ "$run" -gt 0 ] || rm -f "$work"/series.* # the first round only warms the page cache
done

base=$(median pipeline 1)
printf '%-40s %8s %8s %8s %8s\n' 'median of '"$runs" 'wall s' 'CPU s' 'RSS MB' '× bash'
row() { printf '%-40s %8.2f %8.2f %8.0f %8.1f\n' "$1" "$(median "$2" 1)" "$(median "$2" 2)" "$(median "$2" 3)" "$(awk -v a="$(median "$2" 1)" -v b="$base" 'BEGIN {print (b > 0 ? a / b : 0)}')"; }
row 'the old pipeline' pipeline
for i in "${!homes[@]}"; do row "java -jar, $(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "${homes[$i]}/release")" "jdk$i"; done
