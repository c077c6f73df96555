#!/usr/bin/env bash
# A module is a folder with a start-up.sh, which is run by bash in that folder. This one has nothing else.
set -eu
echo "This is $(uname -n), and here it is $(date '+%H:%M:%S')."
echo "I am $PWD/start-up.sh and I run as $(id -un)."
