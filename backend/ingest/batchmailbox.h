// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"

#include <QObject>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace Backend {

/// Between the thread that stores and the one that shows. One ready() until the shower has taken everything: while it
/// is busy, what comes is merged, so a slow window gets few large batches instead of a long queue of small ones.
class BatchMailbox : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Any thread.
    void put(Domain::EventBatch &&batch);
    /// Everything since the last call, a batch per profile.
    [[nodiscard]] std::vector<Domain::EventBatchPtr> take();

Q_SIGNALS:
    /// From the putting thread.
    void ready();

private:
    std::mutex m_mutex;
    std::map<Domain::ProfileRef, std::shared_ptr<Domain::EventBatch>> m_pending;
    bool m_told = false;
};

} // namespace Backend
