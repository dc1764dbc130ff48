// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectionstatus.h"
#include "backend/domain/history.h"

#include <QObject>

#include <map>

namespace Models {
class DeviceActivity;
}

namespace Gui {

class ConsoleContext;

/// Tells a DeviceActivity what the log does not: when a profile listens, and which devices its history remembers.
/// GUI thread.
class ActivityFeed : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ActivityFeed(ConsoleContext *context, Models::DeviceActivity *activity, QObject *parent = nullptr);

private:
    struct Asked
    {
        Domain::HistoryReader *reader = nullptr;
        Domain::Call<Domain::DevicesAnswer> call;
    };

    void update();
    void setStatus(Domain::ProfileRef profile, const Domain::ConnectionStatus &status);
    void ask(Domain::ProfileRef profile);

    ConsoleContext *m_context;
    Models::DeviceActivity *m_activity;
    std::map<Domain::ProfileRef, Asked> m_asked;
};

} // namespace Gui
