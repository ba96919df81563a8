#!/usr/bin/env bash
# Opens the pages of the real program in headless Chromium, in both colour schemes, on a phone and on a
# desk, and reads their HTML with html5lib. Takes about a minute.
#
# BOOKINGBOT names a program that is built already. An argument names a folder for the pictures.
# The Python environment is kept in the user's cache and made anew when it does not fit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
web=$PWD/Tests/Web

fail() {
  printf 'Tests/Web/check.sh: %s\n' "$@" >&2
  exit 69
}

install() {
  command -v apt-get >/dev/null || fail "$* needed."
  local as_root=(env DEBIAN_FRONTEND=noninteractive)
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "run as root: apt-get install $*"
    as_root=(sudo "${as_root[@]}")
  fi
  "${as_root[@]}" apt-get update --quiet ||
    echo 'Tests/Web/check.sh: apt-get update failed; trying with the lists at hand' >&2
  "${as_root[@]}" apt-get install --quiet --yes --no-install-recommends "$@" ||
    fail "could not install $*"
}

python3 -c 'import ensurepip, venv' 2>/dev/null || install python3-venv
command -v chromium >/dev/null || command -v google-chrome >/dev/null || install chromium

cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/bookingbot-web
mkdir -p "$cache"
exec {lock}>"$cache/lock"
flock "$lock"
"$cache/environment/bin/python" -m pip --version >/dev/null 2>&1 ||
  python3 -m venv --clear "$cache/environment"
"$cache/environment/bin/python" -m pip install --quiet --disable-pip-version-check \
  --requirement "$web/requirements.txt" || fail 'pip could not install html5lib; see above.'
exec {lock}>&-

if [[ -z ${BOOKINGBOT:-} ]]; then
  swift build --product bookingbot
  BOOKINGBOT=$(swift build --show-bin-path)/bookingbot
fi

NO_PROXY=127.0.0.1 no_proxy=127.0.0.1 PYTHONDONTWRITEBYTECODE=1 \
  "$cache/environment/bin/python" "$web/web_check.py" "$BOOKINGBOT" "$@"
