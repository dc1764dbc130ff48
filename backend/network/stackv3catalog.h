// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "backend/network/stackv3settings.h"
#include "backend/rpc/rpcline.h"
#include "backend/rpc/rpcmethod.h"

#include <memory>

namespace Backend {

/// What can be chosen for devices of The Things Stack. The Device Repository is asked where the Identity Server is, the
/// rest at the cluster.
class StackV3Catalog : public Domain::CatalogApi
{
public:
    StackV3Catalog(std::shared_ptr<RpcLine> line, StackV3Settings settings);

    Domain::Call<Domain::Result<QList<Domain::FrequencyPlan>>> frequencyPlans() override;
    Domain::Call<Domain::Result<QStringList>> phyVersions(const QString &band) override;
    Domain::Call<Domain::Result<Domain::MacSettings>> macDefaults(const QString &frequencyPlan,
                                                                  const QString &phyVersion) override;
    Domain::Call<Domain::Result<Domain::ListPage<Domain::Brand>>> brands(const QString &search, int page,
                                                                         int limit) override;
    Domain::Call<Domain::Result<Domain::ListPage<Domain::DeviceModel>>>
    models(const QString &brand, const QString &search, int page, int limit) override;
    Domain::Call<Domain::Result<Domain::DeviceTemplate>> deviceTemplate(const Domain::VersionIds &product) override;
    Domain::Call<Domain::Result<Domain::DeviceTemplate>> deviceTemplate(const Domain::ProfileIds &profile) override;

    Domain::Call<Domain::Result<QList<Domain::JoinEuiPrefix>>> joinEuiPrefixes() override;
    Domain::Call<Domain::Result<Domain::Eui>> defaultJoinEui() override;
    Domain::Call<Domain::Result<Domain::DevAddr>> newDevAddr() override;
    Domain::Call<Domain::Result<Domain::Eui>> issueDevEui(const QString &application) override;
    Domain::Call<Domain::Result<bool>> supportsClaiming(Domain::Eui joinEui) override;

private:
    template <typename T, typename Request, typename Response, typename Read>
    Domain::Call<Domain::Result<T>> askFor(const RpcMethod<Request, Response> &method, RpcRequest target,
                                           const Request &request, Read read) const;

    std::shared_ptr<RpcLine> m_line;
    const StackV3Settings m_settings;
};

} // namespace Backend
