// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questions.h"

#include "ui/common/texts.h"

#include <QMessageBox>
#include <QPushButton>

namespace Gui {

Questions::Questions(ConsoleContext &context, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_window(window)
{
}

void Questions::confirm(const char *name, const QString &title, const QString &text, const QString &action,
                        const std::function<void()> &run)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Cancel, m_window);
    box->setObjectName(QLatin1String(name));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(action, QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmButton"));
    box->button(QMessageBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, &m_context, run);
    box->open();
}

void Questions::askToDeleteHistory(Domain::ProfileRef profile)
{
    const QString name = m_context.profile(profile).name;
    confirm("deleteHistoryBox", tr("Delete the history of %1").arg(name),
            tr("All %1 stored events of %2 will be deleted from this computer. This cannot be undone.")
                .arg(groupedNumber(m_context.counters(profile).storedEvents), name),
            tr("Delete"), [context = &m_context, profile] { context->deleteHistory(profile); });
}

bool Questions::mayLeave(const QStringList &unsavedPages)
{
    if (m_leavesUnsaved || unsavedPages.isEmpty())
        return true;
    if (m_window->findChild<QMessageBox *>(QStringLiteral("unsavedBox")))
        return false;
    confirm("unsavedBox", tr("Quit TTN Console"),
            tr("What was typed on these pages is not saved and would be lost:\n%1").arg(unsavedPages.join(u'\n')),
            tr("Quit without saving"), [this] {
                m_leavesUnsaved = true;
                // Behind the box: it would hold the window open.
                QMetaObject::invokeMethod(m_window, &QWidget::close, Qt::QueuedConnection);
            });
    return false;
}

void Questions::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About TTN Console"),
                                tr("TTN Console %1\n\nA desktop console for The Things Network.\nGPL-3.0-or-later")
                                    .arg(QStringLiteral(TTN_VERSION)),
                                QMessageBox::Close, m_window);
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace Gui
