# shellcheck shell=bash
# Shared by scripts/demo, scripts/check and scripts/test; sourced, never run. Bash 3.2 or newer.
#
# Every step says what it does before it does it. Programs that are missing come from the system's own packages, with
# apt-get as root or through sudo; SITWELL_APT=no forbids that, and then the command to run is said instead.
# PYTHON=/path/to/python chooses the interpreter.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv

say() { printf '==> %s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Print "root", "sudo" or "no": how this script may install system packages.
may_install() {
    if [ "${SITWELL_APT:-yes}" = no ] || ! command -v apt-get >/dev/null; then
        echo no
    elif [ "$(id -u)" = 0 ]; then
        echo root
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        echo sudo
    else
        echo no
    fi
}

# install_packages WHY PACKAGE...: install Debian packages, or say which command does and return 1.
install_packages() {
    local why=$1 how log
    shift
    how=$(may_install)
    if [ "$how" = no ]; then
        printf 'missing: %s\n  run this first: sudo apt-get update && sudo apt-get install %s\n' "$why" "$*" >&2
        return 1
    fi
    say "$why: installing from this system's packages, as $how: apt-get install $*"
    log=$(mktemp)
    if ! as_root "$how" apt-get update >"$log" 2>&1 ||
        ! as_root "$how" apt-get install --yes --no-install-recommends "$@" >>"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        fail "apt-get could not install $*; its last words stand above"
    fi
    rm -f "$log"
}

as_root() {
    local how=$1
    shift
    if [ "$how" = sudo ]; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# Print the name of the first Python that is new enough; return 1 if there is none.
new_enough_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

# Make .venv with a Python that is new enough.
make_venv() {
    local python packages=python3-venv
    if ! command -v python3 >/dev/null && ! new_enough_python >/dev/null; then
        install_packages "python3 is missing" python3 python3-venv || exit 1
    fi
    python=$(new_enough_python) ||
        fail "Python 3.11 or newer is needed and python3 is $(python3 -V 2>&1): use Debian 12 or newer, or set PYTHON"
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        [ "$python" = python3 ] || packages="$(basename "$python")-venv"
        install_packages "$python cannot make environments yet" "$packages" || exit 1
    fi
    say "making .venv with $("$python" -V)"
    "$python" -m venv --clear "$VENV"
}

# ensure_environment NAME: .venv holds requirements/NAME.txt and this project. Returns at once when it does already.
ensure_environment() {
    local name=$1 stamp wanted started=$SECONDS
    local requirements=$ROOT/requirements/$name.txt
    stamp=$VENV/.sitwell-$name
    # The folder is part of it: a checkout that was moved needs its editable install again.
    wanted="$(cat "$requirements" "$ROOT/pyproject.toml" | cksum) $ROOT"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x "$VENV/bin/python" ]; then
        return
    fi
    "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || make_venv
    say "installing $(grep -c '==' "$requirements") pinned packages into .venv; needs the network once, a minute or two"
    # --only-binary: no compiler is needed, and none is looked for.
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --no-deps --only-binary :all: -r "$requirements" ||
        fail "pip could not install requirements/$name.txt; is the network there? What it said stands above"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --no-build-isolation --editable "$ROOT" ||
        fail "pip could not install this project into .venv; what it said stands above"
    printf '%s\n' "$wanted" >"$stamp"
    say "installed in $((SECONDS - started)) s; the next start skips this"
}
