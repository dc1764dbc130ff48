# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of the project is built: language level, warnings, sanitizers, precompiled headers, output folder.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
# "Dev": quick to build and fast enough to use all day, so only what handles each message is optimised (backend/CMakeLists.txt);
# assertions on, line numbers in a backtrace. project() has already put an empty entry for the unknown configuration into
# the cache.
if(NOT CMAKE_CXX_FLAGS_DEV)
    set(CMAKE_CXX_FLAGS_DEV "-O0 -g1" CACHE STRING "Flags of the Dev configuration" FORCE)
endif()
set(CMAKE_EXE_LINKER_FLAGS_DEV "" CACHE STRING "Linker flags of the Dev configuration")
set(CMAKE_STATIC_LINKER_FLAGS_DEV "" CACHE STRING "Archiver flags of the Dev configuration")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # A file with a large precompiled header starts above the size at which GCC begins to look for garbage.
    string(APPEND CMAKE_CXX_FLAGS_DEV " --param=ggc-min-heapsize=1048576")
endif()
# About a hundred programs are linked; the usual linker needs a second or more for each.
include(CheckLinkerFlag)
foreach(_linker IN ITEMS mold lld)
    check_linker_flag(CXX -fuse-ld=${_linker} TTN_HAVE_${_linker})
    if(TTN_HAVE_${_linker})
        add_link_options($<$<CONFIG:Dev>:-fuse-ld=${_linker}>)
        break()
    endif()
endforeach()
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

if(TTN_SANITIZE)
    string(REPLACE "," ";" _ttn_sanitizers "${TTN_SANITIZE}")
    foreach(_sanitizer IN LISTS _ttn_sanitizers)
        add_compile_options(-fsanitize=${_sanitizer} -fno-omit-frame-pointer)
        add_link_options(-fsanitize=${_sanitizer})
    endforeach()
    if("undefined" IN_LIST _ttn_sanitizers)
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
endif()

add_library(ttn_options INTERFACE)
target_include_directories(ttn_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(ttn_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 TTN_VERSION="${PROJECT_VERSION}" $<$<CONFIG:Dev>:QT_FORCE_ASSERTS>)
if(MSVC)
    target_compile_options(ttn_options INTERFACE /W4 /permissive- /utf-8 /Zc:__cplusplus $<$<BOOL:${TTN_WARNINGS_AS_ERRORS}>:/WX>)
else()
    target_compile_options(ttn_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
        -Wno-missing-field-initializers $<$<BOOL:${TTN_WARNINGS_AS_ERRORS}>:-Werror>)
endif()

# What the precompiled headers hold: what many files include and little more. Each compilation pays for all of it, also
# for what it does not use: with the whole of <QtWidgets> an empty file takes 1.1 s, with these lines half of that.
set(TTN_PCH_CORE <algorithm> <array> <chrono> <cmath> <cstring> <deque> <functional> <limits> <map> <memory> <optional> <set>
    <string> <string_view> <utility> <vector>
    <QAbstractTableModel> <QByteArray> <QCoreApplication> <QDateTime> <QElapsedTimer> <QFile> <QHash> <QJsonArray>
    <QJsonDocument> <QJsonObject> <QList> <QLocale> <QObject> <QPointer> <QRandomGenerator> <QRegularExpression> <QSet>
    <QString> <QStringList> <QTimer> <QUuid> <QVariant>)
set(TTN_PCH_NETWORK ${TTN_PCH_CORE} <QHostAddress> <QSslCertificate> <QSslConfiguration> <QTcpSocket>)
set(TTN_PCH_WIDGETS ${TTN_PCH_CORE} <QAction> <QApplication> <QBoxLayout> <QCheckBox> <QClipboard> <QComboBox> <QDialog>
    <QDialogButtonBox> <QFormLayout> <QGridLayout> <QHeaderView> <QKeyEvent> <QLabel> <QLineEdit> <QListWidget> <QMenu>
    <QMessageBox> <QPainter> <QPlainTextEdit> <QPushButton> <QScrollArea> <QSettings> <QStackedWidget> <QStyledItemDelegate>
    <QTableView> <QToolButton> <QTreeView> <QWidget>)
set(TTN_PCH_TEST <QAbstractItemModelTester> <QSignalSpy> <QTemporaryDir> <QTest>)

# ttn_add_library(NAME [PCH header...|REUSE_PCH library]): a static library of the house; sources are added by
# target_sources(). A library may reuse the precompiled header of another one that has the same macros and options.
function(ttn_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 ARG "" "REUSE_PCH" "PCH")
    add_library(${name} STATIC)
    target_link_libraries(${name} PUBLIC ttn_options)
    if(ARG_PCH)
        target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    elseif(ARG_REUSE_PCH)
        target_precompile_headers(${name} REUSE_FROM ${ARG_REUSE_PCH})
    endif()
endfunction()

# ttn_add_program(NAME source LIBS...): an executable whose main is the only source.
function(ttn_add_program name source)
    cmake_parse_arguments(PARSE_ARGV 2 ARG "" "" "LIBS")
    add_executable(${name} ${source})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${name} PRIVATE ${ARG_LIBS})
endfunction()
