#!/bin/bash
echo "$COLOUR"
[ "$STARTUP_ATTEMPT" -gt 1 ] || exit 75
