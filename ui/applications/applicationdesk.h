// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/rightsbook.h"

namespace Gui {

/// What the sections of an application's settings share: the services, what the network says of the application, and
/// what the key may do with it. GUI thread.
class ApplicationDesk : public QObject
{
    Q_OBJECT

public:
    ApplicationDesk(ConsoleContext *context, const Scope &scope, QObject *parent);

    [[nodiscard]] ConsoleContext &context() const { return *m_context; }
    [[nodiscard]] const Scope &scope() const { return m_scope; }
    [[nodiscard]] const QString &id() const { return m_scope.application; }
    /// Null without services. Calls must not outlive it: whoever keeps a Call keeps this, too.
    [[nodiscard]] const std::shared_ptr<Domain::NetworkApi> &network() const { return m_network; }
    [[nodiscard]] bool has(Domain::Capability capability) const;
    [[nodiscard]] Domain::Generation generation() const;

    /// As read last; only the id until then.
    [[nodiscard]] const Domain::Application &application() const { return m_application; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] bool isLoading() const { return m_call.isPending(); }
    /// Why it could not be read.
    [[nodiscard]] const Domain::Problem &problem() const { return m_problem; }

    [[nodiscard]] const RightsBook::Entry &rights() { return m_rights->entry(m_scope); }
    [[nodiscard]] QString reason(Domain::Rights needed) { return m_rights->reason(m_scope, needed); }

    /// Reads application and rights again; changed() tells.
    void refresh();

Q_SIGNALS:
    void changed();
    /// Something was changed at the network that other sections show, too.
    void collaboratorsChanged();
    void noted(const QString &text);
    /// It is not there any more.
    void deleted();

private:
    void read();

    ConsoleContext *m_context = nullptr;
    const Scope m_scope;
    RightsBook *m_rights = nullptr;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::Application>> m_call;
    Domain::Application m_application;
    Domain::Problem m_problem;
    bool m_loaded = false;
};

} // namespace Gui
