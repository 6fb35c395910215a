#!/usr/bin/env bash
# Makes sure of the peers: Node.js, their packages, and what zlib-sync, which discord.js and the seed inflate with, is compiled with.
set -euo pipefail
cd "$(dirname "$0")"
../../eng/node.sh
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] && exit 0
missing=()
for tool in g++ make python3; do command -v "$tool" >/dev/null || missing+=("$tool"); done
. ../../eng/apt.sh
[ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}" || { echo "zlib-sync needs, and does not find: ${missing[*]}" >&2; exit 1; }
exec npm ci --no-audit --no-fund --loglevel=error
