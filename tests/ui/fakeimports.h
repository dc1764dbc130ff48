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
                                                                     const Domain::WorkProgressRef &) override
    {
        return unanswered<Domain::Result<Domain::ImportDocumentRef>>();
    }
    Domain::Call<Domain::Result<Domain::ImportDocumentRef>> readText(const QString & /*text*/) override
    {
        return unanswered<Domain::Result<Domain::ImportDocumentRef>>();
    }
    Domain::ImportPlan guess(const Domain::ImportDocument &, Domain::ImportPlan plan) const override { return plan; }
    Domain::Call<Domain::Result<Domain::ImportSurroundingsRef>>
    surroundings(Domain::DeviceApi *, Domain::CatalogApi *, const QString &, const Domain::WorkProgressRef &) override
    {
        return unanswered<Domain::Result<Domain::ImportSurroundingsRef>>();
    }
    Domain::Call<std::shared_ptr<const Domain::ImportCheck>> check(const Domain::ImportDocumentRef &,
                                                                   const Domain::ImportPlan &,
                                                                   const Domain::ImportSurroundingsRef &,
                                                                   const Domain::WorkProgressRef &) override
    {
        return unanswered<std::shared_ptr<const Domain::ImportCheck>>();
    }
    Domain::Device device(const Domain::ImportDocument &, const Domain::ImportCheck &, int) const override
    {
        return {};
    }
    std::unique_ptr<Domain::ImportRun> begin(Domain::DeviceApi *, const Domain::ImportTarget &,
                                             const Domain::ImportDocumentRef &,
                                             const std::shared_ptr<const Domain::ImportCheck> &) override
    {
        return nullptr;
    }
    std::unique_ptr<Domain::ImportRun> resume(Domain::DeviceApi *, const QString &) override { return nullptr; }
    Domain::Call<QList<Domain::ImportRecord>> imports() override { return unanswered<QList<Domain::ImportRecord>>(); }
    void forget(const QString & /*import*/) override { }
    Domain::Call<Domain::Result<Domain::Done>> writeReport(const QString &, const Domain::AcceptanceReport &) override
    {
        return unanswered<Domain::Result<Domain::Done>>();
    }
    Domain::Call<Domain::Result<Domain::DeviceExportResult>>
    exportDevices(Domain::DeviceApi *, const Domain::DeviceExportRequest &request,
                  const Domain::WorkProgressRef &progress) override
    {
        Export &asked = exports.emplace_back();
        asked.request = request;
        asked.progress = progress;
        return asked.source.call();
    }

    std::deque<Export> exports;

private:
    template <typename T>
    static Domain::Call<T> unanswered()
    {
        const Domain::CallSource<T> source;
        return source.call();
    }
};

} // namespace TestSupport
