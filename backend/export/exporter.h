// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/export/exportjob.h"

#include <QThread>

#include <map>

namespace Backend {

/// Writes events from histories into files, in a thread of its own. Main thread.
class Exporter : public QObject
{
    Q_OBJECT

public:
    /// The dictionary must outlive the exporter.
    explicit Exporter(const Domain::Dictionary &dictionary, QObject *parent = nullptr);
    /// Cancels what is under way and waits for it, some ms.
    ~Exporter() override;

    /// A reader must be taken out (null) before it goes; exports that still need it end with ExportInterrupted.
    void setReader(Domain::ProfileRef profile, Domain::HistoryReader *reader);

    /// Returns at once; finished() with this number always follows. Sources without rows in the request are ignored.
    int start(const Domain::ExportRequest &request, const std::vector<ExportSource> &sources);
    void cancel(int number);

Q_SIGNALS:
    void progressed(int number, const Domain::ExportProgress &progress);
    void finished(int number, const Domain::ExportResult &result);

private:
    const Domain::Dictionary &m_dictionary;
    std::shared_ptr<ExportReaders> m_readers = std::make_shared<ExportReaders>();
    std::map<int, ExportJob *> m_jobs; ///< live in m_thread
    QThread m_thread;
    int m_number = 0;
};

} // namespace Backend
