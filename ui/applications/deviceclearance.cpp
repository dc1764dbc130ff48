// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/deviceclearance.h"

#include "ui/common/texts.h"

namespace Gui {

namespace {

constexpr int PageSize = 500;
/// So many that progress is seen, and that little more than this is done after one stops it.
constexpr qsizetype AtOnce = 20;

} // namespace

DeviceClearance::DeviceClearance(std::shared_ptr<Domain::NetworkApi> network, QString application, qint64 devices,
                                 Models::BackgroundWork &work, QObject *parent)
    : QObject(parent)
    , m_network(std::move(network))
    , m_application(std::move(application))
    , m_work(work)
    , m_total(devices)
{
}

void DeviceClearance::start()
{
    m_id = m_work.add(tr("Deleting the devices of %1").arg(m_application), [this] {
        m_listing.cancel();
        m_deleting.cancel();
        end({}, true);
    });
    list();
}

void DeviceClearance::list()
{
    Domain::DeviceQuery query;
    query.limit = PageSize;
    query.page = m_page;
    m_listing = m_network->devices()->devices(m_application, query);
    m_listing.then(this, [this](const Domain::Result<Domain::DevicePage> &page) { take(page); });
}

/// All ids first: a list that shrinks while it is read would leave some out.
void DeviceClearance::take(const Domain::Result<Domain::DevicePage> &page)
{
    if (page.problem) {
        end(page.problem, false);
        return;
    }
    for (const Domain::Device &device : page.value.devices) {
        if (!m_ids.contains(device.id))
            m_ids += device.id;
    }
    m_total = std::max(page.value.total, qint64(m_ids.size()));
    if (page.value.devices.size() == PageSize && m_ids.size() < page.value.total) {
        ++m_page;
        list();
        return;
    }
    m_total = m_ids.size();
    deleteSome();
}

void DeviceClearance::deleteSome()
{
    m_work.setProgress(m_id, quint64(m_deleted + m_failed.size()), quint64(m_total),
                       tr("%1 of %2").arg(groupedNumber(quint64(m_deleted)), groupedNumber(quint64(m_total))));
    if (m_ids.isEmpty()) {
        end(m_failed.isEmpty() ? Domain::Problem() : m_failed.first().problem, false);
        return;
    }
    const QStringList some = m_ids.mid(0, AtOnce);
    m_ids = m_ids.mid(some.size());
    m_deleting = m_network->devices()->deleteDevices(m_application, some);
    m_deleting.then(this,
                    [this](const Domain::Result<QList<Domain::DeviceOutcome>> &outcomes) { onDeleted(outcomes); });
}

void DeviceClearance::onDeleted(const Domain::Result<QList<Domain::DeviceOutcome>> &outcomes)
{
    if (outcomes.problem) {
        end(outcomes.problem, false);
        return;
    }
    for (const Domain::DeviceOutcome &outcome : outcomes.value) {
        if (outcome.problem)
            m_failed += outcome;
        else
            ++m_deleted;
    }
    deleteSome();
}

void DeviceClearance::end(const Domain::Problem &problem, bool stopped)
{
    if (stopped)
        m_work.stopped(m_id);
    else if (problem)
        m_work.fail(m_id, problem);
    else
        m_work.finish(m_id, tr("%1 devices deleted").arg(groupedNumber(quint64(m_deleted))));
    Q_EMIT ended(m_deleted, m_total - m_deleted, problem);
    deleteLater();
}

} // namespace Gui
