// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/export/exportreaders.h"
#include "backend/export/exportwriter.h"
#include "backend/traffic/trafficcodec.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSaveFile>
#include <QTemporaryFile>

#include <atomic>
#include <deque>

namespace Backend {

/// A profile that events are exported from.
struct ExportSource
{
    Domain::ProfileRef profile = 0;
    Domain::Generation generation = Domain::Generation::V3;
    QString name; ///< as the lines name the network
};

/// One export: asks the histories page by page, merges the profiles by time of arrival as the log does, and writes in
/// slices of some ms. The file appears when everything is written; until then, and when it fails or is cancelled, there
/// is nothing under its name. Made anywhere, then lives in the export thread.
class ExportJob : public QObject
{
    Q_OBJECT

public:
    ExportJob(Domain::ExportRequest request, const std::vector<ExportSource> &sources,
              std::shared_ptr<ExportReaders> readers, const Domain::Dictionary &dictionary);
    ~ExportJob() override;

    void start();
    /// Any thread; finished() follows soon.
    void cancel() { m_cancelled = true; }
    /// Writes what is there; called by itself, and to let a cancellation be seen.
    void pump();
    /// The reader of this profile is gone.
    void onReaderGone(Domain::ProfileRef profile);

Q_SIGNALS:
    /// Some times per second.
    void progressed(const Domain::ExportProgress &progress);
    /// Once.
    void finished(const Domain::ExportResult &result);

private:
    struct Source;
    enum class Next : quint8 { Row, Wait, AllWritten };

    bool openFiles();
    void ask(Source &source);
    void onPage(Source &source, Domain::RowsPage page);
    void keepWanted(const Source &source, Domain::RowsPage &page) const;
    void pumpLater();
    [[nodiscard]] Next oldest(Source **source);
    bool writeRow(Source &source);
    void finishFile();
    void tellProgress();
    void fail(const Domain::Problem &problem);
    void end();
    [[nodiscard]] Domain::Problem writeProblem(const QFileDevice &file) const;

    const Domain::ExportRequest m_request;
    const std::shared_ptr<ExportReaders> m_readers;
    const Domain::Dictionary &m_dictionary;
    Domain::FilterSpec m_filter;
    std::vector<std::unique_ptr<Source>> m_sources;
    std::unique_ptr<QSaveFile> m_out;
    std::unique_ptr<QTemporaryFile> m_body;
    std::unique_ptr<ExportWriter> m_writer;
    Domain::ExportProgress m_progress;
    Domain::ExportResult m_result;
    QElapsedTimer m_sinceTold;
    std::atomic<bool> m_cancelled = false;
    bool m_pumping = false; ///< posted
    bool m_finishing = false;
    bool m_ended = false;
};

} // namespace Backend
