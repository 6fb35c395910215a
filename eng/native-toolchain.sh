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

if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || [ "${CI:-}" = true ]; }; then
  sudo=(); [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq && "${sudo[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null && exit 0
fi
echo "NativeAOT needs, and does not find: ${missing[*]}" >&2
exit 1
