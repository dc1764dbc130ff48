#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets up, builds and opens the console on its own local network. Arguments go to ttn-console.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=packaging/debian/setup.sh
. "$root/packaging/debian/setup.sh"

[[ ${WAYLAND_DISPLAY:-} && ! ${DISPLAY:-} ]] && ttn_packages+=(qt6-wayland)
ttn_setup

(
    cd -- "$root"
    cmake --preset release
    cmake --build --preset release --target ttn-console ttnc ttn-sandbox
)

console=$root/build/release/bin/ttn-console
if [[ ${DISPLAY:-} || ${WAYLAND_DISPLAY:-} || $(uname -s) == Darwin ]]; then
    exec "$console" --sandbox "$@"
fi
echo "There is no display, so the pages are rendered into pictures."
mkdir -p -- "$root/build/screens"
"$console" --sandbox --screenshots "$root/build/screens" "$@"
echo "The pictures are in $root/build/screens"
