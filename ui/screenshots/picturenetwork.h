// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "backend/domain/networkapi.h"
#include "backend/domain/networkevents.h"

namespace Gui {

/// A network for pictures: it has one device, says what the picture is to show, and never saves anything.
class PictureNetwork : public Domain::NetworkApi, public Domain::DeviceApi, public Domain::CatalogApi
{
public:
    template <typename Value>
    using Answer = Domain::Call<Domain::Result<Value>>;

    /// Capabilities as of The Things Stack, and those of a handler of TTN v2.
    [[nodiscard]] static Domain::Capabilities stack();
    [[nodiscard]] static Domain::Capabilities handler();

    Domain::Capabilities all = stack();
    Domain::Device stored;
    Domain::Rights may = ~Domain::Rights();
    Domain::Problem readProblem;
    bool isEmpty = false; ///< it has none
    bool isSlow = false; ///< its list of devices never comes
    Domain::Problem writeProblem; ///< always has one
    QList<Domain::NetworkEvent> told;

    [[nodiscard]] Domain::Capabilities capabilities() const override { return all; }
    [[nodiscard]] Domain::DeviceApi *devices() override { return this; }
    [[nodiscard]] Domain::CatalogApi *catalog() override;
    [[nodiscard]] std::unique_ptr<Domain::NetworkEvents> events(const QString &application, const QStringList &devices,
                                                                int newest) override;
    [[nodiscard]] Answer<Domain::Access> access() override;
    [[nodiscard]] Answer<Domain::Rights> rights(const QString &application) override;
    [[nodiscard]] Answer<Domain::ApplicationPage> applications(const Domain::ApplicationQuery &query) override;
    [[nodiscard]] Answer<Domain::Application> application(const QString &id) override;
    [[nodiscard]] Answer<Domain::Done> createApplication(const Domain::Application &application,
                                                         const Domain::Account &owner) override;
    [[nodiscard]] Answer<Domain::Done> changeApplication(const QString &id,
                                                         const Domain::ApplicationChange &change) override;
    [[nodiscard]] Answer<Domain::Done> deleteApplication(const QString &id) override;

    [[nodiscard]] Answer<Domain::DevicePage> devices(const QString &application,
                                                     const Domain::DeviceQuery &query) override;
    [[nodiscard]] Answer<Domain::Device> device(const QString &application, const QString &id,
                                                Domain::DeviceKeys keys) override;
    [[nodiscard]] Answer<Domain::Done> createDevice(const Domain::Device &device) override;
    [[nodiscard]] Answer<Domain::Done> changeDevice(const QString &application, const QString &id,
                                                    const Domain::DeviceChange &change) override;
    [[nodiscard]] Answer<Domain::Done> deleteDevice(const QString &application, const QString &id) override;

    [[nodiscard]] Answer<QList<Domain::FrequencyPlan>> frequencyPlans() override;
    [[nodiscard]] Answer<QStringList> phyVersions(const QString &band) override;
    [[nodiscard]] Answer<Domain::MacSettings> macDefaults(const QString &plan, const QString &version) override;
    [[nodiscard]] Answer<Domain::ListPage<Domain::Brand>> brands(const QString &search, int page, int limit) override;
    [[nodiscard]] Answer<Domain::ListPage<Domain::DeviceModel>> models(const QString &brand, const QString &search,
                                                                       int page, int limit) override;
    [[nodiscard]] Answer<Domain::DeviceTemplate> deviceTemplate(const Domain::VersionIds &product) override;
    [[nodiscard]] Answer<Domain::DeviceTemplate> deviceTemplate(const Domain::ProfileIds &profile) override;
    [[nodiscard]] Answer<QList<Domain::JoinEuiPrefix>> joinEuiPrefixes() override;
    [[nodiscard]] Answer<Domain::Eui> defaultJoinEui() override;
    [[nodiscard]] Answer<Domain::DevAddr> newDevAddr() override;
    [[nodiscard]] Answer<Domain::Eui> issueDevEui(const QString &application) override;
    [[nodiscard]] Answer<bool> supportsClaiming(Domain::Eui joinEui) override;

private:
    Domain::CallSource<Domain::Result<Domain::DevicePage>> m_never;
};

} // namespace Gui
