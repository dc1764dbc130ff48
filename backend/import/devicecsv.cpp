// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/devicecsv.h"

#include "backend/export/csvtext.h"

#include <algorithm>

namespace Backend {

namespace {

using Domain::Device;

struct Column
{
    const char *name;
    QByteArray (*value)(const Device &device);
    bool isKey = false;
};

template <typename Id>
QByteArray idText(const std::optional<Id> &id)
{
    return id ? id->toString().toLatin1() : QByteArray();
}

QByteArray keyText(const std::optional<Domain::Aes128Key> &key)
{
    return key && !key->isZero() ? key->toHex().toLatin1() : QByteArray();
}

QByteArray numberText(const std::optional<quint32> &number)
{
    return number ? QByteArray::number(*number) : QByteArray();
}

QByteArray profileText(quint32 number)
{
    return number > 0 ? QByteArray::number(number, 16).toUpper().rightJustified(4, '0') : QByteArray();
}

/// The counters are of use with the session's keys only.
bool hasSession(const Device &device)
{
    return device.devAddr && device.appSKey && !(device.radio && device.radio->supportsJoin);
}

const std::vector<Column> &columns()
{
    static const std::vector<Column> all{
        {"id", [](const Device &d) { return d.id.toUtf8(); }},
        {"dev_eui", [](const Device &d) { return idText(d.devEui); }},
        {"join_eui", [](const Device &d) { return idText(d.joinEui); }},
        {"name", [](const Device &d) { return d.name.toUtf8(); }},
        {"description", [](const Device &d) { return d.description.toUtf8(); }},
        {"frequency_plan_id", [](const Device &d) { return d.radio ? d.radio->frequencyPlan.toUtf8() : QByteArray(); }},
        {"lorawan_version", [](const Device &d) { return d.radio ? d.radio->macVersion.toUtf8() : QByteArray(); }},
        {"lorawan_phy_version", [](const Device &d) { return d.radio ? d.radio->phyVersion.toUtf8() : QByteArray(); }},
        {"brand_id", [](const Device &d) { return d.versionIds.brand.toUtf8(); }},
        {"model_id", [](const Device &d) { return d.versionIds.model.toUtf8(); }},
        {"hardware_version", [](const Device &d) { return d.versionIds.hardware.toUtf8(); }},
        {"firmware_version", [](const Device &d) { return d.versionIds.firmware.toUtf8(); }},
        {"band_id", [](const Device &d) { return d.versionIds.band.toUtf8(); }},
        {"vendor_id", [](const Device &d) { return profileText(d.profileIds.vendor); }},
        {"vendor_profile_id", [](const Device &d) { return profileText(d.profileIds.profile); }},
        {"app_key", [](const Device &d) { return keyText(d.appKey); }, true},
        {"nwk_key", [](const Device &d) { return keyText(d.nwkKey); }, true},
        {"supports_32_bit_f_cnt",
         [](const Device &d) {
             return QByteArray(!d.radio ? "" : d.uses32BitCounters ? "true" : "false");
         }},
        {"dev_addr", [](const Device &d) { return hasSession(d) ? idText(d.devAddr) : QByteArray(); }, true},
        {"app_s_key", [](const Device &d) { return hasSession(d) ? keyText(d.appSKey) : QByteArray(); }, true},
        {"f_nwk_s_int_key", [](const Device &d) { return hasSession(d) ? keyText(d.nwkSKey) : QByteArray(); }, true},
        {"last_f_cnt_up", [](const Device &d) { return hasSession(d) ? numberText(d.fCntUp) : QByteArray(); }, true},
        {"last_n_f_cnt_down", [](const Device &d) { return hasSession(d) ? numberText(d.fCntDown) : QByteArray(); },
         true},
        {"supports_class_c",
         [](const Device &d) {
             return QByteArray(!d.radio ? "" : d.radio->supportsClassC ? "true" : "false");
         }},
    };
    return all;
}

} // namespace

void DeviceCsv::add(qint64 number, const Device &device)
{
    std::vector<QByteArray> row;
    row.reserve(columns().size());
    for (const Column &column : columns())
        row.push_back(column.value(device));
    m_rows.insert_or_assign(number, std::move(row));
}

QByteArray DeviceCsv::toBytes() const
{
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < columns().size(); ++i) {
        const bool filled
            = std::any_of(m_rows.begin(), m_rows.end(), [i](const auto &row) { return !row.second[i].isEmpty(); });
        if (filled || i == 0)
            used.push_back(i);
    }
    QByteArray out;
    const auto line = [&](auto cell) {
        for (std::size_t i = 0; i < used.size(); ++i) {
            if (i > 0)
                out += ',';
            CsvText::appendCell(out, cell(used[i]));
        }
        out += "\r\n";
    };
    line([](std::size_t column) { return QByteArrayView(columns()[column].name); });
    for (const auto &[number, row] : m_rows)
        line([&row = row](std::size_t column) { return QByteArrayView(row[column]); });
    return out;
}

QStringList DeviceCsv::partlyEmptyKeys() const
{
    QStringList out;
    for (std::size_t i = 0; i < columns().size(); ++i) {
        if (!columns()[i].isKey)
            continue;
        const auto filled
            = std::count_if(m_rows.begin(), m_rows.end(), [i](const auto &row) { return !row.second[i].isEmpty(); });
        if (filled > 0 && filled < std::ptrdiff_t(m_rows.size()))
            out += QString::fromLatin1(columns()[i].name);
    }
    return out;
}

} // namespace Backend
