// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/applicationloader.h"
#include "models/applicationsmodel.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace Gui {

class NoticeBar;
class StateNote;
class Theme;

/// Applications that were deleted in the last 24 hours, to be brought back.
class DeletedDialog : public QDialog
{
    Q_OBJECT

public:
    DeletedDialog(std::shared_ptr<Domain::NetworkApi> network, const Theme *theme, QWidget *parent);
    ~DeletedDialog() override;

Q_SIGNALS:
    void restored(const QString &id);

private:
    void load();
    void onFinished(const Domain::Problem &problem);
    void restore();
    void updateButtons();
    [[nodiscard]] QString currentId() const;

    std::shared_ptr<Domain::NetworkApi> m_network;
    Models::ApplicationLoader m_loader;
    Models::ApplicationsModel m_model;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
    NoticeBar *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    StateNote *m_note = nullptr;
    QPushButton *m_restore = nullptr;
};

} // namespace Gui
