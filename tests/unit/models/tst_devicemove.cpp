// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicemove.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QSignalSpy>

using Domain::ArchivedDevice;
using Domain::Call;
using Domain::CallSource;
using Domain::Device;
using Domain::DeviceArchive;
using Domain::DeviceBackup;
using Domain::DeviceKeys;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Models::DeviceMove;
using Code = Problem::Code;

namespace {

Problem problem(Code code)
{
    return {code, {}, {}, {}, false};
}

template <typename T>
Call<Result<T>> answer(Result<T> result)
{
    const CallSource<Result<T>> source;
    source.deliver(std::move(result));
    return source.call();
}

/// Two applications in one list of "application/device", and a diary of what was asked.
class FakeDevices : public Domain::DeviceApi
{
public:
    QSet<QString> there;
    QStringList diary;
    QHash<QString, Problem> refusals; ///< by "restore b/soil-1"
    QHash<QString, QStringList> missingAt; ///< by "a/soil-1"
    QStringList missing; ///< of backups
    bool joins = true;

    Call<Result<Domain::DevicePage>> devices(const QString &, const Domain::DeviceQuery &) override
    {
        return answer(Result<Domain::DevicePage>());
    }
    Call<Result<Device>> device(const QString &application, const QString &id, DeviceKeys) override
    {
        const QString name = application + u'/' + id;
        if (const Problem refused = note(QStringLiteral("look "), name))
            return answer(Result<Device>(refused));
        Device device;
        device.missingAt = missingAt.value(name);
        return answer(there.contains(name) ? Result<Device>(device) : Result<Device>(problem(Code::DeviceNotFound)));
    }
    Call<Result<Done>> createDevice(const Device &) override { return answer(Result<Done>()); }
    Call<Result<Done>> changeDevice(const QString &, const QString &, const Domain::DeviceChange &) override
    {
        return answer(Result<Done>());
    }
    Call<Result<Done>> deleteDevice(const QString &application, const QString &id) override
    {
        const QString name = application + u'/' + id;
        if (const Problem refused = note(QStringLiteral("delete "), name))
            return answer(Result<Done>(refused));
        there.remove(name);
        return answer(Result<Done>());
    }
    Call<Result<DeviceBackup>> backup(const QString &application, const QString &id) override
    {
        const QString name = application + u'/' + id;
        if (const Problem refused = note(QStringLiteral("backup "), name))
            return answer(Result<DeviceBackup>(refused));
        return answer(Result<DeviceBackup>(DeviceBackup{application, id, "message", "{}", missing}));
    }
    Call<Result<Done>> restore(const DeviceBackup &backup, const QString &application, const QString &id) override
    {
        const QString name = application + u'/' + id;
        if (const Problem refused = note(QStringLiteral("restore "), name))
            return answer(Result<Done>(refused));
        if (backup.message != "message")
            return answer(Result<Done>(problem(Code::UnexpectedShape)));
        there.insert(name);
        return answer(Result<Done>());
    }
    Result<Device> read(const DeviceBackup &) const override
    {
        Device device;
        device.name = QStringLiteral("Soil");
        device.radio.emplace();
        device.radio->supportsJoin = joins;
        return device;
    }

private:
    Problem note(const QString &verb, const QString &name)
    {
        diary += verb + name;
        return refusals.value(verb + name);
    }
};

class FakeArchive : public DeviceArchive
{
public:
    QHash<QString, ArchivedDevice> entries;
    Problem refusal;
    FakeDevices *devices = nullptr; ///< whose diary it writes, too

    bool isPersistent() const override { return true; }
    Call<Result<QString>> keep(const DeviceBackup &backup, const ArchivedDevice &about) override
    {
        devices->diary += u"keep " + backup.id;
        if (refusal)
            return answer(Result<QString>(refusal));
        ArchivedDevice entry = about;
        entry.id = u"entry-" + backup.id;
        entries.insert(entry.id, entry);
        return answer(Result<QString>(entry.id));
    }
    Call<Result<QList<ArchivedDevice>>> list() override
    {
        return answer(Result<QList<ArchivedDevice>>(entries.values()));
    }
    Call<Result<DeviceBackup>> take(const QString &) override { return answer(Result<DeviceBackup>()); }
    Call<Result<Done>> drop(const QString &id) override
    {
        entries.remove(id);
        return answer(Result<Done>());
    }
};

} // namespace

class TestDeviceMove : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void backupComesFirst();
    void whatIsRefusedGoesBack();
    void whatCannotGoBackIsKept();
    void leftoversAreRemovedFirst();
    void nothingIsDeletedWithoutBackup();
    void takenIdsAreSeenBefore();
    void lossIsAskedFor();
    void keysAreNeverRisked();
    void deletionThatFails();
    void stopsBetweenDevices();

private:
    [[nodiscard]] DeviceMove::Place place(const char *application)
    {
        return {&m_devices, QString::fromLatin1(application), QUuid(), QStringLiteral("Home")};
    }
    /// Its outcomes.
    QList<Domain::DeviceOutcome> run(const QStringList &ids, bool acceptsLoss = false)
    {
        DeviceMove move(place("a"), place("b"), m_archive);
        QSignalSpy finished(&move, &DeviceMove::finished);
        move.start(ids, acceptsLoss);
        if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20'000))
            return {};
        return move.outcomes();
    }
    Code only(const QList<Domain::DeviceOutcome> &outcomes)
    {
        return outcomes.size() == 1 ? outcomes.first().problem.code : Code::CodeCount;
    }

    FakeDevices m_devices;
    FakeArchive m_archive;
};

void TestDeviceMove::init()
{
    TestBase::init();
    m_devices.there = {QStringLiteral("a/soil-1"), QStringLiteral("a/soil-2"), QStringLiteral("a/soil-3")};
    m_devices.diary.clear();
    m_devices.refusals.clear();
    m_devices.missingAt.clear();
    m_devices.missing.clear();
    m_devices.joins = true;
    m_archive.entries.clear();
    m_archive.refusal = {};
    m_archive.devices = &m_devices;
}

void TestDeviceMove::backupComesFirst()
{
    DeviceMove move(place("a"), place("b"), m_archive);
    QSignalSpy finished(&move, &DeviceMove::finished);
    QList<DeviceMove::Step> steps;
    connect(&move, &DeviceMove::progressed, this, [&] { steps += move.step(); });
    move.start({QStringLiteral("soil-1"), QStringLiteral("soil-2")});
    QVERIFY(move.isRunning());
    QCOMPARE(move.total(), 2);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!move.isRunning());
    QCOMPARE(move.outcomes().size(), 2);
    QVERIFY(!move.outcomes().at(0).problem && !move.outcomes().at(1).problem);
    QCOMPARE(m_devices.there,
             (QSet<QString>{QStringLiteral("b/soil-1"), QStringLiteral("b/soil-2"), QStringLiteral("a/soil-3")}));
    QCOMPARE(
        m_devices.diary.mid(0, 5),
        (QStringList{QStringLiteral("backup a/soil-1"), QStringLiteral("look b/soil-1"), QStringLiteral("keep soil-1"),
                     QStringLiteral("delete a/soil-1"), QStringLiteral("restore b/soil-1")}));
    QCOMPARE(steps.mid(0, 4),
             (QList{DeviceMove::Step::BackingUp, DeviceMove::Step::Keeping, DeviceMove::Step::Deleting,
                    DeviceMove::Step::Registering}));
    // For taking it back later.
    QCOMPARE(m_archive.entries.size(), 2);
    const ArchivedDevice entry = m_archive.entries.value(QStringLiteral("entry-soil-1"));
    QCOMPARE(entry.reason, ArchivedDevice::Reason::Moved);
    QCOMPARE(entry.movedTo, QStringLiteral("b"));
    QCOMPARE(entry.name, QStringLiteral("Soil"));
    QCOMPARE(entry.profileName, QStringLiteral("Home"));
}

void TestDeviceMove::whatIsRefusedGoesBack()
{
    m_devices.refusals.insert(QStringLiteral("restore b/soil-1"), problem(Code::FrequencyPlanUnknown));
    const auto outcomes = run({QStringLiteral("soil-1")});
    QCOMPARE(only(outcomes), Code::MoveUndone);
    QCOMPARE(outcomes.first().problem.args.mid(0, 2), (QStringList{QStringLiteral("soil-1"), QStringLiteral("b")}));
    QVERIFY(m_devices.there.contains(QStringLiteral("a/soil-1")));
    QVERIFY(m_archive.entries.isEmpty()); // it is not deleted
}

void TestDeviceMove::whatCannotGoBackIsKept()
{
    m_devices.refusals.insert(QStringLiteral("restore b/soil-1"), problem(Code::CallInterrupted));
    m_devices.refusals.insert(QStringLiteral("restore a/soil-1"), problem(Code::CallInterrupted));
    const auto outcomes = run({QStringLiteral("soil-1"), QStringLiteral("soil-2")});
    QCOMPARE(outcomes.size(), 2);
    QCOMPARE(outcomes.at(0).problem.code, Code::MoveInterrupted);
    QVERIFY(!outcomes.at(1).problem);
    QVERIFY(m_archive.entries.contains(QStringLiteral("entry-soil-1")));
}

void TestDeviceMove::leftoversAreRemovedFirst()
{
    m_devices.refusals.insert(QStringLiteral("restore b/soil-1"), problem(Code::RegistrationIncomplete));
    QCOMPARE(only(run({QStringLiteral("soil-1")})), Code::MoveUndone);
    QCOMPARE(m_devices.diary.mid(m_devices.diary.size() - 2),
             (QStringList{QStringLiteral("delete b/soil-1"), QStringLiteral("restore a/soil-1")}));
}

void TestDeviceMove::nothingIsDeletedWithoutBackup()
{
    m_devices.refusals.insert(QStringLiteral("backup a/soil-1"), problem(Code::CallDeadline));
    QCOMPARE(only(run({QStringLiteral("soil-1")})), Code::CallDeadline);
    m_archive.refusal = problem(Code::SecretDenied);
    QCOMPARE(only(run({QStringLiteral("soil-2")})), Code::SecretDenied);
    QVERIFY(m_devices.diary.filter(QStringLiteral("delete")).isEmpty());
}

void TestDeviceMove::takenIdsAreSeenBefore()
{
    m_devices.there.insert(QStringLiteral("b/soil-1"));
    QCOMPARE(only(run({QStringLiteral("soil-1")})), Code::IdTaken);
    m_devices.refusals.insert(QStringLiteral("look b/soil-2"), problem(Code::NoApplicationRights));
    QCOMPARE(only(run({QStringLiteral("soil-2")})), Code::NoApplicationRights);
    QVERIFY(m_devices.diary.filter(QStringLiteral("delete")).isEmpty());
    QVERIFY(m_archive.entries.isEmpty());
}

void TestDeviceMove::lossIsAskedFor()
{
    m_devices.missing = {QStringLiteral("session")};
    const auto refused = run({QStringLiteral("soil-1")});
    QCOMPARE(only(refused), Code::BackupIncomplete);
    QCOMPARE(refused.first().problem.args.value(1), QStringLiteral("session"));
    QVERIFY(m_devices.diary.filter(QStringLiteral("delete")).isEmpty());
    QCOMPARE(only(run({QStringLiteral("soil-1")}, true)), Code::None); // it joins again
}

void TestDeviceMove::keysAreNeverRisked()
{
    m_devices.missing = {QStringLiteral("root_keys")};
    QCOMPARE(only(run({QStringLiteral("soil-1")}, true)), Code::BackupIncomplete);
    m_devices.missing = {QStringLiteral("session")};
    m_devices.joins = false; // nothing gives it another
    QCOMPARE(only(run({QStringLiteral("soil-1")}, true)), Code::BackupIncomplete);
    QVERIFY(m_devices.diary.filter(QStringLiteral("delete")).isEmpty());
}

void TestDeviceMove::deletionThatFails()
{
    m_devices.refusals.insert(QStringLiteral("delete a/soil-1"), problem(Code::ServerFault));
    QCOMPARE(only(run({QStringLiteral("soil-1")})), Code::ServerFault);
    QVERIFY(m_archive.entries.isEmpty()); // nothing has happened
    m_devices.missingAt.insert(QStringLiteral("a/soil-1"), {QStringLiteral("Application Server")});
    QCOMPARE(only(run({QStringLiteral("soil-1")})), Code::MoveInterrupted);
    QCOMPARE(m_archive.entries.size(), 1);
    QVERIFY(m_devices.diary.filter(QStringLiteral("restore")).isEmpty());
}

void TestDeviceMove::stopsBetweenDevices()
{
    DeviceMove move(place("a"), place("b"), m_archive);
    QSignalSpy finished(&move, &DeviceMove::finished);
    move.start({QStringLiteral("soil-1"), QStringLiteral("soil-2"), QStringLiteral("soil-3")});
    move.stop();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(move.outcomes().size(), 1);
    QCOMPARE(move.remaining(), (QStringList{QStringLiteral("soil-2"), QStringLiteral("soil-3")}));
    QVERIFY(m_devices.there.contains(QStringLiteral("b/soil-1")));
    QVERIFY(m_devices.there.contains(QStringLiteral("a/soil-2")));
}

TTN_TEST_MAIN(TestDeviceMove)
#include "tst_devicemove.moc"
