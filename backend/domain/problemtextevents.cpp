// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/problemsentences.h"

namespace Domain::Detail {

Row Sentences::eventRow(Problem::Code code)
{
    using Code = Problem::Code;
    switch (code) {
    case Code::NetworkReported:
        return {tr("The network reports a failure."),
                {tr("Something went wrong between the device and the application.")},
                tr("Details have all that the network told.")};

    case Code::JoinKeyWrong:
        return {
            tr("The device has another key than the one registered."),
            {tr("It asked to join, but its request was not signed with the registered AppKey (LoRaWAN 1.1: NwkKey).")},
            tr("Compare the key with the one in the device. Some makers print keys in reverse order (LSB), and "
               "a JoinEUI that was typed wrong may belong to another device's key.")};
    case Code::DevNonceReused:
        return {tr("The device asked to join with a number that it used before."),
                {tr("The Join Server takes each DevNonce only once, so that nobody can replay a recorded request.")},
                tr("If the device lost its memory, for example after a reset or new firmware, reset its join nonces. "
                   "If it starts counting anew at each power-up, let it do so in the join settings.")};
    case Code::DevNonceTooSmall:
        return {tr("The device's join counter went back."),
                {tr("Its DevNonce must be larger each time, but was not.")},
                tr("If the device was reset or has new firmware, reset its join nonces.")};
    case Code::JoinNoncesUsedUp:
        return {tr("This device cannot join any more."),
                {tr("The Join Server has used up all its numbers for it.")},
                tr("Reset its join nonces, or register it again.")};
    case Code::JoinDeviceUnknown:
        return {tr("The Join Server does not know this device."),
                {tr("Only a part of its registration is there, so its request to join cannot be checked.")},
                tr("Enter its keys again, or register it anew.")};
    case Code::JoinServerMissing:
        return {tr("No Join Server is responsible for the device's JoinEUI."),
                {tr("The network found nobody who could check its request to join.")},
                tr("Check the JoinEUI (AppEUI) in the device and here. Sixteen zeros are allowed.")};
    case Code::RootKeyMissing:
        return {tr("The device's root key is not registered."),
                {tr("The Join Server has no key to check its request to join with.")},
                tr("Enter the AppKey; LoRaWAN 1.1 needs the NwkKey, too.")};
    case Code::JoinNotExpected:
        return {tr("A device that is registered as ABP asked to join."),
                {tr("Its registration says that its session was set by hand.")},
                tr("Register it as OTAA, or set the device to ABP.")};

    case Code::FormatterFailed:
        return {tr("The payload formatter failed."),
                {tr("It said “%1”."), tr("It gave nothing that could be used.")},
                tr("The bytes arrived all the same. Test the formatter with them.")};
    case Code::DownlinkTooLong:
        return {tr("The downlink is too long."),
                {tr("It has %1 bytes; at the device's data rate %2 go through."),
                 tr("At the device's data rate fewer bytes go through.")},
                tr("Shorten it, or wait until the device is received better.")};
    case Code::DownlinkQueueFull:
        return {tr("The device's downlink queue is full."),
                {tr("Nothing more is taken until something was sent.")},
                tr("Clear the queue, or wait for the device's next uplinks.")};
    case Code::DownlinkExpired:
        return {tr("The downlink came too late."),
                {tr("Its time of sending was over before it could be sent.")},
                tr("Schedule it further ahead.")};
    case Code::DownlinkUnanswered:
        return {tr("The device never acknowledged the downlink."),
                {tr("It was sent %1 times."), tr("It was sent as often as allowed.")},
                tr("Check that the device is received well and answers confirmed downlinks.")};
    case Code::DownlinkNotSent:
        return {tr("No gateway sent the downlink."),
                {tr("The reason was “%1”."), tr("Every gateway that was asked refused.")},
                tr("Usually the gateway is busy, too slow to reach, or used up its airtime. The network tries again "
                   "with the next one.")};
    case Code::DownlinkPathMissing:
        return {tr("There is no gateway for the downlink."),
                {tr("No gateway heard the device lately, or the one that was named is not there.")},
                tr("Wait for an uplink, or name another gateway.")};
    default:
        return {};
    }
}

} // namespace Domain::Detail
