#!/bin/sh
# Brings the start-up agent to this machine, proves it and lets it set the machine up. The last line is the verdict.
# 'agent userdata' fills it in, without comments, indentation and the lines for the other kind of agent: those marked #@jar
# need a Java that is there, those marked #@archive bring their own, and where it is known which, there is no #@choice.
url='@AGENT_URL@'
pins='@AGENT_SHA256@'
#@OPTIONS@

pid='' stop='' verdict=
pin=$pins #@jar
java='' #@choice

# Exit status, cause. What a signal has cut short failed for nothing else.
fail() {
  case $stop$verdict in 1??) set -- "$stop" stopped ;; esac
  printf '%s\n' "ERROR Bootstrapping failed: $2"
  exit "$1"
}

# In the background, so that a signal is passed on at once. Not begun after one: what has only been forked can lose its own.
run() {
  rc=$stop
  [ "$rc" ] && return
  "$@" &
  pid=$!
  ${stop:+kill $pid}
  while wait $pid; rc=$?; kill -0 $pid 2>/dev/null; do :; done
  pid=
}
trap 'stop=143; ${pid:+kill $pid}' TERM
trap 'stop=130; ${pid:+kill $pid}' INT

# Enters a folder that is ours alone, that programs can be started from and that has room. Of this stub alone is the file
# that has its number: another may be at work there.
settle() {
  dir=$1/agent/$pin why='is not writable'
  tmp=$dir/$$
  # Not by ':', whose failure would end the shell.
  { (umask 066; mkdir -p "$dir") && cd "$dir" && true >$$ && chmod 700 .. $$; } 2>/dev/null || return
  why='is noexec'
  ./$$ 2>/dev/null || return
  why="lacks $room KiB"
  # What an earlier boot has begun had room, and holds some of it.
  [ -e synced ] || [ -e part ] || df -Pk . | { read -r _; read -r _ _ _ free _; [ "$free" -ge $room ]; }
}

# A signed URL is never in argv, which all users can read.
fetch() {
  echo >$$ || fail 15 "$dir is full"
  # Else the next try would find room in it.
  : >$$
  if command -v curl >/dev/null; then
    echo "url=$url" >url
    run curl -gfsSL --connect-timeout 10 -y60 -C - -o part -K url
  elif wget --version >/dev/null 2>&1; then
    echo "$url" >url
    run wget -qc -T60 -t1 -O part -i url
  elif command -v wget >/dev/null && [ "$url" = "$bare" ]; then
    run wget -qc -O part "$url"
  else
    fail 15 "install curl to fetch $name"
  fi
}

proven() {
  [ -e part ] || return
  sum=$({ sha256sum || shasum -a 256 || openssl dgst -sha256 -r; } 2>/dev/null <part)
  sum=${sum%% *}
  [ "$sum" ] || fail 15 "install sha256sum to check $name"
  [ "$sum" = "$pin" ]
}

# What an earlier try or boot has left is gone on with. What that comes to may be wrong: then once more from nothing.
download() {
  pause=1 again='' rc=
  until proven; do
    if [ "$rc" = 0 ]; then
      rm -f part
      [ "$again" ] && fail 13 "$name is not the pinned one; its SHA-256 is $sum"
      again=1
    fi
    fetch
    [ "$rc" != 0 ] || continue
    [ "$stop" ] && fail
    # curl's words. Without ranges it begins anew at once; 22 can be a server that is busy, or that has no more than is here.
    case $rc:$pause in
      33:*) rm -f part; continue ;;
      22:16) rm -f part ;;
    esac
    [ $pause -lt 32 ] || fail 11 "$name was not fetched; status $rc"
    run sleep $pause
    pause=$((pause*2)) rc=
  done
}

# One stub at a time, where there is a flock. The other finds what this one brought.
bring() {
  run flock 9 2>/dev/null
  [ ! -e synced ] || return
  download
  if [ "$java" ]; then #@choice
    run cp part agent.jar #@jar
  else #@choice
    run tar -xzof part #@archive
  fi #@choice
  [ "$rc" = 0 ] || fail 15 "$name was not unpacked in $dir"
  # A machine that loses its power before this brings it anew. The mark is empty: disks may be small.
  { { sync -f . || sync; } 2>/dev/null && mv part synced && : >synced; } &
}

# Where it cannot print, it is not run.
agent() {
  rc=15
  run "$@" >"$tmp"
  verdict=$(sed -nE '${/^(OK|DEGRADED|FAILED|RUNNING): /p;}' "$tmp")
  grep -vxF "$verdict" "$tmp"
}

# Out of memory, a fault, or a signal; not where this script was told to stop.
crashed() {
  case $stop$rc in 3|70|129|13[!0]|14[!3]|1[5-9]?|2??) ;; *) false ;; esac
}

# All of them, which tell whether one is new.
verdicts() {
  cat "$state"/runs/*/verdict.json 2>/dev/null
}

arch=$(uname -m) #@archive
url=$(echo "$url" | sed "s/{arch}/$arch/g") #@archive
# Without the name of a kind it is for all.
pin=${pins##*"$arch="} #@archive
pin=${pin%% *} #@archive
[ "${pin%%*=*}" ] || fail 15 "no agent is pinned for $arch" #@archive

bare=${url%%\?*}
name=${bare##*/}
case $name in #@choice
  *.jar) #@choice
    room=16000 java=${JAVA_HOME:+$JAVA_HOME/bin/java} #@jar
    [ -x "$java" ] || java=$(command -v java) || fail 15 'install Java 17 or newer' #@jar
    ;; #@choice
  *) #@choice
    room=160000 #@archive
    ls /lib*/ld-linux* >/dev/null 2>&1 || fail 15 "$name needs glibc; with musl use agent.jar" #@archive
    ;; #@choice
esac #@choice

state=${STARTUP_OPT_STATE:-/var/lib/startup-agent}
for place in "$state" /opt/startup-agent "${HOME:-/root}/.startup-agent" ''; do
  [ "$place" ] || fail 15 "no place for $name: $why"
  settle "$place" && break
  rm -f "$tmp"
  why="$place $why"
  echo "$why" >&2
done
trap 'rm -f "$tmp" "$dir/url"' EXIT

bring 9>lock
cd /

if [ "$java" ]; then #@choice
  set -- "$java" -XX:+UseSerialGC -XX:-UsePerfData -XX:-MaxFDLimit -XX:+ExitOnOutOfMemoryError -XX:CompileThresholdScaling=10 -jar "$dir/agent.jar" #@jar
else #@choice
  set -- "$dir/agent-runtime/bin/agent" #@archive
fi #@choice
# A background command ignores INT and QUIT; modules must not inherit that.
set -- env --default-signal=INT,QUIT "$@"
"$1" "$2" true 2>/dev/null || shift 2

before=$(verdicts)
agent "$@"
for try in 1 2 3; do
  crashed || break
  was=$rc
  echo "The agent ended with $was; resume $try" >&2
  agent "$@" resume
  # Nothing to resume: it had its verdict, which status tells, or it had not begun.
  [ "$verdict$stop" ] || crashed || [ "$(verdicts)" = "$before" ] || agent "$@" status
  [ "$verdict$stop" ] || crashed || { rc=$was; break; }
done

wait
case $rc in
  0|17|20|21)
    printf '%s\n' "${verdict:-OK: ended with $rc}"
    exit 0
    ;;
  1) #@jar
    old=$("$java" -version 2>&1 | grep -E ' "(1\.|9|1[0-6])') && verdict="Java 17 or newer is needed; $java is $old" #@jar
    ;; #@jar
  143) rc=${stop:-143} ;;
esac
# An agent that cannot begin may be damaged. The next boot brings it anew.
case $verdict$rc in ?|70|12[67]|13[459]) rm -f "$dir/synced" ;; esac
verdict=${verdict#*: }
fail "$rc" "${verdict:-the agent ended with $rc}"
