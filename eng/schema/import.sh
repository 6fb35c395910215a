#!/usr/bin/env bash
# Writes src/Spectacles.Gateway.Aot/Events/discord-v10.json from the npm package discord-api-types and overlay.json.
set -euo pipefail
cd "$(dirname "$0")"
../node.sh
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --silent
exec node import.mjs "$@"
