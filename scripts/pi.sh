# shellcheck shell=bash
# Steps of scripts/install-pi; sourced by it, after lib.sh. Each looks first, and says "have" for what is there already and
# "do" (in a dry run "would") for what is done. Paths are those of the system that is installed to, below $root.
# shellcheck disable=SC2154  # root, dry, dashboard, chair_part, from_apt and python are install-pi's

HOME_DIR=/opt/sitwell # releases/ID, and `current`, which points to one of them
CURRENT=$HOME_DIR/current
changes=0
changed=" " # the paths that were written, for what has to be restarted

there() { if [ -n "$root" ]; then chroot "$root" "$@"; else "$@"; fi; }
running() { [ -z "$root" ] && [ -d /run/systemd/system ]; }
have() { printf 'have   %s\n' "$*"; }

# act WORDS COMMAND...: say it, and do it unless this is a dry run.
act() {
    local words=$1
    shift
    changes=$((changes + 1))
    if [ "$dry" = yes ]; then
        printf 'would  %s\n' "$words"
    else
        printf 'do     %s\n' "$words"
        "$@" || fail "this did not work: $words. The reason stands above; mend it and run the same command again"
    fi
}

# quietly COMMAND...: its words only when it fails.
quietly() {
    local log code=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 || code=$?
    [ "$code" = 0 ] || tail -n 15 "$log" >&2
    rm -f "$log"
    return "$code"
}

# shellcheck disable=SC2016  # the format is dpkg's
installed() { there dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

ensure_packages() {
    local missing=() name
    for name in "$@"; do installed "$name" || missing+=("$name"); done
    if [ ${#missing[@]} = 0 ]; then
        have "packages $*"
    else
        act "install from the system's packages: ${missing[*]}" apt_install "${missing[@]}"
    fi
}

apt_install() {
    quietly there env DEBIAN_FRONTEND=noninteractive apt-get update &&
        quietly there env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
}

# lgpio has no wheel for Python 3.13, see pyproject.toml. Raspberry Pi OS has it as a package, Debian 13 itself has not.
ensure_lgpio() {
    local name=python3-lgpio
    if [ "$dry" = no ] && ! installed "$name" && ! there apt-cache show "$name" >/dev/null 2>&1; then
        quietly there apt-get update || true # a fresh card has no lists yet
    fi
    if [ "$dry" = yes ] || installed "$name" || there apt-cache show "$name" >/dev/null 2>&1; then
        ensure_packages "$name"
    else
        printf 'lack   %s: this system has no such package. Lamp, buzzer, motor and button stay off; cells are read\n' "$name"
    fi
}

ensure_group() {
    if there getent group "$1" >/dev/null; then have "group $1"; else act "make the group $1" there groupadd --system "$1"; fi
}

ensure_user() { # NAME HOME
    if there getent passwd "$1" >/dev/null; then
        have "user $1"
    else
        act "make the user $1, who cannot log in" there useradd --system --user-group --home-dir "$2" --no-create-home \
            --shell /usr/sbin/nologin "$1"
    fi
}

ensure_member() { # USER GROUP
    if there id -nG "$1" 2>/dev/null | tr ' ' '\n' | grep -qx "$2"; then
        have "$1 in the group $2"
    else
        act "put $1 into the group $2" there usermod --append --groups "$2" "$1"
    fi
}

ensure_folder() { # PATH OWNER MODE
    if [ -d "$root$1" ] && [ "$(there stat -c '%U %a' "$1")" = "$2 $3" ]; then
        have "$1, of $2"
    else
        act "make $1, of $2" there install -d -o "$2" -g "$2" -m "$3" "$1"
    fi
}

# ensure_file PATH MODE [OWNER GROUP]: what comes on standard input is what the file holds.
ensure_file() {
    local fresh
    fresh=$(mktemp)
    cat >"$fresh"
    if cmp -s "$fresh" "$root$1"; then
        have "$1"
    else
        changed+="$1 "
        act "write $1" put "$fresh" "$@"
    fi
    rm -f "$fresh"
}

put() { # FILE PATH MODE [OWNER GROUP]
    mkdir -p "$root$(dirname "$2")" && install -m "$3" "$1" "$root$2.new" &&
        there chown "${4:-root}:${5:-root}" "$2.new" && mv -f "$root$2.new" "$root$2"
}

# A service is enabled by the link that `systemctl enable` makes; so it is in a tree that does not run, too.
ensure_enabled() {
    local link="/etc/systemd/system/multi-user.target.wants/$1"
    if [ -L "$root$link" ]; then
        have "$1 starts with the system"
    else
        act "let $1 start with the system" enable "$link"
    fi
}

enable() { mkdir -p "$root$(dirname "$1")" && ln -s "../$(basename "$1")" "$root$1"; }

drop() { # PATH...
    local path
    for path in "$@"; do
        if [ -e "$root$path" ] || [ -L "$root$path" ]; then
            act "remove $path" rm -rf --one-file-system "${root:-}$path"
        fi
    done
}

# Releases: an environment for each state of the sources, so that an upgrade that fails changes nothing.

parts() { if [ "$dashboard" = yes ]; then echo "$chair_part" dashboard; else echo "$chair_part"; fi; }

# The same sources, pins and Python make the same release.
release_id() {
    (
        cd "$ROOT"
        find pyproject.toml contract edge dashboard mock_hw requirements -type f ! -path '*/__pycache__/*' -print0 |
            LC_ALL=C sort -z | xargs -0 sha256sum
        parts
        there "$python" -V 2>&1 || true
    ) | sha256sum | cut -c1-12
}

ensure_release() {
    local id release before part pins=0
    id=$(release_id)
    release=$HOME_DIR/releases/$id
    before=$(readlink "$root$CURRENT" || true)
    if [ -e "$root$release/.whole" ]; then
        have "release $id"
    else
        for part in $(parts); do
            [ -f "$ROOT/requirements/$part.txt" ] || fail "requirements/$part.txt is missing; take a whole clone"
            pins=$((pins + $(grep -c == "$ROOT/requirements/$part.txt")))
        done
        act "build release $id: $pins pinned packages, some minutes" build_release "$release"
    fi
    if [ "$before" = "$release" ]; then
        have "$CURRENT is $id"
    else
        changed+="$CURRENT "
        act "make $id the current release" there ln -sfn "$release" "$CURRENT"
        drop_releases_but "$release" "$before"
    fi
}

build_release() {
    local release=$1 source part flags=()
    [ "$from_apt" = no ] || flags=(--system-site-packages)
    rm -rf --one-file-system "$root$release" # one that was broken off
    source=$(mktemp -d "$root$HOME_DIR/source.XXXXXX") || return
    tar -C "$ROOT" --exclude=__pycache__ -cf - pyproject.toml README.md LICENSE contract edge dashboard mock_hw requirements |
        tar -C "$source" --no-same-owner -xf - || return
    there "$python" -m venv ${flags[@]+"${flags[@]}"} "$release" || return
    for part in $(parts); do # --only-binary: no compiler is needed, and none is looked for
        pip_install --require-hashes --only-binary :all: --ignore-installed \
            -r "${source#"$root"}/requirements/$part.txt" || return
    done
    pip_install --no-build-isolation "${source#"$root"}" || return
    rm -rf --one-file-system "$source"
    parts >"$root$release/.parts"
    # One that cannot start, or cannot read the settings that there are, never becomes the current one.
    if [ -e "$root/etc/sitwell/edge.toml" ]; then flags=(--config /etc/sitwell/edge.toml); else flags=(); fi
    there "$release/bin/sitwell-edge" wiring ${flags[@]+"${flags[@]}"} >/dev/null || return
    [ "$dashboard" = no ] || there "$release/bin/sitwell-dashboard" --help >/dev/null || return
    touch "$root$release/.whole"
}

pip_install() {
    there "$release/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-cache-dir --no-deps \
        --root-user-action ignore "$@"
}

# The release before the new one stays, to go back to: ln -sfn /opt/sitwell/releases/ID /opt/sitwell/current
drop_releases_but() {
    local path
    for path in "$root$HOME_DIR"/releases/* "$root$HOME_DIR"/source.*; do
        path=${path#"$root"}
        if [ "$path" != "$1" ] && [ "$path" != "$2" ]; then drop "$path"; fi
    done
}
