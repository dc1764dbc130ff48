# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by run.sh and test.sh: ttn_setup makes sure that what the build needs is installed.

# Names of Debian 12 and 13; "a|b": the first one that the system has.
ttn_packages=(
    g++ mold cmake ninja-build pkg-config ca-certificates
    qt6-base-dev "qt6-svg-dev|libqt6svg6-dev"
    libmosquitto-dev libssl-dev libsimdjson-dev libsqlite3-dev liblz4-dev libzip-dev
    libgrpc++-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc
    qtkeychain-qt6-dev libsecret-1-0 libzxing-dev
    mosquitto mosquitto-clients
    fonts-dejavu-core
)

ttn_is_installed() {
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Prints what has to be installed for one entry; nothing when one of its names already is.
ttn_missing_of() {
    local names name
    IFS='|' read -r -a names <<<"$1"
    for name in "${names[@]}"; do
        ttn_is_installed "$name" && return
    done
    echo "$1"
}

ttn_other_system() {
    local id=unknown
    if [[ -r /etc/os-release ]]; then
        id=$(. /etc/os-release && echo "${ID:-unknown} ${ID_LIKE:-}")
    elif [[ $(uname -s) == Darwin ]]; then
        id=macos
    fi
    echo "This script installs packages on Debian and its relatives only. Please install these yourself:" >&2
    case $id in
        *fedora* | *rhel*)
            echo "  sudo dnf install gcc-c++ mold cmake ninja-build pkgconf qt6-qtbase-devel qt6-qtsvg-devel qt6-qtmqtt-devel mosquitto-devel" \
                "openssl-devel simdjson-devel sqlite-devel lz4-devel libzip-devel grpc-devel protobuf-devel qtkeychain-qt6-devel zxing-cpp-devel mosquitto" ;;
        *suse*)
            echo "  sudo zypper install gcc-c++ mold cmake ninja pkgconf qt6-base-devel qt6-svg-devel mosquitto-devel" \
                "libopenssl-devel simdjson-devel sqlite3-devel liblz4-devel libzip-devel grpc-devel protobuf-devel qtkeychain-qt6-devel zxing-cpp-devel mosquitto" ;;
        *arch*)
            echo "  sudo pacman -S --needed base-devel mold cmake ninja qt6-base qt6-svg mosquitto openssl simdjson sqlite lz4 libzip grpc protobuf qtkeychain-qt6 zxing-cpp" ;;
        macos)
            echo "  brew install cmake ninja pkgconf qt mosquitto openssl simdjson sqlite lz4 libzip grpc protobuf qtkeychain zxing-cpp" ;;
        *)
            echo "  a C++20 compiler, CMake 3.25, Ninja, pkg-config, Qt 6.4 (base, SVG), Qt MQTT or libmosquitto, OpenSSL, simdjson," \
                "SQLite 3, LZ4, libzip, gRPC and Protocol Buffers, QtKeychain, ZXing-C++, and the program mosquitto" ;;
    esac >&2
    echo "Then run this script again with TTN_SKIP_SETUP=1 in the environment." >&2
}

# Installs what is missing of ttn_packages. Returns 1 after saying what a person has to do.
ttn_setup() {
    [[ ${TTN_SKIP_SETUP:-} ]] && return
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        ttn_other_system
        return 1
    fi
    local missing=() entry installer
    for entry in "${ttn_packages[@]}"; do
        entry=$(ttn_missing_of "$entry")
        [[ $entry ]] && missing+=("$entry")
    done
    ((${#missing[@]})) || return 0

    echo "Missing packages: ${missing[*]}"
    installer=$(dirname -- "${BASH_SOURCE[0]}")/install-packages.sh
    if ((EUID == 0)); then
        bash "$installer" "${missing[@]}"
    elif command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
        echo "Installing them with sudo."
        sudo bash "$installer" "${missing[@]}"
    else
        echo "They need an administrator. Please run, then start this script again:" >&2
        echo "  apt-get install --no-install-recommends ${missing[*]%%|*}" >&2
        return 1
    fi
}
