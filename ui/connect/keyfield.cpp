// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/keyfield.h"

#include <QCoreApplication>
#include <QLineEdit>

namespace Gui {

QLineEdit *makeKeyField(QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(QStringLiteral("keyField"));
    field->setAccessibleName(QCoreApplication::translate("Gui::KeyField", "Key"));
    field->setEchoMode(QLineEdit::Password);
    field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                               | Qt::ImhNoAutoUppercase);
    field->setMaxLength(4096);
    field->setPlaceholderText(QCoreApplication::translate("Gui::KeyField", "NNSXS.… or ttn-account-v2.…"));
    return field;
}

} // namespace Gui
