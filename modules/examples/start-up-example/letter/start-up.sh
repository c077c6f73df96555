#!/usr/bin/env bash
set -eu
letter=${TMPDIR:-/tmp}/start-up-example-$(id -u)/letter.txt
cat greeting.txt >"$letter"
echo "Written $(date -u '+%Y-%m-%dT%H:%M:%SZ') on $(uname -n)." >>"$letter"
echo "There is a letter for you: $letter"
