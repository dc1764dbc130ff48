// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3catalog.h"

#include "backend/network/stackv3convert.h"
#include "backend/network/stackv3deviceconvert.h"
#include "backend/network/stackv3macsettings.h"
#include "backend/network/v3catalogmethods.h"
#include "backend/rpc/rpctask.h"

#include <algorithm>
#include <initializer_list>

namespace Backend {

namespace {

namespace wire = V3::wire;
using Code = Domain::Problem::Code;
using Domain::Brand;
using Domain::Call;
using Domain::CallSource;
using Domain::DeviceModel;
using Domain::DeviceTemplate;
using Domain::Eui;
using Domain::FrequencyPlan;
using Domain::ListPage;
using Domain::MacSettings;
using Domain::Problem;
using Domain::Result;

constexpr int longestSearch = 100; ///< characters

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

template <typename Strings>
QStringList texts(const Strings &list)
{
    QStringList out;
    for (const std::string &one : list)
        out += text(one);
    return out;
}

/// Of bytes that are too few or too many: zero.
template <typename Identifier>
Identifier idOf(const std::string &bytes)
{
    quint64 value = 0;
    if (bytes.size() == std::size_t(Identifier::byteCount)) {
        for (const char byte : bytes)
            value = value << 8 | quint8(byte);
    }
    return Identifier(value);
}

template <typename Request>
Request pageRequest(const QString &search, int page, int limit, std::initializer_list<const char *> paths)
{
    Request request;
    request.set_search(search.left(longestSearch).toStdString());
    request.set_order_by("name");
    request.set_limit(quint32(std::clamp(limit, 1, 1'000)));
    request.set_page(quint32(std::max(page, 1)));
    for (const char *path : paths)
        request.mutable_field_mask()->add_paths(path);
    return request;
}

Brand brandOf(const wire::EndDeviceBrand &brand)
{
    return {text(brand.brand_id()), text(brand.name()), text(brand.website())};
}

Domain::FirmwareVersion firmwareOf(const wire::EndDeviceModel::FirmwareVersion &firmware)
{
    Domain::FirmwareVersion out{text(firmware.version()), texts(firmware.supported_hardware_versions()), {}};
    for (const auto &[band, profile] : firmware.profiles())
        out.bands += text(band);
    out.bands.sort(); // a map has no order
    return out;
}

DeviceModel modelOf(const wire::EndDeviceModel &model)
{
    DeviceModel out;
    out.brand = text(model.brand_id());
    out.id = text(model.model_id());
    out.name = text(model.name());
    out.description = text(model.description());
    for (const auto &hardware : model.hardware_versions())
        out.hardware += text(hardware.version());
    for (const auto &firmware : model.firmware_versions())
        out.firmware += firmwareOf(firmware);
    out.sensors = texts(model.sensors());
    out.productUrl = text(model.product_url());
    out.datasheetUrl = text(model.datasheet_url());
    return out;
}

DeviceTemplate templateOf(const wire::EndDeviceTemplate &found)
{
    DeviceTemplate out;
    // One message with the fields of three servers.
    out.device = deviceOf(found.end_device());
    addNetworkPart(out.device, found.end_device());
    addApplicationPart(out.device, found.end_device());
    out.message = QByteArray::fromStdString(found.end_device().SerializeAsString());
    return out;
}

template <typename T>
Call<Result<T>> refused(const Problem &problem)
{
    const CallSource<Result<T>> source;
    source.deliver(Result<T>(problem));
    return source.call();
}

} // namespace

StackV3Catalog::StackV3Catalog(std::shared_ptr<RpcLine> line, StackV3Settings settings)
    : m_line(std::move(line))
    , m_settings(std::move(settings))
{
}

template <typename T, typename Request, typename Response, typename Read>
Call<Result<T>> StackV3Catalog::askFor(const RpcMethod<Request, Response> &method, RpcRequest target,
                                       const Request &request, Read read) const
{
    if (const Problem problem = stackKeyProblem(m_settings.apiKey))
        return refused<T>(problem);
    return ask<T>(m_line, method, std::move(target), request, std::move(read));
}

Call<Result<QList<FrequencyPlan>>> StackV3Catalog::frequencyPlans()
{
    return askFor<QList<FrequencyPlan>>(
        V3::listFrequencyPlans, m_settings.toCluster(), wire::ListFrequencyPlansRequest(),
        [](const wire::ListFrequencyPlansResponse &found, const RpcReply &) {
            QList<FrequencyPlan> out;
            for (const wire::FrequencyPlanDescription &plan : found.frequency_plans())
                out.append(FrequencyPlan{text(plan.id()), text(plan.name()), text(plan.band_id()),
                                         int(plan.base_frequency())});
            return out;
        });
}

Call<Result<QStringList>> StackV3Catalog::phyVersions(const QString &band)
{
    wire::GetPhyVersionsRequest request;
    request.set_band_id(band.toStdString());
    return askFor<QStringList>(V3::getPhyVersions, m_settings.toCluster(), request,
                               [id = request.band_id()](const wire::GetPhyVersionsResponse &found, const RpcReply &) {
                                   std::vector<int> versions;
                                   for (const auto &info : found.version_info()) {
                                       if (info.band_id() == id)
                                           versions.insert(versions.end(), info.phy_versions().begin(),
                                                           info.phy_versions().end());
                                   }
                                   // They come in random order; their numbers are in the order of their publication.
                                   std::sort(versions.begin(), versions.end());
                                   versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
                                   QStringList out;
                                   for (const int version : versions) {
                                       const std::string &name = wire::PHYVersion_Name(wire::PHYVersion(version));
                                       if (!name.empty()) // newer than this program: it could not be sent either
                                           out += text(name);
                                   }
                                   return out;
                               });
}

Call<Result<MacSettings>> StackV3Catalog::macDefaults(const QString &frequencyPlan, const QString &phyVersion)
{
    wire::GetDefaultMACSettingsRequest request;
    request.set_frequency_plan_id(frequencyPlan.toStdString());
    wire::PHYVersion version = wire::PHY_UNKNOWN;
    wire::PHYVersion_Parse(phyVersion.toStdString(), &version);
    request.set_lorawan_phy_version(version);
    return askFor<MacSettings>(V3::getDefaultMacSettings, m_settings.toCluster(), request,
                               [](const wire::MACSettings &found, const RpcReply &) { return macSettingsOf(found); });
}

Call<Result<ListPage<Brand>>> StackV3Catalog::brands(const QString &search, int page, int limit)
{
    return askFor<ListPage<Brand>>(
        V3::listBrands, m_settings.toIdentity(),
        pageRequest<wire::ListEndDeviceBrandsRequest>(search, page, limit, {"name", "website"}),
        [](const wire::ListEndDeviceBrandsResponse &found, const RpcReply &reply) {
            ListPage<Brand> out;
            for (const wire::EndDeviceBrand &brand : found.brands())
                out.rows += brandOf(brand);
            out.total = reply.number("x-total-count", out.rows.size());
            return out;
        });
}

Call<Result<ListPage<DeviceModel>>> StackV3Catalog::models(const QString &brand, const QString &search, int page,
                                                           int limit)
{
    auto request = pageRequest<wire::ListEndDeviceModelsRequest>(
        search, page, limit,
        {"name", "description", "hardware_versions", "firmware_versions", "sensors", "product_url", "datasheet_url"});
    request.set_brand_id(brand.toStdString());
    return askFor<ListPage<DeviceModel>>(V3::listModels, m_settings.toIdentity(), request,
                                         [](const wire::ListEndDeviceModelsResponse &found, const RpcReply &reply) {
                                             ListPage<DeviceModel> out;
                                             for (const wire::EndDeviceModel &model : found.models())
                                                 out.rows += modelOf(model);
                                             out.total = reply.number("x-total-count", out.rows.size());
                                             return out;
                                         });
}

Call<Result<DeviceTemplate>> StackV3Catalog::deviceTemplate(const Domain::VersionIds &product)
{
    wire::GetTemplateRequest request;
    wire::EndDeviceVersionIdentifiers &ids = *request.mutable_version_ids();
    ids.set_brand_id(product.brand.toStdString());
    ids.set_model_id(product.model.toStdString());
    ids.set_hardware_version(product.hardware.toStdString());
    ids.set_firmware_version(product.firmware.toStdString());
    ids.set_band_id(product.band.toStdString());
    return askFor<DeviceTemplate>(
        V3::getTemplate, m_settings.toIdentity(), request,
        [](const wire::EndDeviceTemplate &found, const RpcReply &) { return templateOf(found); });
}

Call<Result<DeviceTemplate>> StackV3Catalog::deviceTemplate(const Domain::ProfileIds &profile)
{
    // The server takes a zero for an id that was left out.
    if (profile.vendor == 0 || profile.profile == 0)
        return refused<DeviceTemplate>({Code::ModelUnknown, {}, {}, {}, false});
    wire::GetTemplateRequest request;
    request.mutable_end_device_profile_ids()->set_vendor_id(profile.vendor);
    request.mutable_end_device_profile_ids()->set_vendor_profile_id(profile.profile);
    return askFor<DeviceTemplate>(
        V3::getTemplate, m_settings.toIdentity(), request,
        [](const wire::EndDeviceTemplate &found, const RpcReply &) { return templateOf(found); });
}

Call<Result<QList<Domain::JoinEuiPrefix>>> StackV3Catalog::joinEuiPrefixes()
{
    return askFor<QList<Domain::JoinEuiPrefix>>(
        V3::getJoinEuiPrefixes, m_settings.toCluster(), V3::Empty(),
        [](const wire::JoinEUIPrefixes &found, const RpcReply &) {
            QList<Domain::JoinEuiPrefix> out;
            for (const wire::JoinEUIPrefix &prefix : found.prefixes())
                out.append(
                    Domain::JoinEuiPrefix{idOf<Eui>(prefix.join_eui()), int(std::min<quint32>(prefix.length(), 64))});
            return out;
        });
}

Call<Result<Eui>> StackV3Catalog::defaultJoinEui()
{
    return askFor<Eui>(
        V3::getDefaultJoinEui, m_settings.toCluster(), V3::Empty(),
        [](const wire::GetDefaultJoinEUIResponse &found, const RpcReply &) { return idOf<Eui>(found.join_eui()); });
}

Call<Result<Domain::DevAddr>> StackV3Catalog::newDevAddr()
{
    return askFor<Domain::DevAddr>(V3::generateDevAddr, m_settings.toCluster(), V3::Empty(),
                                   [](const wire::GenerateDevAddrResponse &made, const RpcReply &) {
                                       return idOf<Domain::DevAddr>(made.dev_addr());
                                   });
}

Call<Result<Eui>> StackV3Catalog::issueDevEui(const QString &application)
{
    if (!Domain::isValidId(Domain::Generation::V3, application))
        return refused<Eui>({Code::IdInvalid, {application}, {}, {}, false});
    wire::ApplicationIdentifiers request;
    request.set_application_id(application.toStdString());
    return askFor<Eui>(
        V3::issueDevEui, m_settings.toIdentity(), request,
        [](const wire::IssueDevEUIResponse &issued, const RpcReply &) { return idOf<Eui>(issued.dev_eui()); });
}

Call<Result<bool>> StackV3Catalog::supportsClaiming(Eui joinEui)
{
    wire::GetInfoByJoinEUIRequest request;
    for (int shift = 56; shift >= 0; shift -= 8)
        request.mutable_join_eui()->push_back(char(joinEui.value() >> shift & 0xFF));
    return askFor<bool>(
        V3::getClaimInfo, m_settings.toCluster(), request,
        [](const wire::GetInfoByJoinEUIResponse &info, const RpcReply &) { return info.supports_claiming(); });
}

} // namespace Backend
