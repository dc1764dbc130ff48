// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/nettest.h"

#include <QThread>

namespace App {

NetTest::NetTest(const Backend::ConnectionTestOptions &options, QThread *net)
    : m_steps(Backend::ConnectionProbe::stepsOf(options.profile))
    , m_probe(new Backend::ConnectionProbe(options))
{
    m_probe->moveToThread(net);
    connect(m_probe, &Backend::ConnectionProbe::stepChanged, this,
            [this](int index, const Domain::ConnectionTestStep &step) {
                m_steps[index] = step;
                Q_EMIT changed(index);
            });
    connect(m_probe, &Backend::ConnectionProbe::finished, this, &NetTest::finished);
}

NetTest::~NetTest()
{
    m_probe->deleteLater();
}

void NetTest::start()
{
    QMetaObject::invokeMethod(m_probe, &Backend::ConnectionProbe::start, Qt::QueuedConnection);
}

} // namespace App
