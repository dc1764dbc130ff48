// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/recentlydeleteddialog.h"

#include "backend/domain/clock.h"
#include "backend/domain/problemtext.h"
#include "models/heardmodel.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/devices/devicelosses.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QTreeWidget>

#include <algorithm>

namespace Gui {

using Domain::ArchivedDevice;
using Domain::DeviceArchive;

namespace {

constexpr QSize UsualSize(920, 440);
constexpr int ColumnGap = 8;
constexpr int WidestColumn = 260;
constexpr int EntryRole = Qt::UserRole;
constexpr int ApplicationRole = Qt::UserRole + 1;

enum Column : int { Device, Name, DevEui, Application, When, Who, What, ColumnCount };

QString what(const ArchivedDevice &device)
{
    const QString way = device.reason == ArchivedDevice::Reason::Moved
        ? RecentlyDeletedDialog::tr("moved to %1").arg(device.movedTo)
        : RecentlyDeletedDialog::tr("deleted");
    return device.missing.isEmpty() ? way
                                    : RecentlyDeletedDialog::tr("%1; without %2").arg(way, lossWords(device.missing));
}

} // namespace

RecentlyDeletedDialog::RecentlyDeletedDialog(ConsoleContext *context, const Theme *theme, const Scope &scope,
                                             QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_theme(theme)
    , m_scope(scope)
    , m_list(new QTreeWidget(this))
    , m_all(new QCheckBox(tr("All applications of this network"), this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("recentlyDeletedDialog"));
    setWindowTitle(tr("Recently deleted"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setObjectName(QStringLiteral("recentlyDeletedList"));
    m_list->setAccessibleName(tr("Recently deleted devices"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setHeaderLabels(
        {tr("Device"), tr("Name"), tr("DevEUI"), tr("Application"), tr("When"), tr("Who"), tr("What")});
    m_all->setObjectName(QStringLiteral("recentlyDeletedAll"));
    m_all->setAccessibleName(m_all->text());
    m_note->setObjectName(QStringLiteral("recentlyDeletedNote"));
    m_note->setAccessibleName(tr("About this list"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("recentlyDeletedClose"));
    m_forget = buttons->addButton(tr("Forget…"), QDialogButtonBox::ActionRole);
    m_forget->setObjectName(QStringLiteral("forgetButton"));
    m_forget->setToolTip(
        tr("Delete the backup, too (%1)").arg(QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText)));
    m_restore = buttons->addButton(tr("Restore"), QDialogButtonBox::AcceptRole);
    m_restore->setObjectName(QStringLiteral("restoreButton"));
    const QKeySequence key(Qt::CTRL | Qt::Key_Return);
    m_restore->setToolTip(tr("Register them again as they were (%1)").arg(key.toString(QKeySequence::NativeText)));
    for (QPushButton *button : {m_forget, m_restore})
        button->setAccessibleName(button->text());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_all);
    layout->addWidget(m_note);
    layout->addSpacing(8);
    layout->addWidget(buttons);
    resize(UsualSize);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &RecentlyDeletedDialog::restoreChosen);
    connect(new QShortcut(key, this), &QShortcut::activated, this, &RecentlyDeletedDialog::restoreChosen);
    connect(new QShortcut(Qt::Key_Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
            &RecentlyDeletedDialog::askToForget);
    connect(m_forget, &QPushButton::clicked, this, &RecentlyDeletedDialog::askToForget);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &RecentlyDeletedDialog::updateButtons);
    connect(m_all, &QCheckBox::toggled, this, &RecentlyDeletedDialog::ask);
    connect(context->deviceArchive(), &DeviceArchive::changed, this, &RecentlyDeletedDialog::ask);
    ask();
    updateButtons();
    m_list->setFocus();
}

void RecentlyDeletedDialog::ask()
{
    m_asking = m_context->deviceArchive()->list();
    m_asking.then(this, [this](const Domain::Result<QList<ArchivedDevice>> &answer) { fill(answer); });
}

bool RecentlyDeletedDialog::isOf(const ArchivedDevice &device) const
{
    return device.profile == m_context->profile(m_scope.profile).id
        && (m_all->isChecked() || device.application == m_scope.application);
}

void RecentlyDeletedDialog::fill(const Domain::Result<QList<ArchivedDevice>> &answer)
{
    m_list->clear();
    m_list->setColumnHidden(Application, !m_all->isChecked());
    if (answer.problem) {
        const Domain::ProblemText text = Domain::problemText(answer.problem);
        say(QStringList({text.title, text.body, text.advice}).join(u' ').trimmed(), true);
        updateButtons();
        return;
    }
    for (const ArchivedDevice &device : answer.value) {
        if (!isOf(device))
            continue;
        const QString when = Models::HeardModel::ago(Domain::nowNs() - device.when.toMSecsSinceEpoch() * 1'000'000);
        const QString eui = device.devEui ? device.devEui->toString() : QString();
        auto *item = new QTreeWidgetItem(
            m_list, {device.device, device.name, eui, device.application, when, device.who, what(device)});
        item->setData(Device, EntryRole, device.id);
        item->setData(Device, ApplicationRole, device.application);
        item->setFont(DevEui, Theme::monospace());
        item->setToolTip(Who, tr("Whose key did it, as far as the network tells"));
        item->setToolTip(When, QLocale().toString(device.when.toLocalTime(), QLocale::LongFormat));
        item->setToolTip(What, plainToolTip(what(device)));
    }
    for (int column = 0; column < What; ++column) {
        m_list->resizeColumnToContents(column);
        m_list->setColumnWidth(column, std::min(m_list->columnWidth(column) + ColumnGap, WidestColumn));
    }
    if (m_list->topLevelItemCount() == 0)
        say(m_all->isChecked()
                ? tr("Nothing was deleted from this network in the last %1 days.").arg(DeviceArchive::keptDays)
                : tr("Nothing was deleted from %1 in the last %2 days.")
                      .arg(m_scope.application)
                      .arg(DeviceArchive::keptDays),
            false);
    else if (!m_context->deviceArchive()->isPersistent())
        say(tr("This computer has no keychain: these backups are forgotten when the program ends."), false);
    else
        say(tr("Backups stay for %1 days on this computer, sealed with a key of the keychain.")
                .arg(DeviceArchive::keptDays),
            false);
    updateButtons();
}

void RecentlyDeletedDialog::say(const QString &text, bool bad)
{
    m_note->setText(text);
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(bad ? Models::Meaning::Bad : Models::Meaning::Quiet));
    m_note->setPalette(palette);
}

QStringList RecentlyDeletedDialog::chosen() const
{
    QStringList entries;
    const QList<QTreeWidgetItem *> items = m_list->selectedItems();
    for (const QTreeWidgetItem *item : items)
        entries << item->data(Device, EntryRole).toString();
    return entries;
}

void RecentlyDeletedDialog::updateButtons()
{
    const bool any = !m_list->selectedItems().isEmpty();
    m_restore->setEnabled(any);
    m_forget->setEnabled(any);
}

void RecentlyDeletedDialog::restoreChosen()
{
    // Each application may have a key of its own.
    QMap<QString, QStringList> entries;
    const QList<QTreeWidgetItem *> items = m_list->selectedItems();
    for (const QTreeWidgetItem *item : items)
        entries[item->data(Device, ApplicationRole).toString()] << item->data(Device, EntryRole).toString();
    for (auto it = entries.cbegin(); it != entries.cend(); ++it)
        Q_EMIT restoreRequested({m_scope.profile, it.key()}, it.value());
}

void RecentlyDeletedDialog::askToForget()
{
    const QStringList entries = chosen();
    if (entries.isEmpty())
        return;
    const QString first = m_list->selectedItems().first()->text(Device);
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("Forget for good"),
        entries.size() == 1
            ? tr("The backup of %1 will be deleted. The device cannot be brought back then.").arg(first)
            : tr("The backups of %1 devices will be deleted. They cannot be brought back then.").arg(entries.size()),
        QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("forgetBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(tr("Forget"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmButton"));
    box->button(QMessageBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, entries] { forget(entries); });
    box->open();
}

void RecentlyDeletedDialog::forget(const QStringList &entries)
{
    // The archive tells when they are gone; a backup that cannot be deleted stays in the list.
    for (const QString &entry : entries)
        (void)m_context->deviceArchive()->drop(entry);
}

} // namespace Gui
