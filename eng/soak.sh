#!/usr/bin/env bash
# Runs a cluster in a separate process under many faults; a checker outside the process counts lost events. See docs/reliability.md.
#   eng/soak.sh [--minutes N] [--shards N] [--seed S] [--restarts yes|no] [--sabotage resume-seq|dedupe|gap|ack|watermark|identify|none-through-adapter]
# Exit code 0: no event was lost or handled twice, no IDENTIFY was needless, and all other conditions of docs/reliability.md hold.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v dotnet >/dev/null || { echo "error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
dotnet build tests/Soak -c Release -v quiet --nologo
exec tests/Soak/bin/Release/net10.0/Soak "$@"
