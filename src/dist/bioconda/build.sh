#!/bin/bash
# Copies what was unpacked.
set -euo pipefail

mkdir -p "$PREFIX/lib/agc4j" "$PREFIX/bin" "$PREFIX/share"
cp -a bin app runtime "$PREFIX/lib/agc4j/"
cp -a share/. "$PREFIX/share/"
ln -s ../lib/agc4j/bin/agc4j "$PREFIX/bin/agc4j"
