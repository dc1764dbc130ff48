// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"
#include "ui/export/exportform.h"

class QCheckBox;

namespace Gui {

/// Which devices go into which file, and whether with their keys. Remembers the answers, but for the keys: they are
/// only ever written when somebody has just asked for them.
class DeviceExportDialog : public ExportForm
{
    Q_OBJECT

public:
    struct Choice
    {
        QString application;
        QStringList selected;
        int all = 0;
    };

    /// Theme and settings must outlive the dialog; `settings` may be null.
    DeviceExportDialog(const Theme *theme, QSettings *settings, Choice choice, QWidget *parent = nullptr);

    /// What would be written now.
    [[nodiscard]] Domain::DeviceExportRequest request() const;

Q_SIGNALS:
    void chosen(const Domain::DeviceExportRequest &request);

private:
    enum class Rows : int { Selected, All };

    void buildRows();
    void buildKeys();
    void refresh() override;
    [[nodiscard]] QString note() const override;
    void start() override;

    const Choice m_choice;
    QButtonGroup *m_rows = nullptr;
    QCheckBox *m_keys = nullptr;
    QLabel *m_warning = nullptr;
};

} // namespace Gui
