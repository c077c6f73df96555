#!/bin/sh
# The start-up agent with the Java that it brings. Options of the JVM: each boot is short, and shares the machine.
case $0 in */*) self=$0 ;; *) self=./$0 ;; esac
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=${self%/*}/$link ;; esac
done
home=${self%/*}/..
if [ ! -e '@LOADER@' ]; then
  echo 'ERROR The agent cannot run: its Java needs glibc, and this system has no @LOADER@; install a Java of the system and use agent.jar' >&2
  exit 15
fi
exec "$home/bin/java" @OPTIONS@ -jar "$home/lib/agent.jar" "$@"
