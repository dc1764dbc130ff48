// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/keytext.h"

#include "models/righttext.h"

#include <QCoreApplication>

namespace Gui {

using Domain::Access;
using State = RightsBook::State;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Gui::KeyText)
};

QString knownText(const Access &access)
{
    const QString name = access.keyName.isEmpty() ? QString() : Words::tr(" “%1”").arg(access.keyName);
    const QString end = access.expires.isValid()
        ? Words::tr(" It expires on %1.").arg(access.expires.toLocalTime().toString(QStringLiteral("yyyy-MM-dd")))
        : QString();
    if (access.kind == Access::Kind::Application)
        return Words::tr("The key%1 is of the application %2 and sees that one only.%3 A key of a user sees all of "
                         "theirs: it is made in the network's Console, under the user's settings, Personal API keys.")
            .arg(name, access.entity, end);
    if (access.kind == Access::Kind::Other)
        return Words::tr("The key%1 is neither of a user nor of an application.%2").arg(name, end);
    const QString whose = access.kind == Access::Kind::Organization
        ? Words::tr("The key%1 is of the organization %2 and sees its applications.%3").arg(name, access.entity, end)
        : access.isAdmin
        ? Words::tr("The key%1 is of the user %2, an administrator of this network.%3").arg(name, access.entity, end)
        : Words::tr("The key%1 is of the user %2 and sees their applications.%3").arg(name, access.entity, end);
    const QString may = access.rights == Models::RightText::all() ? Words::tr("do everything")
                                                                  : Models::RightText::list(access.rights);
    return access.rights ? QString(whose + u' ' + Words::tr("With those it may %1.").arg(may)) : whose;
}

} // namespace

QString whoText(const RightsBook::Entry &key)
{
    switch (key.state) {
    case State::NoServices:
    case State::Asking:
        return {};
    case State::NotTold:
        return Words::tr("TTN v2 lists no applications: these are the ones that this connection names. Each has access "
                         "keys of its own, made at the account server.");
    case State::Failed:
        return Words::tr("Whose key this is could not be read.");
    case State::Known:
        return knownText(key.access);
    }
    return {};
}

QString creationReason(const RightsBook::Entry &key)
{
    if (key.state == State::NoServices)
        return Words::tr("The connection names no server for this.");
    if (key.state != State::Known || key.access.createsApplications || key.access.isAdmin)
        return {};
    return key.access.kind == Access::Kind::Application
        ? Words::tr("A key of an application cannot make others: it takes a key of a user, with the right to create "
                    "applications (RIGHT_USER_APPLICATIONS_CREATE).")
        : Words::tr(
            "The key lacks the right to create applications (RIGHT_USER_APPLICATIONS_CREATE). Its user can make "
            "one that has it.");
}

QString watchReason(const RightsBook::Entry &key, bool isSandbox)
{
    if (isSandbox)
        return Words::tr("The sandbox is watched as it is.");
    switch (key.state) {
    case State::Known:
        return key.access.kind == Access::Kind::Application
            ? Words::tr("With a key of one application no other can be watched.")
            : QString();
    case State::NotTold:
        return Words::tr("TTN v2: each application needs a key of its own. Add it where the connection is edited.");
    case State::NoServices:
    case State::Asking:
    case State::Failed:
        break;
    }
    return Words::tr("Whose key this is is not known yet.");
}

} // namespace Gui
