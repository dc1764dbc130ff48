// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetablelister.h"

namespace Models {

void DeviceTableLister::start(std::shared_ptr<Domain::NetworkApi> network, const QString &application)
{
    cancel();
    m_network = std::move(network);
    m_application = application;
    m_listings = 0;
    m_running = true;
    beginListing();
}

void DeviceTableLister::cancel()
{
    m_running = false;
    m_calls.clear();
    m_network.reset();
}

void DeviceTableLister::beginListing()
{
    ++m_listings;
    m_seen.clear();
    m_total = 0;
    m_nextPage = 1;
    m_steady = true;
    Q_EMIT listingBegan();
    askNext();
}

void DeviceTableLister::askNext()
{
    // How many there are is known with the first one.
    const qint64 pages = std::max<qint64>(1, (m_total + PageSize - 1) / PageSize);
    while (m_nextPage <= pages && m_calls.size() < MostAtOnce) {
        const int page = m_nextPage++;
        Domain::DeviceQuery query;
        query.limit = PageSize;
        query.page = page;
        Domain::Call<Page> &call = m_calls[page];
        call = m_network->devices()->devices(m_application, query);
        call.then(this, [this, page](const Page &answer) { onPage(page, answer); });
    }
}

void DeviceTableLister::onPage(int page, const Page &answer)
{
    m_calls.erase(page);
    if (answer.problem) {
        cancel();
        Q_EMIT failed(answer.problem);
        return;
    }
    m_steady = m_steady && (page == 1 || answer.value.total == m_total);
    m_total = page == 1 ? answer.value.total : std::max(m_total, answer.value.total);
    for (const Domain::Device &device : answer.value.devices)
        m_seen.insert(device.id);
    Q_EMIT arrived(answer.value.devices);
    if (!m_running)
        return; // who was told may have had enough
    Q_EMIT progressed();
    askNext();
    if (m_calls.empty())
        conclude();
}

void DeviceTableLister::conclude()
{
    const bool addsUp = m_steady && listed() == m_total;
    if (!addsUp && m_listings < MostListings) {
        beginListing();
        return;
    }
    const int listings = addsUp ? 1 : m_listings;
    cancel();
    Q_EMIT finished(listings);
}

} // namespace Models
