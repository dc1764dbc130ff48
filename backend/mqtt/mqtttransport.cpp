// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mqtt/mqtttransport.h"

#ifdef TTN_HAVE_QTMQTT
#include "backend/mqtt/qtmqtttransport.h"
#endif
#ifdef TTN_HAVE_MOSQUITTO
#include "backend/mqtt/mosquittotransport.h"
#endif

namespace Backend {

std::unique_ptr<MqttTransport> MqttTransport::create(Kind kind, [[maybe_unused]] MessageQueue &queue,
                                                     [[maybe_unused]] quint32 connection)
{
    switch (kind) {
    case Kind::Qt:
#ifdef TTN_HAVE_QTMQTT
        return std::make_unique<QtMqttTransport>(queue, connection);
#else
        break;
#endif
    case Kind::Mosquitto:
#ifdef TTN_HAVE_MOSQUITTO
        return std::make_unique<MosquittoTransport>(queue, connection);
#else
        break;
#endif
    }
    return nullptr;
}

bool MqttTransport::isBuilt(Kind kind)
{
    switch (kind) {
    case Kind::Qt:
#ifdef TTN_HAVE_QTMQTT
        return true;
#else
        return false;
#endif
    case Kind::Mosquitto:
#ifdef TTN_HAVE_MOSQUITTO
        return true;
#else
        return false;
#endif
    }
    return false;
}

MqttTransport::Kind MqttTransport::defaultKind()
{
    return isBuilt(Kind::Qt) ? Kind::Qt : Kind::Mosquitto;
}

} // namespace Backend
