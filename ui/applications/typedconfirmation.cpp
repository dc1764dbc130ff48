// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/typedconfirmation.h"

#include "ui/connect/formcolumn.h"

#include <QLabel>
#include <QLineEdit>

namespace Gui {

TypedConfirmation::TypedConfirmation(const QString &title, const QString &loss, const QString &word,
                                     const QString &action, Order order, const Theme *theme, QWidget *parent)
    : FormDialog(theme, parent)
    , m_word(word)
    , m_order(std::move(order))
{
    setObjectName(QStringLiteral("typedConfirmation"));
    setWindowTitle(title);
    setAcceptText(action, title);
    setDangerous();
    auto *text = new QLabel(loss, this);
    text->setObjectName(QStringLiteral("confirmationText"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    form()->addBlock(text);
    if (!word.isEmpty()) {
        m_typed = form()->addLine("confirmationField", tr("To go on, type %1").arg(word), {});
        setAcceptAllowed(false);
        connect(m_typed, &QLineEdit::textChanged, this,
                [this](const QString &typed) { setAcceptAllowed(typed.trimmed() == m_word); });
    }
    if (m_typed)
        m_typed->setFocus();
}

void TypedConfirmation::send()
{
    if (m_typed && m_typed->text().trimmed() != m_word)
        return;
    setSending(true);
    m_call = m_order();
    m_call.then(this, [this](const Domain::Result<Domain::Done> &answer) {
        if (answer.problem) {
            showProblem(answer.problem);
            return;
        }
        Q_EMIT done();
        accept();
    });
}

void TypedConfirmation::cancelSending()
{
    m_call.cancel();
}

} // namespace Gui
