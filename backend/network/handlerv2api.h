// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "backend/network/handlerdirectory.h"
#include "backend/network/handlerv2devices.h"

namespace Backend {

/// A v2 network: discovery, and the handlers of its applications.
class HandlerV2Api : public Domain::NetworkApi
{
public:
    HandlerV2Api(std::shared_ptr<RpcLine> line, HandlerV2Settings settings);

    Domain::Capabilities capabilities() const override;
    Domain::DeviceApi *devices() override { return &m_devices; }
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
    Domain::Call<Domain::Result<Domain::ServiceAnnouncement>> serviceAnnouncement(const QString &application) override;

private:
    std::shared_ptr<RpcLine> m_line;
    std::shared_ptr<HandlerDirectory> m_directory;
    HandlerV2Devices m_devices;
};

} // namespace Backend
