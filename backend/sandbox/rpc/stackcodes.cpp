// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackcodes.h"

#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackrefusal.h"

#include <QStringList>

#include <algorithm>
#include <optional>
#include <vector>

namespace Backend::StackCodes {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char space[] = "pkg/qrcodegenerator/qrcode/enddevices";
constexpr qsizetype euiDigits = 16;
constexpr qsizetype profileDigits = 8;

/// One of the three formats of TR005.
struct Grammar
{
    const char *id;
    QString start; ///< in front of the JoinEUI
    QChar between; ///< JoinEUI, DevEUI and ProfileID
    QString beforeExtensions; ///< besides what is in front of each
    QChar extension; ///< in front of each
    char owner; ///< letter of the token that proves ownership
    QString allowed; ///< characters of extensions; empty: all
};

const std::vector<Grammar> &grammars()
{
    static const QString letters = QStringLiteral("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    static const std::vector<Grammar> all
        = {{"tr005", QStringLiteral("LW:D0:"), u':', QString(), u':', 'O', QString()},
           {"tr005draft2", QStringLiteral("URN:LW:DP:"), u':', QStringLiteral(":"), u'%', 'V',
            letters + QStringLiteral("$*+-./")},
           {"tr005draft3", QStringLiteral("URN:DEV:LW:"), u'_', QString(), u'_', 'V', letters}};
    return all;
}

StackRefusal wrongFormat()
{
    return {RpcCode::InvalidArgument, space, "format", "invalid format"};
}

std::string hexBytes(const QString &digits, qsizetype count)
{
    const QByteArray text = digits.toLatin1();
    const QByteArray bytes = QByteArray::fromHex(text);
    if (digits.size() != count || bytes.toHex() != text.toLower())
        throw count == euiDigits ? StackRefusal{RpcCode::InvalidArgument, "pkg/types", "invalid_eui", "invalid EUI"}
                                 : wrongFormat();
    return bytes.toStdString();
}

void checkCharacters(const Grammar &grammar, const QString &value)
{
    for (const QChar one : value) {
        if (grammar.allowed.isEmpty() || grammar.allowed.contains(one))
            continue;
        StackRefusal refusal{RpcCode::InvalidArgument, space, "character", "invalid character `{r}`"};
        refusal.numbers = {{"r", double(one.unicode())}}; // the number of the character, as at the real servers
        throw refusal;
    }
}

v3::EndDeviceTemplate read(const Grammar &grammar, const QString &text)
{
    if (!text.startsWith(grammar.start))
        throw wrongFormat();
    QString rest = text.mid(grammar.start.size());
    const QStringList parts = rest.split(grammar.between);
    if (parts.size() < 3)
        throw wrongFormat();
    v3::EndDeviceTemplate out;
    v3::EndDevice &device = *out.mutable_end_device();
    device.mutable_ids()->set_join_eui(hexBytes(parts[0], euiDigits));
    device.mutable_ids()->set_dev_eui(hexBytes(parts[1], euiDigits));
    (void)hexBytes(parts[2], profileDigits);
    v3::LoRaAllianceProfileIdentifiers &profile = *device.mutable_lora_alliance_profile_ids();
    profile.set_vendor_id(parts[2].left(4).toUInt(nullptr, 16));
    profile.set_vendor_profile_id(parts[2].mid(4).toUInt(nullptr, 16));
    device.mutable_claim_authentication_code();
    QString extensions = QStringList(parts.mid(3)).join(grammar.between);
    if (grammar.extension == u'%')
        extensions.replace(QLatin1String("%25"), QLatin1String("%"));
    for (const QString &extension : extensions.split(grammar.extension)) {
        const QString value = extension.mid(1);
        const char kind = extension.isEmpty() ? '\0' : extension[0].toLatin1();
        if (kind == grammar.owner || kind == 'S' || kind == 'P')
            checkCharacters(grammar, value);
        if (kind == grammar.owner)
            device.mutable_claim_authentication_code()->set_value(value.toStdString());
        else if (kind == 'S')
            device.set_serial_number(value.toStdString());
    }
    out.mutable_field_mask()->add_paths("ids");
    out.mutable_field_mask()->add_paths("claim_authentication_code");
    return out;
}

v3::EndDeviceTemplate readBare(const QString &text)
{
    v3::EndDeviceTemplate out;
    out.mutable_end_device()->mutable_ids()->set_dev_eui(hexBytes(text, euiDigits));
    out.mutable_field_mask()->add_paths("ids.dev_eui");
    return out;
}

v3::QRCodeFormat format(const char *name, const char *description, std::initializer_list<const char *> paths)
{
    v3::QRCodeFormat out;
    out.set_name(name);
    out.set_description(description);
    for (const char *path : paths)
        out.mutable_field_mask()->add_paths(path);
    return out;
}

QString upperHex(const std::string &bytes)
{
    return QString::fromStdString(SandboxKeys::hex(bytes));
}

} // namespace

const std::map<std::string, v3::QRCodeFormat> &formats()
{
    constexpr char standard[] = "Standard QR code format defined by LoRa Alliance.";
    const std::initializer_list<const char *> paths
        = {"claim_authentication_code.value", "ids.dev_eui", "ids.join_eui"};
    static const std::map<std::string, v3::QRCodeFormat> all
        = {{"tr005", format("LoRa Alliance TR005", standard, paths)},
           {"tr005draft2", format("LoRa Alliance TR005 Draft 2 (DEPRECATED)", standard, paths)},
           {"tr005draft3", format("LoRa Alliance TR005 Draft 3 (DEPRECATED)", standard, paths)},
           {"dev_eui", format("DevEUI", "LoRaWAN® DevEUI (hex encoded)", {"ids.dev_eui"})}};
    return all;
}

Code parse(const std::string &wanted, const std::string &bytes)
{
    const QString text = QString::fromStdString(bytes);
    for (const Grammar &grammar : grammars()) {
        if (!wanted.empty() && wanted != grammar.id)
            continue;
        try {
            return {grammar.id, read(grammar, text)};
        } catch (const StackRefusal &) {
            if (!wanted.empty())
                throw;
        }
    }
    if (wanted.empty()) {
        try {
            return {"dev_eui", readBare(text)};
        } catch (const StackRefusal &) {
            // None of them.
        }
    }
    throw StackRefusal{RpcCode::InvalidArgument, space, "unknown_format", "format unknown"};
}

QString text(const std::string &wanted, const v3::EndDevice &device)
{
    const auto grammar = std::find_if(grammars().begin(), grammars().end(),
                                      [&wanted](const Grammar &one) { return one.id == wanted; });
    if (grammar == grammars().end())
        return {};
    if (device.ids().join_eui().empty())
        throw StackRefusal{RpcCode::FailedPrecondition, space, "no_join_eui", "no JoinEUI"};
    if (device.ids().dev_eui().empty())
        throw StackRefusal{RpcCode::FailedPrecondition, space, "no_dev_eui", "no DevEUI"};
    const QString token = QString::fromStdString(device.claim_authentication_code().value());
    checkCharacters(*grammar, token);
    QString out = grammar->start + upperHex(device.ids().join_eui()) + grammar->between
        + upperHex(device.ids().dev_eui()) + grammar->between + QString(profileDigits, u'0');
    if (!token.isEmpty())
        out += grammar->beforeExtensions + grammar->extension + QLatin1Char(grammar->owner) + token;
    return out;
}

} // namespace Backend::StackCodes
