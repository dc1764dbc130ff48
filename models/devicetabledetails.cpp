// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetabledetails.h"

namespace Models {

namespace {

constexpr int RestMs = 300;

} // namespace

DeviceTableDetails::DeviceTableDetails(QObject *parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(RestMs);
    connect(&m_rest, &QTimer::timeout, this, &DeviceTableDetails::askNext);
}

void DeviceTableDetails::setNetwork(std::shared_ptr<Domain::NetworkApi> network, const QString &application)
{
    // Elsewhere the list tells all that there is, and asking for a device may register it anew at its server.
    const bool more = network && network->devices() && network->capabilities() & Domain::Capability::DeviceNames;
    m_network = more ? std::move(network) : nullptr;
    m_application = application;
    forgetAll();
}

void DeviceTableDetails::want(const QStringList &ids)
{
    m_wanted = ids;
    if (m_network && !m_stopped)
        m_rest.start();
}

void DeviceTableDetails::forget(const QStringList &ids)
{
    for (const QString &id : ids)
        m_asked.remove(id);
    m_rest.start();
}

void DeviceTableDetails::forgetAll()
{
    m_calls.clear();
    m_asked.clear();
    m_stopped = false;
    m_rest.start();
}

void DeviceTableDetails::askNext()
{
    while (m_network && !m_stopped && m_calls.size() < MostAtOnce && !m_wanted.isEmpty()) {
        const QString id = m_wanted.takeFirst();
        if (m_asked.contains(id))
            continue;
        m_asked.insert(id);
        Domain::Call<Answer> &call = m_calls[id];
        call = m_network->devices()->device(m_application, id, Domain::DeviceKeys::Leave);
        call.then(this, [this, id](const Answer &answer) { onAnswer(id, answer); });
    }
}

void DeviceTableDetails::onAnswer(const QString &id, const Answer &answer)
{
    m_calls.erase(id);
    if (!answer.problem)
        Q_EMIT arrived(answer.value);
    else if (answer.problem.code != Domain::Problem::Code::DeviceNotFound)
        m_stopped = true;
    askNext();
}

} // namespace Models
