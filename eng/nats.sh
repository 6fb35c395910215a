#!/usr/bin/env bash
# Makes a nats-server of version 2.11 or later available to the tests and prints its path.
# It is the executable that the environment variable NATS_SERVER names; else the one under artifacts/nats, if its checksum is right; else Debian's package of
# the pinned version, or the newest if Debian no longer serves that one. The package comes from the address that this machine's apt already has, and its
# signature is verified by apt. Nothing is installed, and apt's own state is not changed.
# Exit code 77: there is none, and standard error says why.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
pinned=2.15.1-1 oldest=2.11
# The executable of the pinned version on amd64.
checksum=25379e8f6ff59d0f9b96f06b3572da8c513dfe97fe54f693bb03aa802b87480c

none() { echo "no nats-server $oldest or later: $1" >&2; exit 77; }
sum() { sha256sum <"$1" | cut -d' ' -f1; }
version() { "$1" --version 2>/dev/null | sed -nE 's/^nats-server: v([0-9.]+).*/\1/p'; }
usable() { [ "$(printf '%s\n' "$oldest" "$(version "$1")" | sort -V | head -n 1)" = "$oldest" ]; }

if [ -n "${NATS_SERVER:-}" ]; then
  path=$(command -v "$NATS_SERVER") || none "NATS_SERVER is '$NATS_SERVER', which is not an executable"
  usable "$path" || none "NATS_SERVER is '$NATS_SERVER' of version '$(version "$path")'"
  realpath "$path"
  exit
fi

folder=$PWD/artifacts/nats
server=$folder/nats-server
# The file "origin" says what was looked for, what came, and its checksum.
if [ -x "$server" ] && read -r asked got recorded 2>/dev/null <"$folder/origin" && [ "$asked" = "$pinned" ] && [ "$(sum "$server")" = "$recorded" ]; then
  [ "$got" = "$pinned" ] || echo "nats-server $got is used: Debian did not serve the pinned $pinned" >&2
  echo "$server"
  exit
fi

{ command -v apt-get && command -v dpkg-deb; } >/dev/null || none "this machine has no apt; set NATS_SERVER to an executable"
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
address=$(apt-get -o Debug::NoLocking=true update --print-uris 2>/dev/null | sed -nE "s#^'(.*)/dists/($codename|stable|testing|sid|unstable)/InRelease' .*#\1#p" | head -n 1)
[ -n "$address" ] || none "this machine's apt has no address of Debian; set NATS_SERVER to an executable"
architecture=$(dpkg --print-architecture)

state=$folder/apt
rm -rf "$state" && mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/download"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] && signed=" signed-by=$keyring"
cat >"$state/apt.conf" <<CONF
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Default-Release "";
APT::Sandbox::User "root";
Acquire::Retries "3";
Dir::Etc::sourcelist "$state/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$state";
Dir::State::lists "$state/lists";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$state/cache";
CONF

fetch() { # from the suite $1 the version $2, or the newest
  echo "deb [target=Packages pdiffs=no$signed] $address $1 main" >"$state/sources.list"
  [ "$suite" = "$1" ] || apt-get -c "$state/apt.conf" update -qq >/dev/null 2>&1 || return 1
  suite=$1
  rm -rf "$state/download" "$state/root" && mkdir -p "$state/download"
  (cd "$state/download" && apt-get -c "$state/apt.conf" download -qq "nats-server${2:+=$2}" >/dev/null 2>&1) || return 1
  got=$(dpkg-deb --field "$state"/download/*.deb Version) && dpkg-deb --extract "$state"/download/*.deb "$state/root" || return 1
  found=$(find "$state/root/usr" -name nats-server -type f -perm -u+x -print -quit)
  usable "$found"
}

signed=${signed:-} suite='' got='' found=''
echo "fetching Debian's nats-server ..." >&2
fetch sid "$pinned" || fetch sid || fetch testing || none "Debian served none that runs on this machine; set NATS_SERVER to an executable"
actual=$(sum "$found")
if [ "$got" != "$pinned" ]; then
  echo "nats-server $got is used: Debian did not serve the pinned $pinned" >&2
elif [ "$architecture" = amd64 ] && [ "$actual" != "$checksum" ]; then
  none "version $pinned has the checksum $actual, not the pinned $checksum"
fi
{ mv "$found" "$server" && echo "$pinned $got $actual" >"$folder/origin"; } || none "artifacts/nats cannot be written"
rm -rf "$state"
echo "$server"
