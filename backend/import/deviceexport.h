// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"
#include "backend/import/devicecsv.h"
#include "backend/import/importfiles.h"
#include "backend/import/importpace.h"
#include "backend/import/importrunner.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <map>
#include <set>

namespace Backend {

/// Writes devices of an application into a file: lists them page by page and reads several at a time, in their order.
/// The file appears when everything is written. Deletes itself when it has answered or when nobody waits any more. GUI
/// thread.
class DeviceExport : public QObject
{
    Q_OBJECT

public:
    using Source = Domain::CallSource<Domain::Result<Domain::DeviceExportResult>>;

    /// `progress` may be null; `files` must outlive it.
    DeviceExport(Domain::DeviceApi *api, Domain::DeviceExportRequest request, Domain::WorkProgressRef progress,
                 ImportFiles *files, Source source, QObject *parent, ImportClock clock = ImportClock::system());
    ~DeviceExport() override;
    void start();

private:
    struct Reading
    {
        Domain::Call<Domain::Result<Domain::DeviceBackup>> backup;
        Domain::Call<Domain::Result<Domain::Device>> device;
    };

    void askForPage();
    void onPage(const Domain::Result<Domain::DevicePage> &page);
    void pump();
    void pumpLater();
    void read(qint64 number);
    void readPlainly(qint64 number);
    void onBackup(qint64 number, const Domain::Result<Domain::DeviceBackup> &backup);
    void onDevice(qint64 number, const Domain::Result<Domain::Device> &device);
    void onRefused(qint64 number, const Domain::Problem &problem);
    void take(qint64 number, QByteArray text);
    void flush();
    void write(const QByteArray &bytes);
    void finish();
    void end(const Domain::Problem &problem);

    Domain::DeviceApi *m_api;
    const Domain::DeviceExportRequest m_request;
    Domain::WorkProgressRef m_progress;
    ImportFiles *m_files;
    Source m_source;
    const ImportClock m_clock;
    ImportPace m_pace;
    Domain::DeviceExportResult m_result;
    Domain::Call<Domain::Problem> m_file;
    Domain::Call<Domain::Result<Domain::DevicePage>> m_page;
    QStringList m_ids; ///< in their order, as far as they are listed
    std::set<qint64> m_waiting; ///< numbers of ids that are to be read
    std::map<qint64, Reading> m_underWay;
    std::map<qint64, QByteArray> m_texts; ///< read, but not yet their turn
    DeviceCsv m_csv;
    qint64 m_next = 0; ///< the number whose turn it is
    int m_pageNumber = 0;
    bool m_hasAll = false; ///< everything is listed
    bool m_listing = false;
    bool m_waits = false; ///< a wake is on its way
    bool m_ended = false;
};

} // namespace Backend
