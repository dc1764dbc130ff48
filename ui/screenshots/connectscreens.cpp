// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"
#include "ui/connect/certificatedialog.h"
#include "ui/connections/connectionactions.h"
#include "ui/mainwindow.h"
#include "ui/questions.h"
#include "ui/screenshots/screenwalk.h"

namespace Gui {

void addConnectScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    walk.add(
        "welcome-first", [window] { window->showWelcome(true); },
        [window] { window->showWelcome(window->context().profiles().empty()); });
    walk.addDialog("profile-dialog", "profileDialog", [window] { window->connections()->create(); });
    if (!window->context().profiles().empty()) {
        const Domain::ProfileRef profile = window->context().profiles().front();
        walk.addDialog("credentials-dialog", "credentialDialog",
                       [window, profile] { window->connections()->enterKey(profile); });
        walk.addDialog("history-delete", "deleteHistoryBox",
                       [window, profile] { window->questions()->askToDeleteHistory(profile); });
    }
    walk.addDialog("certificate-dialog", "certificateDialog", [window] {
        CertificateFacts facts;
        facts.subject = QStringLiteral("CN=lorawan.example");
        facts.issuer = QStringLiteral("CN=Orchard Test Authority");
        facts.names = {QStringLiteral("lorawan.example"), QStringLiteral("127.0.0.1")};
        facts.sha256 = QByteArray::fromHex("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
        facts.notBeforeNs = Domain::parseRfc3339("2026-01-01T00:00:00Z").value_or(0);
        facts.notAfterNs = Domain::parseRfc3339("2030-01-01T00:00:00Z").value_or(0);
        (new CertificateDialog(QStringLiteral("lorawan.example"), facts, window->theme(), window))->open();
    });
}

} // namespace Gui
