// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/copybutton.h"

#include "backend/domain/hexinput.h"
#include "ui/common/secretclipboard.h"
#include "ui/common/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace Gui {

using Form = Domain::HexForm;

CopyButton::CopyButton(const Theme *theme, const QString &what, Kind kind, Source source, QWidget *parent)
    : QToolButton(parent)
    , m_what(what)
    , m_kind(kind)
    , m_source(std::move(source))
{
    setIcon(theme->icon(QStringLiteral("copy")));
    setAccessibleName(tr("Copy %1").arg(what));
    setToolTip(tr("Copy %1; the arrow has other forms").arg(what));
    setPopupMode(QToolButton::MenuButtonPopup);
    setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(this);
    const std::pair<Form, QString> forms[] = {{Form::Msb, tr("Most significant byte first (MSB)")},
                                              {Form::Lsb, tr("Least significant byte first (LSB)")},
                                              {Form::CArray, tr("C array, MSB")},
                                              {Form::CArrayLsb, tr("C array, LSB")}};
    for (const auto &[form, words] : forms) {
        QAction *action = menu->addAction(words);
        connect(action, &QAction::triggered, this, [this, form = form] { copy(Domain::writeHex(m_source(), form)); });
    }
    setMenu(menu);
    connect(this, &QToolButton::clicked, this, [this] { copy(Domain::writeHex(m_source(), Form::Msb)); });
}

void CopyButton::copy(const QString &text)
{
    if (text.isEmpty())
        return;
    if (m_kind == Kind::Secret) {
        SecretClipboard::instance().copy(text);
        Q_EMIT noted(SecretClipboard::instance().copiedNote(m_what));
        return;
    }
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT noted(tr("%1 copied").arg(m_what));
}

} // namespace Gui
