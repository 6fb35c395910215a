#!/usr/bin/env bash
# Checks the requirements of NativeAOT: a C compiler and the development files of zlib. They are installed with apt when run as root or
# in CI; otherwise the missing packages are named. Exit code 0: NativeAOT can be used.
set -uo pipefail
[ "$(uname -s)" = Darwin ] && { xcode-select -p >/dev/null 2>&1 && exit 0; echo "NativeAOT needs the Xcode command line tools: xcode-select --install" >&2; exit 1; }
[ "$(uname -s)" = Linux ] || exit 0

missing=()
command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(gcc)
echo '#include <zlib.h>' | cc -E - >/dev/null 2>&1 || missing+=(zlib1g-dev)
[ ${#missing[@]} -eq 0 ] && exit 0

. "$(dirname "$0")/apt.sh"
apt_install "${missing[@]}" && exit 0
echo "error: NativeAOT needs these missing packages: ${missing[*]}" >&2
exit 1
