// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/discardquestion.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace Gui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DiscardQuestion)
};

} // namespace

void askToDiscard(QWidget *window, std::function<void()> discard)
{
    if (window->findChild<QMessageBox *>(QStringLiteral("discardBox")))
        return;
    auto *box
        = new QMessageBox(QMessageBox::NoIcon, window->windowTitle(),
                          Words::tr("What was typed is not saved and would be lost."), QMessageBox::NoButton, window);
    box->setObjectName(QStringLiteral("discardBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *stay = box->addButton(Words::tr("Go on typing"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("stayButton"));
    QPushButton *drop = box->addButton(Words::tr("Discard it"), QMessageBox::AcceptRole);
    drop->setObjectName(QStringLiteral("discardButton"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    QObject::connect(drop, &QPushButton::clicked, window, std::move(discard));
    box->open();
}

} // namespace Gui
