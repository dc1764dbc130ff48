// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "backend/domain/networkevents.h"
#include "tests/fakes/fakecatalog.h"
#include "tests/fakes/fakedevices.h"

#include <QPointer>

#include <map>
#include <memory>

namespace TestSupport {

/// A stream that says what the test says.
class FakeEvents : public Domain::NetworkEvents
{
public:
    State state() const override;
    Domain::Problem problem() const override;

    State now = State::Live;
    Domain::Problem why;
};

/// A network that has applications and devices, and whose key may do everything, as long as the test does not say
/// otherwise. Give one to FakeContext::services.
class FakeNetwork : public Domain::NetworkApi
{
public:
    using Code = Domain::Problem::Code;

    explicit FakeNetwork(Domain::Capabilities capabilities = v3());
    ~FakeNetwork() override;

    /// As of The Things Stack; who wants API keys and collaborators gives an `accessApi`, too.
    static Domain::Capabilities v3();
    static Domain::Capabilities v2();
    static Domain::Capabilities of(Domain::Generation generation);

    static constexpr Domain::Rights AllRights = Domain::Rights::fromInt((1 << 13) - 1);

    void add(const QString &id, const QString &name = {});

    Domain::Capabilities capabilities() const override;
    Domain::DeviceApi *devices() override;
    Domain::AccessApi *accessLists() override;
    Domain::CatalogApi *catalog() override;
    std::unique_ptr<Domain::NetworkEvents> events(const QString &, const QStringList &, int) override;

    Answer<Domain::Access> access() override;
    Answer<Domain::Rights> rights(const QString &application) override;
    Answer<Domain::ApplicationPage> applications(const Domain::ApplicationQuery &query) override;
    Answer<Domain::Application> application(const QString &id) override;
    Answer<Domain::Done> createApplication(const Domain::Application &application,
                                           const Domain::Account & /*owner*/) override;
    Answer<Domain::Done> changeApplication(const QString &id, const Domain::ApplicationChange &change) override;
    Answer<Domain::Done> deleteApplication(const QString &id) override;
    Answer<Domain::Done> restoreApplication(const QString &id) override;
    Answer<Domain::Formatters> defaultFormatters(const QString &application) override;
    Answer<Domain::Done> setDefaultFormatters(const QString &application, const Domain::Formatters &wanted) override;

    FakeDesk desk;
    FakeDevices deviceApi{&desk};
    Domain::AccessApi *accessApi = nullptr; ///< lives longer; null: the network has none
    FakeCatalog catalogApi{&desk};
    QPointer<FakeEvents> stream; ///< the newest of events()
    Domain::Capabilities has;
    Domain::Access who{Domain::Access::Kind::User, QStringLiteral("grace"), {}, {}, {}, false, true, AllRights};
    Domain::Rights may = AllRights; ///< with each application
    std::map<QString, Domain::Application> registered;
    std::map<QString, Domain::Formatters> formatters;
};

} // namespace TestSupport
