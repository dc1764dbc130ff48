// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/handlerv2api.h"

#include "backend/network/handlerv2convert.h"
#include "backend/network/v2methods.h"

#include <algorithm>

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Application;
using Domain::ApplicationPage;
using Domain::Call;
using Domain::CallSource;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Domain::ServiceAnnouncement;
using Task = std::shared_ptr<RpcTask>;
using DoneSource = CallSource<Result<Done>>;
using EmptyAnswer = RpcTask::Answer<V2::Empty>;

handler::ApplicationIdentifier identifier(const QString &id)
{
    handler::ApplicationIdentifier out;
    out.set_app_id(id.toStdString());
    return out;
}

void finish(const DoneSource &source, const Problem &problem)
{
    source.deliver(problem ? Result<Done>(problem) : Result<Done>(Done{}));
}

template <typename T>
Call<Result<T>> refused(const std::shared_ptr<RpcLine> &line, Code code, const QStringList &args = {})
{
    return ask<T>(line, [&](const Task &, const CallSource<Result<T>> &source) {
        source.deliver(Result<T>(Problem{code, args, {}, {}, false}));
    });
}

bool isId(const QString &id)
{
    return Domain::isValidId(Domain::Generation::V2, id);
}

Problem changeProblem(const QString &id, const Domain::ApplicationChange &change)
{
    if (change.name || change.description || change.attributes || change.administrativeContact
        || change.technicalContact)
        return {Code::NotOfThisNetwork, {}, {}, {}, false};
    return isId(id) ? Problem() : Problem{Code::IdInvalid, {id}, {}, {}, false};
}

/// Registers, sets the functions, and takes the registration back when they cannot be set.
struct Creation
{
    std::shared_ptr<RpcLine> line;
    std::shared_ptr<HandlerDirectory> directory;
    Task task;
    DoneSource source;
    RpcTarget target;
    Application application;

    [[nodiscard]] RpcRequest settings() const
    {
        RpcRequest request;
        request.target = target;
        request.pace = application.id.toUtf8();
        return request;
    }

    void start() const
    {
        task->call(V2::registerApplication, settings(), identifier(application.id),
                   [self = *this](const EmptyAnswer &answer) {
                       if (answer.problem)
                           finish(self.source, answer.problem);
                       else
                           self.setFunctions();
                   });
    }

    void setFunctions() const
    {
        if (application.functions == Domain::PayloadFunctions()) {
            checkAnnounced();
            return;
        }
        handler::Application message;
        message.set_app_id(application.id.toStdString());
        Backend::setFunctions(message, application.functions);
        task->call(V2::setApplication, settings(), message, [self = *this](const EmptyAnswer &answer) {
            if (answer.problem)
                self.takeBack(answer.problem);
            else
                self.checkAnnounced();
        });
    }

    void takeBack(const Problem &why) const
    {
        task->call(V2::deleteApplication, settings(), identifier(application.id),
                   [source = source, why](const EmptyAnswer &) { finish(source, why); });
    }

    /// With too few rights the handler registers the application, but discovery does not learn of it, and nobody says
    /// so.
    void checkAnnounced() const
    {
        if (directory->settings().handler || !directory->settings().discovery) {
            finish(source, {});
            return;
        }
        directory->announcement(task, application.id, [source = source](const Result<Announcement> &found) {
            finish(source, found.problem);
        });
    }
};

} // namespace

HandlerV2Api::HandlerV2Api(std::shared_ptr<RpcLine> line, HandlerV2Settings settings)
    : m_line(std::move(line))
    , m_directory(std::make_shared<HandlerDirectory>(std::move(settings)))
    , m_devices(m_line, m_directory)
{
}

Domain::Capabilities HandlerV2Api::capabilities() const
{
    using Domain::Capability;
    Domain::Capabilities out = Capability::ApplicationFunctions | Capability::Devices | Capability::SimulateUplinks
        | Capability::ActivationConstraints | Capability::EditableEuis;
    out.setFlag(Capability::Announcement, m_directory->settings().discovery.has_value());
    return out;
}

Call<Result<Domain::Access>> HandlerV2Api::access()
{
    return refused<Domain::Access>(m_line, Code::NotOfThisNetwork);
}

Call<Result<Domain::Rights>> HandlerV2Api::rights(const QString &)
{
    return refused<Domain::Rights>(m_line, Code::NotOfThisNetwork);
}

/// The handlers list nothing: these are the applications of the profile.
Call<Result<ApplicationPage>> HandlerV2Api::applications(const Domain::ApplicationQuery &query)
{
    return ask<ApplicationPage>(m_line, [&](const Task &, const CallSource<Result<ApplicationPage>> &source) {
        QStringList ids = m_directory->settings().applications.filter(query.search, Qt::CaseInsensitive);
        ids.sort();
        if (query.descending)
            std::reverse(ids.begin(), ids.end());
        const int limit = std::clamp(query.limit, 1, 1'000);
        ApplicationPage page;
        page.total = ids.size();
        for (const QString &id : ids.mid(qsizetype(limit) * (std::max(query.page, 1) - 1), limit)) {
            Application application;
            application.id = id;
            page.applications += application;
        }
        source.deliver(Result<ApplicationPage>(std::move(page)));
    });
}

Call<Result<Application>> HandlerV2Api::application(const QString &id)
{
    if (!isId(id))
        return refused<Application>(m_line, Code::IdInvalid, {id});
    return ask<Application>(m_line, [&](const Task &task, const CallSource<Result<Application>> &source) {
        m_directory->call(task, id, V2::getApplication, identifier(id),
                          [source](const RpcTask::Answer<handler::Application> &answer) {
                              source.deliver(answer.problem ? Result<Application>(answer.problem)
                                                            : Result<Application>(applicationOf(answer.message)));
                          });
    });
}

Call<Result<Done>> HandlerV2Api::tryCreateApplication(const Application &application)
{
    if (!isId(application.id))
        return refused<Done>(m_line, Code::IdInvalid, {application.id});
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        m_directory->call(task, application.id, V2::getApplication, identifier(application.id),
                          [source](const RpcTask::Answer<handler::Application> &answer) {
                              const bool unknown = answer.problem.code == Code::ApplicationNotFound
                                  || answer.problem.code == Code::NoApplicationRights
                                  || answer.problem.code == Code::HandlerNotFound;
                              if (!answer.problem)
                                  finish(source, {Code::IdTaken, {}, {}, {}, false});
                              else
                                  finish(source, unknown ? Problem() : answer.problem);
                          });
    });
}

Call<Result<Done>> HandlerV2Api::createApplication(const Application &application, const Domain::Account &)
{
    if (!isId(application.id))
        return refused<Done>(m_line, Code::IdInvalid, {application.id});
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        m_directory->findForNew(task, [=, line = m_line, directory = m_directory](const Result<RpcTarget> &target) {
            if (!target)
                finish(source, target.problem);
            else
                Creation{line, directory, task, source, target.value, application}.start();
        });
    });
}

Call<Result<Done>> HandlerV2Api::tryChangeApplication(const QString &id, const Domain::ApplicationChange &change)
{
    if (const Problem problem = changeProblem(id, change))
        return refused<Done>(m_line, problem.code, problem.args);
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        m_directory->call(
            task, id, V2::getApplication, identifier(id),
            [source](const RpcTask::Answer<handler::Application> &answer) { finish(source, answer.problem); });
    });
}

Call<Result<Done>> HandlerV2Api::changeApplication(const QString &id, const Domain::ApplicationChange &change)
{
    if (const Problem problem = changeProblem(id, change))
        return refused<Done>(m_line, problem.code, problem.args);
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        const auto write = [id, source, task, directory = m_directory](const handler::Application &application) {
            directory->call(task, id, V2::setApplication, application,
                            [source](const EmptyAnswer &answer) { finish(source, answer.problem); });
        };
        // The server replaces everything by what the message holds, so read before.
        m_directory->call(task, id, V2::getApplication, identifier(id),
                          [source, change, write](RpcTask::Answer<handler::Application> answer) {
                              if (answer.problem) {
                                  finish(source, answer.problem);
                                  return;
                              }
                              handler::Application &application = answer.message;
                              if (change.functions)
                                  setFunctions(application, *change.functions);
                              // Who may not see the key cannot change it either, so leaving it out keeps it.
                              if (isMaskedKey(application.register_on_join_access_key()))
                                  application.clear_register_on_join_access_key();
                              if (change.registerOnJoinKey)
                                  application.set_register_on_join_access_key(change.registerOnJoinKey->toStdString());
                              write(application);
                          });
    });
}

Call<Result<Done>> HandlerV2Api::deleteApplication(const QString &id)
{
    if (!isId(id))
        return refused<Done>(m_line, Code::IdInvalid, {id});
    return ask<Done>(m_line, [&](const Task &task, const DoneSource &source) {
        const auto remove = [id, source, task, directory = m_directory] {
            directory->call(task, id, V2::deleteApplication, identifier(id),
                            [source, directory, id](const EmptyAnswer &answer) {
                                directory->forget(id);
                                finish(source, answer.problem);
                            });
        };
        // The server would delete the devices, and stop half-way at its own rate limit.
        m_directory->call(
            task, id, V2::getDevices, identifier(id),
            [source, remove](const RpcTask::Answer<handler::DeviceList> &answer) {
                const qint64 devices = answer.reply.number("total", answer.message.devices_size());
                if (answer.problem)
                    finish(source, answer.problem);
                else if (devices > 0)
                    finish(source, {Code::ApplicationHasDevices, {QString::number(devices)}, {}, {}, false});
                else
                    remove();
            },
            {{"limit", "1"}});
    });
}

Call<Result<ServiceAnnouncement>> HandlerV2Api::serviceAnnouncement(const QString &application)
{
    if (!isId(application))
        return refused<ServiceAnnouncement>(m_line, Code::IdInvalid, {application});
    return ask<ServiceAnnouncement>(
        m_line, [&](const Task &task, const CallSource<Result<ServiceAnnouncement>> &source) {
            m_directory->announcement(task, application, [source](const Result<Announcement> &found) {
                const Announcement &said = found.value;
                source.deliver(found ? Result<ServiceAnnouncement>(
                                   ServiceAnnouncement{said.serviceName, said.id, said.serviceVersion, said.description,
                                                       said.url, said.netAddress.section(u',', 0, 0), said.mqttAddress,
                                                       said.amqpAddress, said.isPublic, said.certificate})
                                     : Result<ServiceAnnouncement>(found.problem));
            });
        });
}

} // namespace Backend
