# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# What the project needs from the system. The table in README.md names the packages.

find_package(Threads REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network)
# Tests with and without the network share one precompiled header, so the macro must not differ.
set_property(TARGET Qt6::Network PROPERTY INTERFACE_COMPILE_DEFINITIONS)
if(TTN_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    # Qt puts the folder of each test into a macro; then the tests could not share one precompiled header.
    set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
endif()
if(TTN_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets Svg DBus)
    # All that shows windows shares one precompiled header likewise.
    set_property(TARGET Qt6::DBus PROPERTY INTERFACE_COMPILE_DEFINITIONS)
endif()
find_package(Qt6Mqtt 6.4 QUIET)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    pkg_check_modules(LIBMOSQUITTO QUIET IMPORTED_TARGET libmosquitto)
    pkg_check_modules(LZ4 QUIET IMPORTED_TARGET liblz4)
    pkg_check_modules(LIBZIP QUIET IMPORTED_TARGET libzip)
endif()
find_package(SQLite3 REQUIRED)
find_package(simdjson REQUIRED)
find_package(Qt6Keychain QUIET)
find_package(ZXing CONFIG REQUIRED)
# vcpkg and newer systems bring a configuration, Debian 12 has the libraries only.
find_package(Protobuf CONFIG QUIET)
if(NOT TARGET protobuf::libprotobuf)
    find_package(Protobuf MODULE REQUIRED)
endif()
find_package(gRPC CONFIG REQUIRED)

if(NOT TARGET PkgConfig::LZ4)
    find_package(lz4 CONFIG REQUIRED)
    add_library(PkgConfig::LZ4 ALIAS lz4::lz4)
endif()
if(NOT TARGET PkgConfig::LIBZIP)
    find_package(libzip CONFIG REQUIRED)
    add_library(PkgConfig::LIBZIP ALIAS libzip::zip)
endif()

set(TTN_HAVE_QTMQTT ${Qt6Mqtt_FOUND})
set(TTN_HAVE_MOSQUITTO ${LIBMOSQUITTO_FOUND})
if(NOT TTN_HAVE_QTMQTT AND NOT TTN_HAVE_MOSQUITTO)
    message(FATAL_ERROR "No MQTT library found: install Qt MQTT (module QtMqtt of the Qt installer) or libmosquitto (Debian: libmosquitto-dev).")
endif()
message(STATUS "MQTT transports: QMqttClient ${Qt6Mqtt_FOUND}, libmosquitto ${LIBMOSQUITTO_FOUND}; keychain ${Qt6Keychain_FOUND}")
