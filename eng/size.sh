#!/usr/bin/env bash
# Publishes bots with NativeAOT and prints what they weigh, one `size: name=value` a line, in bytes; fails when a size has grown by more than
# 5 % beyond tests/AotTests/sizes.txt. typingbot_other_events_bytes: what the whole schema costs a bot with one typed handler beside a schema of that event alone.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 SPECTACLES_SLOW=1
eng/native-toolchain.sh
rm -rf artifacts/sizes artifacts/cut
dotnet build tests/AotTests -c Release -v quiet --nologo
status=0
dotnet test --project tests/AotTests -c Release --no-build --no-progress --no-ansi -- --filter-class '*.SizeTests' || status=$?
cat artifacts/sizes/* 2>/dev/null
exit "$status"
