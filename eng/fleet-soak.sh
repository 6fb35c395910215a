#!/usr/bin/env bash
# Runs a fleet of three nodes and three workers as processes on a nats-server under many faults; a judge outside of them counts lost events.
# See docs/reliability.md.
#   eng/fleet-soak.sh [--minutes N] [--seed S] [--cluster] [--cli] [--sabotage fence|ack|lease]
# Exit code 0: no event was lost, no shard had two connections, no IDENTIFY was needless, and the other conditions of docs/reliability.md hold.
# Exit code 77: there is no nats-server.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v dotnet >/dev/null || { echo "error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
NATS_SERVER=$(eng/nats.sh) || exit
export NATS_SERVER
dotnet build tests/FleetSoak -c Release -v quiet --nologo
exec tests/FleetSoak/bin/Release/net10.0/FleetSoak "$@"
