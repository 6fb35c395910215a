#!/usr/bin/env bash
# Makes sure of what NativeAOT links with: a C compiler and zlib's development files. With apt it is installed when run as root or
# under CI; otherwise what is missing is named. Exit code 0: NativeAOT can be used here.
set -uo pipefail
[ "$(uname -s)" = Darwin ] && { xcode-select -p >/dev/null 2>&1 && exit 0; echo "NativeAOT needs the Xcode command line tools: xcode-select --install" >&2; exit 1; }
[ "$(uname -s)" = Linux ] || exit 0

missing=()
command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(gcc)
echo '#include <zlib.h>' | cc -E - >/dev/null 2>&1 || missing+=(zlib1g-dev)
[ ${#missing[@]} -eq 0 ] && exit 0

. "$(dirname "$0")/apt.sh"
apt_install "${missing[@]}" && exit 0
echo "NativeAOT needs, and does not find: ${missing[*]}" >&2
exit 1
