// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"

#include <QDialog>

class QTreeWidget;

namespace Gui {

/// Which of many devices failed and why, each in its row, and the way to try them again.
class FailuresDialog : public QDialog
{
    Q_OBJECT

public:
    FailuresDialog(const QString &title, const QList<Domain::DeviceOutcome> &failed, QWidget *parent = nullptr);

Q_SIGNALS:
    void retryRequested();

private:
    void copyAll() const;

    QTreeWidget *m_list = nullptr;
};

} // namespace Gui
