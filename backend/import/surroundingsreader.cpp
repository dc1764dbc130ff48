// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/surroundingsreader.h"

namespace Backend {

namespace {

constexpr int pageSize = 1'000;

} // namespace

SurroundingsReader::SurroundingsReader(Domain::DeviceApi *devices, Domain::CatalogApi *catalog, QString application,
                                       Domain::WorkProgressRef progress, Source source, QObject *parent)
    : QObject(parent)
    , m_devices(devices)
    , m_catalog(catalog)
    , m_application(std::move(application))
    , m_progress(std::move(progress))
    , m_source(std::move(source))
{
    m_source.onCancel([self = QPointer(this)] {
        if (self) {
            self->m_page.cancel();
            self->m_plans.cancel();
            self->deleteLater();
        }
    });
}

void SurroundingsReader::start()
{
    askForPage();
}

void SurroundingsReader::askForPage()
{
    Domain::DeviceQuery query;
    query.limit = pageSize;
    query.page = ++m_number;
    m_page = m_devices->devices(m_application, query);
    m_page.then(this, [this](const Domain::Result<Domain::DevicePage> &page) { onPage(page); });
}

void SurroundingsReader::onPage(const Domain::Result<Domain::DevicePage> &page)
{
    if (!page) {
        finish(page.problem);
        return;
    }
    for (const Domain::Device &device : page.value.devices)
        m_found->add(device);
    m_seen += page.value.devices.size();
    if (m_progress) {
        m_progress->done = quint64(m_seen);
        m_progress->total = quint64(page.value.total);
    }
    if (page.value.devices.isEmpty() || m_seen >= page.value.total)
        askForPlans();
    else
        askForPage();
}

void SurroundingsReader::askForPlans()
{
    if (!m_catalog) {
        finish({});
        return;
    }
    m_plans = m_catalog->frequencyPlans();
    m_plans.then(this, [this](const Domain::Result<QList<Domain::FrequencyPlan>> &plans) {
        // Without the list every plan will do: the network refuses what it does not have.
        for (const Domain::FrequencyPlan &plan : plans.value)
            m_found->frequencyPlans.insert(plan.id);
        finish({});
    });
}

void SurroundingsReader::finish(const Domain::Problem &problem)
{
    m_source.onCancel({});
    m_source.deliver(problem ? Domain::Result<Domain::ImportSurroundingsRef>(problem)
                             : Domain::Result<Domain::ImportSurroundingsRef>(Domain::ImportSurroundingsRef(m_found)));
    deleteLater();
}

} // namespace Backend
