// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "ui/common/page.h"

#include <map>

namespace Gui {

class ConsoleContext;

/// What the key of each application may do, asked once and kept until the key or the network changes. Pages disable
/// what the key lacks and say why. Where a network does not tell (v2), nothing is disabled: its server decides. GUI
/// thread.
class RightsBook : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 {
        NoServices, ///< no key is known, or the connection names no server to ask
        Asking,
        Known,
        NotTold, ///< this network does not say what a key may do
        Failed, ///< `problem` says why
    };

    struct Entry
    {
        State state = State::NoServices;
        Domain::Rights rights; ///< Known
        Domain::Access access; ///< Known: whose key it is. Without an application, `rights` are those of this
        Domain::Problem problem;
    };

    /// The one book of this context; made when it is first asked for.
    static RightsBook *of(ConsoleContext *context);
    explicit RightsBook(ConsoleContext *context);

    /// Asks the network when it was not asked yet; changed() tells what comes. Without an application: of the network's
    /// own key.
    const Entry &entry(const Scope &scope);
    /// Asks again.
    void refresh(const Scope &scope);
    /// True only when it is certain.
    [[nodiscard]] bool lacks(const Scope &scope, Domain::Rights needed);
    /// Why the key cannot do this, and who can give it the right; empty: nothing is known against it.
    [[nodiscard]] QString reason(const Scope &scope, Domain::Rights needed);

Q_SIGNALS:
    void changed(const Gui::Scope &scope);

private:
    struct Slot
    {
        Entry entry;
        bool asked = false;
        std::shared_ptr<Domain::NetworkApi> network; ///< its calls must not outlive it
        Domain::Call<Domain::Result<Domain::Access>> access;
        Domain::Call<Domain::Result<Domain::Rights>> rights;
    };

    void ask(const Scope &scope);
    void takeAccess(const Scope &scope, const Domain::Result<Domain::Access> &access);
    void takeRights(const Scope &scope, const Domain::Result<Domain::Rights> &rights);
    void forget(Domain::ProfileRef profile);

    ConsoleContext *m_context = nullptr;
    std::map<Scope, Slot> m_slots;
};

} // namespace Gui
