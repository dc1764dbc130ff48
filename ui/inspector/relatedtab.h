// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/relatedmodel.h"

#include <QWidget>

class QLabel;

namespace Gui {

class InspectorTable;
class Theme;

/// The events that belong together; one goes to a row by double-click or Enter.
class RelatedTab : public QWidget
{
    Q_OBJECT

public:
    RelatedTab(const Theme *theme, Models::RelatedModel *model, QWidget *parent = nullptr);
    ~RelatedTab() override;

    void setGeneration(Domain::Generation generation);

Q_SIGNALS:
    void rowRequested(const Models::EventKey &key);

private:
    void update();

    Models::RelatedModel *m_model;
    Domain::Generation m_generation = Domain::Generation::V3;
    QLabel *m_note;
    InspectorTable *m_table;
};

} // namespace Gui
