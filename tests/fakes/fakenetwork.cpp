// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakenetwork.h"

namespace TestSupport {

Domain::NetworkEvents::State FakeEvents::state() const
{
    return now;
}

Domain::Problem FakeEvents::problem() const
{
    return why;
}

FakeNetwork::FakeNetwork(Domain::Capabilities capabilities)
    : has(capabilities)
{
}

FakeNetwork::~FakeNetwork() = default;

Domain::Capabilities FakeNetwork::v3()
{
    using Domain::Capability;
    return Capability::ReadAccess | Capability::ListApplications | Capability::SearchApplications
        | Capability::ApplicationDetails | Capability::Devices | Capability::Catalog | Capability::Events
        | Capability::DefaultFormatters | Capability::Contacts | Capability::RestoreApplications
        | Capability::DeviceNames | Capability::SearchDevices | Capability::ResetDevices | Capability::SimulateUplinks;
}

Domain::Capabilities FakeNetwork::v2()
{
    using Domain::Capability;
    return Capability::ReadAccess | Capability::ApplicationFunctions | Capability::Devices | Capability::SimulateUplinks
        | Capability::ActivationConstraints | Capability::EditableEuis;
}

Domain::Capabilities FakeNetwork::of(Domain::Generation generation)
{
    return generation == Domain::Generation::V3 ? v3() : v2();
}

void FakeNetwork::add(const QString &id, const QString &name)
{
    Domain::Application application;
    application.id = id;
    application.name = name;
    registered[id] = application;
}

Domain::Capabilities FakeNetwork::capabilities() const
{
    return has;
}

Domain::DeviceApi *FakeNetwork::devices()
{
    return has & Domain::Capability::Devices ? &deviceApi : nullptr;
}

Domain::AccessApi *FakeNetwork::accessLists()
{
    return accessApi;
}

Domain::CatalogApi *FakeNetwork::catalog()
{
    return has & Domain::Capability::Catalog ? &catalogApi : nullptr;
}

std::unique_ptr<Domain::NetworkEvents> FakeNetwork::events(const QString &, const QStringList &, int)
{
    if (!(has & Domain::Capability::Events))
        return nullptr;
    auto made = std::make_unique<FakeEvents>();
    stream = made.get();
    return made;
}

Answer<Domain::Access> FakeNetwork::access()
{
    return desk.answer<Domain::Access>(QStringLiteral("access"), [this] { return Domain::Result(who); });
}

Answer<Domain::Rights> FakeNetwork::rights(const QString &application)
{
    return desk.answer<Domain::Rights>(QStringLiteral("rights %1").arg(application),
                                       [this] { return Domain::Result(may); });
}

Answer<Domain::ApplicationPage> FakeNetwork::applications(const Domain::ApplicationQuery &query)
{
    const QString line = QStringLiteral("applications %1 %2").arg(query.page).arg(query.limit);
    return desk.answer<Domain::ApplicationPage>(line, [this, query] {
        Domain::ApplicationPage page;
        for (const auto &[id, application] : registered) {
            if (!id.contains(query.search) && !application.name.contains(query.search, Qt::CaseInsensitive))
                continue;
            if (page.total >= qint64(query.page - 1) * query.limit && page.applications.size() < query.limit)
                page.applications << application;
            ++page.total;
        }
        return Domain::Result(page);
    });
}

Answer<Domain::Application> FakeNetwork::application(const QString &id)
{
    return desk.answer<Domain::Application>(QStringLiteral("application %1").arg(id),
                                            [this, id]() -> Domain::Result<Domain::Application> {
                                                if (!registered.contains(id))
                                                    return fakeProblem(Code::ApplicationNotFound, {id});
                                                return registered[id];
                                            });
}

Answer<Domain::Done> FakeNetwork::createApplication(const Domain::Application &application,
                                                    const Domain::Account & /*owner*/)
{
    return desk.done(QStringLiteral("createApplication %1").arg(application.id), [this, application] {
        if (registered.contains(application.id))
            return fakeProblem(Code::IdTaken);
        registered[application.id] = application;
        return Domain::Problem();
    });
}

Answer<Domain::Done> FakeNetwork::changeApplication(const QString &id, const Domain::ApplicationChange &change)
{
    return desk.done(QStringLiteral("changeApplication %1").arg(id), [this, id, change] {
        if (!registered.contains(id))
            return fakeProblem(Code::ApplicationNotFound, {id});
        Domain::Application &application = registered[id];
        application.name = change.name.value_or(application.name);
        application.description = change.description.value_or(application.description);
        application.attributes = change.attributes.value_or(application.attributes);
        application.administrativeContact = change.administrativeContact.value_or(application.administrativeContact);
        application.technicalContact = change.technicalContact.value_or(application.technicalContact);
        application.functions = change.functions.value_or(application.functions);
        return Domain::Problem();
    });
}

Answer<Domain::Done> FakeNetwork::deleteApplication(const QString &id)
{
    return desk.done(QStringLiteral("deleteApplication %1").arg(id), [this, id] {
        if (const auto count = deviceApi.registered[id].size(); count > 0)
            return fakeProblem(Code::ApplicationHasDevices, {QString::number(count)});
        return registered.erase(id) ? Domain::Problem() : fakeProblem(Code::ApplicationNotFound, {id});
    });
}

Answer<Domain::Done> FakeNetwork::restoreApplication(const QString &id)
{
    return desk.done(QStringLiteral("restoreApplication %1").arg(id), [this, id] {
        add(id);
        return Domain::Problem();
    });
}

Answer<Domain::Formatters> FakeNetwork::defaultFormatters(const QString &application)
{
    return desk.answer<Domain::Formatters>(QStringLiteral("defaultFormatters %1").arg(application),
                                           [this, application] { return Domain::Result(formatters[application]); });
}

Answer<Domain::Done> FakeNetwork::setDefaultFormatters(const QString &application, const Domain::Formatters &wanted)
{
    return desk.done(QStringLiteral("setDefaultFormatters %1").arg(application), [this, application, wanted] {
        formatters[application] = wanted;
        return Domain::Problem();
    });
}

} // namespace TestSupport
