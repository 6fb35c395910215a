#!/usr/bin/env bash
# Reports every event, type, field and value on which discord-v10.json and the npm package discord-api-types differ without a written reason; fails when
# there is one. --all lists those with a reason too.
# What cannot be compared, without Node.js or the package, is a failure under CI, and exit code 77 elsewhere.
set -euo pipefail
cd "$(dirname "$0")"
missing() {
  echo "the schema is not compared with the package: $1" >&2
  [ "${CI:-}" = true ] && exit 1
  exit 77
}
../node.sh || missing "Node.js is missing"
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --silent || missing "npm could not restore it"
exec node drift.mjs "$@"
