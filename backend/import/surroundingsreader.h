// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace Backend {

/// Lists what an application has, page by page, then the frequency plans. Deletes itself when it has answered or when
/// nobody waits any more. GUI thread.
class SurroundingsReader : public QObject
{
    Q_OBJECT

public:
    using Source = Domain::CallSource<Domain::Result<Domain::ImportSurroundingsRef>>;

    /// `catalog` and `progress` may be null.
    SurroundingsReader(Domain::DeviceApi *devices, Domain::CatalogApi *catalog, QString application,
                       Domain::WorkProgressRef progress, Source source, QObject *parent);
    void start();

private:
    void askForPage();
    void onPage(const Domain::Result<Domain::DevicePage> &page);
    void askForPlans();
    void finish(const Domain::Problem &problem);

    Domain::DeviceApi *m_devices;
    Domain::CatalogApi *m_catalog;
    const QString m_application;
    Domain::WorkProgressRef m_progress;
    Source m_source;
    std::shared_ptr<Domain::ImportSurroundings> m_found = std::make_shared<Domain::ImportSurroundings>();
    Domain::Call<Domain::Result<Domain::DevicePage>> m_page;
    Domain::Call<Domain::Result<QList<Domain::FrequencyPlan>>> m_plans;
    int m_number = 0; ///< of the page
    qint64 m_seen = 0;
};

} // namespace Backend
