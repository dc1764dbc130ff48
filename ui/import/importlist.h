// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/importsmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace Gui {

class Theme;

/// The imports into an application that are kept: what was registered, what failed, who was heard since.
class ImportList : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive it. `network`: its name, for reports.
    ImportList(Models::ImportsModel *imports, Domain::DeviceImports *service, const Theme *theme, QString network,
               QWidget *parent = nullptr);

Q_SIGNALS:
    void resumeRequested(const QString &import);
    /// Only these devices are to be shown in the log.
    void devicesRequested(const QStringList &devices);
    void noted(const QString &text);
    void failed(const Domain::Problem &problem);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void update();
    void showPart(Models::ImportsModel::Part part);
    void saveReport();
    [[nodiscard]] int row() const;

    Models::ImportsModel *m_imports;
    Domain::DeviceImports *m_service;
    const QString m_network;
    QTableView *m_table = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_report = nullptr;
    QPushButton *m_neverHeard = nullptr;
    QPushButton *m_forget = nullptr;
    QLabel *m_empty = nullptr;
    Domain::Call<Domain::Result<Domain::Done>> m_writing;
};

} // namespace Gui
