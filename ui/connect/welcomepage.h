// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace Gui {

/// What one sees without any network: what this is, and the ways to begin.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);

Q_SIGNALS:
    void sandboxRequested();
    void connectRequested();
    void importRequested();

private:
    QPushButton *addWay(QGridLayout *grid, const char *name, const QString &action, const QString &words);
};

} // namespace Gui
