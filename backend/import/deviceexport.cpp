// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/deviceexport.h"

#include "backend/import/devicejson.h"

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::Device;
using Domain::DeviceBackup;
using Domain::Problem;
using Domain::Result;
using Format = Domain::DeviceExportRequest::Format;

constexpr int pageSize = 1'000;
/// So many devices may be listed and not yet written.
constexpr std::size_t mostAhead = 2'000;
constexpr int mostTroubles = 6;

} // namespace

DeviceExport::DeviceExport(Domain::DeviceApi *api, Domain::DeviceExportRequest request,
                           Domain::WorkProgressRef progress, ImportFiles *files, Source source, QObject *parent,
                           ImportClock clock)
    : QObject(parent)
    , m_api(api)
    , m_request(std::move(request))
    , m_progress(std::move(progress))
    , m_files(files)
    , m_source(std::move(source))
    , m_clock(std::move(clock))
{
    m_source.onCancel([self = QPointer(this)] {
        if (!self)
            return;
        self->m_ended = true;
        self->m_underWay.clear();
        self->m_page.cancel();
        self->deleteLater();
    });
}

DeviceExport::~DeviceExport()
{
    QMetaObject::invokeMethod(
        m_files, [files = m_files, path = m_request.path] { files->dropExport(path); }, Qt::QueuedConnection);
}

void DeviceExport::start()
{
    const Domain::CallSource<Problem> source;
    m_file = source.call();
    m_file.then(this, [this](const Problem &problem) {
        if (problem) {
            end(problem);
            return;
        }
        m_hasAll = !m_request.ids.isEmpty();
        m_ids = m_request.ids;
        for (qint64 number = 0; number < m_ids.size(); ++number)
            m_waiting.insert(number);
        if (m_progress)
            m_progress->total = quint64(m_ids.size());
        pump();
    });
    QMetaObject::invokeMethod(
        m_files, [source, files = m_files, path = m_request.path] { source.deliver(files->openExport(path)); },
        Qt::QueuedConnection);
}

void DeviceExport::askForPage()
{
    m_listing = true;
    Domain::DeviceQuery query;
    query.limit = pageSize;
    query.page = ++m_pageNumber;
    m_page = m_api->devices(m_request.application, query);
    m_page.then(this, [this](const Result<Domain::DevicePage> &page) { onPage(page); });
}

void DeviceExport::onPage(const Result<Domain::DevicePage> &page)
{
    m_listing = false;
    if (!page) {
        end(page.problem);
        return;
    }
    for (const Device &device : page.value.devices) {
        m_waiting.insert(m_ids.size());
        m_ids += device.id;
    }
    m_hasAll = page.value.devices.isEmpty() || m_ids.size() >= page.value.total;
    if (m_progress)
        m_progress->total = quint64(page.value.total);
    pump();
}

void DeviceExport::pump()
{
    if (m_ended)
        return;
    if (m_pace.waitMs(m_clock.nowMs()) > 0) {
        pumpLater();
        return;
    }
    while (!m_waiting.empty() && int(m_underWay.size()) < m_pace.mostUnderWay()) {
        const qint64 number = *m_waiting.begin();
        m_waiting.erase(m_waiting.begin());
        read(number);
    }
    if (!m_hasAll && !m_listing && m_waiting.size() + m_texts.size() < mostAhead)
        askForPage();
    else if (m_hasAll && m_waiting.empty() && m_underWay.empty())
        finish();
}

void DeviceExport::pumpLater()
{
    if (m_waits)
        return;
    m_waits = true;
    m_clock.later(m_pace.waitMs(m_clock.nowMs()), this, [this] {
        m_waits = false;
        pump();
    });
}

void DeviceExport::read(qint64 number)
{
    if (m_request.format == Format::Csv) {
        readPlainly(number);
        return;
    }
    Reading &reading = m_underWay[number];
    reading.backup = m_api->backup(m_request.application, m_ids.at(number));
    reading.backup.then(this, [this, number](const Result<DeviceBackup> &backup) { onBackup(number, backup); });
}

void DeviceExport::readPlainly(qint64 number)
{
    const auto keys = m_request.withKeys ? Domain::DeviceKeys::Read : Domain::DeviceKeys::Leave;
    Reading &reading = m_underWay[number];
    reading.device = m_api->device(m_request.application, m_ids.at(number), keys);
    reading.device.then(this, [this, number](const Result<Device> &device) { onDevice(number, device); });
}

void DeviceExport::onBackup(qint64 number, const Result<DeviceBackup> &backup)
{
    const bool hasNone = backup.problem.code == Code::NotOfThisNetwork || (backup && backup.value.json.isEmpty());
    if (hasNone) {
        readPlainly(number);
        return;
    }
    if (!backup) {
        onRefused(number, backup.problem);
        return;
    }
    if (m_request.withKeys && backup.value.missing.contains(QStringLiteral("root_keys")))
        m_result.withoutKeys += backup.value.id;
    take(number, m_request.withKeys ? backup.value.json : DeviceJson::withoutSecrets(backup.value.json));
}

void DeviceExport::onDevice(qint64 number, const Result<Device> &device)
{
    if (!device) {
        onRefused(number, device.problem);
        return;
    }
    if (m_request.format == Format::Json) {
        take(number, DeviceJson::fromDevice(device.value, m_request.withKeys));
        return;
    }
    m_csv.add(number, device.value);
    take(number, {});
}

void DeviceExport::onRefused(qint64 number, const Problem &problem)
{
    const qint64 now = m_clock.nowMs();
    if (problem.code == Code::DeviceNotFound) {
        m_result.vanished += m_ids.at(number);
        m_result.devices -= 1; // counted when its turn comes
        take(number, {});
        return;
    }
    m_underWay.erase(number);
    const bool isLimit = problem.code == Code::RateLimited;
    if (isLimit)
        m_pace.limited(now, problem.args.value(0).toLongLong());
    else
        m_pace.troubled(now);
    if (!isLimit && (!problem.retryable || m_pace.troubles() > mostTroubles)) {
        end(problem);
        return;
    }
    m_waiting.insert(number);
    pump();
}

void DeviceExport::take(qint64 number, QByteArray text)
{
    m_underWay.erase(number);
    m_pace.succeeded(m_clock.nowMs());
    m_texts.emplace(number, std::move(text));
    flush();
    pump();
}

/// Writes what is read as far as nothing before it is missing.
void DeviceExport::flush()
{
    QByteArray out;
    for (auto first = m_texts.begin(); first != m_texts.end() && first->first == m_next; first = m_texts.begin()) {
        if (!first->second.isEmpty())
            out += first->second + '\n';
        m_texts.erase(first);
        ++m_next;
        ++m_result.devices;
    }
    if (m_progress)
        m_progress->done = quint64(m_next);
    if (!out.isEmpty())
        write(out);
}

void DeviceExport::write(const QByteArray &bytes)
{
    QMetaObject::invokeMethod(
        m_files, [files = m_files, path = m_request.path, bytes] { files->writeExport(path, bytes); },
        Qt::QueuedConnection);
}

void DeviceExport::finish()
{
    m_ended = true;
    if (m_request.format == Format::Csv) {
        write(m_csv.toBytes());
        m_result.partlyEmptyKeys = m_csv.partlyEmptyKeys();
    }
    const Domain::CallSource<Problem> source;
    m_file = source.call();
    m_file.then(this, [this](const Problem &problem) { end(problem); });
    QMetaObject::invokeMethod(
        m_files, [source, files = m_files, path = m_request.path] { source.deliver(files->commitExport(path)); },
        Qt::QueuedConnection);
}

void DeviceExport::end(const Problem &problem)
{
    m_ended = true;
    m_underWay.clear();
    m_page.cancel();
    m_source.onCancel({});
    m_source.deliver(problem ? Result<Domain::DeviceExportResult>(problem)
                             : Result<Domain::DeviceExportResult>(m_result));
    deleteLater();
}

} // namespace Backend
