// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/filterspec.h"

namespace Domain {

const char *kindWord(EventKind kind)
{
    switch (kind) {
    case EventKind::Unknown:
        return "other";
    case EventKind::Uplink:
        return "uplink";
    case EventKind::Join:
        return "join";
    case EventKind::DownlinkQueued:
        return "queued";
    case EventKind::DownlinkSent:
        return "sent";
    case EventKind::DownlinkAcknowledged:
        return "ack";
    case EventKind::DownlinkNotAcknowledged:
        return "nack";
    case EventKind::DownlinkFailed:
        return "failed";
    case EventKind::DownlinkInvalidated:
        return "invalidated";
    case EventKind::Location:
        return "location";
    case EventKind::ServiceData:
        return "service";
    case EventKind::Normalized:
        return "normalized";
    case EventKind::Error:
        return "error";
    case EventKind::Gap:
        return "gap";
    case EventKind::DeviceCreated:
        return "created";
    case EventKind::DeviceUpdated:
        return "updated";
    case EventKind::DeviceDeleted:
        return "deleted";
    case EventKind::Lost:
        return "lost";
    }
    return "other";
}

} // namespace Domain
