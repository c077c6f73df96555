#!/bin/sh
# Fetches the start-up agent, proves it and lets it set up this machine. The last line is the verdict.
agent_url='@AGENT_URL@'
agent_sha256='@AGENT_SHA256@'
#@OPTIONS@

dir='' pid='' stopped='' verdict=''

fail() { # exit status, cause
  printf 'ERROR Bootstrapping failed: %s\n' "$2"
  exit "$1"
}

run() { # in the background, so that a signal is passed on at once
  "$@" &
  pid=$!
  [ -z "$stopped" ] || kill "$pid"
  while wait "$pid"; status=$?; kill -0 "$pid" 2>/dev/null; do :; done
  pid=''
}

fetch() { # never a signed URL in argv, which all users can read
  if command -v curl >/dev/null; then
    printf 'url = %s\n' "$agent_url" >"$dir/url"
    run curl -fsSL --connect-timeout 10 -y 60 -o "$jar" -K "$dir/url"
  elif wget --version >/dev/null 2>&1; then
    printf '%s\n' "$agent_url" >"$dir/url"
    run wget -q -T 60 -t 1 -O "$jar" -i "$dir/url"
  elif command -v wget >/dev/null && [ "$agent_url" = "${agent_url%%\?*}" ]; then
    run wget -q -O "$jar" "$agent_url"
  else
    fail 15 'install curl: there is none, and no other way to fetch agent.jar'
  fi
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum
  elif command -v shasum >/dev/null; then shasum -a 256
  else openssl dgst -sha256 -r
  fi
}

agent() {
  set -- "$java" -XX:+UseSerialGC -XX:-UsePerfData -XX:-MaxFDLimit -XX:+ExitOnOutOfMemoryError -jar "$jar" "$@"
  # A background command ignores INT and QUIT; modules must not inherit that.
  if env --default-signal=INT,QUIT true 2>/dev/null; then set -- env --default-signal=INT,QUIT "$@"; fi
  run "$@" >"$dir/out"
  verdict=''
  while IFS= read -r line; do
    case $line in OK:* | DEGRADED:* | FAILED:* | REBOOTING:* | RUNNING:*) verdict=$line ;; *) printf '%s\n' "$line" ;; esac
  done <"$dir/out"
}

crashed() {
  [ -z "$stopped" ] && case $status in 3 | 70) ;; 130 | 143) false ;; *) [ "$status" -gt 128 ] ;; esac
}

trap 'rm -rf "$dir"' EXIT
trap 'stopped=143; [ -z "$pid" ] || kill "$pid"' TERM
trap 'stopped=130; [ -z "$pid" ] || kill "$pid"' INT
dir=$(mktemp -d) || fail 15 'no temporary folder'
jar=$dir/agent.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/java}
[ -x "$java" ] || java=$(command -v java) || fail 15 'no Java; install 17 or newer'

pause=1
while fetch; [ "$status" != 0 ]; do
  [ -z "$stopped" ] || fail "$stopped" 'stopped by a signal'
  [ $pause -le 16 ] || fail 11 'agent.jar could not be fetched in 6 tries'
  run sleep $pause
  pause=$((pause * 2))
done
actual=$(digest <"$jar")
actual=${actual%% *}
[ "$actual" = "$agent_sha256" ] || fail 13 "agent.jar is not the pinned one; its SHA-256 is $actual"

agent
for try in 1 2 3; do
  crashed || break
  was=$status
  echo "The agent ended with $was; resuming, try $try of 3" >&2
  agent resume
  # Nothing to resume is no success.
  [ -n "$verdict" ] || crashed || { status=$was; break; }
done

case $status in
  0 | 17 | 20 | 21)
    printf '%s\n' "${verdict:-OK: the agent ended with $status}"
    exit 0
    ;;
  1)
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    major=${version%%[!0-9]*}
    [ "${major:-17}" -ge 17 ] || verdict="Java 17 or newer is needed; $java is $version"
    ;;
  143) status=${stopped:-143} ;;
esac
verdict=${verdict#FAILED: }
verdict=${verdict#RUNNING: }
fail "$status" "${verdict:-the agent ended with $status}"
