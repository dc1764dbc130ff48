// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpclog.h"

#include <grpc/support/log.h>
#include <grpcpp/version_info.h>

#include <mutex>

// Newer versions of both print through Abseil instead.
#if __has_include(<google/protobuf/stubs/logging.h>)
#include <google/protobuf/stubs/logging.h>
#define TTN_PROTOBUF_LOGS
#endif
#if GRPC_CPP_VERSION_MAJOR == 1 && GRPC_CPP_VERSION_MINOR < 65
#define TTN_GRPC_LOGS
#endif

namespace Backend {

Q_LOGGING_CATEGORY(lcRpc, "ttn.rpc", QtWarningMsg)

void quietLibraries()
{
    static std::once_flag once;
    std::call_once(once, [] {
#ifdef TTN_GRPC_LOGS
        gpr_set_log_function([](gpr_log_func_args *args) { qCDebug(lcRpc) << "gRPC:" << args->message; });
#endif
#ifdef TTN_PROTOBUF_LOGS
        google::protobuf::SetLogHandler(
            [](google::protobuf::LogLevel level, const char *, int, const std::string &message) {
                if (level == google::protobuf::LOGLEVEL_FATAL)
                    qFatal("Protocol Buffers: %s", message.c_str());
                qCDebug(lcRpc) << "Protocol Buffers:" << message.c_str();
            });
#endif
    });
}

} // namespace Backend
