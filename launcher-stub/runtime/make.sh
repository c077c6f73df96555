#!/usr/bin/env bash
# Makes agent-runtime-linux-ARCH.tar.gz: a Java of only what the agent needs, the agent, and an archive of its classes as a
# boot loads them. Usage: make.sh AGENT_JAR FOLDER [JAVA_HOME]. Linked from RUNTIME_JAVA_HOME, else from a JDK 25 in
# /usr/lib/jvm, for the native code of Temurin's needs only an old glibc; else from the Java that is named.
set -euo pipefail
umask 022
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -e "$1" ]; then
  echo "No runtime archive is made: there is no $1" >&2
  exit 0
fi
jar=$(readlink -f "$1")
target=$2
arch=$(uname -m)
archive=$target/agent-runtime-linux-$arch.tar.gz

# The file "release" says which Java it is without its being run.
feature() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"; }

newest() {
  local home
  for home in /usr/lib/jvm/*; do
    if [ -x "$home/bin/jlink" ] && [ "$(feature "$home")" = 25 ]; then
      printf '%s\n' "$home"
      return
    fi
  done
  printf '%s\n' "${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}"
}
jdk=${RUNTIME_JAVA_HOME:-$(newest "${3:-}")}
if [ ! -x "$jdk/bin/jlink" ]; then
  echo "No runtime archive is made: $jdk has no jlink. Install a whole JDK" >&2
  exit 0
fi

# Nothing to do where the archive is of this jar, this Java and these files.
stamp=$({ cat "$jar" "$jdk/release" && find "$here" -type f -print0 | sort -z | xargs -0 cat; } | sha256sum)
if [ -e "$archive" ] && [ "$(cat "$target/agent-runtime.stamp" 2>/dev/null)" = "$stamp" ]; then
  exit 0
fi
mkdir -p "$target"
work=$(mktemp -d "$target/runtime-XXXXXX")
trap 'rm -rf "$work"' EXIT
home=$work/agent-runtime

# jdeps names no provider; up to Java 21 elliptic curves have a module of their own.
modules=$("$jdk/bin/jdeps" --print-module-deps --ignore-missing-deps --multi-release 17 "$jar")
[ "$(feature "$jdk")" -gt 21 ] || modules=$modules,jdk.crypto.ec
# Not compressed, for the archive is, and a class is read the faster.
none=0
[ "$(feature "$jdk")" -lt 21 ] || none=zip-0
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress "$none" \
  --vm=server --output "$home"
# Debian's JDK has links to the system's files there, which an image without Java lacks.
find "$home" -type l | while IFS= read -r link; do cp --remove-destination "$(readlink -f "$link")" "$link"; done
# AES is in SunJCE; who comes before it in the list is brought up when a cipher is asked for, and SunEC counts its curves.
sed -i -e 's/^\(security\.provider\.2=\)SunRsaSign$/\1SunJCE/' -e 's/^\(security\.provider\.5=\)SunJCE$/\1SunRsaSign/' \
  "$home/conf/security/java.security"
cp "$jar" "$home/lib/agent.jar"
TZ=UTC touch -t 202001010000 "$home/lib/agent.jar" # the archive of classes goes by it

# Small at first, and more only for a format that asks for it. Where 60 % are over 32 GB Java would make references longer,
# for which the archive of classes is no good: it is told to take less instead.
heap='-Xms16m -XX:MaxRAMPercentage=60 -XX:+UseCompressedOops'
# What runs a few hundred times is over before a compiler has made it faster.
compilers=-XX:CompileThresholdScaling=10
options="-XX:+UseSerialGC -XX:-UsePerfData -XX:-MaxFDLimit -XX:+ExitOnOutOfMemoryError $compilers $heap"
if [ "$(feature "$jdk")" -ge 25 ]; then
  record=-XX:AOTCacheOutput=$home/lib/agent.aot
  # shellcheck disable=SC2016 # bin/agent expands it
  use='-XX:AOTCache="$home/lib/agent.aot" -Xlog:aot=off,cds=off'
else
  # Before Java 19 an archive holds a jar's classes only for the path that the jar had, so this one is of Java's own.
  record=-XX:DumpLoadedClassList=$work/classes
  use=-Xlog:cds=off
fi

tar c -z -f "$work/bundle" -C "$here/training" start-up-bundle
password=training
"$jdk/bin/keytool" -genkeypair -alias training -keyalg EC -dname CN=training -ext SAN=ip:127.0.0.1 -validity 2 \
  -storetype PKCS12 -keystore "$work/keys" -storepass $password 2>/dev/null
# shellcheck disable=SC2086 # options are words
"$jdk/bin/java" "$here/training/Training.java" "$work/bundle" "$work/keys" $password \
  "$home/bin/java" $options "$record" -Djavax.net.ssl.trustStore="$work/keys" -Djavax.net.ssl.trustStorePassword=$password \
  -jar "$home/lib/agent.jar" boot s3://training/bundle --key env:TRAINING_KEY --logs s3://training/logs \
  --state "$work/state" --no-service --bundle-dir "$work/bundles" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  echo 'The training of the runtime failed; what it printed is above' >&2
  exit 1
}

if [ "$(feature "$jdk")" -ge 25 ]; then
  [ -s "$home/lib/agent.aot" ] || { cat "$work/log" >&2 && echo 'The training left no archive of classes' >&2 && exit 1; }
else
  "$home/bin/java" -XX:+UseSerialGC -Xshare:dump -XX:SharedClassListFile="$work/classes" >"$work/log" 2>&1
fi
rm -f "$home/bin/keytool" "$home/lib/jrt-fs.jar" "$home/lib/classlist"

case $arch in
  x86_64) loader=/lib64/ld-linux-x86-64.so.2 ;;
  aarch64) loader=/lib/ld-linux-aarch64.so.1 ;;
  *) loader=/ ;; # not known here: let the kernel say what it misses
esac
sed -e "s|@LOADER@|$loader|g" -e "s|@OPTIONS@|$options $use|" "$here/agent.sh" >"$home/bin/agent"
chmod 755 "$home/bin/agent"
tar c --owner=0 --group=0 --numeric-owner --sort=name -C "$work" agent-runtime | gzip -9n >"$archive.part"
mv "$archive.part" "$archive"
printf '%s\n' "$stamp" >"$target/agent-runtime.stamp"
echo "$archive: $(wc -c <"$archive") bytes"
