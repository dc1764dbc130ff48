// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/managementcommand.h"

#include "app/cli/changecommand.h"
#include "app/cli/exportcommand.h"
#include "app/cli/importcommand.h"
#include "app/cli/keyscommand.h"
#include "app/cli/listcommand.h"
#include "app/cli/movecommand.h"
#include "backend/domain/problemtext.h"
#include "backend/network/networkservices.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace App {

using Domain::Problem;

std::unique_ptr<ManagementCommand> ManagementCommand::make(ManagementOptions options)
{
    using Order = ManagementOptions::Order;
    switch (options.order) {
    case Order::ListApplications:
    case Order::GetApplication:
    case Order::ListDevices:
    case Order::GetDevice:
        return std::make_unique<ListCommand>(std::move(options));
    case Order::CreateApplication:
    case Order::UpdateApplication:
    case Order::DeleteApplication:
    case Order::CreateDevice:
    case Order::UpdateDevice:
    case Order::DeleteDevices:
        return std::make_unique<ChangeCommand>(std::move(options));
    case Order::MoveDevices:
        return std::make_unique<MoveCommand>(std::move(options));
    case Order::ImportDevices:
        return std::make_unique<ImportCommand>(std::move(options));
    case Order::ExportDevices:
        return std::make_unique<ExportCommand>(std::move(options));
    case Order::ListKeys:
    case Order::GetKey:
    case Order::CreateKey:
    case Order::UpdateKey:
    case Order::DeleteKey:
        return std::make_unique<KeysCommand>(std::move(options));
    }
    return nullptr;
}

ManagementCommand::ManagementCommand(ManagementOptions options)
    : m_options(std::move(options))
{
    signIn(0);
}

ManagementCommand::~ManagementCommand() = default;

std::unique_ptr<Domain::NetworkApi> ManagementCommand::networkFor(qsizetype key)
{
    return Backend::networkServices(m_rpc.line(), m_options.profile, m_options.keys.at(key));
}

void ManagementCommand::signIn(qsizetype key)
{
    m_network = networkFor(key);
}

Domain::DeviceApi *ManagementCommand::devices()
{
    Domain::DeviceApi *api = m_network->devices();
    if (!api)
        fail({Problem::Code::NotOfThisNetwork, {}, {}, {}, false});
    return api;
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

void ManagementCommand::say(const QString &text)
{
    std::fprintf(stderr, "ttnc: %s\n", text.toLocal8Bit().constData());
}

void ManagementCommand::say(const Problem &problem)
{
    say(problemLine(problem));
}

void ManagementCommand::fail(const Problem &problem)
{
    say(problem);
    end(Failed);
}

void ManagementCommand::end(int exitCode)
{
    if (std::exchange(m_ended, true))
        return;
    // A full disk may show only here. A reader that has gone knows that itself.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        const int error = errno;
        if (error != EPIPE)
            say(Problem{Problem::Code::FileUnwritable,
                        {tr("standard output")},
                        QString::fromLocal8Bit(std::strerror(error)),
                        {},
                        false});
        exitCode = Interrupted;
    }
    Q_EMIT finished(exitCode);
}

} // namespace App
