// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mqtttransport.h"

namespace Backend {

QString MqttTransport::name(Kind kind)
{
    return kind == Kind::Qt ? QStringLiteral("qt") : QStringLiteral("mosquitto");
}

std::optional<MqttTransport::Kind> MqttTransport::kindFromName(QStringView name)
{
    for (const Kind kind : {Kind::Qt, Kind::Mosquitto}) {
        if (name == MqttTransport::name(kind))
            return kind;
    }
    return std::nullopt;
}

QStringList MqttTransport::builtNames()
{
    QStringList names;
    for (const Kind kind : {Kind::Qt, Kind::Mosquitto}) {
        if (isBuilt(kind))
            names.append(name(kind));
    }
    return names;
}

} // namespace Backend
