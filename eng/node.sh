#!/usr/bin/env bash
# Makes sure of Node.js and npm, which the client in another language and the importer of the schema need: with apt when run as root or under CI, otherwise they are named.
set -uo pipefail
command -v node >/dev/null && command -v npm >/dev/null && exit 0
. "$(dirname "$0")/apt.sh"
apt_install nodejs npm && exit 0
echo "the client in another language and the importer of the schema need, and do not find: Node.js 18 or later with npm" >&2
exit 1
