// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/batchmailbox.h"

namespace Backend {

void BatchMailbox::put(Domain::EventBatch &&batch)
{
    bool tell = false;
    {
        const std::lock_guard lock(m_mutex);
        auto &pending = m_pending[batch.profile];
        if (!pending) {
            pending = std::make_shared<Domain::EventBatch>(std::move(batch));
        } else {
            const auto append = [](auto &to, auto &from) { to.insert(to.end(), from.begin(), from.end()); };
            append(pending->records, batch.records);
            append(pending->revised, batch.revised);
            append(pending->saved, batch.saved);
        }
        tell = !m_told;
        m_told = true;
    }
    if (tell)
        Q_EMIT ready();
}

std::vector<Domain::EventBatchPtr> BatchMailbox::take()
{
    std::map<Domain::ProfileRef, std::shared_ptr<Domain::EventBatch>> taken;
    {
        const std::lock_guard lock(m_mutex);
        taken.swap(m_pending);
        m_told = false;
    }
    std::vector<Domain::EventBatchPtr> batches;
    batches.reserve(taken.size());
    for (auto &[profile, batch] : taken)
        batches.push_back(std::move(batch));
    return batches;
}

} // namespace Backend
