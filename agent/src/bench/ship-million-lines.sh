#!/usr/bin/env bash
# One module prints a million lines as fast as it can: by the agent with --logs s3://, to an S3 on loopback, and through
# tee and gzip, in turns. Prints medians, and whether S3 holds every line once.
# Usage: [AGENT_JVM=-Xmx64m] agent/src/bench/ship-million-lines.sh [RUNS [LINES]]; needs GNU time, gzip and the classes of
#   mvn -pl agent package -DskipTests
#   mvn -pl agent dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
runs=${1:-3}
lines=${2:-1000000}
work=$(mktemp -d)
server=
read -r -a jvm <<< "${AGENT_JVM:-}"
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

mkfifo "$work/ask" "$work/answer"
java -Xmx2g -cp "$root/agent/target/test-classes:$root/agent/target/classes:$(cat "$root/agent/target/test.classpath")" \
  startup.endtoend.S3ServerMain < "$work/ask" > "$work/answer" 2> "$work/server.err" &
server=$!
exec 3> "$work/ask" 4< "$work/answer"
aws=()
while read -r variable <&4 && [ -n "$variable" ]; do aws+=("$variable"); done
[ ${#aws[@]} -gt 0 ] || { cat "$work/server.err"; exit 1; }

mkdir -p "$work/bundle/a"
echo "exec seq -f 'line %.0f of what a module prints while it installs something' $lines" > "$work/bundle/a/start-up.sh"
agent() {
  env AWS_EC2_METADATA_DISABLED=true "${aws[@]}" java "${jvm[@]}" -jar "$root/agent/target/agent.jar" \
    --bundle "$work/bundle" --state "$work/state" --logs s3://acme-logs/boot >"$work/out" 2>"$work/err"
}
pipeline() { (cd "$work/bundle/a" && bash start-up.sh | tee "$work/raw" | gzip > "$work/raw.gz"); }
measure() { # NAME: appends "wall cpu rss" to the series of that name
  export work root
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" bash -c "$(declare -p aws 2>/dev/null); $(declare -f agent pipeline); set -eo pipefail; $1" \
    || { cat "$work/out" "$work/err"; exit 1; }
  awk '{print $1, $2 + $3, $4 / 1024}' "$work/time" >> "$work/series.$1"
}
median() { # NAME COLUMN
  sort -n -k"$2,$2" "$work/series.$1" | awk -v c="$2" '{v[NR] = $c} END {print v[int((NR + 1) / 2)]}'
}

for ((run = 1; run <= runs; run++)); do
  measure pipeline
  measure agent
  cat "$work/state/runs/.last" >&3 && echo >&3
  read -r held <&4
  echo "run $run: S3 holds $held of $lines"
done
printf '%-32s %8s %8s %8s\n' "median of $runs" 'wall s' 'CPU s' 'RSS MB'
row() { printf '%-32s %8.2f %8.2f %8.0f\n' "$1" "$(median "$2" 1)" "$(median "$2" 2)" "$(median "$2" 3)"; }
row 'tee | gzip' pipeline
row 'agent --logs s3://' agent
