// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/exportchoice.h"
#include "ui/export/exportform.h"

class QCheckBox;

namespace Gui {

class ConsoleContext;

/// What of the log goes into which file, and how. Remembers the answers; begins the export and closes.
class ExportDialog : public ExportForm
{
    Q_OBJECT

public:
    /// Context, theme and settings must outlive the dialog.
    ExportDialog(ConsoleContext *context, const Theme *theme, QSettings *settings, ExportChoice choice,
                 QWidget *parent = nullptr);

    /// What would be written now.
    [[nodiscard]] Domain::ExportRequest request() const;

private:
    enum class Rows : int { Selected, Shown, Stored };
    enum class Columns : int { Visible, Everything };

    void buildRows();
    void buildColumns();
    void restore();
    void refresh() override;
    [[nodiscard]] QString note() const override;
    void start() override;
    [[nodiscard]] Rows rows() const;
    [[nodiscard]] bool isEverything() const;
    [[nodiscard]] quint64 storedEvents() const;
    [[nodiscard]] std::vector<Domain::ProfileRef> profiles() const;

    ConsoleContext *m_context = nullptr;
    const ExportChoice m_choice;
    QButtonGroup *m_rows = nullptr;
    QButtonGroup *m_columns = nullptr;
    QWidget *m_columnsBox = nullptr;
    QCheckBox *m_byteOrderMark = nullptr;
};

} // namespace Gui
