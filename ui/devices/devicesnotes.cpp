// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devicesnotes.h"

#include "ui/common/rightsbook.h"
#include "ui/devices/devicesource.h"

#include <QCoreApplication>

namespace Gui {

using State = DeviceSource::State;
using Action = DevicesNote::Action;
using Code = Domain::Problem::Code;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Gui::DevicesPage", text);
}

bool isAboutTheKey(Code code)
{
    switch (code) {
    case Code::RightsMissing:
    case Code::NoApplicationRights:
    case Code::NoUserRights:
    case Code::KeyMalformed:
    case Code::KeyUnknown:
    case Code::KeySecretWrong:
    case Code::KeyExpired:
    case Code::KeyKindUnsupported:
    case Code::KeyRejected:
    case Code::KeyIssuerUnknown:
    case Code::TokenRejected:
    case Code::NotSignedIn:
        return true;
    default:
        return false;
    }
}

DevicesNote failedNote(const DeviceSource &source, RightsBook &rights)
{
    DevicesNote note;
    note.problem = source.problem();
    note.actionText = tr("Try again");
    note.action = Action::Retry;
    if (isAboutTheKey(note.problem.code)) {
        note.secondText = tr("Enter another key…");
        note.secondAction = Action::EnterKey;
    }
    // Which right, and who gives it, where that is known.
    if (note.problem.code == Code::RightsMissing || note.problem.code == Code::NoApplicationRights)
        note.body = rights.reason(source.scope(), Domain::Right::ViewDevices);
    if (!note.body.isEmpty()) {
        note.problem = {};
        note.title = tr("The key may not see the devices of %1").arg(source.scope().application);
    }
    return note;
}

DevicesNote emptyNote(const DeviceSource &source, RightsBook &rights)
{
    DevicesNote note;
    note.title = tr("No device in %1 yet").arg(source.scope().application);
    if (rights.lacks(source.scope(), Domain::Right::EditDevices)) {
        note.body = rights.reason(source.scope(), Domain::Right::EditDevices);
        return note;
    }
    note.body = tr("A device is registered with its EUIs and keys. Once it has joined, it is heard in Live.");
    note.actionText = tr("New device…");
    note.action = Action::NewDevice;
    note.secondText = tr("Import…");
    note.secondAction = Action::Import;
    return note;
}

DevicesNote filteredNote(const Models::DeviceTableFilter &filter)
{
    DevicesNote note;
    const QString text = filter.text.simplified();
    note.title = text.isEmpty() ? tr("No device is silent") : tr("No device matches “%1”").arg(text);
    if (text.isEmpty() && filter.only)
        note.title = tr("None of these devices is registered any more");
    note.body = filter.silentOnly && !text.isEmpty() ? tr("Only silent devices are looked at.") : QString();
    note.actionText = tr("Show all devices");
    note.action = Action::ShowAll;
    return note;
}

} // namespace

DevicesNote devicesNote(DeviceSource &source, RightsBook &rights, const QString &network)
{
    Models::DeviceTableModel &table = source.table();
    if (table.rowCount() > 0)
        return {};
    if (table.deviceCount() > 0)
        return filteredNote(table.filter());
    const bool isV2 = table.generation() == Domain::Generation::V2;
    DevicesNote note;
    switch (source.state()) {
    case State::NoServers:
        note.title = tr("The connection %1 does not name the servers for devices").arg(network);
        note.body = isV2 ? tr("Add the discovery server to it. Messages arrive without it.")
                         : tr("Add the address of the Identity Server to it, as "
                              "eu1.cloud.thethings.network:8884. Messages arrive without it.");
        note.actionText = tr("Edit the connection…");
        note.action = Action::EditConnection;
        break;
    case State::NoKey:
        note.title = tr("The key for %1 is not known").arg(network);
        note.body = tr("Devices are listed with the key of the connection.");
        note.actionText = tr("Enter the key…");
        note.action = Action::EnterKey;
        break;
    case State::NoDevices:
        note.title = tr("%1 has no devices to manage").arg(network);
        note.body = tr("Its servers offer no registry of devices.");
        break;
    case State::Listing:
        break;
    case State::Listed:
        return emptyNote(source, rights);
    case State::Stopped:
        note.title = tr("Stopped before the first device came");
        note.actionText = tr("List the devices");
        note.action = Action::Retry;
        break;
    case State::Failed:
        return failedNote(source, rights);
    }
    return note;
}

} // namespace Gui
