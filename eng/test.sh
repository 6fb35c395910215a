#!/usr/bin/env bash
# Builds everything and runs every test project; ends with one line `N passed, N failed` for the whole run.
#   eng/test.sh         the daily tests; connections are read by threads of their own, as they are by default
#   eng/test.sh --all   the daily tests and the slow ones: clients in other languages, published executables, the soak, NATS, the schema against its package;
#                       then the projects whose bots connect over sockets again, with connections that the thread pool reads (SPECTACLES_READER_THREADS=0)
#   eng/test.sh --slow  for a tree whose daily tests have just run: the test projects that have slow tests, and those whose bots connect over sockets,
#                       with connections that the thread pool reads; of some projects only the classes with slow tests
# Without a nats-server (eng/nats.sh), the tests of NATS are skipped with that reason; with --all they fail.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 SPECTACLES_SLOW=0
# tests/Shared/ReaderThreads.cs applies the variable, in the tests themselves or in the bots that they start.
pooled="Hostile.Tests Soak.Tests Spectacles.Gateway.Aot.Testing.Tests Spectacles.Gateway.Aot.Tests"
unset SPECTACLES_READER_THREADS
case "${1:-}" in
  "") ;;
  --all) export SPECTACLES_SLOW=1 SPECTACLES_NATS=required ;;
  --slow) export SPECTACLES_SLOW=1 SPECTACLES_READER_THREADS=0 ;;
  *) echo "error: $1 is not an option of eng/test.sh; the options are --all and --slow" >&2; exit 64 ;;
esac

command -v dotnet >/dev/null || { echo "error: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
eng/native-toolchain.sh || true
[ "$SPECTACLES_SLOW" = 1 ] && { eng/node.sh || true; eng/python.sh || true; eng/nats.sh >/dev/null || true; }

echo "building ..."
dotnet build Spectacles.Gateway.Aot.sln -c Release -v quiet --nologo || { echo "0 passed, 1 failed"; exit 1; }

passed=0 failed=0 skipped=0
run() {
  local project=$1 name output status p f s
  shift
  name=$(basename "$project" .csproj)
  # Exit code 8: no test ran. That is a failure unless every test of the project was skipped.
  output=$(dotnet test --project "$project" -c Release --no-build --no-progress --no-ansi --ignore-exit-code 8 "$@" 2>&1)
  status=$?
  count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" <<<"$output" | tail -n 1; }
  p=$(count succeeded) f=$(count failed) s=$(count skipped)
  if [ "$status" -ne 0 ] || [ $((${p:-0} + ${s:-0})) -eq 0 ]; then
    printf '%s\n' "$output"
    [ "${f:-0}" -eq 0 ] && f=1
  fi
  printf '%s: %s passed, %s failed, %s skipped%s\n' \
    "$name" "${p:-0}" "${f:-0}" "${s:-0}" "${SPECTACLES_READER_THREADS:+ (SPECTACLES_READER_THREADS=$SPECTACLES_READER_THREADS)}"
  # The reason of a skipped test is on the next line.
  [ "${s:-0}" -gt 0 ] && sed -nE '/^skipped /{N;s/^skipped ([^\n]*)\n *(.*)/  skipped \1: \2/p}' <<<"$output"
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
}

for project in tests/*/*.csproj; do
  grep -q '<IsTestProject>false</IsTestProject>' "$project" && continue
  filter=()
  if [ "${1:-}" = "--slow" ] && [[ " $pooled " != *" $(basename "$project" .csproj) "* ]]; then
    slow=$(grep -rl --include='*.cs' --exclude-dir={bin,obj} SPECTACLES_SLOW "$(dirname "$project")") || continue
    # Where something else than a test class decides what is slow, or tests need NATS, which the daily tests may not have had, all classes run.
    if ! grep -qv 'Tests\.cs$' <<<"$slow" && ! grep -qr --include='*.cs' --exclude-dir={bin,obj} SPECTACLES_NATS "$(dirname "$project")"; then
      for file in $slow; do filter+=(--filter-class "*.$(basename "$file" .cs)"); done
    fi
  fi
  run "$project" ${filter[@]+"${filter[@]}"}
done

if [ "${1:-}" = "--all" ]; then
  export SPECTACLES_READER_THREADS=0
  for name in $pooled; do
    run "tests/$name/$name.csproj"
  done
fi

if [ "$SPECTACLES_SLOW" = 1 ]; then
  eng/schema/drift.sh
  case $? in
    0) p=1 f=0 s=0 ;;
    77) p=0 f=0 s=1 ;;
    *) p=0 f=1 s=0 ;;
  esac
  printf 'eng/schema/drift.sh: %s passed, %s failed, %s skipped\n' "$p" "$f" "$s"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
fi

[ "$skipped" -gt 0 ] && echo "skipped: $skipped (each with its reason; --all runs the slow ones)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
