// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/welcomepage.h"

#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

namespace Gui {

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("welcomePage"));
    setAccessibleName(tr("Welcome"));

    auto *icon = new QLabel(this);
    icon->setPixmap(QIcon(QStringLiteral(":/icons/ttn-console.svg")).pixmap(64, 64));
    icon->setAccessibleName(tr("Icon of the console"));
    icon->setObjectName(QStringLiteral("welcomeIcon"));

    auto *title = new QLabel(tr("See what your devices send"), this);
    title->setObjectName(QStringLiteral("welcomeTitle"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);

    auto *text
        = new QLabel(tr("The console shows every uplink, join and downlink of your LoRaWAN applications as it happens, "
                        "and keeps it. It speaks The Things Stack v3 and TTN v2."),
                     this);
    text->setObjectName(QStringLiteral("welcomeText"));
    text->setWordWrap(true);

    const auto way = [this](const char *name, const QString &action, const QString &words) {
        auto *button = new QPushButton(action, this);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(action);
        button->setAccessibleDescription(words);
        button->setToolTip(words);
        button->setMinimumHeight(button->fontMetrics().height() + 16);
        auto *label = new QLabel(words, this);
        label->setWordWrap(true);
        label->setBuddy(button);
        return std::pair(button, label);
    };
    const auto [sandbox, sandboxText]
        = way("welcomeSandbox", tr("Try the sandbox"),
              tr("A network of your own on this computer, with a dozen lively devices. Nothing leaves this computer."));
    const auto [connectButton, connectText]
        = way("welcomeConnect", tr("Connect …"),
              tr("To applications of The Things Stack v3 or TTN v2, with a key of yours."));
    sandbox->setDefault(true);
    connect(sandbox, &QPushButton::clicked, this, &WelcomePage::sandboxRequested);
    connect(connectButton, &QPushButton::clicked, this, &WelcomePage::connectRequested);

    auto *column = new QWidget(this);
    column->setMaximumWidth(560);
    auto *grid = new QGridLayout(column);
    grid->setContentsMargins(24, 24, 24, 24);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(16);
    grid->addWidget(icon, 0, 0, 1, 2);
    grid->addWidget(title, 1, 0, 1, 2);
    grid->addWidget(text, 2, 0, 1, 2);
    grid->addWidget(sandbox, 3, 0);
    grid->addWidget(sandboxText, 3, 1);
    grid->addWidget(connectButton, 4, 0);
    grid->addWidget(connectText, 4, 1);
    grid->setColumnStretch(1, 1);

    auto *layout = new QGridLayout(this);
    layout->setRowStretch(0, 2);
    layout->setRowStretch(2, 3);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 3);
    layout->setColumnStretch(2, 1);
    layout->addWidget(column, 1, 1);
}

} // namespace Gui
