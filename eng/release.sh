#!/usr/bin/env bash
# Packs every package into artifacts/release, checks them, and writes a software bill of materials (CycloneDX) beside them. See docs/packages.md.
#   eng/release.sh [--version-suffix SUFFIX] [--output FOLDER] [--baseline FOLDER] [--pack-only]
# --baseline compares each library with its package of an earlier release, which is in FOLDER; an incompatible change is an error.
# --pack-only packs, without the other checks and without the bill of materials.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
command -v dotnet >/dev/null || { echo "error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }

out=artifacts/release check=yes suffix= baseline= options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --version-suffix) suffix=${2:?a suffix is missing, such as rc.1} options=(--version-suffix "$2"); shift 2 ;;
    --output) out=${2:?a folder is missing}; shift 2 ;;
    --baseline) baseline=$(cd "${2:?a folder is missing}" && pwd); shift 2 ;;
    --pack-only) check=no; shift ;;
    *) echo "error: unknown option $1; see the head of eng/release.sh" >&2; exit 1 ;;
  esac
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
rm -f "$out"/*.nupkg "$out"/*.cdx.json
[ -z "$(ls -A "$out")" ] || { echo "error: $out contains other files than packages; choose an empty folder" >&2; exit 1; }

# What is built for a release is deterministic, so it differs from what tests run, and is kept apart from it.
# Analyzers have run in the build of the tests, and take half the time of a build.
pack() {
  dotnet pack "$@" -c Release -o "$out" -v quiet --nologo --artifacts-path artifacts/release-build -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false "${options[@]}"
}

for project in src/*/*.csproj templates/*/*.csproj; do
  [ -f "$project" ] || continue
  echo "packing $(basename "$project" .csproj) ..."
  if grep -q '<PackAsTool>true</PackAsTool>' "$project"; then
    # A tool is one package that names the others, one with a native executable for this system, and one for all other systems.
    # Only the packages that are in the folder may be named: the installation of a named package that is absent fails.
    rids=any
    if eng/native-toolchain.sh; then
      rid=$(dotnet --info | sed -nE 's/^ *RID: *//p' | head -n 1 | tr -d '\r')
      pack "$project" -r "$rid" -p:ToolRuntimes="$rid"
      rids="$rid+any"
    else
      echo "no native toolchain: the tool is packed for the .NET runtime only"
    fi
    pack "$project" -r any -p:ToolRuntimes=any
    pack "$project" -p:ToolRuntimes="$rids" --no-build
  else
    compare=()
    if [ -n "$baseline" ] && [ "${project%%/*}" = src ]; then
      earlier=("$baseline/$(basename "$project" .csproj)".[0-9]*.nupkg)
      [ ${#earlier[@]} -eq 1 ] || { echo "error: $baseline has several versions of $(basename "$project" .csproj)" >&2; exit 1; }
      if [ -f "${earlier[0]}" ]; then
        compare=(-p:EnablePackageValidation=true "-p:PackageValidationBaselinePath=${earlier[0]}")
      else
        echo "$(basename "$project" .csproj) is not in $baseline: it is new, and is not compared"
      fi
    fi
    pack "$project" "${compare[@]}"
  fi
done
ls -l "$out" | awk 'NR > 1 { printf "%9d bytes  %s\n", $5, $9 }'
[ "$check" = yes ] || exit 0

echo "checking the packages ..."
dotnet build tests/Packages.Tests -c Release -v quiet --nologo
SPECTACLES_RELEASE=$out dotnet test --project tests/Packages.Tests -c Release --no-build --no-progress --no-ansi -- \
  --filter-class '*.ReleaseTests' --minimum-expected-tests 1

echo "writing the software bill of materials ..."
tools=artifacts/tools
if ! [ -x "$tools/dotnet-CycloneDX" ] && ! [ -x "$tools/dotnet-CycloneDX.exe" ]; then
  dotnet tool install CycloneDX --version 6.3.1 --tool-path "$tools" >/dev/null || {
    echo "error: the .NET tool CycloneDX 6.3.1 can't be installed, so there is no bill of materials; the packages are complete" >&2
    exit 1
  }
fi
version=$(dotnet msbuild src/Spectacles.Gateway.Aot -getProperty:VersionPrefix)${suffix:+-$suffix}
for project in src/*/*.csproj; do
  name=$(basename "$project" .csproj)
  # Without development dependencies, since they are not in a package. The licences are in docs/dependencies.md.
  "$tools/dotnet-CycloneDX" "$project" --output "$out" --filename "$name.cdx.json" --output-format Json \
    --exclude-dev --exclude-test-projects --set-name "$name" --set-version "$version" >"artifacts/$name.cdx.log" || {
    cat "artifacts/$name.cdx.log" >&2
    echo "error: the bill of materials of $name can't be written" >&2
    exit 1
  }
done
echo "release: $(ls "$out"/*.nupkg | wc -l | tr -d ' ') packages, $(ls "$out"/*.cdx.json | wc -l | tr -d ' ') bills of materials in $out"
