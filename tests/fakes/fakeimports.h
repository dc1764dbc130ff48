// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"

#include <deque>

namespace TestSupport {

/// Keeps what is ordered; answers are given by the test, or never.
class FakeImports : public Domain::DeviceImports
{
public:
    struct Export
    {
        Domain::DeviceExportRequest request;
        Domain::WorkProgressRef progress;
        Domain::CallSource<Domain::Result<Domain::DeviceExportResult>> source;
    };

    Domain::Call<Domain::Result<Domain::ImportDocumentRef>> readFile(const QString & /*path*/,
                                                                     const Domain::WorkProgressRef &) override;
    Domain::Call<Domain::Result<Domain::ImportDocumentRef>> readText(const QString & /*text*/) override;
    Domain::ImportPlan guess(const Domain::ImportDocument &, Domain::ImportPlan plan) const override;
    Domain::Call<Domain::Result<Domain::ImportSurroundingsRef>>
    surroundings(Domain::DeviceApi *, Domain::CatalogApi *, const QString &, const Domain::WorkProgressRef &) override;
    Domain::Call<std::shared_ptr<const Domain::ImportCheck>> check(const Domain::ImportDocumentRef &,
                                                                   const Domain::ImportPlan &,
                                                                   const Domain::ImportSurroundingsRef &,
                                                                   const Domain::WorkProgressRef &) override;
    Domain::Device device(const Domain::ImportDocument &, const Domain::ImportCheck &, int) const override;
    std::unique_ptr<Domain::ImportRun> begin(Domain::DeviceApi *, const Domain::ImportTarget &,
                                             const Domain::ImportDocumentRef &,
                                             const std::shared_ptr<const Domain::ImportCheck> &) override;
    std::unique_ptr<Domain::ImportRun> resume(Domain::DeviceApi *, const QString &) override;
    Domain::Call<QList<Domain::ImportRecord>> imports() override;
    void forget(const QString & /*import*/) override;
    Domain::Call<Domain::Result<Domain::Done>> writeReport(const QString &, const Domain::AcceptanceReport &) override;
    Domain::Call<Domain::Result<Domain::DeviceExportResult>>
    exportDevices(Domain::DeviceApi *, const Domain::DeviceExportRequest &request,
                  const Domain::WorkProgressRef &progress) override;

    std::deque<Export> exports;
};

} // namespace TestSupport
