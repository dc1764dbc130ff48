// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/sandboxrpc.h"
#include "backend/sandbox/sandboxmain.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("ttn-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TTN_VERSION));
    return Backend::runSandbox(app, QCoreApplication::arguments(), &Backend::makeSandboxRpc);
}
