// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/consolecontext.h"

#include <QDialog>

namespace Gui {

class Theme;

/// Shows what a server's certificate says of itself, before it is accepted as the only one for a network.
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    CertificateDialog(const QString &host, const CertificateFacts &facts, const Theme *theme,
                      QWidget *parent = nullptr);

    /// `AB:CD:…` in two lines, for reading aloud.
    [[nodiscard]] static QString readableFingerprint(const QByteArray &sha256);

Q_SIGNALS:
    void certificateAccepted(const QByteArray &sha256);
};

} // namespace Gui
