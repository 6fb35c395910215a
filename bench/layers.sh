#!/usr/bin/env bash
# Publishes a bot of each layer with NativeAOT, runs it against a simulated gateway, and prints its size and its resident memory, five seconds
# after the start: the base, with the Generic Host, console log and health checks, and with metrics and traces over OTLP.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
eng/native-toolchain.sh
out="$PWD/artifacts/layers"
rm -rf "$out"
dotnet build src/Spectacles.Gateway.Aot.Cli -c Release -v quiet --nologo -o "$out/simulator"
dotnet publish samples/PingBot -c Release -v quiet --nologo -o "$out/base"
dotnet publish samples/HostedBot -c Release -v quiet --nologo -o "$out/host"
dotnet publish samples/ObservedBot -c Release -v quiet --nologo -o "$out/otlp" \
  -p:PublishAot=true -p:OptimizationPreference=Size -p:SpectaclesSmallVps=true

dotnet "$out/simulator/spectacles.dll" simulate --port 0 --guilds 3 --rate 20 --privileged presences,content,members >"$out/simulator.log" 2>&1 &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true' EXIT
api=
for _ in $(seq 100); do
  api=$(sed -nE 's/^listening: //p' "$out/simulator.log")
  [ -n "$api" ] && break
  sleep 0.1
done
[ -n "$api" ] || { cat "$out/simulator.log" >&2; exit 1; }

measure() { # name, executable
  DISCORD_TOKEN=simulated.gateway.token DISCORD_API=$api Discord__Token=simulated.gateway.token Discord__Api=$api "$2" >"$out/$1.log" 2>&1 &
  local bot=$!
  sleep 5
  local memory
  memory=$(awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$bot/status")
  kill -TERM "$bot"
  wait "$bot" || { cat "$out/$1.log" >&2; echo "error: the bot $1 failed" >&2; exit 1; }
  printf '%-6s %5.1f MB on the disk %6.1f MB resident\n' "$1" "$(awk -v b="$(stat -c %s "$2")" 'BEGIN { print b / 1048576 }')" "$memory"

  # Sessions of one bot begin at least five seconds apart.
  sleep 5
}
measure base "$out/base/PingBot"
measure host "$out/host/HostedBot"
measure otlp "$out/otlp/ObservedBot"
