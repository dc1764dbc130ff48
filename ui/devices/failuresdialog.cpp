// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/failuresdialog.h"

#include "backend/domain/problemtext.h"
#include "ui/common/roomfortext.h"
#include "ui/common/texts.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

namespace Gui {

namespace {

constexpr QSize UsualSize(720, 340);

} // namespace

FailuresDialog::FailuresDialog(const QString &title, const QList<Domain::DeviceOutcome> &failed, QWidget *parent)
    : QDialog(parent)
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("failuresDialog"));
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    auto *heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("failuresTitle"));
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("failuresList"));
    m_list->setAccessibleName(tr("Devices that failed"));
    m_list->setRootIsDecorated(false);
    m_list->setWordWrap(true); // why is worth its lines
    m_list->setAlternatingRowColors(true);
    m_list->setHeaderLabels({tr("Device"), tr("Why")});
    m_list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    for (const Domain::DeviceOutcome &outcome : failed) {
        const Domain::ProblemText text = Domain::problemText(outcome.problem);
        const QString why = QStringList({text.title, text.body}).join(u' ').trimmed();
        auto *item = new QTreeWidgetItem(m_list, {outcome.id, why});
        item->setToolTip(1, plainToolTip(QStringList({why, text.advice}).join(u'\n').trimmed()));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("failuresClose"));
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("failuresCopy"));
    copy->setToolTip(tr("The list as text"));
    QPushButton *again = buttons->addButton(tr("Try again"), QDialogButtonBox::AcceptRole);
    again->setObjectName(QStringLiteral("failuresRetry"));
    for (QPushButton *button : {copy, again})
        button->setAccessibleName(button->text());
    connect(copy, &QPushButton::clicked, this, &FailuresDialog::copyAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        accept();
        Q_EMIT retryRequested();
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(heading);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(UsualSize);
    m_list->setFocus();
}

void FailuresDialog::copyAll() const
{
    QString text;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row)
        text += m_list->topLevelItem(row)->text(0) + u'\t' + m_list->topLevelItem(row)->text(1) + u'\n';
    QGuiApplication::clipboard()->setText(text);
}

} // namespace Gui
