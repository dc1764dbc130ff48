// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/hexdumpmodel.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QToolButton;

namespace Gui {

class InspectorTable;
class Theme;

/// The application's payload byte by byte. What is chosen is copied as hex.
class BytesTab : public QWidget
{
    Q_OBJECT

public:
    explicit BytesTab(const Theme *theme, QWidget *parent = nullptr);
    ~BytesTab() override;

    /// nullopt: the event has no payload.
    void setBytes(const std::optional<QByteArray> &bytes);

Q_SIGNALS:
    void noted(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void copy(Models::HexDumpModel::Form form);
    void fit();

    Models::HexDumpModel m_model;
    QLabel *m_size;
    std::vector<QToolButton *> m_copies;
    InspectorTable *m_table;
};

} // namespace Gui
