#!/usr/bin/env bash
# Installs the npm libraries to compare with: Node.js, their packages, and the compiler for zlib-sync, with which they inflate.
set -euo pipefail
cd "$(dirname "$0")"
../../eng/node.sh
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] && exit 0
missing=()
for tool in g++ make python3; do command -v "$tool" >/dev/null || missing+=("$tool"); done
. ../../eng/apt.sh
[ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}" || { echo "error: zlib-sync needs these missing packages: ${missing[*]}" >&2; exit 1; }
exec npm ci --no-audit --no-fund --loglevel=error
