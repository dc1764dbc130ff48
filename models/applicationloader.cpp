// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/applicationloader.h"

namespace Models {

void ApplicationLoader::start(std::shared_ptr<Domain::NetworkApi> network, bool deleted)
{
    cancel();
    m_network = std::move(network);
    m_known.clear();
    m_total = 0;
    m_query = {};
    m_query.deleted = deleted;
    m_query.limit = PageSize;
    m_loading = true;
    next();
}

void ApplicationLoader::cancel()
{
    m_call.cancel();
    m_loading = false;
}

void ApplicationLoader::next()
{
    m_call = m_network->applications(m_query);
    m_call.then(this, [this](const Domain::Result<Domain::ApplicationPage> &page) { take(page); });
}

void ApplicationLoader::take(const Domain::Result<Domain::ApplicationPage> &page)
{
    if (page.problem) {
        m_loading = false;
        Q_EMIT finished(page.problem);
        return;
    }
    m_total = page.value.total;
    QList<Domain::Application> fresh;
    for (const Domain::Application &application : page.value.applications) {
        if (!m_known.contains(application.id)) {
            m_known.insert(application.id);
            fresh += application;
        }
    }
    const bool more = page.value.applications.size() == m_query.limit && qint64(m_query.limit) * m_query.page < m_total;
    m_loading = more;
    if (!fresh.isEmpty())
        Q_EMIT arrived(fresh);
    if (!m_loading) {
        if (!more)
            Q_EMIT finished({});
        return;
    }
    ++m_query.page;
    next();
}

} // namespace Models
