// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicefacts.h"

#include <QWidget>

class QGridLayout;

namespace Gui {

class Theme;

/// Facts to read, in groups; identifiers can be copied. Texts can be selected.
class FactList : public QWidget
{
    Q_OBJECT

public:
    explicit FactList(const Theme *theme, QWidget *parent = nullptr);

    /// Nothing happens when they are the same.
    void setFacts(const std::vector<Models::DeviceFact> &facts);

Q_SIGNALS:
    void noted(const QString &text);

private:
    void rebuild();
    void addRow(QGridLayout *grid, int row, const Models::DeviceFact &fact);
    void updateColors();

    const Theme *m_theme;
    std::vector<Models::DeviceFact> m_facts;
    QWidget *m_content = nullptr;
    std::vector<std::pair<QWidget *, Models::Meaning>> m_colored;
};

} // namespace Gui
