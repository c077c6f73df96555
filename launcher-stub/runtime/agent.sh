#!/bin/sh
# The start-up agent with the Java that it brings. Options of the JVM: each boot is short, and shares the machine.
case $0 in */*) self=$0 ;; *) self=./$0 ;; esac
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=${self%/*}/$link ;; esac
done
home=${self%/*}/..

cannot() {
  printf 'ERROR The agent cannot run: %s\n' "$1" >&2
  exit 15
}
[ -e '@LOADER@' ] ||
  cannot 'its Java needs glibc, and this system has no @LOADER@; install a Java of the system and use agent.jar'
[ -x "$home/bin/java" ] || cannot "no program can be started from $home; put it where programs may be, not on a noexec mount"
case $home in *:*) cannot "Java ends a path at a colon, and $home has one; put it elsewhere" ;; esac
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX)
    case $home in *[!\ -~]*) cannot "in this locale Java finds nothing in $home; set LC_ALL=C.UTF-8" ;; esac
    ;;
esac
exec "$home/bin/java" @OPTIONS@ -jar "$home/lib/agent.jar" "$@"
