// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stacktemplates.h"

#include "backend/domain/clock.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackjson.h"
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackrefusal.h"
#include "backend/sandbox/rpc/stackulid.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Backend::StackTemplates {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char space[] = "pkg/devicetemplates";

using Found = std::function<void(const v3::EndDeviceTemplate &)>;
/// Puts a cell into the device and names the paths; false: it cannot be that.
using Setter = std::function<bool(v3::EndDevice &, const std::string &)>;
struct Column
{
    Setter set;
    std::vector<const char *> paths;
    const char *why = ""; ///< name of the failure in pkg/types, where it has one
};

std::optional<std::string> hex(const std::string &text, std::size_t bytes)
{
    if (text.empty())
        return std::string(bytes, '\0'); // empty cells are values
    const QByteArray digits = QByteArray::fromStdString(text);
    const QByteArray out = QByteArray::fromHex(digits);
    return out.toHex() == digits.toLower() && std::size_t(out.size()) == bytes ? std::optional(out.toStdString())
                                                                               : std::nullopt;
}

template <typename Apply>
Setter bytes(std::size_t count, Apply apply)
{
    return [count, apply](v3::EndDevice &device, const std::string &text) {
        const auto value = hex(text, count);
        if (value)
            apply(device, *value);
        return value.has_value();
    };
}

template <typename Apply>
Setter words(Apply apply)
{
    return [apply](v3::EndDevice &device, const std::string &text) {
        apply(device, text);
        return true;
    };
}

template <typename Apply>
Setter number(int base, Apply apply)
{
    return [base, apply](v3::EndDevice &device, const std::string &text) {
        bool ok = false;
        const uint value = QString::fromStdString(text).toUInt(&ok, base);
        if (ok)
            apply(device, value);
        return ok;
    };
}

std::optional<bool> truth(const std::string &text)
{
    const QString word = QString::fromStdString(text).toLower();
    if (word == u"true" || word == u"1" || word == u"t")
        return true;
    return word == u"false" || word == u"0" || word == u"f" ? std::optional(false) : std::nullopt;
}

/// "1.0.3" and "1.0.3-a" besides the names.
QString versionName(const std::string &text, bool isPhy)
{
    QString word = QString::fromStdString(text).toUpper();
    if (!word.isEmpty() && word[0].isDigit())
        word = (isPhy ? u"PHY_V" : u"MAC_V")
            + word.replace(u'.', u'_').replace(QLatin1String("-"), QLatin1String("_REV_"));
    return word;
}

v3::SessionKeys &sessionKeys(v3::EndDevice &device)
{
    v3::SessionKeys &keys = *device.mutable_session()->mutable_keys();
    if (keys.session_key_id().empty())
        keys.set_session_key_id(stackUlid(Domain::nowNs()).substr(0, 16));
    return keys;
}

const std::map<std::string, Column> &columns()
{
    using Device = v3::EndDevice;
    using Text = std::string;
    static const std::map<std::string, Column> all = [] {
        const Column joinEui{
            bytes(8, [](Device &device, const Text &value) { device.mutable_ids()->set_join_eui(value); }),
            {"ids.join_eui"},
            "invalid_eui"};
        const auto key = [](auto choose) {
            return bytes(16, [choose](Device &device, const Text &value) { choose(device)->set_key(value); });
        };
        std::map<std::string, Column> out = {
            {"id",
             {words([](Device &device, const Text &value) { device.mutable_ids()->set_device_id(value); }),
              {"ids.device_id"}}},
            {"dev_eui",
             {bytes(8, [](Device &device, const Text &value) { device.mutable_ids()->set_dev_eui(value); }),
              {"ids.dev_eui"},
              "invalid_eui"}},
            {"join_eui", joinEui},
            {"app_eui", joinEui},
            {"name", {words([](Device &device, const Text &value) { device.set_name(value); }), {"name"}}},
            {"description",
             {words([](Device &device, const Text &value) { device.set_description(value); }), {"description"}}},
            {"frequency_plan_id",
             {words([](Device &device, const Text &value) { device.set_frequency_plan_id(value); }),
              {"frequency_plan_id"}}},
            {"brand_id",
             {words([](Device &device, const Text &value) { device.mutable_version_ids()->set_brand_id(value); }),
              {"version_ids.brand_id"}}},
            {"model_id",
             {words([](Device &device, const Text &value) { device.mutable_version_ids()->set_model_id(value); }),
              {"version_ids.model_id"}}},
            {"hardware_version",
             {words(
                  [](Device &device, const Text &value) { device.mutable_version_ids()->set_hardware_version(value); }),
              {"version_ids.hardware_version"}}},
            {"firmware_version",
             {words(
                  [](Device &device, const Text &value) { device.mutable_version_ids()->set_firmware_version(value); }),
              {"version_ids.firmware_version"}}},
            {"band_id",
             {words([](Device &device, const Text &value) { device.mutable_version_ids()->set_band_id(value); }),
              {"version_ids.band_id"}}},
            {"vendor_id",
             {number(16,
                     [](Device &device, quint32 value) {
                         device.mutable_lora_alliance_profile_ids()->set_vendor_id(value);
                     }),
              {"lora_alliance_profile_ids.vendor_id"}}},
            {"vendor_profile_id",
             {number(16,
                     [](Device &device, quint32 value) {
                         device.mutable_lora_alliance_profile_ids()->set_vendor_profile_id(value);
                     }),
              {"lora_alliance_profile_ids.vendor_profile_id"}}},
            {"app_key",
             {key([](Device &device) {
                  device.set_supports_join(true);
                  return device.mutable_root_keys()->mutable_app_key();
              }),
              {"root_keys.app_key.key", "supports_join"}}},
            {"nwk_key",
             {key([](Device &device) {
                  device.set_supports_join(true);
                  return device.mutable_root_keys()->mutable_nwk_key();
              }),
              {"root_keys.nwk_key.key", "supports_join"}}},
            {"dev_addr",
             {bytes(4, [](Device &device, const Text &value) { device.mutable_session()->set_dev_addr(value); }),
              {"session.dev_addr"}}},
            {"app_s_key",
             {key([](Device &device) { return sessionKeys(device).mutable_app_s_key(); }),
              {"session.keys.app_s_key.key"}}},
            {"f_nwk_s_int_key",
             {key([](Device &device) { return sessionKeys(device).mutable_f_nwk_s_int_key(); }),
              {"session.keys.f_nwk_s_int_key.key"}}},
            {"last_f_cnt_up",
             {number(10, [](Device &device, quint32 value) { device.mutable_session()->set_last_f_cnt_up(value); }),
              {"session.last_f_cnt_up"}}},
            {"last_n_f_cnt_down",
             {number(10, [](Device &device, quint32 value) { device.mutable_session()->set_last_n_f_cnt_down(value); }),
              {"session.last_n_f_cnt_down"}}},
            {"last_a_f_cnt_down",
             {number(10, [](Device &device, quint32 value) { device.mutable_session()->set_last_a_f_cnt_down(value); }),
              {"session.last_a_f_cnt_down"}}}};
        out["lorawan_version"] = {[](Device &device, const Text &text) {
                                      v3::MACVersion version = v3::MAC_UNKNOWN;
                                      const bool ok
                                          = v3::MACVersion_Parse(versionName(text, false).toStdString(), &version);
                                      device.set_lorawan_version(version);
                                      return ok;
                                  },
                                  {"lorawan_version"}};
        out["lorawan_phy_version"] = {[](Device &device, const Text &text) {
                                          v3::PHYVersion version = v3::PHY_UNKNOWN;
                                          const bool ok
                                              = v3::PHYVersion_Parse(versionName(text, true).toStdString(), &version);
                                          device.set_lorawan_phy_version(version);
                                          return ok;
                                      },
                                      {"lorawan_phy_version"}};
        out["rx1_delay"] = {[](Device &device, const Text &text) {
                                v3::RxDelay delay = v3::RX_DELAY_0;
                                bool ok = false;
                                const int seconds = QString::fromStdString(text).toInt(&ok);
                                if (ok && v3::RxDelay_IsValid(seconds))
                                    delay = v3::RxDelay(seconds);
                                else
                                    ok = v3::RxDelay_Parse(text, &delay);
                                device.mutable_mac_settings()->mutable_rx1_delay()->set_value(delay);
                                return ok;
                            },
                            {"mac_settings.rx1_delay"}};
        out["supports_32_bit_f_cnt"]
            = {[](Device &device, const Text &text) {
                   const auto value = truth(text);
                   device.mutable_mac_settings()->mutable_supports_32_bit_f_cnt()->set_value(value.value_or(false));
                   return value.has_value();
               },
               {"mac_settings.supports_32_bit_f_cnt"}};
        out["supports_class_c"] = {[](Device &device, const Text &text) {
                                       const auto value = truth(text);
                                       device.set_supports_class_c(value.value_or(false));
                                       return value.has_value();
                                   },
                                   {"supports_class_c"}};
        return out;
    }();
    return all;
}

/// Rows of cells; quotes as RFC 4180 has them. Blank lines are none.
std::vector<std::vector<std::string>> rows(const std::string &text, char separator)
{
    std::vector<std::vector<std::string>> out;
    std::vector<std::string> row;
    std::string cell;
    bool quoted = false;
    bool any = false;
    const auto endCell = [&] {
        row.push_back(std::exchange(cell, {}));
        any = false;
    };
    const auto endRow = [&] {
        if (row.empty() && cell.empty() && !any)
            return;
        endCell();
        out.push_back(std::exchange(row, {}));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == '"' && cell.empty()) {
            quoted = any = true;
        } else if (c == separator) {
            endCell();
        } else if (c == '\n') {
            endRow();
        } else if (c != '\r' && (c != ' ' || !cell.empty())) {
            cell += c;
        }
    }
    endRow();
    return out;
}

/// What the repository knows is filled in; values of the file win.
void complete(v3::EndDeviceTemplate &found, const v3::EndDeviceVersionIdentifiers &fallback,
              const StackProducts &products)
{
    v3::EndDevice &device = *found.mutable_end_device();
    if (!device.has_version_ids() && fallback.ByteSizeLong())
        *device.mutable_version_ids() = fallback;
    if (device.version_ids().model_id().empty())
        return;
    v3::EndDeviceTemplate known = StackDesk::repositoryTemplate(products, device.version_ids());
    StackMask::copy(device, *known.mutable_end_device(), found.field_mask());
    *known.mutable_end_device()->mutable_ids() = device.ids();
    for (const std::string &path : found.field_mask().paths()) {
        if (!StackMask::names(known.field_mask(), path))
            known.mutable_field_mask()->add_paths(path);
    }
    found = known;
}

void convertCsv(const v3::ConvertEndDeviceTemplateRequest &asked, const StackProducts &products, const Found &found)
{
    std::string data = asked.data();
    if (data.rfind("\xEF\xBB\xBF", 0) == 0)
        data.erase(0, 3);
    if (data.empty())
        throw ServerAnswer::failure(RpcCode::Unknown, "EOF");
    const std::string head = data.substr(0, data.find('\n'));
    const char separator = head.find(';') == std::string::npos && head.find(',') != std::string::npos ? ',' : ';';
    const auto table = rows(data, separator);
    std::vector<const Column *> known;
    bool hasId = false;
    bool any = false;
    for (const std::string &name : table.empty() ? std::vector<std::string>() : table.front()) {
        const auto column = columns().find(name);
        known.push_back(column == columns().end() ? nullptr : &column->second);
        hasId = hasId || name == "id";
        any = any || known.back();
    }
    if (!any)
        throw StackRefusal{RpcCode::InvalidArgument, space, "csv_header", "no known columns in CSV header"};
    for (std::size_t line = 1; line < table.size(); ++line) {
        if (table[line].size() != known.size()) {
            StackRefusal refusal{RpcCode::InvalidArgument, space, "parse_csv",
                                 "parse CSV at line `{line}` column `{column}`: {message}"};
            refusal.attributes = {{"message", "wrong number of fields"}};
            refusal.numbers = {{"start_line", double(line + 1)}, {"line", double(line + 1)}, {"column", 1}};
            throw refusal;
        }
        v3::EndDeviceTemplate one;
        one.mutable_end_device()->mutable_ids();
        for (std::size_t column = 0; column < known.size(); ++column) {
            if (!known[column])
                continue;
            if (!known[column]->set(*one.mutable_end_device(), table[line][column])) {
                StackRefusal refusal{RpcCode::InvalidArgument, space, "parse_csv_field",
                                     "parse CSV field at line `{line}` column `{column}`"};
                refusal.numbers = {{"line", double(line)}, {"column", double(column + 1)}};
                if (*known[column]->why)
                    throw std::move(refusal).because(
                        {RpcCode::InvalidArgument, "pkg/types", known[column]->why, "invalid EUI"});
                throw refusal;
            }
            for (const char *path : known[column]->paths) {
                if (!StackMask::names(one.field_mask(), path))
                    one.mutable_field_mask()->add_paths(path);
            }
        }
        v3::EndDeviceIdentifiers &ids = *one.mutable_end_device()->mutable_ids();
        if (!hasId && !ids.dev_eui().empty()) {
            ids.set_device_id("eui-" + QByteArray::fromStdString(ids.dev_eui()).toHex().toStdString());
            one.mutable_field_mask()->add_paths("ids.device_id");
        }
        complete(one, asked.end_device_version_ids(), products);
        found(one);
    }
}

void convertJson(const v3::ConvertEndDeviceTemplateRequest &asked, const StackProducts &products, const Found &found)
{
    const QByteArray data = QByteArray::fromStdString(asked.data()).trimmed();
    if (data.isEmpty())
        throw ServerAnswer::failure(RpcCode::Unknown, "EOF");
    // One array, or objects one after the other.
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(data, &error);
    if (error.error != QJsonParseError::NoError) {
        QByteArray joined = data;
        document = QJsonDocument::fromJson('[' + joined.replace("}\n{", "},{").replace("}{", "},{") + ']', &error);
    }
    if (error.error != QJsonParseError::NoError)
        throw StackRefusal{RpcCode::InvalidArgument, space, "json_token", "invalid JSON token"};
    const QJsonArray devices = document.isArray() ? document.array() : QJsonArray{document.object()};
    for (const QJsonValue &device : devices) {
        v3::EndDeviceTemplate one;
        if (!StackJson::read(device.toObject(), *one.mutable_end_device()))
            throw StackRefusal{RpcCode::InvalidArgument, space, "json_token", "invalid JSON token"};
        one.mutable_end_device()->mutable_ids()->clear_dev_addr();
        std::vector<std::string> paths;
        StackJson::leaves(one.end_device(), {}, paths);
        for (const std::string &path : paths)
            one.mutable_field_mask()->add_paths(path);
        complete(one, asked.end_device_version_ids(), products);
        found(one);
    }
}

} // namespace

void convert(const v3::ConvertEndDeviceTemplateRequest &asked, const StackProducts &products, const Found &found)
{
    if (asked.format_id() == CsvFormat)
        convertCsv(asked, products, found);
    else if (asked.format_id() == JsonFormat)
        convertJson(asked, products, found);
    else {
        StackRefusal refusal{RpcCode::NotFound, "pkg/devicetemplateconverter", "converter",
                             "converter `{id}` not found"};
        refusal.attributes = {{"id", asked.format_id()}};
        throw refusal;
    }
}

} // namespace Backend::StackTemplates
