// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/deviceimporter.h"

#include "backend/import/acceptancewriter.h"
#include "backend/import/columnguess.h"
#include "backend/import/deviceexport.h"
#include "backend/import/importchecker.h"
#include "backend/import/importlisting.h"
#include "backend/import/importpreparation.h"
#include "backend/import/importreader.h"
#include "backend/import/surroundingsreader.h"

#include <QUuid>

#include <algorithm>

namespace Backend {

namespace {

using Domain::Call;
using Domain::CallSource;
using Domain::Done;
using Domain::ImportCheck;
using Domain::ImportDocumentRef;
using Domain::ImportPlan;
using Domain::ImportRun;
using Domain::ImportSurroundingsRef;
using Domain::Problem;
using Domain::Result;
using Domain::WorkProgressRef;

/// Beside the threads that keep the window alive.
constexpr int poolThreads = 2;

const Domain::ImportSheet &sheetOf(const Domain::ImportDocument &document, int sheet)
{
    return document.sheets[std::size_t(std::clamp(sheet, 0, int(document.sheets.size()) - 1))];
}

/// Goes on while somebody waits for the answer, and tells how far it is.
template <typename T>
ImportContinue goingOn(const CallSource<T> &source, const std::shared_ptr<std::atomic<bool>> &ending,
                       const WorkProgressRef &progress)
{
    return [source, ending, progress](quint64 done, quint64 total) {
        if (progress) {
            progress->done = done;
            progress->total = total;
        }
        return !*ending && !source.isCancelled();
    };
}

Result<ImportDocumentRef> shared(ImportReading reading)
{
    if (!reading)
        return reading.problem;
    if (reading.value.sheets.empty())
        return Problem{Problem::Code::SheetEmpty, {}, {}, {}, false};
    return ImportDocumentRef(std::make_shared<const Domain::ImportDocument>(std::move(reading.value)));
}

} // namespace

DeviceImporter::DeviceImporter(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_files(new ImportFiles(folder))
{
    m_pool.setMaxThreadCount(poolThreads);
    m_thread.setObjectName(QStringLiteral("import"));
    m_files->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_files, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
}

DeviceImporter::~DeviceImporter()
{
    *m_ending = true;
    m_pool.waitForDone();
    m_thread.quit();
    m_thread.wait();
}

template <typename T, typename Work>
Call<T> DeviceImporter::inPool(Work work)
{
    const CallSource<T> source;
    Call<T> call = source.call();
    m_pool.start([source, work = std::move(work)] {
        if (!source.isCancelled())
            source.deliver(work(source));
    });
    return call;
}

template <typename T, typename Work>
Call<T> DeviceImporter::inFiles(Work work)
{
    const CallSource<T> source;
    Call<T> call = source.call();
    QMetaObject::invokeMethod(
        m_files, [source, work = std::move(work), files = m_files] { source.deliver(work(*files)); },
        Qt::QueuedConnection);
    return call;
}

Call<Result<ImportDocumentRef>> DeviceImporter::readFile(const QString &path, const WorkProgressRef &progress)
{
    using T = Result<ImportDocumentRef>;
    return inPool<T>([path, progress, limits = m_limits, ending = m_ending](const CallSource<T> &source) {
        return shared(readImportFile(path, limits, goingOn(source, ending, progress)));
    });
}

Call<Result<ImportDocumentRef>> DeviceImporter::readText(const QString &text)
{
    using T = Result<ImportDocumentRef>;
    return inPool<T>([text, limits = m_limits, ending = m_ending](const CallSource<T> &source) {
        return shared(readImportText(text, limits, goingOn(source, ending, {})));
    });
}

ImportPlan DeviceImporter::guess(const Domain::ImportDocument &document, ImportPlan plan) const
{
    const Domain::ImportSheet &sheet = sheetOf(document, plan.sheet);
    return guessPlan(sheet, std::move(plan));
}

Call<Result<ImportSurroundingsRef>> DeviceImporter::surroundings(Domain::DeviceApi *devices,
                                                                 Domain::CatalogApi *catalog,
                                                                 const QString &application,
                                                                 const WorkProgressRef &progress)
{
    const CallSource<Result<ImportSurroundingsRef>> source;
    Call<Result<ImportSurroundingsRef>> call = source.call();
    (new SurroundingsReader(devices, catalog, application, progress, source, this))->start();
    return call;
}

Call<std::shared_ptr<const ImportCheck>> DeviceImporter::check(const ImportDocumentRef &document,
                                                               const ImportPlan &plan,
                                                               const ImportSurroundingsRef &surroundings,
                                                               const WorkProgressRef &progress)
{
    using T = std::shared_ptr<const ImportCheck>;
    return inPool<T>([document, plan, surroundings, progress, ending = m_ending](const CallSource<T> &source) {
        return std::make_shared<const ImportCheck>(
            checkImport(sheetOf(*document, plan.sheet), plan, surroundings.get(), goingOn(source, ending, progress)));
    });
}

Domain::Device DeviceImporter::device(const Domain::ImportDocument &document, const ImportCheck &check, int row) const
{
    return RowReader(sheetOf(document, check.plan.sheet), check.plan, nullptr).read(row, nullptr);
}

void DeviceImporter::attach(ImportRunner &runner, quint64 owner)
{
    const QString id = runner.id();
    ImportFiles *files = m_files;
    runner.setJournal([files, id](int index, const Domain::ImportedRow &row) {
        QMetaObject::invokeMethod(
            files, [files, id, line = ImportJournal::change(index, row)] { files->append(id, line); },
            Qt::QueuedConnection);
    });
    // When nothing is left to do or to try again its keys are not needed any more.
    connect(&runner, &ImportRun::stateChanged, this, [this, &runner] {
        if (runner.state() == ImportRun::State::Ended && runner.progress().failed == 0)
            dropSecret(runner.id());
    });
    connect(&runner, &QObject::destroyed, this, [files, id, owner] {
        QMetaObject::invokeMethod(
            files, [files, id, owner] { files->close(id, owner); }, Qt::QueuedConnection);
    });
    connect(m_files, &ImportFiles::journalFailed, &runner, [&runner](const QString &failed, const Problem &problem) {
        if (failed == runner.id())
            runner.breakOff(problem);
    });
}

std::unique_ptr<ImportRun> DeviceImporter::begin(Domain::DeviceApi *api, const Domain::ImportTarget &target,
                                                 const ImportDocumentRef &document,
                                                 const std::shared_ptr<const ImportCheck> &check)
{
    auto runner = std::make_unique<ImportRunner>(api, QUuid::createUuid().toString(QUuid::WithoutBraces));
    auto *preparation = new ImportPreparation(runner.get(), ++m_owners, m_sealed, m_files, &m_pool);
    attach(*runner, m_owners);
    preparation->begin(target, document, check);
    return runner;
}

std::unique_ptr<ImportRun> DeviceImporter::resume(Domain::DeviceApi *api, const QString &import)
{
    auto runner = std::make_unique<ImportRunner>(api, import);
    auto *preparation = new ImportPreparation(runner.get(), ++m_owners, m_sealed, m_files, &m_pool);
    attach(*runner, m_owners);
    preparation->resume();
    return runner;
}

void DeviceImporter::dropSecret(const QString &import)
{
    // What was begun is finished without anybody waiting for it.
    if (m_sealed)
        m_sealed->remove(ImportFiles::sealedName(import)).cancel();
}

Call<QList<Domain::ImportRecord>> DeviceImporter::imports()
{
    const CallSource<QList<Domain::ImportRecord>> source;
    Call<QList<Domain::ImportRecord>> call = source.call();
    (new ImportListing(m_sealed, m_files, source, this))->start();
    return call;
}

void DeviceImporter::forget(const QString &import)
{
    dropSecret(import);
    ImportFiles *files = m_files;
    QMetaObject::invokeMethod(
        files, [files, import] { files->forget(import); }, Qt::QueuedConnection);
}

Call<Result<Done>> DeviceImporter::writeReport(const QString &path, const Domain::AcceptanceReport &report)
{
    return inFiles<Result<Done>>([path, report](ImportFiles &files) -> Result<Done> {
        Problem problem = files.openExport(path);
        if (!problem) {
            const bool isJson = path.endsWith(u".json", Qt::CaseInsensitive);
            files.writeExport(path, isJson ? acceptanceJson(report) : acceptanceCsv(report));
            problem = files.commitExport(path);
        }
        return problem ? Result<Done>(problem) : Result<Done>(Done{});
    });
}

Call<Result<Domain::DeviceExportResult>> DeviceImporter::exportDevices(Domain::DeviceApi *api,
                                                                       const Domain::DeviceExportRequest &request,
                                                                       const WorkProgressRef &progress)
{
    const CallSource<Result<Domain::DeviceExportResult>> source;
    Call<Result<Domain::DeviceExportResult>> call = source.call();
    (new DeviceExport(api, request, progress, m_files, source, this))->start();
    return call;
}

} // namespace Backend
