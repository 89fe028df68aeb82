#!/usr/bin/env bash
# User data of the web instances: runs once, at the first start.
set -euo pipefail
echo "shop web instance started at $(date --utc +%FT%TZ)" >>/var/log/shop-web.log
