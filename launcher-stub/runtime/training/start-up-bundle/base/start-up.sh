#!/bin/bash
echo "Module $STARTUP_MODULE of run $STARTUP_RUN_ID"
