// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/movecommand.h"

#include "app/cli/backupfile.h"
#include "app/cli/managementlines.h"
#include "models/devicemove.h"

#include <utility>

namespace App {

using namespace Domain;

MoveCommand::MoveCommand(ManagementOptions options)
    : ManagementCommand(std::move(options))
{
}

MoveCommand::~MoveCommand() = default;

void MoveCommand::start()
{
    if (!devices())
        return;
    // Each application may have a key of its own.
    m_target = networkFor(options().keys.size() - 1);
    if (options().dryRun) {
        m_toLookAt = options().devices;
        lookNext();
    } else {
        move();
    }
}

void MoveCommand::move()
{
    m_backups = std::make_unique<BackupFile>(options().backup);
    if (const Problem problem = m_backups->open()) {
        fail(problem);
        return;
    }
    const Profile &profile = options().profile;
    m_move = std::make_unique<Models::DeviceMove>(
        Models::DeviceMove::Place{network().devices(), options().application, profile.id, profile.name, {}},
        Models::DeviceMove::Place{m_target->devices(), options().target, profile.id, profile.name, {}}, *m_backups);
    connect(m_move.get(), &Models::DeviceMove::progressed, this, [this] {
        while (m_told < m_move->outcomes().size()) {
            const DeviceOutcome outcome = m_move->outcomes().at(m_told++);
            if (!tell(outcome.id, outcome.problem))
                m_move->stop(); // nobody reads what becomes of the others
        }
    });
    connect(m_move.get(), &Models::DeviceMove::finished, this, &MoveCommand::onFinished);
    m_move->start(options().devices);
}

/// False when the output takes no more.
bool MoveCommand::tell(const QString &id, const Problem &problem)
{
    if (problem)
        say(problem);
    m_failed = m_failed || problem;
    return hasEnded() || print(movedLine(id, options().target, problem, options().dryRun));
}

void MoveCommand::onFinished()
{
    if (!m_move->remaining().isEmpty()) {
        say(tr("Not moved: %1.").arg(m_move->remaining().join(QLatin1String(", "))));
        end(Interrupted);
    } else {
        end(m_failed ? Failed : Done);
    }
}

void MoveCommand::interrupt()
{
    if (m_move && m_move->isRunning())
        m_move->stop();
    else
        end(Interrupted);
}

// --- What it would do ---

void MoveCommand::lookNext()
{
    if (m_toLookAt.isEmpty()) {
        end(m_failed ? Failed : Done);
        return;
    }
    const QString id = m_toLookAt.takeFirst();
    m_device = network().devices()->device(options().application, id, DeviceKeys::Leave);
    m_device.then(this, [this, id](const Result<Device> &here) {
        if (!here) {
            looked(id, here.problem);
            return;
        }
        m_device = m_target->devices()->device(options().target, id, DeviceKeys::Leave);
        m_device.then(this, [this, id](const Result<Device> &there) {
            const Problem::Code code = there.problem.code;
            if (there)
                looked(id, {Problem::Code::IdTaken, {}, {}, {}, false});
            else if (code == Problem::Code::DeviceNotFound || code == Problem::Code::EntryNotFound)
                looked(id, {});
            else
                looked(id, there.problem);
        });
    });
}

void MoveCommand::looked(const QString &id, const Problem &problem)
{
    if (tell(id, problem))
        lookNext();
}

} // namespace App
