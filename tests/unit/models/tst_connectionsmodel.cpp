// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectionsmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using Domain::ConnectionStatus;
using Models::ConnectionsModel;
using Models::Meaning;

class TestConnectionsModel : public TestBase
{
    Q_OBJECT

private:
    static std::vector<ConnectionsModel::Network> two()
    {
        return {{1, QStringLiteral("Sandbox v3"), {QStringLiteral("orchard"), QStringLiteral("vineyard")}, {}},
                {2, QStringLiteral("Sandbox v2"), {QStringLiteral("greenhouse")}, {}}};
    }

private Q_SLOTS:
    void showsNetworksAndTheirApplications()
    {
        ConnectionsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 1);
        model.setNetworks(two());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.rowCount(model.index(0, 0)), 0);
        QCOMPARE(model.rowCount(model.index(1, 0)), 2);
        const QModelIndex vineyard = model.find(1, QStringLiteral("vineyard"));
        QCOMPARE(vineyard.data().toString(), QStringLiteral("vineyard"));
        QCOMPARE(vineyard.parent(), model.index(1, 0));
        QCOMPARE(vineyard.data(ConnectionsModel::ProfileRole).toInt(), 1);
        QCOMPARE(model.rowCount(vineyard), 0);
        QCOMPARE(model.find(0, {}), model.index(0, 0));
        QCOMPARE(model.find(2, {}).data().toString(), QStringLiteral("Sandbox v2"));
        QVERIFY(!model.find(2, QStringLiteral("orchard")).isValid());
        QVERIFY(!model.find(3, {}).isValid());
    }

    void statesChangeWithoutAReset()
    {
        ConnectionsModel model;
        model.setNetworks(two());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        ConnectionStatus status;
        status.state = ConnectionStatus::State::Partly;
        status.applications = 2;
        status.liveApplications = 1;
        model.setStatus(1, status);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.find(1, {}).data(ConnectionsModel::StateRole).toString(), QStringLiteral("1 of 2 live"));
        QCOMPARE(model.find(1, {}).data(ConnectionsModel::MeaningRole).toInt(), int(Meaning::Downlink));
        model.setNetworks(two());
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.find(1, {}).data(ConnectionsModel::StateRole).toString(), QStringLiteral("offline"));
        model.setNetworks({});
        QCOMPARE(reset.count(), 1);
    }

    void countsTheSilent()
    {
        ConnectionsModel model;
        model.setNetworks(two());
        const QModelIndex orchard = model.find(1, QStringLiteral("orchard"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSilent({{{0, {}}, 3}, {{1, {}}, 3}, {{1, QStringLiteral("orchard")}, 3}});
        QCOMPARE(changed.count(), 3); // not the others
        QCOMPARE(orchard.data(ConnectionsModel::SilentRole).toInt(), 3);
        QCOMPARE(orchard.data(Qt::AccessibleTextRole).toString(), QStringLiteral("orchard, 3 silent devices"));
        QCOMPARE(orchard.data(Qt::ToolTipRole).toString(), QStringLiteral("orchard\n3 silent devices"));
        QCOMPARE(model.find(2, {}).data(ConnectionsModel::SilentRole).toInt(), 0);
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("3 silent devices")));
        // They stay when a network is added.
        std::vector<ConnectionsModel::Network> three = two();
        three.push_back({3, QStringLiteral("eu1"), {}, {}});
        model.setNetworks(three);
        QCOMPARE(model.find(1, {}).data(ConnectionsModel::SilentRole).toInt(), 3);
        model.setSilent({{{0, {}}, 1}, {{1, {}}, 1}, {{1, QStringLiteral("vineyard")}, 1}});
        QCOMPARE(model.find(1, QStringLiteral("orchard")).data(Qt::ToolTipRole).toString(), QStringLiteral("orchard"));
        QVERIFY(model.find(1, {}).data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("one silent device")));
    }

    void everyStateHasWords()
    {
        for (int state = 0; state <= int(ConnectionStatus::State::Following); ++state) {
            ConnectionStatus status;
            status.state = ConnectionStatus::State(state);
            QVERIFY(!ConnectionsModel::stateText(status).isEmpty());
        }
    }
};

TTN_TEST_MAIN(TestConnectionsModel)
#include "tst_connectionsmodel.moc"
