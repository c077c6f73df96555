#!/usr/bin/env bash
# Safe on a laptop, and safe to run again, as every module should be.
set -eu
place=${TMPDIR:-/tmp}/start-up-example-$(id -u)
(umask 077 && mkdir -p "$place")
echo "There is a folder now: $place"
