#!/usr/bin/env bash
# Writes src/Spectacles.Gateway.Aot/Events/discord-v10.json and src/Spectacles.Gateway.Aot.Rest/Routes/discord-v10-rest.json from the npm package
# discord-api-types, Discord's OpenAPI document and the overlays.
set -euo pipefail
cd "$(dirname "$0")"
../node.sh
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --silent
node import.mjs "$@"
[ $# -gt 0 ] || node rest.mjs
