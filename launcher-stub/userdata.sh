#!/bin/sh
# Brings the start-up agent to this machine, proves it and lets it set the machine up. The last line is the verdict.
# 'agent userdata' fills it in, without comments, indentation and the lines for the other kind of agent: those marked #@jar
# need a Java that is there, those marked #@archive bring their own, and where it is known which, there is no #@choice.
agent_url='@AGENT_URL@'
agent_sha256='@AGENT_SHA256@'
#@OPTIONS@

pid='' stopped='' status='' sha256=$agent_sha256
java='' #@choice

# Exit status, cause.
fail() {
  printf '%s\n' "ERROR Bootstrapping failed: $2"
  exit "$1"
}

# In the background, so that a signal is passed on at once.
run() {
  "$@" &
  pid=$!
  [ -z "$stopped" ] || kill $pid
  while wait $pid; status=$?; kill -0 $pid 2>/dev/null; do :; done
  pid=''
}
trap 'stopped=143; [ -z "$pid" ] || kill $pid' TERM
trap 'stopped=130; [ -z "$pid" ] || kill $pid' INT

# Enters a folder that is ours alone, that programs can be started from and that has room.
settle() {
  dir=$1/agent/$sha256 why='is not writable'
  # Not by ':', whose failure would end the shell.
  { (umask 066 && mkdir -p "$dir"); chmod 700 "$1/agent" && cd "$dir" && true >try && chmod 700 try; } 2>/dev/null || return
  why='is noexec'
  ./try 2>/dev/null || return
  why="lacks $room KiB"
  # What an earlier boot has begun had room, and holds some of it.
  [ -e synced ] || [ -e part ] || df -Pk . | { read -r _; read -r _ _ _ free _; [ "$free" -ge $room ]; }
}

# A signed URL is never in argv, which all users can read.
fetch() {
  if command -v curl >/dev/null; then
    echo "url = $agent_url" >url
    run curl -gfsSL --connect-timeout 10 -y 60 -C - -o part -K url
  elif wget --version >/dev/null 2>&1; then
    echo "$agent_url" >url
    run wget -qc -T 60 -t 1 -O part -i url
  elif command -v wget >/dev/null && [ "$agent_url" = "$bare" ]; then
    run wget -qc -O part "$agent_url"
  else
    fail 15 "install curl to fetch $name"
  fi
}

proven() {
  sum=$({ sha256sum || shasum -a 256 || openssl dgst -sha256 -r; } 2>/dev/null <part)
  sum=${sum%% *}
  [ "$sum" = "$sha256" ]
}

# What an earlier try or boot has left is gone on with. What that comes to may be wrong: then once more from nothing.
download() {
  pause=1 again=''
  until proven; do
    if [ "$status" = 0 ]; then
      rm -f part
      [ -z "$again" ] || fail 13 "$name is not the pinned one; its SHA-256 is $sum"
      again=1
    fi
    fetch
    [ "$status" != 0 ] || continue
    [ -z "$stopped" ] || fail "$stopped" 'stopped by a signal'
    [ $pause -lt 32 ] || fail 11 "$name could not be fetched in 6 tries; last status $status"
    # curl's words for a server that cannot go on; 22 can be one that is busy, too, so it counts for the last try only.
    case $status:$pause in 33:*|22:16) rm -f part ;; esac
    run sleep $pause
    pause=$((pause * 2)) status=''
  done
}

# Where it cannot print, it is not run.
agent() {
  status=15
  run "$@" >"$dir/out"
  verdict=$(grep '^[A-Z]*: ' "$dir/out")
  grep -v '^[A-Z]*: ' "$dir/out"
}

# Out of memory, a fault, or a signal; not where this script was told to stop.
crashed() {
  case $stopped$status in 3|70|129|13[!0]|14[!3]|1[5-9]?|2??) ;; *) false ;; esac
}

# All of them, which tell whether one is new.
verdicts() {
  cat "$state"/runs/*/verdict.json 2>/dev/null
}

arch=$(uname -m) #@archive
agent_url=$(echo "$agent_url" | sed "s/{arch}/$arch/g") #@archive
for pin in $agent_sha256; do #@archive
  case $pin in "$arch="*) sha256=${pin#*=} ;; esac #@archive
done #@archive
[ "${sha256%%*=*}" ] || fail 15 "no agent is pinned for $arch" #@archive

bare=${agent_url%%\?*}
name=${bare##*/}
case $name in #@choice
  *.jar) #@choice
    room=16000 java=${JAVA_HOME:+$JAVA_HOME/bin/java} #@jar
    [ -x "$java" ] || java=$(command -v java) || fail 15 'no Java; install 17 or newer' #@jar
    ;; #@choice
  *) #@choice
    room=160000 #@archive
    ls /lib*/ld-linux* >/dev/null 2>&1 || fail 15 "$name needs glibc, not musl; use agent.jar and Java" #@archive
    ;; #@choice
esac #@choice

state=${STARTUP_OPT_STATE:-/var/lib/startup-agent}
for place in "$state" /opt/startup-agent "$HOME/.startup-agent" ''; do
  [ "$place" ] || fail 15 "no place for $name: $why"
  settle "$place" && break
  why="$place $why"
  echo "$why" >&2
done
trap 'cd "$dir" && rm -f try url out' EXIT

if [ ! -e synced ]; then
  download
  if [ "$java" ]; then #@choice
    run cp part agent.jar #@jar
  else #@choice
    run tar -xzof part #@archive
  fi #@choice
  [ "$status" = 0 ] || fail "${stopped:-15}" "$name could not be unpacked in $dir"
  # A machine that loses its power before this brings it anew. The mark is empty: disks may be small.
  { { sync -f . || sync; } 2>/dev/null && mv part synced && : >synced; } &
fi
cd /

if [ "$java" ]; then #@choice
  set -- "$java" -XX:+UseSerialGC -XX:-UsePerfData -XX:-MaxFDLimit -XX:+ExitOnOutOfMemoryError -XX:CompileThresholdScaling=10 -jar "$dir/agent.jar" #@jar
else #@choice
  set -- "$dir/agent-runtime/bin/agent" #@archive
fi #@choice
# A background command ignores INT and QUIT; modules must not inherit that.
! env --default-signal=INT,QUIT true 2>/dev/null || set -- env --default-signal=INT,QUIT "$@"

before=$(verdicts)
agent "$@"
for try in 1 2 3; do
  crashed || break
  was=$status
  echo "The agent ended with $was; resuming, $try of 3" >&2
  agent "$@" resume
  # Nothing to resume: it had its verdict, which status tells, or it had not begun.
  [ "$verdict$stopped" ] || crashed || [ "$(verdicts)" = "$before" ] || agent "$@" status
  [ "$verdict$stopped" ] || crashed || { status=$was; break; }
done

wait
case $status in
  0|17|20|21)
    printf '%s\n' "${verdict:-OK: ended with $status}"
    exit 0
    ;;
  1) #@jar
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p') #@jar
    case $version in 1.* | 9* | 1[0-6]*) verdict="Java 17 or newer is needed; $java is $version" ;; esac #@jar
    ;; #@jar
  143) status=${stopped:-143} ;;
esac
verdict=${verdict#*: }
fail "$status" "${verdict:-the agent ended with $status}"
