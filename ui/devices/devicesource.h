// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicetabledetails.h"
#include "models/devicetablelister.h"
#include "models/devicetablemodel.h"
#include "ui/common/page.h"

namespace Gui {

class ConsoleContext;

/// Fills the table of registered devices from the network of its application, and knows how far that is. GUI thread.
class DeviceSource : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 {
        NoServers, ///< the connection does not say which servers manage it
        NoKey, ///< its key is not known (yet)
        NoDevices, ///< this network has no registry that we can ask
        Listing,
        Listed,
        Stopped, ///< the person had enough; what came is there
        Failed, ///< problem(); what came is there
    };

    /// Both must outlive it.
    DeviceSource(ConsoleContext *context, const Models::DeviceActivity *activity, const Scope &scope,
                 QObject *parent = nullptr);

    [[nodiscard]] Models::DeviceTableModel &table() { return m_table; }
    /// Null: not in the table.
    [[nodiscard]] const Models::DeviceTableRow *find(const QString &id) const { return m_table.find(id); }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Domain::Problem &problem() const { return m_problem; }
    /// What was listed and how many there are, 0: not known yet.
    [[nodiscard]] qint64 listed() const { return m_lister.listed(); }
    [[nodiscard]] qint64 total() const { return m_lister.total(); }
    /// Null in the first three states.
    [[nodiscard]] const std::shared_ptr<Domain::NetworkApi> &network() const { return m_network; }
    [[nodiscard]] bool has(Domain::Capability capability) const
    {
        return m_network && m_network->capabilities() & capability;
    }
    [[nodiscard]] const Scope &scope() const { return m_scope; }

    void refresh();
    /// What `network` has; refresh() takes that of the connection. Null: there is none.
    void list(const std::shared_ptr<Domain::NetworkApi> &network);
    void stop();
    /// The rows that one sees: what the list does not tell of them is read.
    void setInView(const QStringList &ids) { m_details.want(ids); }
    /// Something of these has changed at the network.
    void readAgain(const QStringList &ids);

Q_SIGNALS:
    void stateChanged();

private:
    void setState(State state);

    ConsoleContext *m_context;
    const Scope m_scope;
    Models::DeviceTableModel m_table;
    Models::DeviceTableLister m_lister;
    Models::DeviceTableDetails m_details;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Problem m_problem;
    State m_state = State::NoKey;
};

} // namespace Gui
