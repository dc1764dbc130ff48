// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ttnc.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("ttnc"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TTN_VERSION));
    return App::runTtnc(application);
}
