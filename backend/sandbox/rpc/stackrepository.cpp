// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/stackbands.h"
#include "backend/sandbox/rpc/stackdesk.h"
#include "backend/sandbox/rpc/stackmask.h"
#include "backend/sandbox/rpc/stackproducts.h"

#include <algorithm>

namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;

namespace {

constexpr char space[] = "pkg/devicerepository";
constexpr char remoteSpace[] = "pkg/devicerepository/store/remote";
constexpr quint32 mostRows = 1'000;

using Profile = v3::EndDeviceModel::FirmwareVersion::Profile;

/// Any key will do.
void requireSomebody(const StackCall &call)
{
    StackRefusal refusal{RpcCode::Unauthenticated, "pkg/auth/rights", "unauthenticated", "unauthenticated"};
    try {
        if (call.caller())
            return;
    } catch (StackRefusal &why) {
        throw std::move(refusal).because(std::move(why));
    }
    throw refusal;
}

bool contains(const std::string &text, const std::string &part)
{
    return QString::fromStdString(text).contains(QString::fromStdString(part), Qt::CaseInsensitive);
}

StackRefusal modelNotFound(const char *where, const std::string &brand, const std::string &model)
{
    StackRefusal out{RpcCode::NotFound, where, "model_not_found", "model `{brand_id}/{model_id}` not found"};
    out.attributes = {{"brand_id", brand}, {"model_id", model}};
    return out;
}

const StackBrand *findBrand(const StackProducts &products, const std::string &id)
{
    const auto found = std::find_if(products.begin(), products.end(),
                                    [&id](const StackBrand &brand) { return brand.brand.brand_id() == id; });
    return found == products.end() ? nullptr : &*found;
}

const v3::EndDeviceModel *findModel(const StackBrand &brand, const std::string &id)
{
    const auto found = std::find_if(brand.models.begin(), brand.models.end(),
                                    [&id](const v3::EndDeviceModel &model) { return model.model_id() == id; });
    return found == brand.models.end() ? nullptr : &*found;
}

/// A page of rows that fit, sorted; `key` of a row is what it is sorted by.
template <typename Row, typename Request, typename Key>
std::vector<const Row *> page(std::vector<const Row *> rows, const Request &asked, Key key)
{
    const bool down = asked.order_by().rfind('-', 0) == 0;
    std::stable_sort(rows.begin(), rows.end(), [&](const Row *one, const Row *two) {
        return down ? key(*two) < key(*one) : key(*one) < key(*two);
    });
    const std::size_t count = asked.limit() ? std::min(asked.limit(), mostRows) : mostRows;
    const std::size_t from = std::min(rows.size(), count * (asked.page() ? asked.page() - 1 : 0));
    return {rows.begin() + qsizetype(from), rows.begin() + qsizetype(std::min(rows.size(), from + count))};
}

ServerAnswer withTotal(const google::protobuf::Message &message, std::size_t total)
{
    ServerAnswer answer = answered(message);
    answer.headers = {{"x-total-count", std::to_string(total)}};
    return answer;
}

v3::EndDeviceBrand masked(const v3::EndDeviceBrand &brand, const google::protobuf::FieldMask &mask)
{
    v3::EndDeviceBrand out;
    StackMask::copy(brand, out, mask);
    out.set_brand_id(brand.brand_id());
    return out;
}

v3::EndDeviceModel masked(const v3::EndDeviceModel &model, const google::protobuf::FieldMask &mask)
{
    v3::EndDeviceModel out;
    StackMask::copy(model, out, mask);
    out.set_brand_id(model.brand_id());
    out.set_model_id(model.model_id());
    return out;
}

ServerAnswer listBrands(const StackProducts &products, const StackCall &call,
                        const v3::ListEndDeviceBrandsRequest &asked)
{
    requireSomebody(call);
    std::vector<const StackBrand *> fitting;
    for (const StackBrand &brand : products) {
        if (contains(brand.brand.name(), asked.search()) || contains(brand.brand.brand_id(), asked.search()))
            fitting.push_back(&brand);
    }
    const bool byName = asked.order_by().ends_with("name");
    v3::ListEndDeviceBrandsResponse out;
    for (const StackBrand *brand : page(fitting, asked, [byName](const StackBrand &one) {
             return byName ? one.brand.name() : one.brand.brand_id();
         }))
        *out.add_brands() = masked(brand->brand, asked.field_mask());
    return withTotal(out, fitting.size());
}

ServerAnswer listModels(const StackProducts &products, const StackCall &call,
                        const v3::ListEndDeviceModelsRequest &asked)
{
    requireSomebody(call);
    std::vector<const v3::EndDeviceModel *> fitting;
    for (const StackBrand &brand : products) {
        if (!asked.brand_id().empty() && brand.brand.brand_id() != asked.brand_id())
            continue;
        for (const v3::EndDeviceModel &model : brand.models) {
            if (contains(model.name(), asked.search()) || contains(model.model_id(), asked.search())
                || contains(brand.brand.name(), asked.search()))
                fitting.push_back(&model);
        }
    }
    const std::string &order = asked.order_by();
    v3::ListEndDeviceModelsResponse out;
    for (const v3::EndDeviceModel *model : page(fitting, asked, [&order](const v3::EndDeviceModel &one) {
             // By name they are not sorted at all.
             return order.ends_with("name")    ? std::string()
                 : order.ends_with("model_id") ? one.model_id()
                                               : one.brand_id() + '/' + one.model_id();
         }))
        *out.add_models() = masked(*model, asked.field_mask());
    return withTotal(out, fitting.size());
}

/// What version ids name, step by step, each with a refusal of its own.
struct Named
{
    const StackBrand *brand = nullptr;
    const v3::EndDeviceModel *model = nullptr;
    const Profile *profile = nullptr;
};

Named named(const StackProducts &products, const v3::EndDeviceVersionIdentifiers &ids)
{
    Named out;
    out.brand = findBrand(products, ids.brand_id());
    if (!out.brand) {
        StackRefusal refusal{RpcCode::NotFound, remoteSpace, "brand_not_found", "brand `{brand_id}` not found"};
        refusal.attributes = {{"brand_id", ids.brand_id()}};
        throw refusal;
    }
    out.model = findModel(*out.brand, ids.model_id());
    if (!out.model)
        throw modelNotFound(remoteSpace, ids.brand_id(), ids.model_id());
    const auto &all = out.model->firmware_versions();
    const auto firmware = std::find_if(
        all.begin(), all.end(), [&ids](const auto &version) { return version.version() == ids.firmware_version(); });
    if (firmware == all.end()) {
        StackRefusal refusal{RpcCode::NotFound, remoteSpace, "firmware_version_not_found",
                             "firmware version `{firmware_version}` for model `{brand_id}/{model_id}` not found"};
        refusal.attributes = {
            {"brand_id", ids.brand_id()}, {"model_id", ids.model_id()}, {"firmware_version", ids.firmware_version()}};
        throw refusal;
    }
    StackRefusal refusal{RpcCode::NotFound, remoteSpace, "band_not_found", "band `{band_id}` not found"};
    if (!StackBands::band(ids.band_id())) {
        refusal.attributes = {{"unknown_band", ids.band_id()}}; // by this name at the real servers, too
        throw refusal;
    }
    const auto profile = firmware->profiles().find(ids.band_id());
    if (profile == firmware->profiles().end()) {
        refusal.name = "no_profile_for_band";
        refusal.format = "device does not have a profile for band `{band_id}`";
        refusal.attributes = {{"band_id", ids.band_id()}};
        throw refusal;
    }
    out.profile = &profile->second;
    return out;
}

v3::EndDeviceTemplate templateOf(const StackProducts &products, const v3::EndDeviceVersionIdentifiers &ids)
{
    const Named found = named(products, ids);
    const auto profile
        = std::find_if(found.brand->profiles.begin(), found.brand->profiles.end(),
                       [&found](const StackProfile &one) { return one.id == found.profile->profile_id(); });
    v3::EndDeviceTemplate out;
    v3::EndDevice &device = *out.mutable_end_device();
    *device.mutable_version_ids() = ids;
    device.set_supports_join(true);
    device.set_supports_class_b(profile->classB);
    device.set_supports_class_c(profile->classC);
    device.set_lorawan_version(profile->macVersion);
    device.set_lorawan_phy_version(profile->phyVersion);
    device.mutable_mac_settings()->mutable_supports_32_bit_f_cnt()->set_value(true);
    for (const char *path : {"version_ids", "supports_join", "supports_class_b", "supports_class_c", "lorawan_version",
                             "lorawan_phy_version"})
        out.mutable_field_mask()->add_paths(path);
    if (!found.profile->codec_id().empty()) {
        device.mutable_formatters()->set_up_formatter(v3::FORMATTER_REPOSITORY);
        device.mutable_formatters()->set_down_formatter(v3::FORMATTER_REPOSITORY);
        out.mutable_field_mask()->add_paths("formatters");
    }
    out.mutable_field_mask()->add_paths("mac_settings.supports_32_bit_f_cnt");
    return out;
}

/// A profile names one model, hardware, firmware and band.
v3::EndDeviceVersionIdentifiers idsOf(const StackProducts &products,
                                      const v3::GetTemplateRequest::EndDeviceProfileIdentifiers &wanted)
{
    if (wanted.vendor_id() == 0 || wanted.vendor_profile_id() == 0)
        throw StackRefusal{RpcCode::InvalidArgument, "pkg/devicerepository/store/bleve", "missing_profile_identifiers",
                           "both vendor ID and vendor profile ID must be provided"};
    for (const StackBrand &brand : products) {
        if (brand.brand.lora_alliance_vendor_id() != wanted.vendor_id())
            continue;
        for (const v3::EndDeviceModel &model : brand.models) {
            for (const auto &firmware : model.firmware_versions()) {
                const std::map<std::string, Profile> sorted(firmware.profiles().begin(), firmware.profiles().end());
                for (const auto &[band, profile] : sorted) {
                    const auto isMeant = [&](const StackProfile &one) {
                        return one.id == profile.profile_id() && one.number == wanted.vendor_profile_id();
                    };
                    if (std::none_of(brand.profiles.begin(), brand.profiles.end(), isMeant))
                        continue;
                    v3::EndDeviceVersionIdentifiers out;
                    out.set_brand_id(brand.brand.brand_id());
                    out.set_model_id(model.model_id());
                    out.set_hardware_version(firmware.supported_hardware_versions(0));
                    out.set_firmware_version(firmware.version());
                    out.set_band_id(band);
                    return out;
                }
            }
        }
    }
    StackRefusal refusal{
        RpcCode::NotFound, "pkg/devicerepository/store/bleve", "end_device_profile_not_found",
        "end device profile not found for vendor ID `{vendor_id}` and vendor profile ID `{vendor_profile_id}`"};
    refusal.numbers = {{"vendor_id", wanted.vendor_id()}, {"vendor_profile_id", wanted.vendor_profile_id()}};
    throw refusal;
}

const StackCodec &codecOf(const StackProducts &products, const v3::EndDeviceVersionIdentifiers &ids)
{
    const Named found = named(products, ids);
    const auto codec = std::find_if(found.brand->codecs.begin(), found.brand->codecs.end(),
                                    [&found](const StackCodec &one) { return one.id == found.profile->codec_id(); });
    if (codec != found.brand->codecs.end())
        return *codec;
    StackRefusal refusal{RpcCode::NotFound, remoteSpace, "no_codec",
                         "no codec defined for firmware version `{firmware_version}` and band `{band_id}`"};
    refusal.attributes = {{"firmware_version", ids.firmware_version()}, {"band_id", ids.band_id()}};
    throw refusal;
}

/// One of a codec's scripts, laid into `all`; `name` is "decoder" or "encoder". The script is always in the answer.
template <typename Message>
Message scriptOf(const StackCodec &codec, const std::string &script, const std::string &name, Message all,
                 const google::protobuf::FieldMask &mask)
{
    if (script.empty()) {
        StackRefusal refusal{RpcCode::NotFound, remoteSpace, "no_" + name,
                             "no " + name + " defined for codec `{codec_id}`"};
        refusal.attributes = {{"codec_id", codec.id}};
        throw refusal;
    }
    all.set_formatter(v3::FORMATTER_JAVASCRIPT);
    all.set_formatter_parameter(script);
    all.set_codec_id(codec.id);
    Message out;
    StackMask::copy(all, out, mask);
    out.set_formatter(all.formatter());
    out.set_formatter_parameter(all.formatter_parameter());
    return out;
}

void addCodecs(ServerDesk &desk, StackRecords &records)
{
    using Asked = v3::GetPayloadFormatterRequest;
    using Decoder = v3::MessagePayloadDecoder;
    using Encoder = v3::MessagePayloadEncoder;
    addWithMask<Asked>(desk, records, "DeviceRepository/GetUplinkDecoder", *Decoder::descriptor(),
                       [&records](const StackCall &call, const Asked &asked) {
                           requireSomebody(call);
                           const StackCodec &codec = codecOf(records.products, asked.version_ids());
                           Decoder all;
                           all.mutable_examples()->Assign(codec.examples.begin(), codec.examples.end());
                           return answered(scriptOf(codec, codec.uplinkDecoder, "decoder", all, asked.field_mask()));
                       });
    addWithMask<Asked>(desk, records, "DeviceRepository/GetDownlinkDecoder", *Decoder::descriptor(),
                       [&records](const StackCall &call, const Asked &asked) {
                           requireSomebody(call);
                           const StackCodec &codec = codecOf(records.products, asked.version_ids());
                           return answered(
                               scriptOf(codec, codec.downlinkDecoder, "decoder", Decoder(), asked.field_mask()));
                       });
    addWithMask<Asked>(desk, records, "DeviceRepository/GetDownlinkEncoder", *Encoder::descriptor(),
                       [&records](const StackCall &call, const Asked &asked) {
                           requireSomebody(call);
                           const StackCodec &codec = codecOf(records.products, asked.version_ids());
                           return answered(
                               scriptOf(codec, codec.downlinkEncoder, "encoder", Encoder(), asked.field_mask()));
                       });
}

} // namespace

v3::EndDeviceTemplate repositoryTemplate(const StackProducts &products, const v3::EndDeviceVersionIdentifiers &ids)
{
    return templateOf(products, ids);
}

void addRepository(ServerDesk &desk, StackRecords &records)
{
    const auto &brands = *v3::EndDeviceBrand::descriptor();
    const auto &models = *v3::EndDeviceModel::descriptor();
    addWithMask<v3::ListEndDeviceBrandsRequest>(
        desk, records, "DeviceRepository/ListBrands", brands,
        [&records](const StackCall &call, const auto &asked) { return listBrands(records.products, call, asked); });
    addWithMask<v3::ListEndDeviceModelsRequest>(
        desk, records, "DeviceRepository/ListModels", models,
        [&records](const StackCall &call, const auto &asked) { return listModels(records.products, call, asked); });
    addWithMask<v3::GetEndDeviceBrandRequest>(
        desk, records, "DeviceRepository/GetBrand", brands,
        [&records](const StackCall &call, const v3::GetEndDeviceBrandRequest &asked) {
            requireSomebody(call);
            if (const StackBrand *brand = findBrand(records.products, asked.brand_id()))
                return answered(masked(brand->brand, asked.field_mask()));
            StackRefusal refusal{RpcCode::NotFound, space, "brand_not_found", "brand `{brand_id}` not found"};
            refusal.attributes = {{"brand_id", asked.brand_id()}};
            throw refusal;
        });
    addWithMask<v3::GetEndDeviceModelRequest>(
        desk, records, "DeviceRepository/GetModel", models,
        [&records](const StackCall &call, const v3::GetEndDeviceModelRequest &asked) {
            requireSomebody(call);
            const StackBrand *brand = findBrand(records.products, asked.brand_id());
            const v3::EndDeviceModel *model = brand ? findModel(*brand, asked.model_id()) : nullptr;
            if (!model)
                throw modelNotFound(space, asked.brand_id(), asked.model_id());
            return answered(masked(*model, asked.field_mask()));
        });
    add<v3::GetTemplateRequest>(
        desk, records, "DeviceRepository/GetTemplate",
        [&records](const StackCall &call, const v3::GetTemplateRequest &asked) {
            requireSomebody(call);
            if (asked.has_end_device_profile_ids())
                return answered(templateOf(records.products, idsOf(records.products, asked.end_device_profile_ids())));
            if (!asked.has_version_ids())
                throw StackRefusal{RpcCode::InvalidArgument, remoteSpace, "no_template_identifiers",
                                   "one of version_ids or end_device_profile_ids must be set"};
            return answered(templateOf(records.products, asked.version_ids()));
        });
    addCodecs(desk, records);
}

} // namespace Backend::StackDesk
