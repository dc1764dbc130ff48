// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/export/exporter.h"

namespace Backend {

Exporter::Exporter(const Domain::Dictionary &dictionary, QObject *parent)
    : QObject(parent)
    , m_dictionary(dictionary)
{
    m_thread.setObjectName(QStringLiteral("export"));
}

Exporter::~Exporter()
{
    for (const auto &[number, job] : m_jobs)
        job->cancel();
    m_thread.quit();
    m_thread.wait();
}

void Exporter::setReader(Domain::ProfileRef profile, Domain::HistoryReader *reader)
{
    m_readers->set(profile, reader);
    if (reader)
        return;
    for (const auto &[number, job] : m_jobs) {
        QMetaObject::invokeMethod(
            job, [job = job, profile] { job->onReaderGone(profile); }, Qt::QueuedConnection);
    }
}

int Exporter::start(const Domain::ExportRequest &request, const std::vector<ExportSource> &sources)
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    const int number = ++m_number;
    auto *job = new ExportJob(request, sources, m_readers, m_dictionary);
    m_jobs[number] = job;
    job->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, job, &QObject::deleteLater);
    connect(job, &ExportJob::progressed, this,
            [this, number](const Domain::ExportProgress &progress) { Q_EMIT progressed(number, progress); });
    connect(job, &ExportJob::finished, this, [this, number](const Domain::ExportResult &result) {
        m_jobs.at(number)->deleteLater();
        m_jobs.erase(number);
        Q_EMIT finished(number, result);
    });
    QMetaObject::invokeMethod(job, &ExportJob::start, Qt::QueuedConnection);
    return number;
}

void Exporter::cancel(int number)
{
    const auto found = m_jobs.find(number);
    if (found == m_jobs.end())
        return;
    found->second->cancel();
    // It may be waiting for a page.
    QMetaObject::invokeMethod(found->second, &ExportJob::pump, Qt::QueuedConnection);
}

} // namespace Backend
