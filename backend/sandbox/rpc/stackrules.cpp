// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackrules.h"

#include <map>
#include <set>
#include <string>

namespace Backend {

namespace {

constexpr char idPattern[] = "^[a-z0-9](?:[-]?[a-z0-9]){2,}$";
constexpr char idOrNonePattern[] = "^[a-z0-9](?:[-]?[a-z0-9]){2,}$|^$";
constexpr char brandPattern[] = "^([a-z0-9](?:[-]?[a-z0-9]){2,}|)?$";
constexpr char userPattern[] = "^[a-z0-9](?:[-]?[a-z0-9]){1,}$";
constexpr char claimPattern[] = "^[a-zA-Z0-9]{1,32}$";
constexpr char claimRequestPattern[] = "^[A-Z0-9]{1,32}$";
constexpr char addressPattern[]
    = "^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9])\\.)*(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]*[A-Za-"
      "z0-9])(?::[0-9]{1,5})?$|^$";

const StackRule id{.longest = 36, .pattern = idPattern};
const StackRule optionalId{.longest = 36, .pattern = idPattern, .mayBeEmpty = true};
const StackRule idOrNone{.longest = 36, .pattern = idOrNonePattern};
const StackRule address{.pattern = addressPattern};
const StackRule required{.required = true};
const StackRule frequency{.from = 100'000};
const StackRule zeroableFrequency{.zeroOrFrom = 100'000};
const StackRule batchIds{.longest = 36, .pattern = idPattern, .leastItems = 1, .mostItems = 20};
const StackRule limit{.to = 1'000};
const StackRule eui{.bytes = 8};
const StackRule devAddr{.bytes = 4};
const StackRule netId{.bytes = 3};

StackRule text(int most)
{
    return {.longest = most};
}

StackRule range(double from, double to)
{
    return {.from = from, .to = to};
}

StackRule upTo(double most)
{
    return {.to = most};
}

StackRule orders(std::vector<const char *> names)
{
    return {.oneOf = std::move(names)};
}

const StackRule deviceOrder
    = orders({"", "device_id", "-device_id", "join_eui", "-join_eui", "dev_eui", "-dev_eui", "name", "-name",
              "description", "-description", "created_at", "-created_at", "last_seen_at", "-last_seen_at"});

const StackRule applicationOrder
    = orders({"", "application_id", "-application_id", "name", "-name", "created_at", "-created_at"});
const StackRule attributes{.longest = 200, .mostItems = 10, .keys = &id};
const StackRule future{.future = true};
const StackRule port{.to = 255, .never = 224};

/// By message and field, without the package.
const std::map<std::string, StackRule> &rules()
{
    static const std::map<std::string, StackRule> all = {
        {"ApplicationIdentifiers.application_id", id},
        {"GatewayIdentifiers.gateway_id", id},
        {"GatewayIdentifiers.eui", eui},
        {"OrganizationIdentifiers.organization_id", id},
        {"ClientIdentifiers.client_id", id},
        {"UserIdentifiers.user_id", {.longest = 36, .pattern = userPattern}},
        {"EndDeviceIdentifiers.device_id", id},
        {"EndDeviceIdentifiers.application_ids", required},
        {"EndDeviceIdentifiers.dev_eui", eui},
        {"EndDeviceIdentifiers.join_eui", eui},
        {"EndDeviceIdentifiers.dev_addr", devAddr},
        {"EndDeviceVersionIdentifiers.brand_id", optionalId},
        {"EndDeviceVersionIdentifiers.model_id", optionalId},
        {"EndDeviceVersionIdentifiers.hardware_version", text(32)},
        {"EndDeviceVersionIdentifiers.firmware_version", text(32)},
        {"EndDeviceVersionIdentifiers.band_id", text(32)},

        {"Application.ids", required},
        {"Application.name", text(50)},
        {"Application.description", text(2'000)},
        {"Application.attributes", attributes},
        {"Application.contact_info", {.mostItems = 10}},
        {"Application.network_server_address", address},
        {"Application.application_server_address", address},
        {"Application.join_server_address", address},
        {"ApplicationPackageDefaultAssociation.ids", required},
        {"ApplicationPackageDefaultAssociation.package_name", {.longest = 36, .pattern = idPattern}},
        {"ApplicationPackageDefaultAssociationIdentifiers.application_ids", required},
        {"ApplicationPackageDefaultAssociationIdentifiers.f_port", range(1, 255)},
        {"GetApplicationPackageDefaultAssociationRequest.ids", required},
        {"ListApplicationPackageDefaultAssociationRequest.ids", required},
        {"ListApplicationPackageDefaultAssociationRequest.limit", limit},
        {"SetApplicationPackageDefaultAssociationRequest.default", required},
        {"GetApplicationRequest.application_ids", required},
        {"ListApplicationsRequest.order", applicationOrder},
        {"ListApplicationsRequest.limit", limit},
        {"CreateApplicationRequest.application", required},
        {"CreateApplicationRequest.collaborator", required},
        {"UpdateApplicationRequest.application", required},
        {"SearchApplicationsRequest.query", text(50)},
        {"SearchApplicationsRequest.id_contains", text(50)},
        {"SearchApplicationsRequest.name_contains", text(50)},
        {"SearchApplicationsRequest.description_contains", text(50)},
        {"SearchApplicationsRequest.order", applicationOrder},
        {"SearchApplicationsRequest.limit", limit},
        {"GetApplicationLinkRequest.application_ids", required},
        {"SetApplicationLinkRequest.application_ids", required},
        {"SetApplicationLinkRequest.link", required},

        {"APIKey.name", text(50)},
        {"APIKey.expires_at", future},
        {"ListApplicationAPIKeysRequest.application_ids", required},
        {"ListApplicationAPIKeysRequest.order",
         orders({"", "api_key_id", "-api_key_id", "name", "-name", "created_at", "-created_at", "expires_at",
                 "-expires_at"})},
        {"ListApplicationAPIKeysRequest.limit", limit},
        {"GetApplicationAPIKeyRequest.application_ids", required},
        {"CreateApplicationAPIKeyRequest.application_ids", required},
        {"CreateApplicationAPIKeyRequest.name", text(50)},
        {"CreateApplicationAPIKeyRequest.rights", {.leastItems = 1, .unique = true}},
        {"CreateApplicationAPIKeyRequest.expires_at", future},
        {"UpdateApplicationAPIKeyRequest.application_ids", required},
        {"UpdateApplicationAPIKeyRequest.api_key", required},
        {"DeleteApplicationAPIKeyRequest.application_ids", required},
        {"Collaborator.ids", required},
        {"ListApplicationCollaboratorsRequest.application_ids", required},
        {"ListApplicationCollaboratorsRequest.limit", limit},
        {"ListApplicationCollaboratorsRequest.order", orders({"", "id", "-id", "-rights", "rights"})},
        {"GetApplicationCollaboratorRequest.application_ids", required},
        {"GetApplicationCollaboratorRequest.collaborator", required},
        {"SetApplicationCollaboratorRequest.application_ids", required},
        {"SetApplicationCollaboratorRequest.collaborator", required},
        {"DeleteApplicationCollaboratorRequest.application_ids", required},
        {"DeleteApplicationCollaboratorRequest.collaborator_ids", required},
        {"SearchAccountsRequest.query", text(50)},

        {"EndDevice.ids", required},
        {"EndDevice.name", text(50)},
        {"EndDevice.description", text(2'000)},
        {"EndDevice.attributes", attributes},
        {"EndDevice.service_profile_id", text(64)},
        {"EndDevice.network_server_address", address},
        {"EndDevice.network_server_kek_label", text(2'048)},
        {"EndDevice.application_server_address", address},
        {"EndDevice.application_server_kek_label", text(2'048)},
        {"EndDevice.application_server_id", text(100)},
        {"EndDevice.join_server_address", address},
        {"EndDevice.locations", {.keys = &id}},
        {"EndDevice.frequency_plan_id", text(64)},
        {"EndDevice.net_id", netId},
        {"EndDevice.battery_percentage", range(0, 1)},
        {"EndDevice.provisioner_id", idOrNone},
        {"EndDevice.serial_number", optionalId},
        {"EndDeviceAuthenticationCode.value", {.pattern = claimPattern}},
        {"Picture.Embedded.mime_type", text(32)},
        {"Picture.Embedded.data", {.mostBytes = 8'388'608}},
        {"Location.latitude", range(-90, 90)},
        {"Location.longitude", range(-180, 180)},
        {"MessagePayloadFormatters.up_formatter_parameter", text(40'960)},
        {"MessagePayloadFormatters.down_formatter_parameter", text(40'960)},
        {"KeyEnvelope.key", {.bytes = 16}},
        {"KeyEnvelope.kek_label", text(2'048)},
        {"KeyEnvelope.encrypted_key", {.mostBytes = 1'024}},
        {"RootKeys.root_key_id", text(2'048)},
        {"SessionKeys.session_key_id", {.mostBytes = 2'048}},
        {"Session.dev_addr", devAddr},
        {"Session.keys", required},

        {"FrequencyValue.value", frequency},
        {"ZeroableFrequencyValue.value", zeroableFrequency},
        {"MACSettings.factory_preset_frequencies", {.mostItems = 96}},
        {"ADRSettings.StaticMode.tx_power_index", upTo(15)},
        {"ADRSettings.StaticMode.nb_trans", range(1, 15)},
        {"ADRSettings.DynamicMode.min_tx_power_index", upTo(15)},
        {"ADRSettings.DynamicMode.max_tx_power_index", upTo(15)},
        {"ADRSettings.DynamicMode.min_nb_trans", range(1, 3)},
        {"ADRSettings.DynamicMode.max_nb_trans", range(1, 3)},
        {"ADRSettings.DynamicMode.PerDataRateIndexOverride.min_nb_trans", range(1, 3)},
        {"ADRSettings.DynamicMode.PerDataRateIndexOverride.max_nb_trans", range(1, 3)},
        {"ServingRelaySettings.default_channel_index", upTo(255)},
        {"ServingRelaySettings.uplink_forwarding_rules", {.mostItems = 16}},
        {"ServedRelaySettings.backoff", upTo(63)},
        {"ServedRelaySettings.serving_device_id", id},
        {"RelayUplinkForwardingRule.device_id", optionalId},

        {"DownlinkQueueRequest.end_device_ids", required},
        {"DownlinkQueueRequest.downlinks", {.mostItems = 100'000}},
        {"ApplicationDownlink.session_key_id", {.mostBytes = 2'048}},
        {"ApplicationDownlink.f_port", port},
        {"ApplicationDownlink.frm_payload", {.mostBytes = 255}},
        {"ApplicationDownlink.correlation_ids", text(100)},
        {"ApplicationDownlink.ConfirmedRetry.max_attempts", {.above = 0, .to = 100}},
        {"ApplicationDownlinkFailed.downlink", required},
        {"ApplicationDownlinkFailed.error", required},
        {"ApplicationInvalidatedDownlinks.session_key_id", {.mostBytes = 2'048}},
        {"ApplicationJoinAccept.session_key_id", {.mostBytes = 2'048}},
        {"ApplicationJoinAccept.received_at", required},
        {"ApplicationLocation.location", required},
        {"ApplicationLocation.attributes", attributes},
        {"ApplicationUp.end_device_ids", required},
        {"ApplicationUp.correlation_ids", text(100)},
        {"ApplicationUplink.session_key_id", {.mostBytes = 2'048}},
        {"ApplicationUplink.f_port", port},
        {"ApplicationUplink.settings", required},
        {"ApplicationUplinkNormalized.session_key_id", {.mostBytes = 2'048}},
        {"ApplicationUplinkNormalized.f_port", {.from = 1, .to = 255, .never = 224}},
        {"ApplicationUplinkNormalized.normalized_payload", required},
        {"ApplicationUplinkNormalized.settings", required},
        {"ApplicationUplinkNormalized.received_at", required},
        {"TxSettings.data_rate", required},
        {"TxSettings.frequency", frequency},

        {"CreateEndDeviceRequest.end_device", required},
        {"UpdateEndDeviceRequest.end_device", required},
        {"SetEndDeviceRequest.end_device", required},
        {"GetEndDeviceRequest.end_device_ids", required},
        {"ResetAndGetEndDeviceRequest.end_device_ids", required},
        {"GetEndDeviceIdentifiersForEUIsRequest.join_eui", eui},
        {"GetEndDeviceIdentifiersForEUIsRequest.dev_eui", eui},
        {"ListEndDevicesRequest.order", deviceOrder},
        {"ListEndDevicesRequest.limit", limit},
        {"ListEndDevicesRequest.Filter.updated_since", {.past = true}},
        {"BatchGetEndDevicesRequest.application_ids", required},
        {"BatchGetEndDevicesRequest.device_ids", batchIds},
        {"BatchDeleteEndDevicesRequest.application_ids", required},
        {"BatchDeleteEndDevicesRequest.device_ids", batchIds},
        {"SearchEndDevicesRequest.application_ids", required},
        {"SearchEndDevicesRequest.query", text(50)},
        {"SearchEndDevicesRequest.id_contains", text(50)},
        {"SearchEndDevicesRequest.name_contains", text(50)},
        {"SearchEndDevicesRequest.description_contains", text(50)},
        {"SearchEndDevicesRequest.attributes_contain", {.longest = 50, .mostItems = 10, .keys = &id}},
        {"SearchEndDevicesRequest.dev_eui_contains", text(16)},
        {"SearchEndDevicesRequest.join_eui_contains", text(16)},
        {"SearchEndDevicesRequest.dev_addr_contains", text(8)},
        {"SearchEndDevicesRequest.order", deviceOrder},
        {"SearchEndDevicesRequest.limit", limit},

        {"ClaimEndDeviceRequest.AuthenticatedIdentifiers.join_eui", eui},
        {"ClaimEndDeviceRequest.AuthenticatedIdentifiers.dev_eui", eui},
        {"ClaimEndDeviceRequest.AuthenticatedIdentifiers.authentication_code", {.pattern = claimRequestPattern}},
        {"ClaimEndDeviceRequest.qr_code", {.mostBytes = 1'024}},
        {"ClaimEndDeviceRequest.target_application_ids", required},
        {"ClaimEndDeviceRequest.target_device_id", idOrNone},
        {"GetInfoByJoinEUIRequest.join_eui", eui},
        {"GetInfoByJoinEUIsRequest.requests", {.mostItems = 20}},
        {"BatchUnclaimEndDevicesRequest.application_ids", required},
        {"BatchUnclaimEndDevicesRequest.device_ids", batchIds},
        {"ConvertEndDeviceTemplateRequest.format_id", id},
        {"GetQRCodeFormatRequest.format_id", id},
        {"GenerateEndDeviceQRCodeRequest.format_id", id},
        {"GenerateEndDeviceQRCodeRequest.end_device", required},
        {"GenerateEndDeviceQRCodeRequest.Image.image_size", range(10, 1'000)},
        {"ParseEndDeviceQRCodeRequest.format_id", idOrNone},
        {"ParseEndDeviceQRCodeRequest.qr_code", {.leastBytes = 10, .mostBytes = 1'024}},

        {"GetEndDeviceBrandRequest.brand_id", id},
        {"ListEndDeviceBrandsRequest.limit", limit},
        {"ListEndDeviceBrandsRequest.order_by", orders({"", "brand_id", "-brand_id", "name", "-name"})},
        {"ListEndDeviceBrandsRequest.search", text(100)},
        {"GetEndDeviceModelRequest.brand_id", id},
        {"GetEndDeviceModelRequest.model_id", id},
        {"ListEndDeviceModelsRequest.brand_id", {.longest = 36, .pattern = brandPattern}},
        {"ListEndDeviceModelsRequest.limit", limit},
        {"ListEndDeviceModelsRequest.order_by",
         orders({"", "brand_id", "-brand_id", "model_id", "-model_id", "name", "-name"})},
        {"ListEndDeviceModelsRequest.search", text(100)},
        {"GetTemplateRequest.EndDeviceProfileIdentifiers.vendor_id", {.from = 1}},
        {"GetDefaultMACSettingsRequest.frequency_plan_id", text(64)},
        {"FindRelatedEventsRequest.correlation_id", text(100)},
    };
    return all;
}

} // namespace

const StackRule *stackRule(const google::protobuf::FieldDescriptor &field)
{
    static const std::string package = "ttn.lorawan.v3.";
    const std::string &name = field.full_name();
    if (name.rfind(package, 0) != 0)
        return nullptr;
    const auto found = rules().find(name.substr(package.size()));
    return found == rules().end() ? nullptr : &found->second;
}

bool isRequired(const google::protobuf::OneofDescriptor &alternatives)
{
    static const std::set<std::string> all = {"ttn.lorawan.v3.ApplicationUp.up",
                                              "ttn.lorawan.v3.ClaimEndDeviceRequest.source_device",
                                              "ttn.lorawan.v3.DataRate.modulation",
                                              "ttn.lorawan.v3.EntityIdentifiers.ids",
                                              "ttn.lorawan.v3.OrganizationOrUserIdentifiers.ids",
                                              "ttn.lorawan.v3.RelaySettings.mode",
                                              "ttn.lorawan.v3.ServedRelaySettings.mode"};
    return all.contains(alternatives.full_name());
}

} // namespace Backend
