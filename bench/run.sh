#!/usr/bin/env bash
# Measures whole processes, compared with a bare socket-and-zlib loop and npm's libraries: processor time, memory, start, size.
# Writes bench/results/ and bench/README.md.
#   bench/run.sh [--quick] [--pairs N] [--events N] [WHICH...]     WHICH: events inflaters variants allocations peers sizes idle scaling pacing shards bursts calls answers slashbot
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v taskset >/dev/null || { echo "error: taskset is missing (package util-linux): server and clients run on separate cores" >&2; exit 1; }
eng/native-toolchain.sh
pairs=7 events=200000 output=bench/results/latest.json which=()
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) pairs=3 events=100000 output=artifacts/quick.json which=(quick) ;;
    --pairs) pairs="$2"; shift ;;
    --events) events="$2"; shift ;;
    events | inflaters | variants | allocations | peers | sizes | idle | scaling | pacing | shards | bursts | calls | answers | slashbot) which+=("$1") ;;
    *) sed -n '4p' "$0" >&2; exit 2 ;;
  esac
  shift
done
# A thousand shards have a thousand sockets, at both ends.
ulimit -n "$(ulimit -Hn)"
folder="$PWD/artifacts/process"
process=bench/Spectacles.Gateway.Aot.Process floor=bench/Spectacles.Gateway.Aot.Floor calls=bench/Spectacles.Gateway.Aot.Calls
dotnet build "$process" -c Release -v quiet --nologo -o "$folder/jit"
dotnet publish "$process" -c Release -v quiet --nologo -o "$folder/aot"
dotnet publish "$floor" -c Release -v quiet --nologo -o "$folder/floor-aot"
if [ "${which[*]:-}" != quick ]; then
  dotnet build "$floor" -c Release -v quiet --nologo -o "$folder/floor-jit"
  dotnet publish "$process" -c Release -v quiet --nologo -o "$folder/aot-default" -p:SpectaclesSmallVps=false
  dotnet publish "$floor" -c Release -v quiet --nologo -o "$folder/floor-aot-default" -p:SpectaclesSmallVps=false
  dotnet publish samples/PingBot -c Release -v quiet --nologo -o "$folder/pingbot"
  dotnet publish bench/Spectacles.Gateway.Aot.MinimalBot -c Release -v quiet --nologo -o "$folder/minimalbot"
  dotnet publish samples/SlashBot -c Release -v quiet --nologo -o "$folder/slashbot"
  dotnet build "$calls" -c Release -v quiet --nologo -o "$folder/calls-jit"
  dotnet publish "$calls" -c Release -v quiet --nologo -o "$folder/calls-aot"
  bench/peers/install.sh
fi
mkdir -p "$(dirname "$output")"
exec dotnet "$folder/jit/Spectacles.Gateway.Aot.Process.dll" measure "$folder" "$PWD/bench/peers" "$pairs" "$events" "$(git rev-parse --short HEAD)" "$output" ${which[@]+"${which[@]}"}
