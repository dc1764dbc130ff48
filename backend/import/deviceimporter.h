// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/sealedfiles.h"
#include "backend/domain/deviceimports.h"
#include "backend/import/importfiles.h"
#include "backend/import/importlimits.h"
#include "backend/import/importrunner.h"

#include <QObject>
#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace Backend {

/// See Domain::DeviceImports. Reads and checks in a small pool, keeps its files in a thread of its own, and registers
/// from the GUI thread.
class DeviceImporter : public QObject, public Domain::DeviceImports
{
    Q_OBJECT

public:
    /// `folder`: for the imports that are kept; made when needed.
    explicit DeviceImporter(const QString &folder, QObject *parent = nullptr);
    /// Ends what is under way; waits some ms.
    ~DeviceImporter() override;
    /// Where what is secret of imports is kept from now on; must outlive this. Null, as at first: an import that a
    /// crash interrupts cannot be resumed.
    void setSealedFiles(SealedFiles *sealed) { m_sealed = sealed; }

    Domain::Call<Domain::Result<Domain::ImportDocumentRef>> readFile(const QString &path,
                                                                     const Domain::WorkProgressRef &progress) override;
    Domain::Call<Domain::Result<Domain::ImportDocumentRef>> readText(const QString &text) override;
    Domain::ImportPlan guess(const Domain::ImportDocument &document, Domain::ImportPlan plan) const override;
    Domain::Call<Domain::Result<Domain::ImportSurroundingsRef>>
    surroundings(Domain::DeviceApi *devices, Domain::CatalogApi *catalog, const QString &application,
                 const Domain::WorkProgressRef &progress) override;
    Domain::Call<std::shared_ptr<const Domain::ImportCheck>> check(const Domain::ImportDocumentRef &document,
                                                                   const Domain::ImportPlan &plan,
                                                                   const Domain::ImportSurroundingsRef &surroundings,
                                                                   const Domain::WorkProgressRef &progress) override;
    Domain::Device device(const Domain::ImportDocument &document, const Domain::ImportCheck &check,
                          int row) const override;
    std::unique_ptr<Domain::ImportRun> begin(Domain::DeviceApi *api, const Domain::ImportTarget &target,
                                             const Domain::ImportDocumentRef &document,
                                             const std::shared_ptr<const Domain::ImportCheck> &check) override;
    std::unique_ptr<Domain::ImportRun> resume(Domain::DeviceApi *api, const QString &import) override;
    Domain::Call<QList<Domain::ImportRecord>> imports() override;
    void forget(const QString &import) override;
    Domain::Call<Domain::Result<Domain::Done>> writeReport(const QString &path,
                                                           const Domain::AcceptanceReport &report) override;
    Domain::Call<Domain::Result<Domain::DeviceExportResult>>
    exportDevices(Domain::DeviceApi *api, const Domain::DeviceExportRequest &request,
                  const Domain::WorkProgressRef &progress) override;

private:
    /// `work` runs in the pool and gives the answer.
    template <typename T, typename Work>
    Domain::Call<T> inPool(Work work);
    /// `work` runs in the thread of the files and gives the answer.
    template <typename T, typename Work>
    Domain::Call<T> inFiles(Work work);
    /// Runs to its end in the thread of the files.
    void dropSecret(const QString &import);
    /// Lets a run write its journal, and closes it when the run goes.
    void attach(ImportRunner &runner, quint64 owner);

    const ImportLimits m_limits;
    SealedFiles *m_sealed = nullptr;
    std::shared_ptr<std::atomic<bool>> m_ending = std::make_shared<std::atomic<bool>>(false);
    quint64 m_owners = 0; ///< of journals, until now
    QThreadPool m_pool;
    QThread m_thread;
    ImportFiles *m_files; ///< lives in m_thread
};

} // namespace Backend
