// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "backend/network/stackv3access.h"
#include "backend/network/stackv3catalog.h"
#include "backend/network/stackv3devices.h"

#include <memory>

namespace Backend {

/// A network of The Things Stack.
class StackV3Api : public Domain::NetworkApi
{
public:
    StackV3Api(std::shared_ptr<RpcLine> line, StackV3Settings settings);
    ~StackV3Api() override;

    Domain::Capabilities capabilities() const override;
    Domain::DeviceApi *devices() override { return &m_devices; }
    Domain::AccessApi *accessLists() override { return &m_accessLists; }
    Domain::CatalogApi *catalog() override { return &m_catalog; }
    std::unique_ptr<Domain::NetworkEvents> events(const QString &application, const QStringList &devices,
                                                  int newest) override;
    Domain::Call<Domain::Result<Domain::Access>> access() override;
    Domain::Call<Domain::Result<Domain::Rights>> rights(const QString &application) override;
    Domain::Call<Domain::Result<Domain::ApplicationPage>> applications(const Domain::ApplicationQuery &query) override;
    Domain::Call<Domain::Result<Domain::Application>> application(const QString &id) override;
    Domain::Call<Domain::Result<Domain::Done>> tryCreateApplication(const Domain::Application &application) override;
    Domain::Call<Domain::Result<Domain::Done>> tryChangeApplication(const QString &id,
                                                                    const Domain::ApplicationChange &change) override;
    Domain::Call<Domain::Result<Domain::Done>> createApplication(const Domain::Application &application,
                                                                 const Domain::Account &owner) override;
    Domain::Call<Domain::Result<Domain::Done>> changeApplication(const QString &id,
                                                                 const Domain::ApplicationChange &change) override;
    Domain::Call<Domain::Result<Domain::Done>> deleteApplication(const QString &id) override;
    Domain::Call<Domain::Result<Domain::Done>> restoreApplication(const QString &id) override;
    Domain::Call<Domain::Result<Domain::Formatters>> defaultFormatters(const QString &application) override;
    Domain::Call<Domain::Result<Domain::Done>> setDefaultFormatters(const QString &application,
                                                                    const Domain::Formatters &formatters) override;

private:
    class Core;

    [[nodiscard]] Domain::Problem newProblem(const Domain::Application &application) const;

    std::shared_ptr<const Core> m_core; ///< shared with calls under way
    std::shared_ptr<RpcLine> m_line;
    StackV3Devices m_devices;
    StackV3Access m_accessLists;
    StackV3Catalog m_catalog;
};

} // namespace Backend
