#!/usr/bin/env bash
# Runs a NativeAOT bot against a simulated gateway for some seconds: it replies, is dropped once, resumes, and stops gracefully.
# Prints the summaries of both and fails unless their counts agree. Without a native toolchain the bot runs with the JIT.
#   eng/demo.sh [--seconds N]      N: how long the bot runs (default 12)
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
seconds=12
[ "${1:-}" = "--seconds" ] && seconds=$2
out=artifacts/demo
mkdir -p "$out"

command -v dotnet >/dev/null || { echo "error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }

echo "building the simulated gateway ..."
dotnet build src/Spectacles.Gateway.Aot.Cli -c Release -v quiet --nologo -o "$out/simulator"

if eng/native-toolchain.sh; then
  rid=$(dotnet --info | sed -nE 's/^ *RID: *//p' | head -n 1)
  echo "publishing PingBot with NativeAOT for $rid ..."
  dotnet publish samples/PingBot -c Release -r "$rid" -o "$out/pingbot" -v quiet --nologo | tee "$out/publish.log"
  ! grep -qE 'warning (IL|SYSLIB|CS)[0-9]+' "$out/publish.log" || { echo "error: dotnet publish reported warnings" >&2; exit 1; }
  bot=("$out/pingbot/PingBot")
  echo "$(du -k "${bot[0]}" | cut -f1) KB: ${bot[0]}"
else
  echo "no native toolchain: PingBot runs with the JIT"
  dotnet build samples/PingBot -c Release -v quiet --nologo -o "$out/pingbot-jit"
  bot=(dotnet "$out/pingbot-jit/PingBot.dll")
fi

: >"$out/simulator.log"
dotnet "$out/simulator/spectacles.dll" simulate --port 0 --guilds 3 --rate 100 --privileged presences,content \
  --drop-every $((seconds / 3)) --drops 1 --quiet-after $((seconds - 3)) >"$out/simulator.log" 2>&1 &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  api=$(sed -nE 's/^listening: //p' "$out/simulator.log")
  [ -n "$api" ] && break
  kill -0 "$simulator" 2>/dev/null || break
  sleep 0.1
done
[ -n "$api" ] || { cat "$out/simulator.log" >&2; echo "error: the simulated gateway did not start" >&2; exit 1; }

echo "the bot connects to $api"
DISCORD_TOKEN=simulated.gateway.token DISCORD_API=$api "${bot[@]}" --message-content --presences --seconds "$seconds" | tee "$out/bot.log"

kill -TERM "$simulator"
code=0
wait "$simulator" || code=$?
# Exit code 2 means violations, which the summary counts.
[ "$code" -eq 0 ] || [ "$code" -eq 2 ] || { cat "$out/simulator.log" >&2; echo "error: the simulated gateway failed" >&2; exit 1; }
trap - EXIT

mine=$(grep '^summary: ' "$out/bot.log" | tail -n 1)
theirs=$(grep '^simulated: ' "$out/simulator.log" | tail -n 1)
echo "$theirs"

value() { sed -nE "s/.* $2=([^ ]+).*/\1/p" <<<" $1"; }
agree() { [ "$(value "$mine" "$1")" = "$(value "$theirs" "$2")" ] || { echo "error: the bot reports $1=$(value "$mine" "$1"), the gateway reports $2=$(value "$theirs" "$2")" >&2; failed=1; }; }
failed=0
agree events dispatched
agree replies replies
agree resumes resumes
[ "$(value "$theirs" violations)" = 0 ] || { echo "error: the bot violated the protocol" >&2; failed=1; }
[ "$(value "$theirs" identifies)" = 1 ] || { echo "error: the bot identified more than once" >&2; failed=1; }
[ "$(value "$mine" resumes)" -ge 1 ] || { echo "error: the bot was not dropped, or did not resume" >&2; failed=1; }
[ "$(value "$mine" replies)" -ge 1 ] || { echo "error: the bot replied to no message" >&2; failed=1; }
[ "$failed" -eq 0 ] && echo "demo: the bot and the gateway agree"
exit "$failed"
