// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace Models {

/// Lists the applications of a network page by page, until all are here. Each is told once, even if the list moves
/// meanwhile. GUI thread.
class ApplicationLoader : public QObject
{
    Q_OBJECT

public:
    static constexpr int PageSize = 500;

    using QObject::QObject;

    /// Begins anew. `deleted`: those that can be restored.
    void start(std::shared_ptr<Domain::NetworkApi> network, bool deleted);
    void cancel();
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] qint64 loaded() const { return m_known.size(); }
    /// Of all pages, as the network says; 0 before the first.
    [[nodiscard]] qint64 total() const { return m_total; }

Q_SIGNALS:
    void arrived(const QList<Domain::Application> &applications);
    /// All are here, or `problem` says why not.
    void finished(const Domain::Problem &problem);

private:
    void next();
    void take(const Domain::Result<Domain::ApplicationPage> &page);

    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::ApplicationPage>> m_call;
    QSet<QString> m_known;
    Domain::ApplicationQuery m_query;
    qint64 m_total = 0;
    bool m_loading = false;
};

} // namespace Models
