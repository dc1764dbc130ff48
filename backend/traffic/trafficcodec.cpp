// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/traffic/trafficcodec.h"

#include "backend/traffic/v2codec.h"
#include "backend/traffic/v3codec.h"

namespace Backend {

std::unique_ptr<TrafficCodec> TrafficCodec::create(Domain::Generation generation)
{
    if (generation == Domain::Generation::V2)
        return std::make_unique<V2Codec>();
    return std::make_unique<V3Codec>();
}

} // namespace Backend
