#!/usr/bin/env bash
# Seals start-up-example/ as start-up-example.tar.enc, as people have long made their bundles, unless it holds that already.
# The password is public: the example shows how, it hides nothing. The salt is new each time, the rest always the same.
set -euo pipefail
cd "$(dirname "$0")"
export STARTUP_KEY=stirringdullroots
sealed=start-up-example.tar.enc

# -md is the default since OpenSSL 1.1.0; openssl warns that this derivation of the key is weak, which it is.
cipher() { openssl enc -aes-256-cbc -md sha256 -pass env:STARTUP_KEY "$@" 2>/dev/null; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar --create --file "$work/bundle.tar" --format ustar --sort name --mtime '2026-11-22 00:00:00Z' \
  --owner root:0 --group root:0 --mode 'u=rwX,go=rX' --transform 's,^start-up-example,start-up-bundle,' start-up-example
if [ -f "$sealed" ] && cipher -d -in "$sealed" | cmp -s - "$work/bundle.tar"; then
  echo "$sealed is up to date"
else
  cipher -e -in "$work/bundle.tar" -out "$sealed"
  echo "$sealed was sealed anew"
fi
