#!/usr/bin/env bash
# Checks Node.js and npm, which the client in another language and the schema importer need. They are installed with apt when run as root
# or in CI; otherwise they are named.
set -uo pipefail
command -v node >/dev/null && command -v npm >/dev/null && exit 0
. "$(dirname "$0")/apt.sh"
apt_install nodejs npm && exit 0
echo "error: the client in another language and the schema importer need Node.js 18 or later with npm" >&2
exit 1
