#!/usr/bin/env bash
# Whole processes beside the bare socket-and-zlib loop: processor time, memory, start. Writes bench/results/latest.json. See bench/README.md.
#   bench/run.sh [--quick] [--pairs N] [--events N]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v taskset >/dev/null || { echo "error: taskset is missing (package util-linux): server and clients run on cores of their own" >&2; exit 1; }
pairs=7 events=200000 output=bench/results/latest.json
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) pairs=3 events=100000 output=artifacts/quick.json ;;
    --pairs) pairs="$2"; shift ;;
    --events) events="$2"; shift ;;
    *) echo "usage: bench/run.sh [--quick] [--pairs N] [--events N]" >&2; exit 2 ;;
  esac
  shift
done
project=bench/Spectacles.Gateway.Aot.Process
dotnet build "$project" -c Release -v quiet --nologo -o artifacts/process/jit
dotnet publish "$project" -c Release -v quiet --nologo -o artifacts/process/aot
mkdir -p "$(dirname "$output")"
name=Spectacles.Gateway.Aot.Process
exec dotnet "artifacts/process/jit/$name.dll" conduct "$PWD/artifacts/process/jit/$name.dll" "$PWD/artifacts/process/aot/$name" "$pairs" "$events" "$(git rev-parse --short HEAD)" "$output"
