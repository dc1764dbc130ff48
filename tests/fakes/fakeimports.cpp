// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakeimports.h"

namespace TestSupport {

namespace {

template <typename T>
Domain::Call<T> unanswered()
{
    const Domain::CallSource<T> source;
    return source.call();
}

} // namespace

Domain::Call<Domain::Result<Domain::ImportDocumentRef>> FakeImports::readFile(const QString & /*path*/,
                                                                              const Domain::WorkProgressRef &)
{
    return unanswered<Domain::Result<Domain::ImportDocumentRef>>();
}

Domain::Call<Domain::Result<Domain::ImportDocumentRef>> FakeImports::readText(const QString & /*text*/)
{
    return unanswered<Domain::Result<Domain::ImportDocumentRef>>();
}

Domain::ImportPlan FakeImports::guess(const Domain::ImportDocument &, Domain::ImportPlan plan) const
{
    return plan;
}

Domain::Call<Domain::Result<Domain::ImportSurroundingsRef>>
FakeImports::surroundings(Domain::DeviceApi *, Domain::CatalogApi *, const QString &, const Domain::WorkProgressRef &)
{
    return unanswered<Domain::Result<Domain::ImportSurroundingsRef>>();
}

Domain::Call<std::shared_ptr<const Domain::ImportCheck>> FakeImports::check(const Domain::ImportDocumentRef &,
                                                                            const Domain::ImportPlan &,
                                                                            const Domain::ImportSurroundingsRef &,
                                                                            const Domain::WorkProgressRef &)
{
    return unanswered<std::shared_ptr<const Domain::ImportCheck>>();
}

Domain::Device FakeImports::device(const Domain::ImportDocument &, const Domain::ImportCheck &, int) const
{
    return {};
}

std::unique_ptr<Domain::ImportRun> FakeImports::begin(Domain::DeviceApi *, const Domain::ImportTarget &,
                                                      const Domain::ImportDocumentRef &,
                                                      const std::shared_ptr<const Domain::ImportCheck> &)
{
    return nullptr;
}

std::unique_ptr<Domain::ImportRun> FakeImports::resume(Domain::DeviceApi *, const QString &)
{
    return nullptr;
}

Domain::Call<QList<Domain::ImportRecord>> FakeImports::imports()
{
    return unanswered<QList<Domain::ImportRecord>>();
}

void FakeImports::forget(const QString & /*import*/) { }

Domain::Call<Domain::Result<Domain::Done>> FakeImports::writeReport(const QString &, const Domain::AcceptanceReport &)
{
    return unanswered<Domain::Result<Domain::Done>>();
}

Domain::Call<Domain::Result<Domain::DeviceExportResult>>
FakeImports::exportDevices(Domain::DeviceApi *, const Domain::DeviceExportRequest &request,
                           const Domain::WorkProgressRef &progress)
{
    Export &asked = exports.emplace_back();
    asked.request = request;
    asked.progress = progress;
    return asked.source.call();
}

} // namespace TestSupport
