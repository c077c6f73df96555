#!/usr/bin/env bash
# Runs a bundle of many trivial modules by the old bash loop and by agent.jar, in turns in one run, and prints medians of
# the milliseconds that a module costs; then six modules of which four wait 2 s each, with --jobs 1, 2, 4 and 6.
# Usage: agent/src/bench/many-modules.sh [MODULES [RUNS [JAVA_HOME]]]
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
modules=${1:-1000}
runs=${2:-3}
home=${3:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}
jar=${AGENT_JAR:-$root/agent/target/agent.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

bundle() { # NAME COUNT MANIFEST: trivial modules m00001 and so on; with that text as module.yaml, if any
  mkdir -p "$work/$1"
  for ((i = 1; i <= $2; i++)); do
    printf -v name 'm%05d' "$i"
    mkdir "$work/$1/$name"
    echo : > "$work/$1/$name/start-up.sh"
    [ -z "$3" ] || echo "$3" > "$work/$1/$name/module.yaml"
  done
}
seconds() { # COMMAND...: how long it took
  local begin=$EPOCHREALTIME
  "$@" > "$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN {printf "%.3f\n", b - a}'
}
# shellcheck disable=SC2016 # the inner bash expands it
loop() { bash -c 'cd "$1"; for i in */start-up.sh; do (cd $(dirname $i); bash start-up.sh); done' loop "$work/$1"; }
agent() { "$home/bin/java" -jar "$jar" boot "$work/$1" --metadata none --state "$work/state" "${@:2}"; }
median() { sort -n "$work/series.$1" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

bundle one 1 ''
bundle chain "$modules" ''
bundle fan "$modules" 'requires: []'
for ((run = 0; run <= runs; run++)); do
  seconds loop chain >> "$work/series.loop"
  seconds agent one >> "$work/series.one"
  seconds agent chain >> "$work/series.chain"
  seconds agent fan >> "$work/series.fan"
  [ "$run" -gt 0 ] || rm -f "$work"/series.* # the first round only warms the page cache
done
printf '%s trivial modules, median of %s, %s processors\n' "$modules" "$runs" "$(nproc)"
printf '%-40s %8s %12s\n' '' 'wall s' 'ms a module'
row() { # LABEL NAME BASE: the base is what a run costs that has no module to speak of
  printf '%-40s %8.2f %12.2f\n' "$1" "$(median "$2")" \
    "$(awk -v a="$(median "$2")" -v b="$3" -v n="$modules" 'BEGIN {print (a - b) * 1000 / n}')"
}
row 'the bash loop' loop 0
row 'agent, one after the other' chain "$(median one)"
row 'agent, none waits for another' fan "$(median one)"
printf '%-40s %8.2f\n' 'agent, one module' "$(median one)"

bundle six 6 'requires: []'
for i in 1 2 3 4; do echo 'sleep 2' > "$work/six/m0000$i/start-up.sh"; done
printf '\nsix modules, of which four wait 2 s each: the sum is 8 s\n'
for jobs in ${JOBS:-1 2 4 6}; do printf '%-40s %8.2f\n' "--jobs $jobs" "$(seconds agent six --jobs "$jobs")"; done
