// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/settingsdialog.h"

#include "ui/applications/applicationsettingspage.h"
#include "ui/common/discardquestion.h"

#include <QBoxLayout>
#include <QPushButton>

namespace Gui {

namespace {

constexpr QSize DialogSize(900, 600);

} // namespace

SettingsDialog::SettingsDialog(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                               const Scope &scope, QWidget *parent)
    : QDialog(parent)
    , m_page(new ApplicationSettingsPage(context, activity, theme, scope, this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings of %1").arg(scope.application));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(DialogSize);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeButton"));
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &SettingsDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 8, 16, 16);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_page, 1);
    layout->addLayout(buttons);
    m_page->takeFocus();
}

void SettingsDialog::reject()
{
    if (m_page->hasUnsavedChanges())
        askToDiscard(this, [this] { QDialog::reject(); });
    else
        QDialog::reject();
}

} // namespace Gui
