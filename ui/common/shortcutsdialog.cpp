// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/shortcutsdialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace Gui {

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);

    const auto column = [this](const QString &title) {
        auto *form = new QFormLayout;
        form->setHorizontalSpacing(16);
        form->setVerticalSpacing(8);
        auto *heading = new QLabel(title, this);
        QFont font = heading->font();
        font.setWeight(QFont::DemiBold);
        heading->setFont(font);
        form->addRow(heading);
        return form;
    };
    const auto native = [](const QKeySequence &keys) { return keys.toString(QKeySequence::NativeText); };

    auto *window = column(tr("Window"));
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        QString text = action->text();
        window->addRow(new QLabel(native(action->shortcut()), this), new QLabel(text.remove(u'&').remove(u'…'), this));
    }
    window->addRow(new QLabel(tr("Alt or F10"), this), new QLabel(tr("Menu"), this));

    auto *log = column(tr("In the log"));
    const std::pair<QString, QString> keys[] = {
        {native(Qt::Key_Space), tr("Pause or resume")},
        {native(Qt::Key_N), tr("Next event of this device")},
        {native(Qt::Key_P), tr("Previous event of this device")},
        {native(Qt::Key_Return), tr("Only this device")},
        {native(Qt::Key_Escape), tr("Back, or without the filter")},
        {native(Qt::CTRL | Qt::Key_G), tr("Go to a time")},
        {native(Qt::Key_Home), tr("Oldest event")},
        {native(Qt::Key_End), tr("Newest event, and follow")},
        {native(QKeySequence::Copy), tr("Copy rows")},
    };
    for (const auto &[key, text] : keys)
        log->addRow(new QLabel(key, this), new QLabel(text, this));

    auto *columns = new QHBoxLayout;
    columns->setSpacing(32);
    columns->addLayout(window);
    columns->addLayout(log);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(columns);
    layout->addWidget(buttons);
}

} // namespace Gui
