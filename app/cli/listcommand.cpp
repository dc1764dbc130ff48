// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listcommand.h"

#include "app/cli/managementlines.h"

namespace App {

using namespace Domain;

namespace {

constexpr int pageSize = 1'000; ///< what the servers give at most

} // namespace

ListCommand::ListCommand(ManagementOptions options)
    : ManagementCommand(std::move(options))
{
}

void ListCommand::start()
{
    using Order = ManagementOptions::Order;
    switch (options().order) {
    case Order::ListApplications:
        askForApplications();
        break;
    case Order::ListDevices:
        askForDevices();
        break;
    case Order::GetApplication:
        askForApplication();
        break;
    default:
        askForDevice();
        break;
    }
}

void ListCommand::askForApplications()
{
    ApplicationQuery query;
    query.limit = pageSize;
    query.page = m_page;
    m_applications = network().applications(query);
    m_applications.then(this, [this](const Result<ApplicationPage> &answer) { take(answer); });
}

void ListCommand::take(const Result<ApplicationPage> &answer)
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
    } else if (m_key + 1 < options().keys.size()) {
        m_page = 1;
        m_seen = 0;
        signIn(++m_key);
        askForApplications();
    } else {
        end(Done);
    }
}

void ListCommand::askForDevices()
{
    DeviceApi *api = devices();
    if (!api)
        return;
    m_devices = api->devices(options().application, {pageSize, m_page});
    m_devices.then(this, [this](const Result<DevicePage> &answer) { take(answer); });
}

void ListCommand::take(const Result<DevicePage> &answer)
{
    if (!answer) {
        fail(answer.problem);
        return;
    }
    for (const Device &device : answer.value.devices) {
        if (!print(deviceLine(device, options().withKeys)))
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

void ListCommand::askForApplication()
{
    m_application = network().application(options().application);
    m_application.then(this, [this](const Result<Application> &answer) {
        if (!answer)
            fail(answer.problem);
        else if (print(applicationLine(answer.value)))
            end(Done);
    });
}

void ListCommand::askForDevice()
{
    DeviceApi *api = devices();
    if (!api)
        return;
    const bool withKeys = options().withKeys;
    m_device = api->device(options().application, options().item, withKeys ? DeviceKeys::Read : DeviceKeys::Leave);
    m_device.then(this, [this, withKeys](const Result<Device> &answer) {
        if (!answer)
            fail(answer.problem);
        else if (print(deviceLine(answer.value, withKeys)))
            end(Done);
    });
}

} // namespace App
