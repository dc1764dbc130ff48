// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "backend/domain/networkapi.h"
#include "backend/domain/networkevents.h"

#include <QStringList>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace TestSupport {

/// Where all calls of a fake network arrive: notes them, and answers with the event loop, or once the test says so.
/// A line is the name of the call and its most telling arguments: `deleteDevice orchard field-01`.
class FakeDesk
{
public:
    /// What happens at the server happens when the answer is given, not when the call is made.
    template <typename T>
    Domain::Call<Domain::Result<T>> answer(const QString &line, std::function<Domain::Result<T>()> work)
    {
        const Domain::CallSource<Domain::Result<T>> source;
        Domain::Call<Domain::Result<T>> call = source.call();
        calls << line;
        source.onCancel([this, line] { cancelled << line; });
        waiting.push_back([this, line, source, work = std::move(work)] {
            if (source.isCancelled())
                return;
            const Domain::Problem problem = refusalOf(line);
            source.deliver(problem ? Domain::Result<T>(problem) : work());
        });
        if (!holds)
            release();
        return call;
    }
    /// The oldest `count` of the calls that wait; -1: all.
    void release(int count = -1)
    {
        for (; count != 0 && !waiting.empty(); --count) {
            const std::function<void()> give = std::move(waiting.front());
            waiting.pop_front();
            give();
        }
    }
    /// Every call whose line begins like this fails, until `allow()`.
    void refuse(const QString &begin, const Domain::Problem &problem) { refusals[begin] = problem; }
    void refuse(const QString &begin, Domain::Problem::Code code)
    {
        refuse(begin, Domain::Problem{code, {}, {}, {}, true});
    }
    void allow() { refusals.clear(); }
    [[nodiscard]] int count(const QString &begin) const
    {
        return int(
            std::count_if(calls.begin(), calls.end(), [&](const QString &line) { return line.startsWith(begin); }));
    }

    bool holds = false; ///< answers wait for release()
    QStringList calls;
    QStringList cancelled;
    std::deque<std::function<void()>> waiting;

private:
    [[nodiscard]] Domain::Problem refusalOf(const QString &line) const
    {
        for (const auto &[begin, problem] : refusals) {
            if (line.startsWith(begin))
                return problem;
        }
        return {};
    }

    std::map<QString, Domain::Problem> refusals;
};

inline Domain::Problem fakeProblem(Domain::Problem::Code code, const QStringList &args = {})
{
    return {code, args, {}, {}, false};
}

/// The devices of a fake network: what was registered is listed, read, changed and deleted.
class FakeDevices : public Domain::DeviceApi
{
public:
    using Code = Domain::Problem::Code;

    explicit FakeDevices(FakeDesk *desk)
        : m_desk(desk)
    {
    }

    void add(const Domain::Device &device) { registered[device.application][device.id] = device; }
    [[nodiscard]] bool has(const QString &application, const QString &id) const
    {
        const auto found = registered.find(application);
        return found != registered.end() && found->second.contains(id);
    }

    Domain::Call<Domain::Result<Domain::DevicePage>> devices(const QString &application,
                                                             const Domain::DeviceQuery &query) override
    {
        const QString line = QStringLiteral("devices %1 %2 %3").arg(application).arg(query.page).arg(query.limit);
        return m_desk->answer<Domain::DevicePage>(line, [this, application, query] {
            const auto &all = registered[application];
            Domain::DevicePage page;
            page.total = qint64(all.size());
            const qint64 first = qint64(query.page - 1) * query.limit;
            qint64 at = 0;
            for (const auto &[id, device] : all) {
                if (at++ >= first && page.devices.size() < query.limit)
                    page.devices << listed(device);
            }
            return Domain::Result(page);
        });
    }
    Domain::Call<Domain::Result<Domain::Device>> device(const QString &application, const QString &id,
                                                        Domain::DeviceKeys keys) override
    {
        const bool all = keys == Domain::DeviceKeys::Read;
        const QString line
            = QStringLiteral("device %1 %2%3").arg(application, id, all ? QStringLiteral(" keys") : QString());
        return m_desk->answer<Domain::Device>(line, [this, application, id, all]() -> Domain::Result<Domain::Device> {
            if (!has(application, id))
                return fakeProblem(Code::DeviceNotFound, {id, application});
            return all ? registered[application][id] : withoutKeys(registered[application][id]);
        });
    }
    Domain::Call<Domain::Result<Domain::Done>> createDevice(const Domain::Device &device) override
    {
        const QString line = QStringLiteral("createDevice %1 %2").arg(device.application, device.id);
        return done(line, [this, device]() -> Domain::Problem {
            if (has(device.application, device.id))
                return fakeProblem(Code::IdTaken);
            if (const Domain::Device *twin = findEuis(device))
                return fakeProblem(Code::EuisTaken,
                                   {device.joinEui.value_or(Domain::Eui()).toString(),
                                    device.devEui.value_or(Domain::Eui()).toString(), twin->id, twin->application});
            add(device);
            return {};
        });
    }
    Domain::Call<Domain::Result<Domain::Done>> changeDevice(const QString &application, const QString &id,
                                                            const Domain::DeviceChange &change) override
    {
        return done(QStringLiteral("changeDevice %1 %2").arg(application, id), [this, application, id, change] {
            if (!has(application, id))
                return fakeProblem(Code::DeviceNotFound, {id, application});
            changes.push_back(change);
            apply(registered[application][id], change);
            return Domain::Problem();
        });
    }
    Domain::Call<Domain::Result<Domain::Done>> deleteDevice(const QString &application, const QString &id) override
    {
        return done(QStringLiteral("deleteDevice %1 %2").arg(application, id), [this, application, id] {
            if (!has(application, id))
                return fakeProblem(Code::DeviceNotFound, {id, application});
            registered[application].erase(id);
            return Domain::Problem();
        });
    }
    Domain::Call<Domain::Result<QList<Domain::DeviceOutcome>>> deleteDevices(const QString &application,
                                                                             const QStringList &ids) override
    {
        const QString line = QStringLiteral("deleteDevices %1 %2").arg(application, ids.join(u','));
        return m_desk->answer<QList<Domain::DeviceOutcome>>(line, [this, application, ids] {
            QList<Domain::DeviceOutcome> outcomes;
            for (const QString &id : ids) {
                const auto failing = undeletable.find(id);
                if (failing == undeletable.end())
                    registered[application].erase(id);
                outcomes << Domain::DeviceOutcome{id,
                                                  failing == undeletable.end() ? Domain::Problem() : failing->second};
            }
            return Domain::Result(outcomes);
        });
    }
    Domain::Call<Domain::Result<Domain::DeviceBackup>> backup(const QString &application, const QString &id) override
    {
        const QString line = QStringLiteral("backup %1 %2").arg(application, id);
        return m_desk->answer<Domain::DeviceBackup>(
            line, [this, application, id]() -> Domain::Result<Domain::DeviceBackup> {
                if (!has(application, id))
                    return fakeProblem(Code::DeviceNotFound, {id, application});
                const QByteArray message = "backup " + QByteArray::number(qsizetype(m_backups.size()));
                m_backups[message] = registered[application][id];
                return Domain::DeviceBackup{application, id, message, "{}", unreadable};
            });
    }
    Domain::Call<Domain::Result<Domain::Done>> restore(const Domain::DeviceBackup &backup, const QString &application,
                                                       const QString &id) override
    {
        return done(QStringLiteral("restore %1 %2").arg(application, id), [this, backup, application, id] {
            if (has(application, id))
                return fakeProblem(Code::IdTaken);
            Domain::Device device = m_backups[backup.message];
            device.application = application;
            device.id = id;
            add(device);
            return Domain::Problem();
        });
    }
    Domain::Result<Domain::Device> read(const Domain::DeviceBackup &backup) const override
    {
        const auto found = m_backups.find(backup.message);
        if (found == m_backups.end())
            return fakeProblem(Code::AnswerUnreadable);
        return found->second;
    }
    Domain::Call<Domain::Result<Domain::Done>> resetDevice(const QString &application, const QString &id,
                                                           bool joinNonces) override
    {
        const QString what = joinNonces ? QStringLiteral(" nonces") : QString();
        return done(QStringLiteral("resetDevice %1 %2%3").arg(application, id, what), [this, application, id] {
            if (!has(application, id))
                return fakeProblem(Code::DeviceNotFound, {id, application});
            Domain::Device &device = registered[application][id];
            device.devAddr.reset();
            device.fCntUp.reset();
            device.fCntDown.reset();
            return Domain::Problem();
        });
    }
    Domain::Call<Domain::Result<Domain::Done>> simulateUplink(const QString &application, const QString &id, int fPort,
                                                              const QByteArray &payload) override
    {
        const QString line = QStringLiteral("simulateUplink %1 %2 %3 %4")
                                 .arg(application, id, QString::number(fPort), QString::fromLatin1(payload.toHex()));
        return done(line, [] { return Domain::Problem(); });
    }

    std::map<QString, std::map<QString, Domain::Device>> registered; ///< by application and id
    QStringList unreadable; ///< DeviceBackup::missing
    std::map<QString, Domain::Problem> undeletable; ///< by id: what deleteDevices() says of it
    std::vector<Domain::DeviceChange> changes;

private:
    Domain::Call<Domain::Result<Domain::Done>> done(const QString &line, std::function<Domain::Problem()> work)
    {
        return m_desk->answer<Domain::Done>(line, [work = std::move(work)]() -> Domain::Result<Domain::Done> {
            if (const Domain::Problem problem = work())
                return problem;
            return Domain::Done{};
        });
    }
    [[nodiscard]] const Domain::Device *findEuis(const Domain::Device &device) const
    {
        for (const auto &[application, devices] : registered) {
            for (const auto &[id, other] : devices) {
                if (device.devEui && other.devEui == device.devEui && other.joinEui == device.joinEui)
                    return &other;
            }
        }
        return nullptr;
    }
    static Domain::Device withoutKeys(Domain::Device device)
    {
        device.appKey = device.nwkKey = device.nwkSKey = device.sNwkSIntKey = device.nwkSEncKey = device.appSKey
            = std::nullopt;
        return device;
    }
    /// As the lists of v3, which come from the Identity Server alone.
    static Domain::Device listed(Domain::Device device)
    {
        device = withoutKeys(std::move(device));
        device.radio.reset();
        device.mac.reset();
        device.devAddr.reset();
        device.fCntUp.reset();
        device.fCntDown.reset();
        device.multicast = false;
        return device;
    }
    static void apply(Domain::Device &device, const Domain::DeviceChange &change)
    {
        const auto set = [](auto &member, const auto &wanted) {
            if (wanted)
                member = *wanted;
        };
        set(device.name, change.name);
        set(device.description, change.description);
        set(device.attributes, change.attributes);
        set(device.devEui, change.devEui);
        set(device.joinEui, change.joinEui);
        set(device.devAddr, change.devAddr);
        set(device.appKey, change.appKey);
        set(device.nwkKey, change.nwkKey);
        set(device.nwkSKey, change.nwkSKey);
        set(device.sNwkSIntKey, change.sNwkSIntKey);
        set(device.nwkSEncKey, change.nwkSEncKey);
        set(device.appSKey, change.appSKey);
        set(device.fCntUp, change.fCntUp);
        set(device.fCntDown, change.fCntDown);
        set(device.radio, change.radio);
        set(device.mac, change.mac);
        set(device.versionIds, change.versionIds);
        set(device.serialNumber, change.serialNumber);
        set(device.resetsJoinNonces, change.resetsJoinNonces);
        set(device.checksCounters, change.checksCounters);
        set(device.uses32BitCounters, change.uses32BitCounters);
        set(device.activationConstraints, change.activationConstraints);
        if (change.removesLocation)
            device.location.reset();
        else if (change.location)
            device.location = change.location;
        if (change.inheritsFormatters)
            device.formatters.reset();
        else if (change.formatters)
            device.formatters = change.formatters;
    }

    FakeDesk *m_desk;
    std::map<QByteArray, Domain::Device> m_backups;
};

/// A network that has applications and devices, and whose key may do everything, as long as the test does not say
/// otherwise. Give one to FakeContext::services.
class FakeNetwork : public Domain::NetworkApi
{
public:
    using Code = Domain::Problem::Code;

    static constexpr Domain::Rights AllRights = Domain::Rights::fromInt((1 << 13) - 1);

    void add(const QString &id, const QString &name = {})
    {
        Domain::Application application;
        application.id = id;
        application.name = name;
        registered[id] = application;
    }

    Domain::Capabilities capabilities() const override { return has; }
    Domain::DeviceApi *devices() override { return has & Domain::Capability::Devices ? &deviceApi : nullptr; }
    Domain::AccessApi *accessLists() override { return accessApi; }
    Domain::CatalogApi *catalog() override { return catalogApi; }

    Domain::Call<Domain::Result<Domain::Access>> access() override
    {
        return desk.answer<Domain::Access>(QStringLiteral("access"), [this] { return Domain::Result(who); });
    }
    Domain::Call<Domain::Result<Domain::Rights>> rights(const QString &application) override
    {
        return desk.answer<Domain::Rights>(QStringLiteral("rights %1").arg(application),
                                           [this] { return Domain::Result(may); });
    }
    Domain::Call<Domain::Result<Domain::ApplicationPage>> applications(const Domain::ApplicationQuery &query) override
    {
        const QString line = QStringLiteral("applications %1 %2").arg(query.page).arg(query.limit);
        return desk.answer<Domain::ApplicationPage>(line, [this, query] {
            Domain::ApplicationPage page;
            for (const auto &[id, application] : registered) {
                if (!id.contains(query.search) && !application.name.contains(query.search, Qt::CaseInsensitive))
                    continue;
                if (page.total >= qint64(query.page - 1) * query.limit && page.applications.size() < query.limit)
                    page.applications << application;
                ++page.total;
            }
            return Domain::Result(page);
        });
    }
    Domain::Call<Domain::Result<Domain::Application>> application(const QString &id) override
    {
        return desk.answer<Domain::Application>(QStringLiteral("application %1").arg(id),
                                                [this, id]() -> Domain::Result<Domain::Application> {
                                                    if (!registered.contains(id))
                                                        return fakeProblem(Code::ApplicationNotFound, {id});
                                                    return registered[id];
                                                });
    }
    Domain::Call<Domain::Result<Domain::Done>> createApplication(const Domain::Application &application,
                                                                 const Domain::Account & /*owner*/) override
    {
        return done(QStringLiteral("createApplication %1").arg(application.id), [this, application] {
            if (registered.contains(application.id))
                return fakeProblem(Code::IdTaken);
            registered[application.id] = application;
            return Domain::Problem();
        });
    }
    Domain::Call<Domain::Result<Domain::Done>> changeApplication(const QString &id,
                                                                 const Domain::ApplicationChange &change) override
    {
        return done(QStringLiteral("changeApplication %1").arg(id), [this, id, change] {
            if (!registered.contains(id))
                return fakeProblem(Code::ApplicationNotFound, {id});
            Domain::Application &application = registered[id];
            application.name = change.name.value_or(application.name);
            application.description = change.description.value_or(application.description);
            application.attributes = change.attributes.value_or(application.attributes);
            application.administrativeContact
                = change.administrativeContact.value_or(application.administrativeContact);
            application.technicalContact = change.technicalContact.value_or(application.technicalContact);
            application.functions = change.functions.value_or(application.functions);
            return Domain::Problem();
        });
    }
    Domain::Call<Domain::Result<Domain::Done>> deleteApplication(const QString &id) override
    {
        return done(QStringLiteral("deleteApplication %1").arg(id), [this, id] {
            if (const auto count = deviceApi.registered[id].size(); count > 0)
                return fakeProblem(Code::ApplicationHasDevices, {QString::number(count)});
            return registered.erase(id) ? Domain::Problem() : fakeProblem(Code::ApplicationNotFound, {id});
        });
    }
    Domain::Call<Domain::Result<Domain::Done>> restoreApplication(const QString &id) override
    {
        return done(QStringLiteral("restoreApplication %1").arg(id), [this, id] {
            add(id);
            return Domain::Problem();
        });
    }
    Domain::Call<Domain::Result<Domain::Formatters>> defaultFormatters(const QString &application) override
    {
        return desk.answer<Domain::Formatters>(QStringLiteral("defaultFormatters %1").arg(application),
                                               [this, application] { return Domain::Result(formatters[application]); });
    }
    Domain::Call<Domain::Result<Domain::Done>> setDefaultFormatters(const QString &application,
                                                                    const Domain::Formatters &wanted) override
    {
        return done(QStringLiteral("setDefaultFormatters %1").arg(application), [this, application, wanted] {
            formatters[application] = wanted;
            return Domain::Problem();
        });
    }

    FakeDesk desk;
    FakeDevices deviceApi{&desk};
    Domain::AccessApi *accessApi = nullptr; ///< lives longer; null: the network has none
    Domain::CatalogApi *catalogApi = nullptr; ///< lives longer; null: the network has none
    /// As v3, without what needs more than this.
    Domain::Capabilities has = Domain::Capability::ReadAccess | Domain::Capability::ListApplications
        | Domain::Capability::SearchApplications | Domain::Capability::ApplicationDetails | Domain::Capability::Devices
        | Domain::Capability::DeviceNames | Domain::Capability::DefaultFormatters | Domain::Capability::ResetDevices
        | Domain::Capability::SimulateUplinks | Domain::Capability::Contacts | Domain::Capability::RestoreApplications;
    Domain::Access who{Domain::Access::Kind::User, QStringLiteral("grace"), {}, {}, {}, false, true, AllRights};
    Domain::Rights may = AllRights; ///< with each application
    std::map<QString, Domain::Application> registered;
    std::map<QString, Domain::Formatters> formatters;

private:
    Domain::Call<Domain::Result<Domain::Done>> done(const QString &line, std::function<Domain::Problem()> work)
    {
        return desk.answer<Domain::Done>(line, [work = std::move(work)]() -> Domain::Result<Domain::Done> {
            if (const Domain::Problem problem = work())
                return problem;
            return Domain::Done{};
        });
    }
};

} // namespace TestSupport
