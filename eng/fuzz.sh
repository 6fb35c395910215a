#!/usr/bin/env bash
# Runs all code that reads bytes from outside with mutated inputs, and compares it with independent implementations. See docs/reliability.md.
#   eng/fuzz.sh [--minutes N] [--target T] [--seed S] [--engine built-in|afl] [--replay FILE]
# N is the time for all targets together. With the built-in engine a seed repeats a run; --engine afl uses afl-fuzz (apt: afl++) through SharpFuzz.
# Exit code 0: no fault. The inputs of faults are saved under artifacts/fuzz.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v dotnet >/dev/null || { echo "error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
dotnet build tests/Fuzz -c Release -v quiet --nologo
built=tests/Fuzz/bin/Release/net10.0

engine=built-in
for ((i = 1; i <= $#; i++)); do
  [ "${!i}" = --engine ] && { next=$((i + 1)); engine=${!next:-}; }
  [ "${!i}" = --replay ] && engine=built-in
done
[ "$engine" = afl ] || exec "$built/Fuzz" "$@"

command -v afl-fuzz >/dev/null || { echo "error: afl-fuzz is missing: apt-get install afl++" >&2; exit 1; }

# afl-fuzz sees only the branches of instrumented copies.
tools=artifacts/fuzz/tools copy=artifacts/fuzz/instrumented
[ -x "$tools/sharpfuzz" ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$tools" >/dev/null
rm -rf "$copy" && mkdir -p "$copy" && cp -r "$built/." "$copy"
for assembly in Spectacles.Gateway.Aot Spectacles.Gateway.Aot.Zstd Spectacles.Gateway.Aot.Generators; do
  "$tools/sharpfuzz" "$copy/$assembly.dll" >/dev/null
done
exec "$copy/Fuzz" --engine afl "$@"
