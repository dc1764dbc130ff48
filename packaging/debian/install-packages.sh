#!/bin/bash
# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs packages ("a|b": the first one that the archive has) without questions, as root. A mosquitto that comes with them
# is for the sandbox and the tests, which start their own: its service is neither started nor left enabled.
set -euo pipefail

export DEBIAN_FRONTEND=noninteractive LC_ALL=C
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

has_candidate() {
    [[ $(apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[!\(]* ]]
}

# Fills `chosen`, or returns 1 with the name of what is not there in `absent`.
choose() {
    local entry name names
    chosen=()
    for entry in "$@"; do
        absent=$entry
        IFS='|' read -r -a names <<<"$entry"
        for name in "${names[@]}"; do
            if has_candidate "$name"; then
                chosen+=("$name")
                absent=
                break
            fi
        done
        [[ $absent ]] && return 1
    done
    return 0
}

install() {
    apt-get install -y --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "${chosen[@]}"
}

update() {
    apt-get update -o DPkg::Lock::Timeout=300
}

guard=/usr/sbin/policy-rc.d
guarded=
finish() {
    [[ $guarded ]] && rm -f "$guard"
    return 0
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

had_mosquitto=
[[ $(dpkg-query -W -f='${db:Status-Status}' mosquitto 2>/dev/null) == installed ]] && had_mosquitto=1

fresh=
if ! choose "$@"; then
    echo "Reading the package lists."
    update
    fresh=1
    if ! choose "$@"; then
        echo "This system's package sources do not have: $absent" >&2
        exit 1
    fi
fi

# Invoke-rc.d asks this program; 101 means "not allowed". An administrator's own one is left as it is.
if [[ ! -e $guard && ! -L $guard ]]; then
    guarded=1
    printf '#!/bin/sh\nexit 101\n' >"$guard"
    chmod 755 "$guard"
fi

if ! install; then
    [[ $fresh ]] && exit 1
    echo "Trying again with new package lists."
    update
    choose "$@"
    install
fi

if [[ ! $had_mosquitto && $(dpkg-query -W -f='${db:Status-Status}' mosquitto 2>/dev/null) == installed ]]; then
    update-rc.d mosquitto disable >/dev/null 2>&1 || true
    if [[ -d /run/systemd/system ]] && systemctl is-active --quiet mosquitto.service; then
        systemctl stop mosquitto.service
    fi
fi
