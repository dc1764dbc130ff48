// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gatewaysmodel.h"

#include <QWidget>

class QLabel;

namespace Gui {

class InspectorTable;
class Theme;

/// The gateways that heard a frame. Columns that no gateway fills are not shown.
class GatewaysTab : public QWidget
{
    Q_OBJECT

public:
    explicit GatewaysTab(const Theme *theme, QWidget *parent = nullptr);
    ~GatewaysTab() override;

    void setEvent(const Domain::TrafficEvent &event, const Models::EventText &text);
    void clear();

private:
    Models::GatewaysModel m_model;
    QLabel *m_note;
    InspectorTable *m_table;
};

} // namespace Gui
