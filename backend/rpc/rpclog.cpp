// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/rpc/rpclog.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>
#include <mutex>

namespace Backend {

Q_LOGGING_CATEGORY(lcRpc, "ttn.rpc", QtWarningMsg)

void quietLibraries()
{
    static std::once_flag once;
    std::call_once(once, [] {
        gpr_set_log_function([](gpr_log_func_args *args) { qCDebug(lcRpc) << "gRPC:" << args->message; });
        google::protobuf::SetLogHandler(
            [](google::protobuf::LogLevel level, const char *, int, const std::string &message) {
                if (level == google::protobuf::LOGLEVEL_FATAL)
                    qFatal("Protocol Buffers: %s", message.c_str());
                qCDebug(lcRpc) << "Protocol Buffers:" << message.c_str();
            });
    });
}

} // namespace Backend
