#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets up, builds and runs every test. Arguments go to ctest, for example: ./test.sh -R connectionfile
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
# shellcheck source=packaging/debian/setup.sh
. "$root/packaging/debian/setup.sh"
ttn_setup

cd -- "$root"
cmake --preset dev
cmake --build --preset dev
ctest --preset dev --parallel "${CTEST_PARALLEL_LEVEL:-2}" "$@"
