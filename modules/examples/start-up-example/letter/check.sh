#!/usr/bin/env bash
# Run after start-up.sh until it exits 0 or the time is up: for a service, whether it answers yet.
set -eu
grep -q '^Written ' "${TMPDIR:-/tmp}/start-up-example-$(id -u)/letter.txt"
echo "The letter is there."
