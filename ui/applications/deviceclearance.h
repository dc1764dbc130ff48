// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "models/backgroundwork.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace Gui {

/// Deletes all devices of an application, some at a time, as work in the background that can be stopped. Deletes itself
/// at its end. GUI thread.
class DeviceClearance : public QObject
{
    Q_OBJECT

public:
    DeviceClearance(std::shared_ptr<Domain::NetworkApi> network, QString application, qint64 devices,
                    Models::BackgroundWork &work, QObject *parent);
    void start();

Q_SIGNALS:
    /// `left` have not been deleted, the first of them because of `problem`.
    void ended(qint64 deleted, qint64 left, const Domain::Problem &problem);

private:
    void list();
    void take(const Domain::Result<Domain::DevicePage> &page);
    void deleteSome();
    void onDeleted(const Domain::Result<QList<Domain::DeviceOutcome>> &outcomes);
    void end(const Domain::Problem &problem, bool stopped);

    std::shared_ptr<Domain::NetworkApi> m_network;
    const QString m_application;
    Models::BackgroundWork &m_work;
    Models::BackgroundWork::Id m_id = 0;
    QStringList m_ids;
    qint64 m_total = 0;
    qint64 m_deleted = 0;
    int m_page = 1;
    QList<Domain::DeviceOutcome> m_failed;
    Domain::Call<Domain::Result<Domain::DevicePage>> m_listing;
    Domain::Call<Domain::Result<QList<Domain::DeviceOutcome>>> m_deleting;
};

} // namespace Gui
