// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/managementcommand.h"

#include "app/cli/managementlines.h"
#include "backend/domain/problemtext.h"
#include "backend/network/networkservices.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace App {

using namespace Domain;

namespace {

constexpr int pageSize = 1'000; ///< what the servers give at most

} // namespace

ManagementCommand::ManagementCommand(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
}

ManagementCommand::~ManagementCommand() = default;

void ManagementCommand::start()
{
    signIn();
    if ((m_options.order == Order::ListDevices || m_options.order == Order::GetDevice) && !m_api->devices()) {
        fail({Problem::Code::NotOfThisNetwork, {}, {}, {}, false});
        return;
    }
    switch (m_options.order) {
    case Order::ListApplications:
        askForApplications();
        break;
    case Order::ListDevices:
        askForDevices();
        break;
    case Order::GetApplication:
    case Order::GetDevice:
        askForOne();
        break;
    }
}

void ManagementCommand::signIn()
{
    m_api = Backend::networkServices(m_rpc.line(), m_options.profile, m_options.keys.at(m_key));
}

void ManagementCommand::askForApplications()
{
    ApplicationQuery query;
    query.limit = pageSize;
    query.page = m_page;
    m_applications = m_api->applications(query);
    m_applications.then(this, [this](const Result<ApplicationPage> &answer) { take(answer); });
}

void ManagementCommand::take(const Result<ApplicationPage> &answer)
{
    if (!answer) {
        fail(answer.problem);
        return;
    }
    for (const Application &application : answer.value.applications) {
        if (m_printed.contains(application.id))
            continue;
        m_printed.insert(application.id);
        if (!print(applicationLine(application)))
            return;
    }
    m_seen += answer.value.applications.size();
    if (!answer.value.applications.isEmpty() && m_seen < answer.value.total) {
        ++m_page;
        askForApplications();
    } else if (m_key + 1 < m_options.keys.size()) {
        ++m_key;
        m_page = 1;
        m_seen = 0;
        signIn();
        askForApplications();
    } else {
        end(Done);
    }
}

void ManagementCommand::askForDevices()
{
    m_devices = m_api->devices()->devices(m_options.application, {pageSize, m_page});
    m_devices.then(this, [this](const Result<DevicePage> &answer) { take(answer); });
}

void ManagementCommand::take(const Result<DevicePage> &answer)
{
    if (!answer) {
        fail(answer.problem);
        return;
    }
    for (const Device &device : answer.value.devices) {
        if (!print(deviceLine(device, m_options.withKeys)))
            return;
    }
    m_seen += answer.value.devices.size();
    if (answer.value.devices.isEmpty() || m_seen >= answer.value.total) {
        end(Done);
        return;
    }
    ++m_page;
    askForDevices();
}

void ManagementCommand::askForOne()
{
    const auto finish = [this](const Problem &problem, const QByteArray &line) {
        if (problem)
            fail(problem);
        else if (print(line))
            end(Done);
    };
    if (m_options.order == Order::GetApplication) {
        m_application = m_api->application(m_options.application);
        m_application.then(this, [finish](const Result<Application> &answer) {
            finish(answer.problem, answer ? applicationLine(answer.value) : QByteArray());
        });
        return;
    }
    m_device = m_api->devices()->device(m_options.application, m_options.device,
                                        m_options.withKeys ? DeviceKeys::Read : DeviceKeys::Leave);
    m_device.then(this, [this, finish](const Result<Device> &answer) {
        finish(answer.problem, answer ? deviceLine(answer.value, m_options.withKeys) : QByteArray());
    });
}

bool ManagementCommand::print(const QByteArray &line)
{
    if (m_ended)
        return false;
    if (std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout) == std::size_t(line.size())
        && std::fputc('\n', stdout) != EOF)
        return true;
    end(Done);
    return false;
}

void ManagementCommand::fail(const Problem &problem)
{
    std::fprintf(stderr, "ttnc: %s\n", problemLine(problem).toLocal8Bit().constData());
    end(Failed);
}

void ManagementCommand::end(int exitCode)
{
    if (std::exchange(m_ended, true))
        return;
    // A full disk may show only here. A reader that has gone knows that itself.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        const int error = errno;
        if (error != EPIPE) {
            const Problem problem{Problem::Code::FileUnwritable,
                                  {tr("standard output")},
                                  QString::fromLocal8Bit(std::strerror(error)),
                                  {},
                                  false};
            std::fprintf(stderr, "ttnc: %s\n", problemLine(problem).toLocal8Bit().constData());
        }
        exitCode = Interrupted;
    }
    m_applications.cancel();
    m_application.cancel();
    m_devices.cancel();
    m_device.cancel();
    Q_EMIT finished(exitCode);
}

} // namespace App
