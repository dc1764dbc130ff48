// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3api.h"

#include "backend/network/stackv3applications.h"
#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3events.h"
#include "backend/network/stackv3formatters.h"
#include "backend/network/stackv3rights.h"
#include "backend/network/v3methods.h"

#include <algorithm>
#include <array>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Access;
using Domain::Application;
using Domain::ApplicationPage;
using Domain::ApplicationQuery;
using Domain::Call;
using Domain::CallSource;
using Domain::Done;
using Domain::Formatters;
using Domain::Problem;
using Domain::Result;
using Task = std::shared_ptr<RpcTask>;
namespace wire = V3::wire;

/// What a console shows of an application. Without a mask the servers give ids and times only.
constexpr std::array applicationPaths{"name",
                                      "description",
                                      "attributes",
                                      "dev_eui_counter",
                                      "administrative_contact",
                                      "technical_contact",
                                      "network_server_address",
                                      "application_server_address",
                                      "join_server_address"};

void setMask(google::protobuf::FieldMask *mask)
{
    for (const char *path : applicationPaths)
        mask->add_paths(path);
}

std::string orderOf(const ApplicationQuery &query)
{
    const char *field = query.order == ApplicationQuery::Order::Name ? "name"
        : query.order == ApplicationQuery::Order::Created            ? "created_at"
                                                                     : "application_id";
    return (query.descending ? "-" : "") + std::string(field);
}

/// limit 0 would mean a hundred for the server, and the page has to be named.
template <typename Request>
Request pageRequest(const ApplicationQuery &query)
{
    Request request;
    setMask(request.mutable_field_mask());
    request.set_order(orderOf(query));
    request.set_limit(quint32(std::clamp(query.limit, 1, 1'000)));
    request.set_page(quint32(std::max(query.page, 1)));
    request.set_deleted(query.deleted);
    if (query.deleted)
        request.mutable_field_mask()->add_paths("deleted_at");
    return request;
}

wire::GetApplicationRequest getRequest(const QString &id)
{
    wire::GetApplicationRequest request;
    *request.mutable_application_ids() = applicationIds(id);
    setMask(request.mutable_field_mask());
    return request;
}

ApplicationPage pageOf(const wire::Applications &applications, const RpcReply &reply)
{
    ApplicationPage page;
    page.applications.reserve(applications.applications_size());
    for (const wire::Application &application : applications.applications())
        page.applications += applicationOf(application);
    page.total = reply.number("x-total-count", page.applications.size());
    return page;
}

template <typename T>
void fail(const CallSource<Result<T>> &source, const Problem &problem)
{
    source.deliver(Result<T>(problem));
}

} // namespace

class StackV3Api::Core
{
public:
    explicit Core(StackV3Settings settings)
        : m_settings(std::move(settings))
    {
    }

    [[nodiscard]] const StackV3Settings &settings() const { return m_settings; }

    [[nodiscard]] RpcRequest identity() const { return m_settings.toIdentity(); }

    [[nodiscard]] Problem keyProblem() const { return stackKeyProblem(m_settings.apiKey); }

    template <typename Next>
    void findAccess(const Task &task, Next next) const
    {
        task->call(
            V3::authInfo, identity(), V3::Empty(), [next](const RpcTask::Answer<wire::AuthInfoResponse> &answer) {
                if (answer.problem) {
                    next(Result<Access>(answer.problem));
                    return;
                }
                const std::optional<Access> access = accessOf(answer.message);
                next(access ? Result<Access>(*access) : Result<Access>(Problem{Code::NotSignedIn, {}, {}, {}, false}));
            });
    }

    void list(const Task &task, const ApplicationQuery &query, const CallSource<Result<ApplicationPage>> &source) const
    {
        const auto read = [source](const RpcTask::Answer<wire::Applications> &answer) {
            source.deliver(answer.problem ? Result<ApplicationPage>(answer.problem)
                                          : Result<ApplicationPage>(pageOf(answer.message, answer.reply)));
        };
        if (query.search.isEmpty()) {
            task->call(V3::listApplications, identity(), pageRequest<wire::ListApplicationsRequest>(query), read);
            return;
        }
        auto request = pageRequest<wire::SearchApplicationsRequest>(query);
        request.set_query(query.search.left(50).toStdString());
        task->call(V3::searchApplications, identity(), request, read);
    }

    /// The key of an application gets an empty list from the server, so its one application is asked for by name.
    void listOne(const Task &task, const QString &id, const ApplicationQuery &query,
                 const CallSource<Result<ApplicationPage>> &source) const
    {
        task->call(V3::getApplication, identity(), getRequest(id),
                   [source, query](const RpcTask::Answer<wire::Application> &answer) {
                       if (answer.problem) {
                           fail(source, answer.problem);
                           return;
                       }
                       const Application application = applicationOf(answer.message);
                       ApplicationPage page;
                       if (application.id.contains(query.search, Qt::CaseInsensitive)
                           || application.name.contains(query.search, Qt::CaseInsensitive)) {
                           page.total = 1;
                           if (query.page <= 1)
                               page.applications += application;
                       }
                       source.deliver(Result<ApplicationPage>(std::move(page)));
                   });
    }

    void create(const Task &task, const Application &application, const Domain::Account &owner,
                const CallSource<Result<Done>> &source) const
    {
        wire::CreateApplicationRequest request;
        wire::Application &out = *request.mutable_application();
        *out.mutable_ids() = applicationIds(application.id);
        out.set_name(application.name.toStdString());
        out.set_description(application.description.toStdString());
        for (auto it = application.attributes.begin(); it != application.attributes.end(); ++it)
            (*out.mutable_attributes())[it.key().toStdString()] = it.value().toStdString();
        // Nothing is filled in by the server, and devices must live where their application does.
        const auto address = [this](const QString &given) {
            return (given.isEmpty() ? m_settings.cluster.host : given).toStdString();
        };
        out.set_network_server_address(address(application.networkServer));
        out.set_application_server_address(address(application.applicationServer));
        out.set_join_server_address(address(application.joinServer));
        *request.mutable_collaborator() = accountOf(owner);
        task->call(V3::createApplication, identity(), request, DeliverDone{source});
    }

private:
    const StackV3Settings m_settings;
};

StackV3Api::StackV3Api(std::shared_ptr<RpcLine> line, StackV3Settings settings)
    : m_core(std::make_shared<const Core>(settings))
    , m_line(std::move(line))
    , m_devices(m_line, settings)
    , m_accessLists(m_line, settings)
    , m_catalog(m_line, std::move(settings))
{
}

StackV3Api::~StackV3Api() = default;

Domain::Capabilities StackV3Api::capabilities() const
{
    using Domain::Capability;
    return Capability::ReadAccess | Capability::ListApplications | Capability::SearchApplications
        | Capability::ApplicationDetails | Capability::ApiKeys | Capability::Collaborators | Capability::Devices
        | Capability::DefaultFormatters | Capability::Contacts | Capability::RestoreApplications
        | Capability::DeviceNames | Capability::Catalog | Capability::Events | Capability::SearchDevices
        | Capability::ResetDevices | Capability::SimulateUplinks;
}

std::unique_ptr<Domain::NetworkEvents> StackV3Api::events(const QString &application, const QStringList &devices,
                                                          int newest)
{
    return std::make_unique<StackV3Events>(m_line, m_core->settings(), application, devices, newest);
}

Call<Result<Access>> StackV3Api::access()
{
    return ask<Access>(m_line, [&](const Task &task, const CallSource<Result<Access>> &source) {
        if (const Problem problem = m_core->keyProblem())
            fail(source, problem);
        else
            m_core->findAccess(task, [source](const Result<Access> &access) { source.deliver(access); });
    });
}

Call<Result<Domain::Rights>> StackV3Api::rights(const QString &application)
{
    return ask<Domain::Rights>(m_line, [&](const Task &task, const CallSource<Result<Domain::Rights>> &source) {
        Problem problem = m_core->keyProblem();
        if (!problem)
            problem = applicationIdProblem(application);
        if (problem) {
            fail(source, problem);
            return;
        }
        task->call(V3::listRights, m_core->identity(), applicationIds(application),
                   [source](const RpcTask::Answer<wire::Rights> &answer) {
                       source.deliver(answer.problem ? Result<Domain::Rights>(answer.problem)
                                                     : Result<Domain::Rights>(rightsOf(answer.message.rights())));
                   });
    });
}

Call<Result<ApplicationPage>> StackV3Api::applications(const ApplicationQuery &query)
{
    return ask<ApplicationPage>(m_line, [&](const Task &task, const CallSource<Result<ApplicationPage>> &source) {
        if (const Problem problem = m_core->keyProblem()) {
            fail(source, problem);
            return;
        }
        m_core->findAccess(task, [core = m_core, task, query, source](const Result<Access> &access) {
            if (!access)
                fail(source, access.problem);
            else if (access.value.kind == Access::Kind::Application)
                core->listOne(task, access.value.entity, query, source);
            else
                core->list(task, query, source);
        });
    });
}

Call<Result<Application>> StackV3Api::application(const QString &id)
{
    return ask<Application>(m_line, [&](const Task &task, const CallSource<Result<Application>> &source) {
        if (const Problem problem = applicationIdProblem(id)) {
            fail(source, problem);
            return;
        }
        task->call(V3::getApplication, m_core->identity(), getRequest(id),
                   [source](const RpcTask::Answer<wire::Application> &answer) {
                       source.deliver(answer.problem ? Result<Application>(answer.problem)
                                                     : Result<Application>(applicationOf(answer.message)));
                   });
    });
}

Problem StackV3Api::newProblem(const Application &application) const
{
    const Problem problem = m_core->keyProblem();
    return problem ? problem : newApplicationProblem(application);
}

Call<Result<Done>> StackV3Api::tryCreateApplication(const Application &application)
{
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        if (const Problem problem = newProblem(application)) {
            fail(source, problem);
            return;
        }
        task->call(V3::getApplication, m_core->identity(), getRequest(application.id),
                   [source](const RpcTask::Answer<wire::Application> &answer) {
                       // Of what the key has no rights to nobody learns whether it is there.
                       const bool unknown = answer.problem.code == Code::ApplicationNotFound
                           || answer.problem.code == Code::NoApplicationRights;
                       if (!answer.problem)
                           fail(source, {Code::IdTaken, {}, {}, {}, false});
                       else if (unknown)
                           source.deliver(Result<Done>(Done{}));
                       else
                           fail(source, answer.problem);
                   });
    });
}

Call<Result<Done>> StackV3Api::tryChangeApplication(const QString &id, const Domain::ApplicationChange &change)
{
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        if (const Problem problem = changeProblem(id, change)) {
            fail(source, problem);
            return;
        }
        task->call(V3::getApplication, m_core->identity(), getRequest(id), DeliverDone{source});
    });
}

Call<Result<Done>> StackV3Api::createApplication(const Application &application, const Domain::Account &owner)
{
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        if (const Problem problem = newProblem(application)) {
            fail(source, problem);
            return;
        }
        if (!owner.id.isEmpty()) {
            m_core->create(task, application, owner, source);
            return;
        }
        m_core->findAccess(task, [core = m_core, task, application, source](const Result<Access> &access) {
            using Kind = Domain::Account::Kind;
            if (!access)
                fail(source, access.problem);
            else if (access.value.kind == Access::Kind::User)
                core->create(task, application, {Kind::User, access.value.entity}, source);
            else if (access.value.kind == Access::Kind::Organization)
                core->create(task, application, {Kind::Organization, access.value.entity}, source);
            else
                fail(source, {Code::NoUserRights, {}, {}, {}, false});
        });
    });
}

Call<Result<Done>> StackV3Api::changeApplication(const QString &id, const Domain::ApplicationChange &change)
{
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        if (const Problem problem = changeProblem(id, change)) {
            fail(source, problem);
            return;
        }
        const wire::UpdateApplicationRequest request = changeRequest(id, change);
        if (request.field_mask().paths().empty()) {
            source.deliver(Result<Done>(Done{})); // the server would only move the time of the last change
            return;
        }
        task->call(V3::updateApplication, m_core->identity(), request, DeliverDone{source});
    });
}

/// The server itself refuses while there are devices.
Call<Result<Done>> StackV3Api::deleteApplication(const QString &id)
{
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        if (const Problem problem = applicationIdProblem(id)) {
            fail(source, problem);
            return;
        }
        task->call(V3::deleteApplication, m_core->identity(), applicationIds(id), DeliverDone{source});
    });
}

Call<Result<Done>> StackV3Api::restoreApplication(const QString &id)
{
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        Problem problem = m_core->keyProblem();
        if (!problem)
            problem = applicationIdProblem(id);
        if (problem) {
            fail(source, problem);
            return;
        }
        task->call(V3::restoreApplication, m_core->identity(), applicationIds(id), DeliverDone{source});
    });
}

Call<Result<Formatters>> StackV3Api::defaultFormatters(const QString &application)
{
    return ask<Formatters>(m_line, [&](const Task &task, const CallSource<Result<Formatters>> &source) {
        Problem problem = m_core->keyProblem();
        if (!problem)
            problem = applicationIdProblem(application);
        if (problem) {
            fail(source, problem);
            return;
        }
        wire::GetApplicationLinkRequest request;
        *request.mutable_application_ids() = applicationIds(application);
        request.mutable_field_mask()->add_paths("default_formatters");
        task->call(V3::getLink, m_core->settings().toCluster(), request,
                   [source](const RpcTask::Answer<wire::ApplicationLink> &answer) {
                       if (answer.problem.code == Code::EntryNotFound)
                           source.deliver(Result<Formatters>(Formatters())); // never set
                       else if (answer.problem)
                           fail(source, answer.problem);
                       else
                           source.deliver(Result<Formatters>(formattersOf(answer.message.default_formatters())));
                   });
    });
}

Call<Result<Done>> StackV3Api::setDefaultFormatters(const QString &application, const Formatters &formatters)
{
    return ask<Done>(m_line, [&](const Task &task, const CallSource<Result<Done>> &source) {
        Problem problem = m_core->keyProblem();
        if (!problem)
            problem = applicationIdProblem(application);
        if (!problem)
            problem = formattersProblem(formatters);
        if (problem) {
            fail(source, problem);
            return;
        }
        wire::SetApplicationLinkRequest request;
        *request.mutable_application_ids() = applicationIds(application);
        *request.mutable_link()->mutable_default_formatters() = formattersOf(formatters);
        request.mutable_field_mask()->add_paths("default_formatters"); // the rest of the link stays
        task->call(V3::setLink, m_core->settings().toCluster(), request, DeliverDone{source});
    });
}

} // namespace Backend
