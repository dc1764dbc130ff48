// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/welcomepage.h"

#include <QFrame>
#include <QGridLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

namespace Gui {

namespace {

constexpr int ColumnWidth = 640;
constexpr int IconSize = 56;
constexpr double TitleScale = 1.5;

} // namespace

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("welcomePage"));
    setAccessibleName(tr("Welcome"));

    auto *icon = new QLabel(this);
    icon->setPixmap(QIcon(QStringLiteral(":/icons/ttn-console.svg")).pixmap(IconSize, IconSize));
    icon->setAccessibleName(tr("Icon of the console"));
    icon->setObjectName(QStringLiteral("welcomeIcon"));

    auto *title = new QLabel(tr("See what your devices send"), this);
    title->setObjectName(QStringLiteral("welcomeTitle"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);

    auto *text
        = new QLabel(tr("The console shows every uplink, join and downlink of your LoRaWAN applications as it happens, "
                        "and keeps it. It speaks The Things Stack v3 and TTN v2."),
                     this);
    text->setObjectName(QStringLiteral("welcomeText"));
    text->setWordWrap(true);

    auto *column = new QWidget(this);
    column->setMaximumWidth(ColumnWidth);
    auto *grid = new QGridLayout(column);
    grid->setContentsMargins(24, 24, 24, 24);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(16);
    grid->setColumnStretch(1, 1);
    auto *words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(title);
    words->addWidget(text);
    auto *head = new QHBoxLayout;
    head->setSpacing(24);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addLayout(words, 1);
    grid->addLayout(head, 0, 0, 1, 2);

    QPushButton *sandbox
        = addWay(grid, "welcomeSandbox", tr("Try the sandbox"),
                 tr("Starts a network of your own on this computer, with a dozen lively devices. You need no account, "
                    "and nothing leaves this computer."));
    sandbox->setDefault(true);
    setFocusProxy(sandbox);
    connect(sandbox, &QPushButton::clicked, this, &WelcomePage::sandboxRequested);
    connect(addWay(grid, "welcomeConnect", tr("Connect…"),
                   tr("Shows your own applications on The Things Network, The Things Stack or a server of yours. You "
                      "need an application ID and a key; the form says where to make one.")),
            &QPushButton::clicked, this, &WelcomePage::connectRequested);
    connect(addWay(grid, "welcomeImport", tr("Import a connection file…"),
                   tr("Takes over a connection that you or a colleague exported. The file holds no key, so you are "
                      "asked for it.")),
            &QPushButton::clicked, this, &WelcomePage::importRequested);

    auto *layout = new QGridLayout(this);
    layout->setRowStretch(0, 2);
    layout->setRowStretch(2, 3);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 4);
    layout->setColumnStretch(2, 1);
    layout->addWidget(column, 1, 1);
}

QPushButton *WelcomePage::addWay(QGridLayout *grid, const char *name, const QString &action, const QString &words)
{
    auto *line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    auto *button = new QPushButton(action, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(action);
    button->setAccessibleDescription(words);
    button->setToolTip(words);
    button->setMinimumHeight(button->fontMetrics().height() + 16);
    auto *label = new QLabel(words, this);
    label->setObjectName(QLatin1String(name) + u"Text");
    label->setWordWrap(true);
    label->setBuddy(button);
    const int row = grid->rowCount();
    grid->addWidget(line, row, 0, 1, 2);
    grid->addWidget(button, row + 1, 0, Qt::AlignTop);
    grid->addWidget(label, row + 1, 1);
    return button;
}

} // namespace Gui
