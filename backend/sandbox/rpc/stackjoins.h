// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/stackv3server.h"

namespace Backend {

class StackRecords;
struct StackDevice;

/// The Join Server's judgement of devices that ask to join, and the events of it.
class StackJoins
{
public:
    explicit StackJoins(StackRecords &records)
        : m_records(records)
    {
    }

    /// False: the device gets no answer.
    bool judge(const JoinAttempt &attempt);

private:
    [[nodiscard]] quint16 nonceOf(const JoinAttempt &attempt, StackDevice &device) const;

    StackRecords &m_records;
};

} // namespace Backend
