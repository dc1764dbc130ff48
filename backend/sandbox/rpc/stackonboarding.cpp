// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Claiming, which no Join Server here offers, QR codes and templates.
#include "backend/qr/codewriting.h"
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackcodes.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackregistry.h"
#include "backend/sandbox/rpc/stacktemplates.h"

#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/onboarding.pb.h>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;
using google::protobuf::Empty;

namespace {

constexpr char claimSpace[] = "pkg/deviceclaimingserver";

/// What is absent counts as zero.
std::string euiOrZero(const std::string &eui)
{
    return eui.empty() ? std::string(8, '\0') : eui;
}

StackRefusal claimingNotSupported(const std::string &joinEui)
{
    StackRefusal out{RpcCode::Aborted, claimSpace, "claiming_not_supported",
                     "claiming not supported for JoinEUI `{eui}`"};
    out.attributes = {{"eui", SandboxKeys::hex(euiOrZero(joinEui))}};
    return out;
}

StackRefusal noEuis()
{
    return {RpcCode::FailedPrecondition, claimSpace, "no_euis", "DevEUI/JoinEUI not set for device"};
}

bool hasEuis(const StackDevice &device)
{
    return !device.identity->ids().join_eui().empty() && !device.identity->ids().dev_eui().empty();
}

StackRefusal formatNotFound()
{
    // The real servers fill in no id either.
    return {RpcCode::NotFound, "pkg/qrcodegenerator", "format_not_found", "format `{id}` not found"};
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
                                         out.set_join_eui(euiOrZero(asked.join_eui()));
                                         return answered(out);
                                     });
    add<v3::GetInfoByJoinEUIsRequest>(desk, records, "EndDeviceBatchClaimingServer/GetInfoByJoinEUIs",
                                      [](const StackCall &, const v3::GetInfoByJoinEUIsRequest &asked) {
                                          v3::GetInfoByJoinEUIsResponse out;
                                          for (const auto &one : asked.requests())
                                              out.add_infos()->set_join_eui(euiOrZero(one.join_eui()));
                                          return answered(out);
                                      });
    add<v3::ClaimEndDeviceRequest>(
        desk, records, "EndDeviceClaimingServer/Claim",
        [](const StackCall &call, const v3::ClaimEndDeviceRequest &asked) -> ServerAnswer {
            call.require(asked.target_application_ids().application_id(), {v3::RIGHT_APPLICATION_DEVICES_WRITE});
            if (asked.has_authenticated_identifiers())
                throw claimingNotSupported(asked.authenticated_identifiers().join_eui());
            std::optional<StackCodes::Code> code;
            try {
                code = StackCodes::parse({}, asked.qr_code());
            } catch (StackRefusal &why) {
                throw StackRefusal{RpcCode::InvalidArgument, claimSpace, "qr_code_data", "invalid QR code data"}
                    .because(std::move(why));
            }
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
                if (!hasEuis(*device))
                    throw noEuis();
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
                const StackDevice *device = StackRegistry::identity().find(owner, id);
                if (!device)
                    continue;
                const StackRefusal why
                    = hasEuis(*device) ? claimingNotSupported(device->identity->ids().join_eui()) : noEuis();
                (*out.mutable_failed())[id] = why.errorDetails();
            }
            if (out.failed().empty())
                throw StackRefusal{RpcCode::InvalidArgument, claimSpace, "no_devices_found",
                                   "no devices in batch found in the device registry"};
            return answered(out);
        });
}

void addCodes(ServerDesk &desk, StackRecords &records)
{
    add<Empty>(desk, records, "EndDeviceQRCodeGenerator/ListFormats", [](const StackCall &call, const Empty &) {
        requireHeader(call);
        v3::QRCodeFormats out;
        for (const auto &[id, known] : StackCodes::formats())
            (*out.mutable_formats())[id] = known;
        return answered(out);
    });
    add<v3::GetQRCodeFormatRequest>(desk, records, "EndDeviceQRCodeGenerator/GetFormat",
                                    [](const StackCall &call, const v3::GetQRCodeFormatRequest &asked) {
                                        requireHeader(call);
                                        const auto found = StackCodes::formats().find(asked.format_id());
                                        if (found == StackCodes::formats().end())
                                            throw formatNotFound();
                                        return answered(found->second);
                                    });
    add<v3::ParseEndDeviceQRCodeRequest>(desk, records, "EndDeviceQRCodeGenerator/Parse",
                                         [](const StackCall &call, const v3::ParseEndDeviceQRCodeRequest &asked) {
                                             requireHeader(call);
                                             const auto code = StackCodes::parse(asked.format_id(), asked.qr_code());
                                             v3::ParseEndDeviceQRCodeResponse out;
                                             out.set_format_id(code.format);
                                             *out.mutable_end_device_template() = code.found;
                                             return answered(out);
                                         });
    add<v3::GenerateEndDeviceQRCodeRequest>(
        desk, records, "EndDeviceQRCodeGenerator/Generate",
        [](const StackCall &call, const v3::GenerateEndDeviceQRCodeRequest &asked) {
            requireHeader(call);
            const QString text = StackCodes::text(asked.format_id(), asked.end_device());
            if (text.isNull())
                throw formatNotFound();
            v3::GenerateQRCodeResponse out;
            out.set_text(text.toStdString());
            if (asked.has_image()) {
                v3::Picture::Embedded &picture = *out.mutable_image()->mutable_embedded();
                picture.set_mime_type("image/png");
                picture.set_data(pngOf(drawCode(text, int(asked.image().image_size()))).toStdString());
            }
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
    add<v3::ConvertEndDeviceTemplateRequest>(
        desk, records, "EndDeviceTemplateConverter/Convert",
        [&records](const StackCall &, const v3::ConvertEndDeviceTemplateRequest &asked) {
            ServerAnswer answer;
            answer.stream = std::make_shared<ServerStream>();
            ServerStream::End end;
            try {
                StackTemplates::convert(asked, records.products, [&answer](const v3::EndDeviceTemplate &one) {
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
