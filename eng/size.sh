#!/usr/bin/env bash
# Publishes bots with NativeAOT and prints their sizes in bytes, one `size: name=value` per line. Fails when a size is more than
# 5 % above tests/AotTests/sizes.txt. typingbot_other_events_bytes: the cost of the whole schema for a bot with one typed handler, compared
# with a schema of that event only. restbot_over_handbot_bytes: a bot with one call of the REST client, compared with the same call written
# by hand.
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
