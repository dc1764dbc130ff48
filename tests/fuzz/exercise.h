// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/traffic/trafficcodec.h"

#include <QByteArrayView>

/// Puts one input (a topic, a line end, a payload) through everything a codec does. Returns what it breaks of the
/// codec's promises; nullptr when all is well.
const char *exerciseCodec(Backend::TrafficCodec &codec, QByteArrayView input);
