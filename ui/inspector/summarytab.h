// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/eventfacts.h"

#include <QScrollArea>

#include <memory>
#include <vector>

class QHBoxLayout;

namespace Models {
class FactsModel;
} // namespace Models

namespace Gui {

class InspectorTable;
class Theme;

/// All that is known of an event as labels and values, in as many columns as there is room for.
class SummaryTab : public QScrollArea
{
    Q_OBJECT

public:
    /// `objectName` is a literal; the tables are named after it, with the number of the column.
    SummaryTab(const Theme *theme, const char *objectName, const QString &accessibleName, QWidget *parent = nullptr);
    ~SummaryTab() override;

    void setFacts(std::vector<Models::Fact> facts);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Part
    {
        std::unique_ptr<Models::FactsModel> model;
        InspectorTable *table = nullptr;
    };
    [[nodiscard]] int wantedColumns() const;
    void spread();
    void fit();

    const Theme *m_theme;
    QHBoxLayout *m_row = nullptr;
    std::vector<Part> m_parts;
    std::vector<Models::Fact> m_facts;
    int m_columns = 0;
};

} // namespace Gui
