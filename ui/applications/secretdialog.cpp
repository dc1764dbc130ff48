// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/secretdialog.h"

#include "backend/domain/accessapi.h"
#include "models/righttext.h"
#include "ui/common/roomfortext.h"
#include "ui/common/secretclipboard.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

namespace Gui {

namespace {

constexpr int Width = 520;

} // namespace

SecretDialog::SecretDialog(const Domain::NewApiKey &key, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_secret(new QLineEdit(QString::fromUtf8(key.secret), this))
    , m_state(new QLabel(this))
    , m_copy(new QPushButton(tr("Copy"), this))
{
    setObjectName(QStringLiteral("secretDialog"));
    setWindowTitle(tr("The new key"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    setMinimumWidth(Width);
    const QString name = key.key.name.isEmpty() ? key.key.id : key.key.name;
    auto *what
        = new QLabel(tr("%1 was created. This is the only time that its secret is told: copy it now, to where it "
                        "is used, or into a safe.")
                         .arg(name),
                     this);
    what->setObjectName(QStringLiteral("secretText"));
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    m_secret->setObjectName(QStringLiteral("secretField"));
    m_secret->setAccessibleName(tr("The new key"));
    m_secret->setReadOnly(true);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setFont(Theme::monospace());
    m_copy->setObjectName(QStringLiteral("secretCopy"));
    m_copy->setDefault(true);
    m_copy->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    m_copy->setToolTip(
        tr("Copy the key without showing it (%1)").arg(m_copy->shortcut().toString(QKeySequence::NativeText)));
    connect(m_copy, &QPushButton::clicked, this, &SecretDialog::copy);
    auto *show = new QPushButton(tr("Show"), this);
    show->setObjectName(QStringLiteral("secretShow"));
    show->setAccessibleName(tr("Show the key"));
    show->setCheckable(true);
    show->setAutoDefault(false);
    m_secret->setCursorPosition(0); // it begins with what one recognizes it by
    connect(show, &QPushButton::toggled, this, [this](bool on) {
        m_secret->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
        m_secret->setCursorPosition(0);
    });
    auto *rights = new QLabel(Models::RightText::sentence(key.key.rights, 0), this);
    rights->setObjectName(QStringLiteral("secretRights"));
    rights->setTextFormat(Qt::PlainText);
    rights->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("secretState"));
    m_state->setAccessibleName(tr("Whether it was copied"));
    m_state->setText(tr("Not copied yet."));
    const auto color = [theme, rights, state = m_state] {
        for (QLabel *quiet : {rights, state}) {
            QPalette palette = quiet->palette();
            palette.setColor(QPalette::WindowText, theme->color(Models::Meaning::Quiet));
            quiet->setPalette(palette);
        }
    };
    color();
    connect(theme, &Theme::changed, this, color);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("secretClose"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &SecretDialog::reject);

    auto *line = new QHBoxLayout;
    line->addWidget(m_secret, 1);
    line->addWidget(show);
    line->addWidget(m_copy);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_state, 1);
    bottom->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(what);
    layout->addLayout(line);
    layout->addWidget(rights);
    layout->addSpacing(4);
    layout->addLayout(bottom);
    setTabOrder(m_secret, show);
    setTabOrder(show, m_copy);
    setTabOrder(m_copy, close);
    m_copy->setFocus();
}

SecretDialog::~SecretDialog()
{
    m_secret->clear();
}

void SecretDialog::copy()
{
    SecretClipboard &clipboard = SecretClipboard::instance();
    clipboard.copy(m_secret->text());
    m_copied = true;
    m_state->setText(clipboard.copiedNote(tr("The key")));
}

void SecretDialog::reject()
{
    if (m_copied)
        QDialog::reject();
    else
        askToClose();
}

void SecretDialog::askToClose()
{
    if (findChild<QMessageBox *>(QStringLiteral("uncopiedBox")))
        return;
    auto *box = new QMessageBox(QMessageBox::NoIcon, windowTitle(),
                                tr("The key was not copied. Nobody can show it again; it could only be deleted and "
                                   "another one made."),
                                QMessageBox::NoButton, this);
    box->setObjectName(QStringLiteral("uncopiedBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *back = box->addButton(tr("Back to the key"), QMessageBox::RejectRole);
    back->setObjectName(QStringLiteral("stayButton"));
    QPushButton *close = box->addButton(tr("Close without it"), QMessageBox::AcceptRole);
    close->setObjectName(QStringLiteral("discardButton"));
    box->setDefaultButton(back);
    box->setEscapeButton(back);
    connect(close, &QPushButton::clicked, this, [this] { QDialog::reject(); });
    box->open();
}

} // namespace Gui
