#!/usr/bin/env bash
# Measures a fleet on NATS with NativeAOT: the cost and delay of an event, hand-over and take-over, the memory of a worker. Prints the rows of bench/README.md.
#   bench/fleets.sh [quick] [cluster] [shards=N] [rates|moves|memory]...     quick: one server, one round, two rates; cluster: only three servers
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
options=() which=()
for word in "$@"; do
  case "$word" in
    quick | cluster | shards=*) options+=("$word") ;;
    rates | moves | memory) which+=("$word") ;;
    *) sed -n '3p' "$0" >&2; exit 2 ;;
  esac
done
[ ${#which[@]} -gt 0 ] || which=(rates moves memory)
eng/native-toolchain.sh
eng/nats.sh >/dev/null
folder="$PWD/artifacts/process/fleets-aot"
dotnet publish bench/Spectacles.Gateway.Aot.Fleets -c Release -v quiet --nologo -o "$folder"
for one in "${which[@]}"; do
  "$folder/Spectacles.Gateway.Aot.Fleets" "$one" ${options[@]+"${options[@]}"}
done
