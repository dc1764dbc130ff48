// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Domain {
struct NewApiKey;
}

namespace Gui {

class Theme;

/// The secret of a key just made, masked until one wants to see it: the network never tells it again. Closing before it
/// was copied asks first. Forgets the secret when it is closed.
class SecretDialog : public QDialog
{
    Q_OBJECT

public:
    SecretDialog(const Domain::NewApiKey &key, const Theme *theme, QWidget *parent);
    ~SecretDialog() override;

    void reject() override;

private:
    void copy();
    void askToClose();

    QLineEdit *m_secret = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_copy = nullptr;
    bool m_copied = false;
};

} // namespace Gui
