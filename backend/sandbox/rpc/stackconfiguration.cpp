// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/rpc/sandboxkeys.h"
#include "backend/sandbox/rpc/stackbands.h"
#include "backend/sandbox/rpc/stackdesk.h"

#include <QRandomGenerator>

#include <algorithm>
#include <google/protobuf/empty.pb.h>
#include <ttn/lorawan/v3/network.pb.h>

/// Frequency plans and bands, and what the Network Server and the Join Server tell everybody.
namespace Backend::StackDesk {

namespace v3 = ttn::lorawan::v3;
using google::protobuf::Empty;

namespace {

StackRefusal bandNotFound(const std::string &id)
{
    // The real servers, too, have a second placeholder that nothing fills.
    StackRefusal out{RpcCode::NotFound, "pkg/band", "band_not_found", "band `{id}@{version}` not found"};
    out.attributes = {{"id", id}};
    return out;
}

std::vector<int> versionsOf(const StackBand &band)
{
    std::vector<int> out;
    for (int version = v3::PHY_V1_0; version <= v3::RP002_V1_0_4; ++version) {
        if (band.has(version))
            out.push_back(version);
    }
    return out;
}

/// The bands that were asked for; all when the id is empty.
std::vector<const StackBand *> chosen(const std::string &id)
{
    std::vector<const StackBand *> out;
    for (const StackBand &band : StackBands::bands()) {
        if (id.empty() || band.id == id)
            out.push_back(&band);
    }
    if (out.empty())
        throw bandNotFound(id);
    return out;
}

ServerAnswer plans(const StackCall &, const v3::ListFrequencyPlansRequest &asked)
{
    v3::ListFrequencyPlansResponse out;
    for (const StackPlan &plan : StackBands::plans()) {
        const bool fits = (asked.base_frequency() == 0 || int(asked.base_frequency()) == plan.baseMHz)
            && (asked.band_id().empty() || asked.band_id() == plan.band->id)
            && (!asked.gateways_only() || plan.isForGateways);
        if (!fits)
            continue;
        v3::FrequencyPlanDescription &one = *out.add_frequency_plans();
        one.set_id(plan.id);
        one.set_base_id(plan.base);
        one.set_name(plan.name);
        one.set_base_frequency(quint32(plan.baseMHz));
        one.set_band_id(plan.band->id);
    }
    return answered(out);
}

ServerAnswer versions(const StackCall &, const v3::GetPhyVersionsRequest &asked)
{
    v3::GetPhyVersionsResponse out;
    for (const StackBand *band : chosen(asked.band_id())) {
        v3::GetPhyVersionsResponse::VersionInfo &one = *out.add_version_info();
        one.set_band_id(band->id);
        std::vector<int> all = versionsOf(*band);
        std::shuffle(all.begin(), all.end(), *QRandomGenerator::global()); // as it comes from a map of theirs
        for (const int version : all)
            one.add_phy_versions(v3::PHYVersion(version));
    }
    return answered(out);
}

ServerAnswer bands(const StackCall &, const v3::ListBandsRequest &asked)
{
    v3::ListBandsResponse out;
    for (const StackBand *band : chosen(asked.band_id())) {
        for (const int version : versionsOf(*band)) {
            if (asked.phy_version() == v3::PHY_UNKNOWN || asked.phy_version() == version)
                (*(*out.mutable_descriptions())[band->id].mutable_band())[v3::PHYVersion_Name(v3::PHYVersion(version))]
                    = StackBands::description(*band, version);
        }
    }
    return answered(out);
}

ServerAnswer macDefaults(const StackCall &, const v3::GetDefaultMACSettingsRequest &asked)
{
    const StackPlan *plan = StackBands::plan(asked.frequency_plan_id());
    if (!plan)
        throw noFrequencyPlan(asked.frequency_plan_id());
    if (!plan->band->has(asked.lorawan_phy_version()))
        throw noBandVersion(asked.lorawan_phy_version(), plan->band->id);
    return answered(StackBands::defaults(*plan, asked.lorawan_phy_version()));
}

} // namespace

StackRefusal noFrequencyPlan(const std::string &id)
{
    StackRefusal out{RpcCode::NotFound, "pkg/frequencyplans", "not_found", "frequency plan `{id}` not found"};
    out.attributes = {{"id", id}};
    return out;
}

StackRefusal noBandVersion(int version, const std::string &band)
{
    StackRefusal out{RpcCode::InvalidArgument, "pkg/networkserver/internal", "no_band_version",
                     "specified version `{ver}` of band `{id}` does not exist"};
    out.attributes = {{"ver", v3::PHYVersion_Name(v3::PHYVersion(version))}, {"id", band}};
    return out;
}

void addConfiguration(ServerDesk &desk, StackRecords &records)
{
    add<v3::ListFrequencyPlansRequest>(desk, records, "Configuration/ListFrequencyPlans", plans);
    add<v3::GetPhyVersionsRequest>(desk, records, "Configuration/GetPhyVersions", versions);
    add<v3::ListBandsRequest>(desk, records, "Configuration/ListBands", bands);
    add<v3::GetDefaultMACSettingsRequest>(desk, records, "Ns/GetDefaultMACSettings", macDefaults);
    add<Empty>(desk, records, "Ns/GenerateDevAddr", [](const StackCall &, const Empty &) {
        v3::GenerateDevAddrResponse out; // within the network's block of 25 bits
        out.set_dev_addr(SandboxKeys::bigEndian(QRandomGenerator::global()->bounded(1U << 25), 4));
        return answered(out);
    });
    add<Empty>(desk, records, "Ns/GetNetID", [](const StackCall &, const Empty &) {
        v3::GetNetIDResponse out;
        out.set_net_id(std::string(3, '\0'));
        return answered(out);
    });
    add<Empty>(desk, records, "Ns/GetDeviceAddressPrefixes", [](const StackCall &, const Empty &) {
        v3::GetDeviceAdressPrefixesResponse out;
        out.add_dev_addr_prefixes(std::string("\0\0\0\0\x07", 5));
        return answered(out);
    });
    add<Empty>(desk, records, "Js/GetJoinEUIPrefixes", [](const StackCall &, const Empty &) {
        v3::JoinEUIPrefixes out;
        out.add_prefixes()->set_join_eui(std::string(8, '\0'));
        return answered(out);
    });
    add<Empty>(desk, records, "Js/GetDefaultJoinEUI", [](const StackCall &, const Empty &) {
        v3::GetDefaultJoinEUIResponse out;
        out.set_join_eui(std::string(8, '\0'));
        return answered(out);
    });
}

} // namespace Backend::StackDesk
