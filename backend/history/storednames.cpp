// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/history/storednames.h"

namespace Backend {

namespace {

/// More names than this in one file are damage, not data; it bounds what a crafted file makes us allocate.
constexpr qint64 LargestId = 50'000'000;

/// Calls `add(id, statement)` for the rows above the highest id known. SQLITE_OK or an error.
template <typename Ref, typename Add>
int loadTable(SqliteDatabase &database, const char *sql, std::vector<Ref> &refs, Add add)
{
    SqliteStatement statement = database.prepare(sql);
    if (!statement.isValid())
        return sqlite3_extended_errcode(database.handle());
    statement.bind(1, qint64(refs.size()) - 1);
    int result = SQLITE_OK;
    while ((result = statement.step()) == SQLITE_ROW) {
        const qint64 id = statement.integer(0);
        if (id > LargestId)
            return SQLITE_CORRUPT;
        refs.resize(std::size_t(id), 0);
        refs.push_back(add(statement));
    }
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

template <typename T>
T &slot(std::vector<T> &values, std::size_t index)
{
    if (index >= values.size())
        values.resize(index + index / 2 + 1);
    return values[index];
}

template <typename Ref>
Ref at(const std::vector<Ref> &refs, qint64 id)
{
    return id > 0 && std::size_t(id) < refs.size() ? refs[std::size_t(id)] : Ref(0);
}

template <typename Ref>
bool isNews(const std::vector<Ref> &refs, qint64 id)
{
    return id >= qint64(refs.size());
}

} // namespace

int StoredNames::load(SqliteDatabase &database)
{
    int result = loadTable(database, "SELECT id,application,device,dev_eui FROM device WHERE id>?1 ORDER BY id",
                           m_devices, [this](const SqliteStatement &row) {
                               const auto ref = m_dictionary->internDevice(m_profile, row.text(1), row.text(2));
                               const auto devEui = quint64(row.integer(3));
                               if (devEui != 0 && m_dictionary->device(ref).devEui.load(std::memory_order_relaxed) == 0)
                                   m_dictionary->setDevEui(ref, Domain::Eui(devEui));
                               return ref;
                           });
    if (result == SQLITE_OK)
        result = loadTable(database, "SELECT id,gateway FROM gateway WHERE id>?1 ORDER BY id", m_gateways,
                           [this](const SqliteStatement &row) { return m_dictionary->internGateway(row.text(1)); });
    if (result == SQLITE_OK)
        result = loadTable(database, "SELECT id,data_rate,frequency FROM radio WHERE id>?1 ORDER BY id", m_radios,
                           [this](const SqliteStatement &row) {
                               return m_dictionary->internRadio(row.text(1), quint64(row.integer(2)));
                           });
    return result;
}

void StoredNames::resolve(SqliteDatabase &database, HistorySchema::StoredIds ids, Domain::EventRecord &record)
{
    if (isNews(m_devices, ids.device) || isNews(m_gateways, ids.gateway) || isNews(m_radios, ids.radio))
        load(database);
    record.device = at(m_devices, ids.device);
    record.gateway = at(m_gateways, ids.gateway);
    record.radio = at(m_radios, ids.radio);
}

void NameWriter::adopt(SqliteDatabase &database, const StoredNames &names)
{
    for (std::size_t id = 1; id < names.devices().size(); ++id) {
        if (const Domain::DeviceRef ref = names.devices()[id])
            slot(m_devices, ref) = {qint64(id), &m_dictionary->device(ref), 0};
    }
    SqliteStatement euis = database.prepare("SELECT id,dev_eui FROM device");
    while (euis.isValid() && euis.step() == SQLITE_ROW) {
        if (const Domain::DeviceRef ref = at(names.devices(), euis.integer(0)))
            slot(m_devices, ref).devEui = quint64(euis.integer(1));
    }
    for (std::size_t id = 1; id < names.gateways().size(); ++id) {
        if (const Domain::GatewayRef ref = names.gateways()[id])
            slot(m_gateways, ref) = qint64(id);
    }
    for (std::size_t id = 1; id < names.radios().size(); ++id) {
        if (const Domain::RadioRef ref = names.radios()[id])
            slot(m_radios, ref) = qint64(id);
    }
}

int NameWriter::ids(SqliteDatabase &database, const Domain::EventRecord &record, HistorySchema::StoredIds &ids)
{
    int result = deviceId(database, record.device, ids.device);
    if (result == SQLITE_OK)
        result = gatewayId(database, record.gateway, ids.gateway);
    if (result == SQLITE_OK)
        result = radioId(database, record.radio, ids.radio);
    return result;
}

int NameWriter::deviceId(SqliteDatabase &database, Domain::DeviceRef ref, qint64 &id)
{
    id = 0;
    if (ref == 0)
        return SQLITE_OK;
    Device &device = slot(m_devices, ref);
    if (device.id == 0) {
        device.entry = &m_dictionary->device(ref);
        const quint64 devEui = device.entry->devEui.load(std::memory_order_relaxed);
        SqliteStatement insert = database.prepare("INSERT INTO device(application,device,dev_eui) VALUES(?1,?2,?3)");
        if (!insert.isValid())
            return sqlite3_extended_errcode(database.handle());
        const QByteArray application = device.entry->application.toUtf8();
        const QByteArray name = device.entry->device.toUtf8();
        insert.bindText(1, application);
        insert.bindText(2, name);
        insert.bind(3, qint64(devEui));
        if (const int result = insert.run(); result != SQLITE_OK)
            return result;
        device.id = sqlite3_last_insert_rowid(database.handle());
        device.devEui = devEui;
        m_fresh.push_back({Fresh::DeviceTable, ref, 0});
    } else if (const quint64 devEui = device.entry->devEui.load(std::memory_order_relaxed); devEui != device.devEui) {
        SqliteStatement update = database.prepare("UPDATE device SET dev_eui=?2 WHERE id=?1");
        if (!update.isValid())
            return sqlite3_extended_errcode(database.handle());
        update.bind(1, device.id);
        update.bind(2, qint64(devEui));
        if (const int result = update.run(); result != SQLITE_OK)
            return result;
        m_fresh.push_back({Fresh::DevEuiColumn, ref, device.devEui});
        device.devEui = devEui;
    }
    id = device.id;
    return SQLITE_OK;
}

int NameWriter::gatewayId(SqliteDatabase &database, Domain::GatewayRef ref, qint64 &id)
{
    id = 0;
    if (ref == 0)
        return SQLITE_OK;
    qint64 &known = slot(m_gateways, ref);
    if (known == 0) {
        SqliteStatement insert = database.prepare("INSERT INTO gateway(gateway) VALUES(?1)");
        if (!insert.isValid())
            return sqlite3_extended_errcode(database.handle());
        const QByteArray name = m_dictionary->gateway(ref).toUtf8();
        insert.bindText(1, name);
        if (const int result = insert.run(); result != SQLITE_OK)
            return result;
        known = sqlite3_last_insert_rowid(database.handle());
        m_fresh.push_back({Fresh::GatewayTable, ref, 0});
    }
    id = known;
    return SQLITE_OK;
}

int NameWriter::radioId(SqliteDatabase &database, Domain::RadioRef ref, qint64 &id)
{
    id = 0;
    if (ref == 0)
        return SQLITE_OK;
    qint64 &known = slot(m_radios, ref);
    if (known == 0) {
        SqliteStatement insert = database.prepare("INSERT INTO radio(data_rate,frequency) VALUES(?1,?2)");
        if (!insert.isValid())
            return sqlite3_extended_errcode(database.handle());
        const Domain::RadioEntry entry = m_dictionary->radio(ref);
        const QByteArray dataRate = entry.dataRate.toUtf8();
        insert.bindText(1, dataRate);
        insert.bind(2, qint64(entry.frequencyHz));
        if (const int result = insert.run(); result != SQLITE_OK)
            return result;
        known = sqlite3_last_insert_rowid(database.handle());
        m_fresh.push_back({Fresh::RadioTable, ref, 0});
    }
    id = known;
    return SQLITE_OK;
}

void NameWriter::rolledBack()
{
    for (auto it = m_fresh.rbegin(); it != m_fresh.rend(); ++it) {
        switch (it->table) {
        case Fresh::DeviceTable:
            m_devices[it->ref] = {};
            break;
        case Fresh::DevEuiColumn:
            m_devices[it->ref].devEui = it->before;
            break;
        case Fresh::GatewayTable:
            m_gateways[it->ref] = 0;
            break;
        case Fresh::RadioTable:
            m_radios[it->ref] = 0;
            break;
        }
    }
    m_fresh.clear();
}

void NameWriter::clear()
{
    m_devices.clear();
    m_gateways.clear();
    m_radios.clear();
    m_fresh.clear();
}

} // namespace Backend
