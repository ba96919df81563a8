#!/usr/bin/env bash
# Holds the bot's letters against a mail server that others wrote (aiosmtpd): the real program sends
# invitations to it through every kind of trouble. Takes about a minute and a half.
#
# BOOKINGBOT and SANDBOX_ALONE name programs that are built already. The Python environment is kept
# in the user's cache and made anew when it does not fit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mail=$PWD/Tests/Mail

fail() {
  printf 'Tests/Mail/check.sh: %s\n' "$@" >&2
  exit 69
}

install_python() {
  if python3 -c 'import ensurepip, venv' 2>/dev/null; then return; fi
  command -v apt-get >/dev/null || fail 'Python 3.10 or newer with venv and pip is needed.'
  local as_root=(env DEBIAN_FRONTEND=noninteractive)
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail 'run as root: apt-get install python3-venv'
    as_root=(sudo "${as_root[@]}")
  fi
  "${as_root[@]}" apt-get update --quiet ||
    echo 'Tests/Mail/check.sh: apt-get update failed; trying with the lists at hand' >&2
  "${as_root[@]}" apt-get install --quiet --yes --no-install-recommends python3-venv ||
    fail 'could not install python3-venv'
}

# Makes the environment $1 hold what requirements.txt names. pip does nothing when it does.
make_environment() {
  local environment=$1
  "$environment/bin/python" -m pip --version >/dev/null 2>&1 ||
    python3 -m venv --clear "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check \
    --requirement "$mail/requirements.txt" || fail 'pip could not install aiosmtpd; see above.'
}

install_python
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/bookingbot-mail
mkdir -p "$cache"
exec {lock}>"$cache/lock"
flock "$lock"
make_environment "$cache/environment"
exec {lock}>&-

if [[ -z ${SANDBOX_ALONE:-} || -z ${BOOKINGBOT:-} ]]; then
  swift build --product sandbox-alone
  swift build --product bookingbot
  programs=$(swift build --show-bin-path)
  SANDBOX_ALONE=${SANDBOX_ALONE:-$programs/sandbox-alone}
  BOOKINGBOT=${BOOKINGBOT:-$programs/bookingbot}
fi

# The sandbox serves until its standard input ends, which it does with this script at the latest.
coproc sandbox { exec "$SANDBOX_ALONE"; }
sandbox_id=$sandbox_PID sandbox_input=${sandbox[1]}
read -r address <&"${sandbox[0]}" || fail 'the sandbox did not start.'
[[ $address =~ ^port=([0-9]+)\ token=(.+)$ ]] || fail "the sandbox said: $address"

status=0
NO_PROXY=127.0.0.1 no_proxy=127.0.0.1 PYTHONDONTWRITEBYTECODE=1 \
  "$cache/environment/bin/python" -W ignore::UserWarning "$mail/mail_check.py" "$BOOKINGBOT" "${BASH_REMATCH[@]:1}" ||
  status=$?

exec {sandbox_input}>&-
wait "$sandbox_id" || fail "the sandbox ended with $?."
exit "$status"
