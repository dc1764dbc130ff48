// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"

#include <QObject>
#include <QSet>

#include <map>
#include <memory>

namespace Models {

/// Asks a network for all devices of an application: page by page, some at a time. Rows that come or go meanwhile move
/// the others from page to page, so a listing that does not add up is done again. GUI thread.
class DeviceTableLister : public QObject
{
    Q_OBJECT

public:
    static constexpr int PageSize = 1'000;
    static constexpr int MostAtOnce = 4;
    /// While devices are registered all the time no listing ever adds up.
    static constexpr int MostListings = 3;

    using QObject::QObject;

    /// Begins anew when it is at work already.
    void start(std::shared_ptr<Domain::NetworkApi> network, const QString &application);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Of this listing; 0 in total: not known yet.
    [[nodiscard]] qint64 listed() const { return qint64(m_seen.size()); }
    [[nodiscard]] qint64 total() const { return m_total; }

Q_SIGNALS:
    void listingBegan();
    void arrived(const QList<Domain::Device> &devices);
    void progressed();
    /// `listings`: how many of the last ones show together what is there. Not told after cancel().
    void finished(int listings);
    void failed(const Domain::Problem &problem);

private:
    using Page = Domain::Result<Domain::DevicePage>;

    void beginListing();
    void askNext();
    void onPage(int page, const Page &answer);
    void conclude();

    std::shared_ptr<Domain::NetworkApi> m_network;
    QString m_application;
    std::map<int, Domain::Call<Page>> m_calls; ///< by page
    QSet<QString> m_seen;
    qint64 m_total = 0;
    int m_nextPage = 1;
    int m_listings = 0;
    bool m_running = false;
    bool m_steady = true; ///< each page of this listing told the same total
};

} // namespace Models
