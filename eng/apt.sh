# To be sourced. Installs system packages where that is allowed: as root or in CI.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    [ "${CI:-}" = true ] || return 1
    sudo=(sudo)
  fi
  echo "installing with apt: $*"
  "${sudo[@]}" apt-get update -qq && "${sudo[@]}" apt-get install -y -qq "$@" >/dev/null
}
