#!/usr/bin/env bash
# Puts the application onto the image. TARGET is the root of the file system that becomes the image.
set -euo pipefail

mkdir -p "$TARGET/var/www/html" "$TARGET/etc/shop"
printf '<!doctype html>\n<title>%s</title>\n<h1>%s %s</h1>\n' "$TITLE" "$TITLE" "$VERSION" \
    >"$TARGET/var/www/html/index.html"
echo "$VERSION" >"$TARGET/etc/shop/version"
echo "application $VERSION is installed"
