// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Claiming, which no Join Server here offers, and QR codes.
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackregistry.h"
#include "backend/sandbox/rpc/stacktemplates.h"

#include <QRegularExpression>

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/onboarding.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;
using google::protobuf::Empty;

namespace {

constexpr char claimSpace[] = "pkg/deviceclaimingserver";
constexpr char codeSpace[] = "pkg/qrcodegenerator/qrcode/enddevices";

StackRefusal claimingNotSupported(const std::string &joinEui)
{
    StackRefusal out{RpcCode::Aborted, claimSpace, "claiming_not_supported",
                     "claiming not supported for JoinEUI `{eui}`"};
    out.attributes = {{"eui", SandboxKeys::hex(joinEui)}};
    return out;
}

/// A text of one of the formats of TR005, or a bare DevEUI.
struct Code
{
    std::string format;
    v3::EndDeviceTemplate found;
};

Code codeOf(const char *format, const QRegularExpressionMatch &match)
{
    Code out;
    out.format = format;
    v3::EndDevice &device = *out.found.mutable_end_device();
    const auto bytes
        = [&match](int group) { return QByteArray::fromHex(match.captured(group).toLatin1()).toStdString(); };
    device.mutable_ids()->set_join_eui(bytes(1));
    device.mutable_ids()->set_dev_eui(bytes(2));
    device.mutable_claim_authentication_code();
    v3::LoRaAllianceProfileIdentifiers &profile = *device.mutable_lora_alliance_profile_ids();
    profile.set_vendor_id(match.captured(3).left(4).toUInt(nullptr, 16));
    profile.set_vendor_profile_id(match.captured(3).mid(4).toUInt(nullptr, 16));
    out.found.mutable_field_mask()->add_paths("ids");
    out.found.mutable_field_mask()->add_paths("claim_authentication_code");
    return out;
}

/// One letter in front of each extension says what it is.
void addExtensions(Code &code, const QStringList &parts, char owner)
{
    for (const QString &part : parts) {
        if (part.startsWith(QLatin1Char(owner)))
            code.found.mutable_end_device()->mutable_claim_authentication_code()->set_value(part.mid(1).toStdString());
        else if (part.startsWith(u'S'))
            code.found.mutable_end_device()->set_serial_number(part.mid(1).toStdString());
    }
}

std::optional<Code> parse(const std::string &wanted, const QString &text)
{
    static const QRegularExpression final(
        QStringLiteral("^LW:D0:([0-9A-Fa-f]{16}):([0-9A-Fa-f]{16}):([0-9A-Fa-f]{8})(?::(.*))?$"));
    static const QRegularExpression draft2(
        QStringLiteral("^URN:LW:DP:([0-9A-Fa-f]{16}):([0-9A-Fa-f]{16}):([0-9A-Fa-f]{8})(?::(%.*))?$"));
    static const QRegularExpression draft3(
        QStringLiteral("^URN:DEV:LW:([0-9A-Fa-f]{16})_([0-9A-Fa-f]{16})_([0-9A-Fa-f]{8})(?:_(.*))?$"));
    static const QRegularExpression bare(QStringLiteral("^[0-9A-Fa-f]{16}$"));
    const auto isWanted = [&wanted](const char *format) { return wanted.empty() || wanted == format; };
    if (const auto match = final.match(text); match.hasMatch() && isWanted("tr005")) {
        Code out = codeOf("tr005", match);
        addExtensions(out, match.captured(4).split(u':'), 'O');
        return out;
    }
    if (const auto match = draft2.match(text); match.hasMatch() && isWanted("tr005draft2")) {
        Code out = codeOf("tr005draft2", match);
        QString extensions = match.captured(4);
        addExtensions(out, extensions.replace(QLatin1String("%25"), QLatin1String("%")).split(u'%'), 'V');
        return out;
    }
    if (const auto match = draft3.match(text); match.hasMatch() && isWanted("tr005draft3")) {
        Code out = codeOf("tr005draft3", match);
        addExtensions(out, match.captured(4).split(u'_'), 'V');
        return out;
    }
    if (bare.match(text).hasMatch() && wanted.empty()) {
        Code out;
        out.format = "dev_eui";
        out.found.mutable_end_device()->mutable_ids()->set_dev_eui(QByteArray::fromHex(text.toLatin1()).toStdString());
        out.found.mutable_field_mask()->add_paths("ids.dev_eui");
        return out;
    }
    return std::nullopt;
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

/// The token itself is not looked at.
void requireHeader(const StackCall &call)
{
    if (!call.hasCredentials())
        throw StackRefusal{RpcCode::Unauthenticated, "pkg/rpcmetadata", "unauthenticated", "unauthenticated"};
}

void addClaiming(ServerDesk &desk, StackRecords &records)
{
    add<v3::GetInfoByJoinEUIRequest>(desk, records, "EndDeviceClaimingServer/GetInfoByJoinEUI",
                                     [](const StackCall &, const v3::GetInfoByJoinEUIRequest &asked) {
                                         v3::GetInfoByJoinEUIResponse out;
                                         out.set_join_eui(asked.join_eui());
                                         return answered(out);
                                     });
    add<v3::GetInfoByJoinEUIsRequest>(desk, records, "EndDeviceBatchClaimingServer/GetInfoByJoinEUIs",
                                      [](const StackCall &, const v3::GetInfoByJoinEUIsRequest &asked) {
                                          v3::GetInfoByJoinEUIsResponse out;
                                          for (const auto &one : asked.requests())
                                              out.add_infos()->set_join_eui(one.join_eui());
                                          return answered(out);
                                      });
    add<v3::ClaimEndDeviceRequest>(
        desk, records, "EndDeviceClaimingServer/Claim",
        [](const StackCall &call, const v3::ClaimEndDeviceRequest &asked) -> ServerAnswer {
            call.require(asked.target_application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
            if (asked.has_authenticated_identifiers())
                throw claimingNotSupported(asked.authenticated_identifiers().join_eui());
            const auto code = parse({}, QString::fromStdString(asked.qr_code()));
            if (!code)
                throw StackRefusal{RpcCode::Unknown, claimSpace, "parse_qr_code", "parse QR code failed"};
            throw claimingNotSupported(code->found.end_device().ids().join_eui());
        });
    for (const char *method : {"Unclaim", "GetClaimStatus"}) {
        add<v3::EndDeviceIdentifiers>(
            desk, records, std::string("EndDeviceClaimingServer/") + method,
            [](const StackCall &call, const v3::EndDeviceIdentifiers &ids) -> ServerAnswer {
                StackApplication &owner
                    = call.require(ids.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
                const StackDevice *device = StackRegistry::identity().find(owner, ids.device_id());
                if (!device)
                    throw StackRefusal{RpcCode::NotFound, claimSpace, "device_not_found", "device not found"};
                throw claimingNotSupported(device->identity->ids().join_eui());
            });
    }
    add<v3::BatchUnclaimEndDevicesRequest>(
        desk, records, "EndDeviceBatchClaimingServer/Unclaim",
        [](const StackCall &call, const v3::BatchUnclaimEndDevicesRequest &asked) {
            StackApplication &owner
                = call.require(asked.application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
            v3::BatchUnclaimEndDevicesResponse out;
            *out.mutable_application_ids() = asked.application_ids();
            for (const std::string &id : asked.device_ids()) {
                if (const StackDevice *device = StackRegistry::identity().find(owner, id))
                    (*out.mutable_failed())[id]
                        = claimingNotSupported(device->identity->ids().join_eui()).errorDetails();
            }
            return answered(out);
        });
}

void addCodes(ServerDesk &desk, StackRecords &records)
{
    add<Empty>(desk, records, "EndDeviceQRCodeGenerator/ListFormats", [](const StackCall &call, const Empty &) {
        requireHeader(call);
        v3::QRCodeFormats out;
        for (const auto &[id, known] : formats())
            (*out.mutable_formats())[id] = known;
        return answered(out);
    });
    add<v3::GetQRCodeFormatRequest>(desk, records, "EndDeviceQRCodeGenerator/GetFormat",
                                    [](const StackCall &call, const v3::GetQRCodeFormatRequest &asked) {
                                        requireHeader(call);
                                        const auto found = formats().find(asked.format_id());
                                        if (found == formats().end())
                                            throw StackRefusal{RpcCode::NotFound, "pkg/qrcodegenerator",
                                                               "format_not_found", "format `{id}` not found"};
                                        return answered(found->second);
                                    });
    add<v3::ParseEndDeviceQRCodeRequest>(
        desk, records, "EndDeviceQRCodeGenerator/Parse",
        [](const StackCall &call, const v3::ParseEndDeviceQRCodeRequest &asked) {
            requireHeader(call);
            const std::string &wanted = asked.format_id();
            const auto code = parse(wanted, QString::fromStdString(asked.qr_code()));
            if (!code && wanted.empty())
                throw StackRefusal{RpcCode::InvalidArgument, codeSpace, "unknown_format", "format unknown"};
            if (!code && !formats().contains(wanted))
                throw StackRefusal{RpcCode::NotFound, "pkg/qrcodegenerator", "format_not_found",
                                   "format `{id}` not found"};
            if (!code)
                throw StackRefusal{RpcCode::InvalidArgument, codeSpace, "format", "invalid format"};
            v3::ParseEndDeviceQRCodeResponse out;
            out.set_format_id(code->format);
            *out.mutable_end_device_template() = code->found;
            return answered(out);
        });
}

v3::EndDeviceTemplateFormat fileFormat(const char *name, const char *extension)
{
    v3::EndDeviceTemplateFormat out;
    out.set_name(name);
    out.set_description("File containing end devices in " + std::string(name) + " format.");
    out.add_file_extensions(extension);
    return out;
}

void addTemplates(ServerDesk &desk, StackRecords &records)
{
    add<Empty>(desk, records, "EndDeviceTemplateConverter/ListFormats", [](const StackCall &, const Empty &) {
        v3::EndDeviceTemplateFormats out;
        (*out.mutable_formats())[StackTemplates::JsonFormat] = fileFormat("The Things Stack JSON", ".json");
        (*out.mutable_formats())[StackTemplates::CsvFormat] = fileFormat("The Things Stack CSV", ".csv");
        return answered(out);
    });
    add<v3::ConvertEndDeviceTemplateRequest>(desk, records, "EndDeviceTemplateConverter/Convert",
                                             [](const StackCall &, const v3::ConvertEndDeviceTemplateRequest &asked) {
                                                 ServerAnswer answer;
                                                 answer.stream = std::make_shared<ServerStream>();
                                                 ServerStream::End end;
                                                 try {
                                                     StackTemplates::convert(
                                                         asked, [&answer](const v3::EndDeviceTemplate &one) {
                                                             answer.stream->send(one.SerializeAsString());
                                                         });
                                                 } catch (const StackRefusal &refusal) {
                                                     const ServerAnswer failure = refusal.answer();
                                                     end = {failure.code, failure.text, failure.details};
                                                 } catch (const ServerAnswer &plain) {
                                                     end = {plain.code, plain.text, {}};
                                                 }
                                                 answer.stream->finish(std::move(end));
                                                 return answer;
                                             });
}

} // namespace

void addOnboarding(ServerDesk &desk, StackRecords &records)
{
    addClaiming(desk, records);
    addCodes(desk, records);
    addTemplates(desk, records);
}

} // namespace Backend::StackDesk
