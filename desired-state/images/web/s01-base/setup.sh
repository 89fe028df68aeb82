#!/usr/bin/env bash
# What every web instance needs. TARGET is the root of the file system that becomes the image; PACKAGES what to install.
set -euo pipefail

if [[ $TARGET == / ]]; then
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $PACKAGES
else
    echo "a local build: $PACKAGES would be installed"
fi
mkdir -p "$TARGET/etc/shop"
echo "packages: $PACKAGES" >"$TARGET/etc/shop/base"
echo "base is ready"
