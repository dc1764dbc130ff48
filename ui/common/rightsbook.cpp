// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/rightsbook.h"

#include "models/righttext.h"
#include "ui/consolecontext.h"

#include <algorithm>

namespace Gui {

using Domain::Access;
using Domain::Rights;

RightsBook *RightsBook::of(ConsoleContext *context)
{
    auto *book = context->findChild<RightsBook *>({}, Qt::FindDirectChildrenOnly);
    return book ? book : new RightsBook(context);
}

RightsBook::RightsBook(ConsoleContext *context)
    : QObject(context)
    , m_context(context)
{
    connect(context, &ConsoleContext::networksChanged, this, &RightsBook::forget);
    connect(context, &ConsoleContext::profilesChanged, this, [this] {
        const std::vector<Domain::ProfileRef> known = m_context->profiles();
        std::erase_if(m_slots, [&](const auto &slot) {
            return std::find(known.begin(), known.end(), slot.first.profile) == known.end();
        });
    });
}

const RightsBook::Entry &RightsBook::entry(const Scope &scope)
{
    Slot &slot = m_slots[scope];
    if (!slot.asked)
        ask(scope);
    return slot.entry;
}

void RightsBook::refresh(const Scope &scope)
{
    ask(scope);
    Q_EMIT changed(scope);
}

void RightsBook::ask(const Scope &scope)
{
    Slot &slot = m_slots[scope];
    slot = {};
    slot.network = m_context->network(scope.profile, scope.application);
    if (!slot.network)
        return; // asked again when there is one
    slot.asked = true;
    if (!slot.network->capabilities().testFlag(Domain::Capability::ReadAccess)) {
        slot.entry.state = State::NotTold;
        return;
    }
    slot.entry.state = State::Asking;
    slot.access = slot.network->access();
    slot.access.then(this, [this, scope](const Domain::Result<Access> &access) { takeAccess(scope, access); });
}

void RightsBook::takeAccess(const Scope &scope, const Domain::Result<Access> &access)
{
    Slot &slot = m_slots[scope];
    slot.entry.access = access.value;
    if (access.problem || scope.application.isEmpty()) {
        slot.entry.state = access.problem ? State::Failed : State::Known;
        slot.entry.rights = access.value.rights;
        slot.entry.problem = access.problem;
        Q_EMIT changed(scope);
        return;
    }
    slot.rights = slot.network->rights(scope.application);
    slot.rights.then(this, [this, scope](const Domain::Result<Rights> &rights) { takeRights(scope, rights); });
}

void RightsBook::takeRights(const Scope &scope, const Domain::Result<Rights> &rights)
{
    Entry &entry = m_slots[scope].entry;
    entry.state = rights.problem ? State::Failed : State::Known;
    entry.rights = rights.value;
    entry.problem = rights.problem;
    Q_EMIT changed(scope);
}

void RightsBook::forget(Domain::ProfileRef profile)
{
    std::vector<Scope> gone;
    for (const auto &[scope, slot] : m_slots) {
        if (scope.profile == profile)
            gone.push_back(scope);
    }
    for (const Scope &scope : gone)
        m_slots.erase(scope);
    // Whoever shows it asks again.
    for (const Scope &scope : gone)
        Q_EMIT changed(scope);
}

bool RightsBook::lacks(const Scope &scope, Rights needed)
{
    const Entry &known = entry(scope);
    return known.state == State::Known && (known.rights & needed) != needed;
}

QString RightsBook::reason(const Scope &scope, Rights needed)
{
    if (!lacks(scope, needed))
        return {};
    const Entry &known = entry(scope);
    const Rights missing = needed & ~known.rights;
    const QString what = tr("The key lacks the right to %1 (%2).")
                             .arg(Models::RightText::list(missing), Models::RightText::wireNames(missing));
    if (known.access.kind == Access::Kind::Application)
        return tr("%1 Whoever may manage the API keys of %2 can give it.").arg(what, scope.application);
    return tr("%1 It is given to keys of a user where the user makes them, and to the user by a collaborator with all "
              "rights.")
        .arg(what);
}

} // namespace Gui
