// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/dictionary.h"
#include "backend/history/historyschema.h"

#include <vector>

namespace Backend {

/// What the ids of one history file mean in this process. Names that others add are read when an id is met that is not
/// known. Used in the thread of its database.
class StoredNames
{
public:
    StoredNames(Domain::Dictionary *dictionary, Domain::ProfileRef profile)
        : m_dictionary(dictionary)
        , m_profile(profile)
    {
    }

    /// Reads the names added since the last time. SQLITE_OK or an error.
    int load(SqliteDatabase &database);
    /// Puts the references into the record; an id without a name is 0.
    void resolve(SqliteDatabase &database, HistorySchema::StoredIds ids, Domain::EventRecord &record);

    /// By id; 0: there is no such id.
    [[nodiscard]] const std::vector<Domain::DeviceRef> &devices() const { return m_devices; }
    [[nodiscard]] const std::vector<Domain::GatewayRef> &gateways() const { return m_gateways; }
    [[nodiscard]] const std::vector<Domain::RadioRef> &radios() const { return m_radios; }
    [[nodiscard]] Domain::Dictionary *dictionary() const { return m_dictionary; }
    [[nodiscard]] Domain::ProfileRef profile() const { return m_profile; }

private:
    Domain::Dictionary *m_dictionary;
    Domain::ProfileRef m_profile;
    std::vector<Domain::DeviceRef> m_devices{0};
    std::vector<Domain::GatewayRef> m_gateways{0};
    std::vector<Domain::RadioRef> m_radios{0};
};

/// The other direction, for the writer: finds or gives ids. What was given in a transaction that failed must be taken
/// back.
class NameWriter
{
public:
    explicit NameWriter(Domain::Dictionary *dictionary)
        : m_dictionary(dictionary)
    {
    }

    /// Takes over what the file has.
    void adopt(SqliteDatabase &database, const StoredNames &names);
    /// The ids of a record's names, new names are inserted. SQLITE_OK or an error.
    int ids(SqliteDatabase &database, const Domain::EventRecord &record, HistorySchema::StoredIds &ids);
    void committed() { m_fresh.clear(); }
    void rolledBack();
    /// All ids are void: the tables were emptied.
    void clear();

private:
    struct Device
    {
        qint64 id = 0;
        const Domain::DeviceEntry *entry = nullptr;
        quint64 devEui = 0; ///< as stored
    };
    struct Fresh
    {
        enum Table : quint8 { DeviceTable, DevEuiColumn, GatewayTable, RadioTable } table;
        std::size_t ref;
        quint64 before;
    };

    int deviceId(SqliteDatabase &database, Domain::DeviceRef ref, qint64 &id);
    int gatewayId(SqliteDatabase &database, Domain::GatewayRef ref, qint64 &id);
    int radioId(SqliteDatabase &database, Domain::RadioRef ref, qint64 &id);

    Domain::Dictionary *m_dictionary;
    std::vector<Device> m_devices;
    std::vector<qint64> m_gateways;
    std::vector<qint64> m_radios;
    std::vector<Fresh> m_fresh;
};

} // namespace Backend
