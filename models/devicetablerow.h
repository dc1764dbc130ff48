// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/identifiers.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace Models {

/// The columns of *Devices*. Saved in settings: never renumber.
enum class DeviceTableColumn : int {
    Id = 0,
    Name = 1,
    DevEui = 2,
    JoinEui = 3,
    Activation = 4,
    Class = 5,
    LastSeen = 6,
    Rssi = 7,
    Snr = 8,
    FrameCounter = 9,
    State = 10,
};
constexpr int DeviceTableColumnCount = 11;

/// In the order in which they are sorted.
enum class DeviceTableState : quint8 {
    Silent, ///< as *Heard* reckons it, and the network has not heard of it later
    NeverSeen, ///< neither by the network nor by us
    Seen, ///< but not often enough by us to say more
    Active,
    Unknown, ///< nobody told
};

enum class DeviceTableActivation : quint8 { Unknown, OverTheAir, Personalized, Multicast };

/// What the table keeps of a registered device: never a key. Value type.
struct DeviceTableRow
{
    enum Class : quint8 { ClassNotTold = 0, ClassA = 1, ClassB = 2, ClassC = 4 };

    QString id;
    QString name;
    std::optional<Domain::Eui> devEui;
    std::optional<Domain::Eui> joinEui;
    std::optional<quint32> networkFCnt; ///< as the network told when its details were read
    qint64 networkNs = 0; ///< when the network has last heard it; 0: never, or not told
    int activity = -1; ///< its place in the DeviceActivity; -1: never heard by us
    quint32 listing = 0; ///< the last one that it was in
    quint8 classes = ClassNotTold; ///< of Class
    DeviceTableActivation activation = DeviceTableActivation::Unknown;
    DeviceTableState state = DeviceTableState::Unknown;
    bool networkTells = false; ///< `networkNs` 0 means never
    bool detailed = false; ///< more than the list tells is known
    bool watched = false; ///< its state may change without any news of it
};

} // namespace Models
