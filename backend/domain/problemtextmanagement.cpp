// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/problemsentences.h"

#include <QHash>

namespace Domain::Detail {

Row Sentences::managementRow(Problem::Code code)
{
    using Code = Problem::Code;
    switch (code) {
    case Code::CallDeadline:
        return {tr("The server took too long."),
                {tr("%1 did not answer within %2 seconds."), tr("%1 did not answer in time."),
                 tr("There was no answer in time.")},
                tr("Try again. What was asked for may have been done all the same: reload to see it.")};
    case Code::CallInterrupted:
        return {tr("The server went away."),
                {tr("%1 ended the connection before it answered."), tr("The connection ended before the answer.")},
                tr("Try again. What was asked for may have been done all the same: reload to see it.")};
    case Code::PlaintextRefused:
        return {tr("The server did not take the connection."),
                {tr("%1 closed it at once. It probably wants TLS on this port."),
                 tr("It closed it at once. It probably wants TLS on this port.")},
                tr("Choose TLS, or the port without TLS.")};
    case Code::CallRefused:
        return {tr("The server refused this."),
                {tr("%1 did not do what was asked for."), tr("It did not do what was asked for.")},
                tr("Details have the server's full answer.")};
    case Code::ServerFault:
        return {tr("The server failed."),
                {tr("%1 could not do what was asked for, because of a fault of its own."),
                 tr("It could not do what was asked for, because of a fault of its own.")},
                tr("Try again later. If it stays, send the text under Details to the server's operator.")};
    case Code::ServiceMissing:
        return {tr("The server does not offer this."),
                {tr("%1 does not know the function that was called."),
                 tr("It does not know the function that was called.")},
                tr("Check that address and port belong to this kind of server; an older or smaller one may lack the "
                   "function.")};
    case Code::AnswerUnreadable:
        return {tr("The answer cannot be read."),
                {tr("What %1 sent is not what this call answers with."),
                 tr("What came is not what this call answers with.")},
                tr("Check that address and port belong to this kind of server.")};
    case Code::RequestTooLarge:
        return {tr("This is too large for the server."),
                {tr("%1 does not take messages of this size."), tr("It does not take messages of this size.")},
                tr("Shorten payload functions, or do it in smaller parts.")};
    case Code::RateLimited:
        return {tr("Too many calls at once."),
                {tr("The server wants a pause of %1 seconds."), tr("The server wants a pause.")},
                tr("Wait a little, then try again. Another program with the same key uses up the same limit.")};

    case Code::KeyMalformed:
        return {tr("This is not a key."),
                {tr("The server cannot read the key that was sent.")},
                tr("Paste the whole key, without blanks. One of The Things Stack begins with NNSXS and has two dots.")};
    case Code::KeyUnknown:
        return {tr("The server does not know this key."),
                {tr("It was deleted, or it belongs to another server.")},
                tr("Make a new key where you made this one, or check the address of the server.")};
    case Code::KeySecretWrong:
        return {tr("The key is not complete."),
                {tr("The server knows the first part of the key, but the secret part is wrong.")},
                tr("Paste the key again; its end may have been cut off. A lost secret cannot be shown again: make a "
                   "new key.")};
    case Code::KeyExpired:
        return {tr("The key has expired."), {tr("Its last day is over.")}, tr("Make a new key, or prolong this one.")};
    case Code::KeyKindUnsupported:
        return {tr("This kind of key does not work here."),
                {tr("It is meant for something else than calls.")},
                tr("Use an API key: it begins with NNSXS.")};
    case Code::KeyRejected:
        return {tr("The access key is not accepted."),
                {tr("The account server did not exchange it for rights to this application.")},
                tr("Check that the key is complete and belongs to this application.")};
    case Code::KeyIssuerUnknown:
        return {tr("The access key comes from elsewhere."),
                {tr("This handler does not know the account server “%1” in front of the dot."),
                 tr("This handler does not know the account server in front of the dot.")},
                tr("Check that the key belongs to this network.")};
    case Code::TokenRejected:
        return {tr("The access token is not accepted."),
                {tr("It is damaged, has expired, or was signed by somebody else.")},
                tr("Use an access key of the application, or get a new token.")};
    case Code::NotSignedIn:
        return {tr("The server wants a key."), {tr("The call went out without one.")}, tr("Add a key to the profile.")};

    case Code::RightsMissing:
        return {tr("The key may not do this."),
                {tr("For “%1” it lacks the right to %2."), tr("It lacks rights for “%1”."),
                 tr("It lacks a right that this needs.")},
                tr("Give the key the missing right, or use another key.")};
    case Code::NoApplicationRights:
        return {tr("The key has no rights to this application."),
                {tr("“%1” does not exist, or belongs to somebody else."),
                 tr("It does not exist, or belongs to somebody else.")},
                tr("Check the spelling of the id, and that the key is meant for it.")};
    case Code::NoUserRights:
        return {tr("The key may not act for this user."),
                {tr("It has no rights to “%1”."), tr("It has no rights to that user.")},
                tr("Use a key of that user with the right to create applications.")};
    case Code::SearchForbidden:
        return {tr("This key may not search."),
                {tr("Only keys of users and organizations may search for applications.")},
                tr("Name the application, or use a user's key.")};

    case Code::ApplicationNotFound:
        return {tr("There is no such application."),
                {tr("The server does not know “%1”."), tr("The server does not know the application.")},
                tr("Check the spelling of its id. It may have been deleted meanwhile.")};
    case Code::DeviceNotFound:
        return {tr("There is no such device."),
                {tr("“%1” is not registered in “%2”."), tr("“%1” is not registered there."),
                 tr("The server does not have this device.")},
                tr("Reload the list: it may have been deleted meanwhile.")};
    case Code::EntryNotFound:
        return {tr("The server has no such entry."),
                {tr("Nothing is stored there, or not any more.")},
                tr("Reload to see what there is.")};
    case Code::ApiKeyNotFound:
        return {tr("There is no such API key."),
                {tr("No key has the id %1."), tr("The key is gone.")},
                tr("Reload the list: it may have been deleted meanwhile.")};
    case Code::AccountNotFound:
        return {tr("There is no such account."),
                {tr("The server has no user or organization “%1”."), tr("The server does not know it.")},
                tr("Search for the account: ids are lower case, and an e-mail address is none.")};
    case Code::CollaboratorNotFound:
        return {tr("This account does not work with the application."),
                {tr("“%1” is not among its collaborators."), tr("It is not among its collaborators.")},
                tr("Reload the list: it may have been removed meanwhile.")};
    case Code::HandlerNotFound:
        return {tr("No handler announces this application."),
                {tr("The discovery server does not know where “%1” is."),
                 tr("The discovery server does not know where it is.")},
                tr("Check the spelling of the id. An application is announced once it is registered at a handler.")};
    case Code::NetworkServerForgot:
        return {tr("The network server has lost this device."),
                {tr("It has no entry for %1."), tr("It has no entry for it.")},
                tr("Open the device: reading it registers it there again, with its counters at 0. Then try again.")};
    case Code::DevAddrUnavailable:
        return {tr("There is no device address for this."),
                {tr("The network has no addresses for the constraints %1."),
                 tr("The network has no addresses for these constraints.")},
                tr("Choose other activation constraints, for example local.")};
    case Code::IdInvalid:
        return {tr("This cannot be an id."),
                {tr("“%1” has a letter that ids must not have, or is too short or too long."), tr("It is empty.")},
                tr("Use lower-case letters, digits and single dashes between them, at least three and at most 36.")};
    case Code::NotOfThisNetwork:
        return {tr("This network does not have that."),
                {tr("Its generation offers nothing of the kind.")},
                tr("Nothing to do.")};
    case Code::IdTaken:
        return {tr("This id is taken."),
                {tr("Something with the same id exists already, or was deleted only lately.")},
                tr("Choose another id.")};
    case Code::IdForbidden:
        return {
            tr("This id is reserved."),
            {tr("“%1” has a meaning of its own for the server."), tr("It has a meaning of its own for the server.")},
            tr("Choose another id.")};
    case Code::EuisTaken:
        return {tr("A device with these EUIs exists already."),
                {tr("JoinEUI %1 and DevEUI %2 belong to “%3” in “%4”."),
                 tr("Another device of the application has the same pair of EUIs.")},
                tr("Check the label of the device. To move it, delete it there first.")};

    case Code::FieldInvalid:
        return {tr("The server does not accept a value."),
                {tr("In “%1”: %2."), tr("It is “%1” that it does not accept."), tr("It does not say which.")},
                tr("Correct it and try again.")};
    case Code::FieldsForbidden:
        return {tr("This server does not have these fields."),
                {tr("It does not know, or does not give here: %1."),
                 tr("It does not know them, or does not give them here.")},
                tr("The server may be older or newer than this program. Details say more.")};
    case Code::FieldOfAnotherServer:
        return {tr("A field belongs to another server."),
                {tr("“%1” is not for this one."), tr("It is not for this one.")},
                tr("Nothing was changed. Details say more.")};
    case Code::FieldReadOnly:
        return {tr("This cannot be changed any more."),
                {tr("“%1” is fixed once the device is registered."), tr("It is fixed once the device is registered.")},
                tr("Register a new device with the other value, and delete this one.")};
    case Code::LengthInvalid:
        return {tr("A value has the wrong length."),
                {tr("The server cannot take the %1 that was sent."), tr("The server does not say which.")},
                tr("EUIs have 16 hexadecimal digits, device addresses 8, keys 32.")};
    case Code::FrequencyPlanUnknown:
        return {tr("The server does not have this frequency plan."),
                {tr("It does not know “%1”."), tr("No frequency plan was given.")},
                tr("Choose one from the server's list.")};
    case Code::BandVersionUnknown:
        return {tr("This version does not exist for this band."),
                {tr("%2 has no regional parameters of version %1."), tr("The band lacks these regional parameters.")},
                tr("Choose another version of the regional parameters; the device's data sheet names it.")};
    case Code::BandUnknown:
        return {tr("The server does not know this band."),
                {tr("There is no band “%1”."), tr("There is no such band.")},
                tr("Choose one from the server's list.")};
    case Code::BandMismatch:
        return {tr("Device model and frequency plan do not fit."),
                {tr("The model is for %1, the plan is for %2."), tr("They are for different bands.")},
                tr("Choose the model's variant for your region, or another frequency plan.")};
    case Code::ScriptTooLarge:
        return {tr("The payload formatter is too large."),
                {tr("It has %1 bytes; the server takes %2."), tr("The server does not take that many bytes.")},
                tr("Shorten it. Letters beyond ASCII count more than once.")};
    case Code::JoinEuiMissing:
        return {tr("The JoinEUI is missing."),
                {tr("A device that joins needs one.")},
                tr("Enter the JoinEUI (AppEUI) of the device. Sixteen zeros are allowed if it has none.")};
    case Code::StoreRefused:
        return {tr("The server could not store this."),
                {tr("It does not say why; a change of the ADR mode while other ADR settings stay is one cause.")},
                tr("Set the whole ADR mode at once, or undo the last change.")};
    case Code::AddressMismatch:
        return {tr("The device is to live on another server than its application."),
                {tr("Its server is %1, the application's is %2."), tr("Their addresses differ.")},
                tr("Use the application's address. Capitals count.")};
    case Code::AttributesRefused:
        return {tr("The attributes are not accepted."),
                {tr("There are too many, or one of them is too long.")},
                tr("A device takes five attributes with at most 64 letters in name and value.")};
    case Code::PictureUnreadable:
        return {tr("The picture cannot be used."),
                {tr("The server does not recognise it as an image.")},
                tr("Use a PNG or JPEG file.")};
    case Code::PayloadInvalid:
        return {tr("The payload was rejected."),
                {tr("The application's validator function said no.")},
                tr("Check the payload, or the validator.")};

    case Code::ApplicationHasDevices:
        return {tr("The application still has devices."),
                {tr("It can be deleted when its %1 devices are gone."), tr("It can be deleted when they are gone.")},
                tr("Delete the devices first.")};
    case Code::LastCollaborator:
        return {tr("Somebody must keep all rights."),
                {tr("This is the last collaborator who has them.")},
                tr("Give all rights to somebody else first.")};
    case Code::CollaboratorIsContact:
        return {tr("This collaborator is a contact of the application."),
                {tr("“%1” is named as its administrative or technical contact."),
                 tr("The application names this account as a contact.")},
                tr("Name another contact first.")};
    case Code::ContactNotCollaborator:
        return {tr("A contact must be a collaborator."),
                {tr("“%1” does not work with this application."), tr("The account does not work with it.")},
                tr("Add the account as a collaborator first.")};
    case Code::RestoreTooLate:
        return {tr("It is too late to restore this."),
                {tr("The server keeps what was deleted for a day by default.")},
                tr("Create it anew, under another id: the old one stays taken.")};
    case Code::EuiIssuingOff:
        return {tr("This server does not issue EUIs."),
                {tr("It has no block of DevEUIs to give away.")},
                tr("Use the DevEUI on the device's label.")};
    case Code::EuiLimitReached:
        return {tr("No more EUIs for this application."),
                {tr("The server gave the %1 DevEUIs that an application gets."),
                 tr("The server gave all that an application gets.")},
                tr("Use the DevEUI on the device's label, or ask the server's operator.")};
    case Code::NoDeviceSession:
        return {tr("The device is not active."),
                {tr("It has no session, so nothing can be sent to it.")},
                tr("Let it join, or enter the session of an ABP device.")};
    case Code::LinkingObsolete:
        return {tr("There is no link state any more."),
                {tr("This server links applications by itself.")},
                tr("Nothing to do.")};
    case Code::ClaimingUnsupported:
        return {tr("Devices of this JoinEUI cannot be claimed."),
                {tr("No join server for %1 lets this server claim devices."),
                 tr("No join server lets this server claim it.")},
                tr("Register the device by hand.")};
    case Code::CodeFormatUnknown:
        return {tr("The code was not recognised."),
                {tr("It is not a device code that the server knows.")},
                tr("Scan the code with the device's EUIs, or enter them by hand.")};
    case Code::FormatUnknown:
        return {tr("The server does not have this format."),
                {tr("It does not know the format that was asked for.")},
                tr("Choose one from the server's list.")};
    case Code::ColumnsUnknown:
        return {tr("The first line names no known column."),
                {tr("The server found nothing in the header that it could use.")},
                tr("Check separator and header of the file.")};
    case Code::CellUnreadable:
        return {tr("A cell of the file cannot be read."),
                {tr("Line %1, column %2: %3."), tr("Line %1, column %2 is wrong."),
                 tr("The server does not say which one.")},
                tr("Correct it and import again.")};
    case Code::ModelUnknown:
        return {tr("The Device Repository does not have this model."),
                {tr("There is no “%2” by “%1”."), tr("Brand, model or version are not there.")},
                tr("Choose one from the list, or enter the settings by hand.")};
    case Code::EventsUnspecified:
        return {tr("Nothing to watch."),
                {tr("No application and no device was named for the events.")},
                tr("Choose an application.")};
    case Code::EventNameUnknown:
        return {tr("There is no such event."),
                {tr("The server knows no event “%1”."), tr("The server knows none by this name.")},
                tr("Choose another kind of event.")};
    case Code::EventsNotKept:
        return {tr("The server keeps no events."),
                {tr("Only what happens while you watch can be shown.")},
                tr("Keep the page open to see events as they come.")};
    case Code::DeviceIncomplete:
        return {tr("The device is only half registered."),
                {tr("“%1” of “%2” is missing on: %3. Nothing was changed."),
                 tr("It is missing on some of its servers. Nothing was changed.")},
                tr("Finish its registration on its page under Overview, or delete the device and register it again.")};
    case Code::DeviceElsewhere:
        return {tr("The device lives on another cluster."),
                {tr("“%1” is kept by %2, and this profile manages devices on %3. Nothing was changed."),
                 tr("This profile manages devices on other servers. Nothing was changed.")},
                tr("Use a profile with the addresses of that cluster.")};
    case Code::BackupIncomplete:
        return {tr("The device could not be backed up as a whole."),
                {tr("Of “%1” could not be read: %2. Without that it cannot be registered again as it was."),
                 tr("Not all of it could be read. It cannot be registered again as it was.")},
                tr("Use a key that may also view keys of devices and read traffic.")};
    case Code::MoveUndone:
        return {tr("The device was not moved."),
                {tr("“%1” could not be registered in “%2” (“%3”). It was registered again where it had been."),
                 tr("It was registered again where it had been.")},
                tr("Remove the reason, then move it once more.")};
    case Code::MoveInterrupted:
        return {
            tr("The move was interrupted."),
            {tr("“%1” could not be registered in “%2” (“%3”), nor where it had been. Its backup is kept in Recently "
                "deleted."),
             tr("Its backup is kept in Recently deleted.")},
            tr("When the servers answer again, restore it from Recently deleted.")};
    case Code::RegistrationIncomplete:
        return {tr("The device is only half registered."),
                {tr("“%1” of “%2” could not be registered (“%4”), and the beginning could not be taken back. It may be "
                    "left "
                    "on: %3."),
                 tr("It could not be registered, and the beginning could not be taken back.")},
                tr("When the servers answer again, delete the device, then register it again.")};

    case Code::SheetUnreadable:
        return {tr("The file cannot be read."),
                {tr("It looks like a list, but is damaged (%1: %2)."), tr("It looks like a list, but is damaged (%1)."),
                 tr("It is damaged.")},
                tr("Open it where it was made and save it again, or save it as CSV.")};
    case Code::SheetKindUnknown:
        return {tr("This is no list of devices."),
                {tr("The file is neither an Excel file (.xlsx) nor CSV, nor JSON of The Things Stack.")},
                tr("Save the list as .xlsx or CSV.")};
    case Code::SheetOldFormat:
        return {tr("This kind of Excel file cannot be read."),
                {tr("It is an old file (.xls), or one that is protected by a password.")},
                tr("Open it, and save it as .xlsx without a password, or as CSV.")};
    case Code::SheetTooLarge:
        return {tr("The list is too long."),
                {tr("It has more than %1 rows, or more text than a list of devices has."),
                 tr("It has more rows than can be imported at once.")},
                tr("Divide it into several files.")};
    case Code::SheetEmpty:
        return {tr("The list is empty."),
                {tr("There is no row with something in it.")},
                tr("Choose another file or another sheet.")};
    case Code::ImportUnreadable:
        return {tr("The import cannot be read back."),
                {tr("Its file is damaged: %1."), tr("Its file is damaged.")},
                tr("Import the list again. Devices that are registered already are recognised.")};
    case Code::ImportKeysGone:
        return {tr("The import cannot be resumed."),
                {tr("The devices' keys were kept sealed, and cannot be opened any more: %1."),
                 tr("The devices' keys were not kept.")},
                tr("Import the list again. Devices that are registered already are recognised.")};
    case Code::ImportInUse:
        return {tr("This import is under way already."),
                {tr("Another window, or ttnc, works on it.")},
                tr("Wait for it, or stop it there.")};
    case Code::ImportFailedBefore:
        return {tr("The device was not registered then."),
                {tr("What was said: “%1”."), tr("It is not known why.")},
                tr("Try it again.")};
    default:
        return eventRow(code);
    }
}

QString Sentences::rightWords(const QString &name)
{
    static const QHash<QString, const char *> words{
        {QStringLiteral("RIGHT_APPLICATION_INFO"), QT_TR_NOOP("view the application")},
        {QStringLiteral("RIGHT_APPLICATION_SETTINGS_BASIC"), QT_TR_NOOP("edit the application's settings")},
        {QStringLiteral("RIGHT_APPLICATION_SETTINGS_API_KEYS"), QT_TR_NOOP("manage API keys")},
        {QStringLiteral("RIGHT_APPLICATION_SETTINGS_COLLABORATORS"), QT_TR_NOOP("manage collaborators")},
        {QStringLiteral("RIGHT_APPLICATION_SETTINGS_PACKAGES"), QT_TR_NOOP("manage integrations")},
        {QStringLiteral("RIGHT_APPLICATION_DELETE"), QT_TR_NOOP("delete the application")},
        {QStringLiteral("RIGHT_APPLICATION_DEVICES_READ"), QT_TR_NOOP("view devices")},
        {QStringLiteral("RIGHT_APPLICATION_DEVICES_WRITE"), QT_TR_NOOP("register and edit devices")},
        {QStringLiteral("RIGHT_APPLICATION_DEVICES_READ_KEYS"), QT_TR_NOOP("view keys of devices")},
        {QStringLiteral("RIGHT_APPLICATION_DEVICES_WRITE_KEYS"), QT_TR_NOOP("set keys of devices")},
        {QStringLiteral("RIGHT_APPLICATION_TRAFFIC_READ"), QT_TR_NOOP("read traffic")},
        {QStringLiteral("RIGHT_APPLICATION_TRAFFIC_UP_WRITE"), QT_TR_NOOP("simulate uplinks")},
        {QStringLiteral("RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE"), QT_TR_NOOP("send downlinks")},
        {QStringLiteral("RIGHT_APPLICATION_LINK"), QT_TR_NOOP("link as an application server")},
        {QStringLiteral("RIGHT_USER_APPLICATIONS_CREATE"), QT_TR_NOOP("create applications")},
        {QStringLiteral("RIGHT_USER_APPLICATIONS_LIST"), QT_TR_NOOP("list applications")},
        // v2
        {QStringLiteral("settings"), QT_TR_NOOP("edit the settings")},
        {QStringLiteral("devices"), QT_TR_NOOP("manage the devices")},
        {QStringLiteral("delete"), QT_TR_NOOP("delete it")},
    };
    const char *found = words.value(name);
    return found ? tr(found) : name;
}

} // namespace Domain::Detail
