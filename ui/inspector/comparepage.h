// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/comparisonmodel.h"

#include <QWidget>

class QLabel;

namespace Gui {

class InspectorTable;
class Theme;

/// Two events side by side.
class ComparePage : public QWidget
{
    Q_OBJECT

public:
    explicit ComparePage(const Theme *theme, QWidget *parent = nullptr);
    ~ComparePage() override;

    void compare(const Models::EventFacts &words, const Models::EventFacts::Source &first,
                 const Models::EventFacts::Source &second);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    Models::ComparisonModel m_model;
    QLabel *m_summary;
    InspectorTable *m_table;
};

} // namespace Gui
