// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/credentialdialog.h"

#include "models/connectiontext.h"
#include "ui/common/roomfortext.h"
#include "ui/connect/keyfield.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gui {

CredentialDialog::CredentialDialog(const QString &network, const QString &userName, bool persistent, QWidget *parent)
    : QDialog(parent)
    , m_key(makeKeyField(this))
    , m_note(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setObjectName(QStringLiteral("credentialDialog"));
    setWindowTitle(tr("Enter a key"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    setMinimumWidth(460);

    auto *what = new QLabel(tr("Key for %1 on %2").arg(userName, network), this);
    what->setObjectName(QStringLiteral("credentialTitle"));
    what->setTextFormat(Qt::PlainText);
    what->setBuddy(m_key);
    m_note->setObjectName(QStringLiteral("credentialNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setText(
        persistent ? tr("Kept in the keychain of this computer.")
                   : tr("No keychain was found: the key is kept in memory and asked for again at the next start."));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Connect"));
    m_buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("credentialConnect"));
    m_buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("credentialCancel"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->addWidget(what);
    layout->addWidget(m_key);
    layout->addWidget(m_note);
    layout->addSpacing(8);
    layout->addWidget(m_buttons);
    connect(m_key, &QLineEdit::textChanged, this, &CredentialDialog::onTextChanged);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &CredentialDialog::onAccepted);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    onTextChanged();
    m_key->setFocus();
}

void CredentialDialog::onTextChanged()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!Models::ConnectionText::cleanKey(m_key->text()).key.isEmpty());
}

void CredentialDialog::onAccepted()
{
    const QByteArray secret = Models::ConnectionText::cleanKey(m_key->text()).key;
    m_key->clear();
    if (secret.isEmpty())
        return;
    Q_EMIT credentialEntered(secret);
    accept();
}

} // namespace Gui
