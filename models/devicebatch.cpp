// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicebatch.h"

namespace Models {

DeviceBatch::DeviceBatch(Step step, int mostAtOnce, QObject *parent)
    : QObject(parent)
    , m_step(std::move(step))
    , m_mostAtOnce(mostAtOnce)
{
}

void DeviceBatch::start(const QStringList &ids)
{
    m_waiting = ids;
    m_total = int(ids.size());
    m_begun = m_ended = 0;
    m_succeeded.clear();
    m_failed.clear();
    m_running = true;
    beginNext();
}

void DeviceBatch::stop()
{
    m_waiting.clear();
    if (m_running)
        QMetaObject::invokeMethod(this, &DeviceBatch::beginNext, Qt::QueuedConnection);
}

void DeviceBatch::beginNext()
{
    while (!m_waiting.isEmpty() && m_begun - m_ended < m_mostAtOnce) {
        ++m_begun;
        m_step(m_waiting.takeFirst());
    }
    if (m_running && m_begun == m_ended && m_waiting.isEmpty()) {
        m_running = false;
        Q_EMIT finished();
    }
}

void DeviceBatch::done(const QString &id, const Domain::Problem &problem)
{
    m_calls.remove(id);
    ++m_ended;
    if (problem)
        m_failed.push_back({id, problem});
    else
        m_succeeded << id;
    Q_EMIT progressed();
    // Not from within the step of another one: a thousand that end at once would be a deep call.
    QMetaObject::invokeMethod(this, &DeviceBatch::beginNext, Qt::QueuedConnection);
}

} // namespace Models
