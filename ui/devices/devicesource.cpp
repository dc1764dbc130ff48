// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devicesource.h"

#include "ui/consolecontext.h"

namespace Gui {

namespace {

bool namesServers(const Domain::Profile &profile)
{
    return profile.generation == Domain::Generation::V2 ? profile.discovery.has_value()
                                                        : profile.grpcIdentity || profile.grpcCluster;
}

} // namespace

DeviceSource::DeviceSource(ConsoleContext *context, const Models::DeviceActivity *activity, const Scope &scope,
                           QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_scope(scope)
    , m_table(activity, scope.profile, scope.application, context->profile(scope.profile).generation)
{
    using Lister = Models::DeviceTableLister;
    using Table = Models::DeviceTableModel;
    connect(&m_lister, &Lister::listingBegan, &m_table, &Table::beginListing);
    connect(&m_lister, &Lister::arrived, &m_table, &Table::addPage);
    connect(&m_lister, &Lister::progressed, this, &DeviceSource::stateChanged);
    connect(&m_lister, &Lister::finished, this, [this](int listings) {
        m_table.endListing(listings);
        setState(State::Listed);
    });
    connect(&m_lister, &Lister::failed, this, [this](const Domain::Problem &problem) {
        m_problem = problem;
        setState(State::Failed);
    });
    connect(&m_details, &Models::DeviceTableDetails::arrived, &m_table, &Table::addDetails);
    connect(context, &ConsoleContext::networksChanged, this, [this](Domain::ProfileRef profile) {
        if (profile == m_scope.profile)
            refresh();
    });
}

void DeviceSource::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void DeviceSource::refresh()
{
    list(m_context->network(m_scope.profile, m_scope.application));
}

void DeviceSource::list(const std::shared_ptr<Domain::NetworkApi> &network)
{
    m_lister.cancel();
    if (network != m_network) {
        m_network = network;
        m_details.setNetwork(network, m_scope.application);
    }
    m_problem = {};
    if (!m_network) {
        setState(namesServers(m_context->profile(m_scope.profile)) ? State::NoKey : State::NoServers);
        return;
    }
    if (!m_network->devices()) {
        setState(State::NoDevices);
        return;
    }
    m_details.forgetAll();
    m_lister.start(m_network, m_scope.application);
    setState(State::Listing);
}

void DeviceSource::stop()
{
    if (m_state != State::Listing)
        return;
    m_lister.cancel();
    setState(State::Stopped);
}

void DeviceSource::readAgain(const QStringList &ids)
{
    m_details.forget(ids);
}

} // namespace Gui
