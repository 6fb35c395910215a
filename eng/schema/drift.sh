#!/usr/bin/env bash
# Reports every event, type, field and value on which discord-v10.json and the npm package discord-api-types differ without a written reason; fails when
# there is one. --all lists those with a reason too.
set -euo pipefail
cd "$(dirname "$0")"
../node.sh
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --silent
exec node drift.mjs "$@"
