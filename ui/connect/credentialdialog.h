// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace Gui {

/// Asks for the key of a network. Masked; blanks around a pasted key are taken off. Opened by open(), never by exec().
class CredentialDialog : public QDialog
{
    Q_OBJECT

public:
    /// `userName` is what the key belongs to: the application, or the first of several.
    CredentialDialog(const QString &network, const QString &userName, bool persistent, QWidget *parent = nullptr);

Q_SIGNALS:
    void credentialEntered(const QByteArray &secret);

private:
    void onTextChanged();
    void onAccepted();

    QLineEdit *m_key = nullptr;
    QLabel *m_note = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace Gui
