// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetablemodel.h"

#include "backend/domain/dictionary.h"

#include <algorithm>
#include <utility>

// What the network tells and what was heard. Which rows are shown is in devicetablerows.cpp, what stands in them in
// devicetabletext.cpp.

namespace Models {

using Domain::Device;
using State = DeviceTableState;

namespace {

qint64 nanoseconds(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() * 1'000'000 : 0;
}

} // namespace

DeviceTableModel::DeviceTableModel(const DeviceActivity *activity, Domain::ProfileRef profile, QString application,
                                   Domain::Generation generation, QObject *parent)
    : QAbstractTableModel(parent)
    , m_activity(activity)
    , m_profile(profile)
    , m_application(std::move(application))
    , m_generation(generation)
    , m_order(activity)
{
    connect(activity, &DeviceActivity::devicesAdded, this, [this](int first) {
        findHeard(first);
        Q_EMIT countsChanged();
    });
    connect(activity, &DeviceActivity::devicesChanged, this,
            [this](const std::vector<int> &devices) { m_changed = devices; });
    connect(activity, &DeviceActivity::ticked, this, &DeviceTableModel::onTicked);
    connect(activity, &DeviceActivity::aboutToReset, this, [this] {
        for (DeviceTableRow &row : m_store)
            row.activity = -1; // what stood there is another device by the next time somebody looks
    });
    connect(activity, &DeviceActivity::wasReset, this, &DeviceTableModel::onActivityReset);
    findHeard(0);
}

int DeviceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DeviceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : DeviceTableColumnCount;
}

const DeviceTableRow *DeviceTableModel::find(const QString &id) const
{
    const auto found = m_index.constFind(id);
    return found == m_index.cend() ? nullptr : &m_store[std::size_t(*found)];
}

int DeviceTableModel::findRow(const QString &id) const
{
    const auto found = m_index.constFind(id);
    if (found == m_index.cend())
        return -1;
    const auto row = std::find(m_rows.begin(), m_rows.end(), *found);
    return row == m_rows.end() ? -1 : int(row - m_rows.begin());
}

QStringList DeviceTableModel::ids() const
{
    QStringList result;
    result.reserve(qsizetype(m_all.size()));
    for (const int index : m_all)
        result << m_store[std::size_t(index)].id;
    return result;
}

// --- What the network tells ---

void DeviceTableModel::beginListing()
{
    ++m_listing;
}

int DeviceTableModel::fresh(const QString &id)
{
    int index = int(m_store.size());
    if (m_free.empty()) {
        m_store.emplace_back();
    } else {
        index = m_free.back();
        m_free.pop_back();
    }
    m_index.insert(id, index);
    return index;
}

void DeviceTableModel::take(DeviceTableRow &row, const Device &device) const
{
    row.id = device.id;
    row.name = device.name;
    row.devEui = device.devEui;
    row.joinEui = device.joinEui;
    row.listing = m_listing;
    row.networkNs = std::max(row.networkNs, nanoseconds(device.lastSeen));
    if (m_generation == Domain::Generation::V3) {
        row.networkTells = true;
        // A device that has no Join Server may also be one of another Join Server, or of a group.
        if (!device.servers.join.isEmpty() && !row.detailed)
            row.activation = DeviceTableActivation::OverTheAir;
    } else if (device.joins()) {
        row.activation = DeviceTableActivation::OverTheAir;
    } else {
        const bool personalized = device.devAddr && !device.devAddr->isZero() && device.nwkSKey;
        row.activation = personalized ? DeviceTableActivation::Personalized : DeviceTableActivation::Unknown;
    }
}

void DeviceTableModel::addPage(const QList<Device> &devices)
{
    std::vector<int> coming;
    std::vector<int> changed;
    for (const Device &device : devices) {
        const auto found = m_index.constFind(device.id);
        const bool isNew = found == m_index.cend();
        const int index = isNew ? fresh(device.id) : *found;
        DeviceTableRow &row = m_store[std::size_t(index)];
        if (isNew)
            row = {};
        take(row, device);
        m_search.set(index, row);
        if (isNew) {
            attach(index, m_heard.value(device.id, -1));
            coming.push_back(index);
        } else {
            changed.push_back(index);
        }
        setState(index, judge(row));
        m_order.set(index, row);
    }
    settle(std::move(changed));
    insertDevices(std::move(coming));
    Q_EMIT countsChanged();
}

void DeviceTableModel::endListing(int listings)
{
    const quint32 oldest = m_listing - quint32(listings) + 1;
    removeDevices([this, oldest](int index) { return m_store[std::size_t(index)].listing < oldest; });
}

void DeviceTableModel::remove(const QStringList &ids)
{
    const QSet<QString> leaving(ids.begin(), ids.end());
    removeDevices([this, &leaving](int index) { return leaving.contains(m_store[std::size_t(index)].id); });
}

void DeviceTableModel::addDetails(const Device &device)
{
    const auto found = m_index.constFind(device.id);
    if (found == m_index.cend())
        return;
    DeviceTableRow &row = m_store[std::size_t(*found)];
    row.name = device.name;
    row.networkNs = std::max(row.networkNs, nanoseconds(device.lastSeen));
    row.networkTells = true;
    row.networkFCnt = device.fCntUp;
    row.detailed = true;
    if (device.radio) {
        row.activation = device.multicast ? DeviceTableActivation::Multicast
            : device.radio->supportsJoin  ? DeviceTableActivation::OverTheAir
                                          : DeviceTableActivation::Personalized;
        // Groups are never of class A.
        row.classes = quint8((device.multicast ? 0 : DeviceTableRow::ClassA)
                             | (device.radio->supportsClassB ? DeviceTableRow::ClassB : 0)
                             | (device.radio->supportsClassC ? DeviceTableRow::ClassC : 0));
    }
    m_search.set(*found, row);
    settle({*found});
    Q_EMIT countsChanged();
}

void DeviceTableModel::setName(const QString &id, const QString &name)
{
    const auto found = m_index.constFind(id);
    if (found == m_index.cend())
        return;
    DeviceTableRow &row = m_store[std::size_t(*found)];
    row.name = name;
    m_search.set(*found, row);
    settle({*found});
    Q_EMIT countsChanged();
}

// --- What was heard ---

const DeviceActivity::Device *DeviceTableModel::heard(const DeviceTableRow &row) const
{
    return row.activity >= 0 ? &m_activity->device(row.activity) : nullptr;
}

qint64 DeviceTableModel::lastSeenNs(const DeviceTableRow &row) const
{
    const DeviceActivity::Device *device = heard(row);
    return std::max(row.networkNs, device ? device->lastHeard().ns : 0);
}

State DeviceTableModel::judge(const DeviceTableRow &row) const
{
    const DeviceActivity::Device *device = heard(row);
    if (lastSeenNs(row) == 0)
        return row.networkTells ? State::NeverSeen : State::Unknown;
    if (!device || device->state == DeviceActivity::State::Unknown)
        return State::Seen;
    if (device->state == DeviceActivity::State::Active)
        return State::Active;
    if (row.networkNs <= device->span.lastTimeNs())
        return State::Silent;
    const qint64 quiet = std::min(m_activity->quietNs(*device), m_activity->nowNs() - row.networkNs);
    return quiet > m_activity->limitNs(*device) ? State::Silent : State::Active;
}

void DeviceTableModel::attach(int index, int activity)
{
    m_store[std::size_t(index)].activity = activity;
    if (activity < 0)
        return;
    if (std::size_t(activity) >= m_storeOf.size())
        m_storeOf.resize(std::size_t(m_activity->count()), -1);
    m_storeOf[std::size_t(activity)] = index;
}

void DeviceTableModel::setState(int index, State state)
{
    DeviceTableRow &row = m_store[std::size_t(index)];
    m_silent += int(state == State::Silent) - int(row.state == State::Silent);
    row.state = state;
    const DeviceActivity::Device *device = heard(row);
    if (state == State::Active && device && device->state == DeviceActivity::State::Silent && !row.watched) {
        row.watched = true;
        m_watched.push_back(index);
    }
}

void DeviceTableModel::findHeard(int first)
{
    std::vector<int> changed;
    for (int i = first; i < m_activity->count(); ++i) {
        const DeviceActivity::Device &device = m_activity->device(i);
        if (device.profile != m_profile)
            continue;
        const Domain::DeviceEntry &entry = m_activity->dictionary()->device(device.ref);
        if (entry.application != m_application)
            continue;
        m_heard.insert(entry.device, i);
        if (const auto found = m_index.constFind(entry.device); found != m_index.cend()) {
            attach(*found, i);
            changed.push_back(*found);
        }
    }
    settle(std::move(changed));
}

void DeviceTableModel::onActivityReset()
{
    m_heard.clear();
    m_storeOf.clear();
    m_changed.clear();
    findHeard(0);
    settle(m_all);
    Q_EMIT countsChanged();
}

void DeviceTableModel::onTicked()
{
    std::vector<int> changed = std::exchange(m_watched, {});
    for (const int index : changed)
        m_store[std::size_t(index)].watched = false;
    for (const int activity : std::exchange(m_changed, {})) {
        if (std::size_t(activity) < m_storeOf.size() && m_storeOf[std::size_t(activity)] >= 0)
            changed.push_back(m_storeOf[std::size_t(activity)]);
    }
    if (changed.empty())
        return;
    settle(std::move(changed));
    Q_EMIT countsChanged();
}

void DeviceTableModel::setUtc(bool utc)
{
    m_text.setUtc(utc);
}

void DeviceTableModel::setEditable(bool editable)
{
    m_editable = editable;
}

} // namespace Models
