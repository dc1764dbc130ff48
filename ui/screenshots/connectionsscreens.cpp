// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"
#include "ui/connect/profiledialog.h"
#include "ui/connections/connectiontestdialog.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QComboBox>
#include <QLineEdit>

namespace Gui {

namespace {

using Step = Domain::ConnectionTestStep;
using Preset = Models::ConnectionDraft::Preset;
using Code = Domain::Problem::Code;

/// A test that has come as far as the picture shows.
class PictureTest : public Domain::ConnectionTest
{
public:
    explicit PictureTest(QList<Step> steps)
        : m_steps(std::move(steps))
    {
    }
    void start() override
    {
        for (const Step &step : m_steps) {
            if (step.state == Step::State::Running || step.state == Step::State::Listening)
                return;
        }
        Q_EMIT finished();
    }
    [[nodiscard]] const QList<Step> &steps() const override { return m_steps; }

private:
    QList<Step> m_steps;
};

Domain::Profile lab()
{
    Domain::Profile profile;
    profile.name = QStringLiteral("orchard");
    profile.mqtt.host = QStringLiteral("eu1.cloud.thethings.network");
    profile.mqtt.port = 8883;
    profile.tenant = QStringLiteral("ttn");
    profile.applications = {QStringLiteral("orchard")};
    return profile;
}

QList<Step> passedSteps()
{
    const auto step = [](Step::Kind kind, qint64 ms, const QStringList &facts) {
        return Step{kind, Step::State::Passed, QStringLiteral("orchard"), ms, facts, {}};
    };
    return {step(Step::Kind::Name, 18, {QStringLiteral("203.0.113.7"), QStringLiteral("203.0.113.8")}),
            step(Step::Kind::Tcp, 31, {QStringLiteral("203.0.113.7")}),
            step(Step::Kind::Tls, 74,
                 {QStringLiteral("TLS 1.3"), QStringLiteral("eu1.cloud.thethings.network"), QStringLiteral("R11"),
                  QStringLiteral("2027-02-01")}),
            step(Step::Kind::Login, 96, {QStringLiteral("orchard@ttn")}),
            step(Step::Kind::Subscription, 2'410, {QStringLiteral("v3/orchard@ttn/devices/field-01/up")})};
}

void addTest(ScreenWalk &walk, const char *name, const QList<Step> &steps)
{
    MainWindow *window = &walk.window();
    // Found by a name of its own: the one before is still there for a moment.
    walk.addDialog(name, name, [window, steps, name] {
        const auto make = [steps] { return std::make_unique<PictureTest>(steps); };
        auto *dialog = new ConnectionTestDialog(lab(), make, window->theme(), window);
        dialog->setObjectName(QLatin1String(name));
        dialog->open();
    });
}

/// Everything behind the failing step was not tried.
QList<Step> failing(int at, const Domain::Problem &problem)
{
    QList<Step> steps = passedSteps();
    for (int i = at; i < int(steps.size()); ++i) {
        steps[i].state = i == at ? Step::State::Failed : Step::State::Skipped;
        steps[i].facts.clear();
        if (i > at)
            steps[i].elapsedMs = -1;
    }
    steps[at].problem = problem;
    return steps;
}

void addForm(ScreenWalk &walk, const char *name, Preset preset, const std::function<void(ProfileDialog *)> &fill = {})
{
    MainWindow *window = &walk.window();
    walk.addDialog(name, name, [window, preset, fill, name] {
        auto *dialog = new ProfileDialog(&window->context(), window->theme(), window);
        dialog->setObjectName(QLatin1String(name));
        auto *box = dialog->findChild<QComboBox *>(QStringLiteral("presetBox"));
        box->setCurrentIndex(box->findData(int(preset)));
        if (fill)
            fill(dialog);
        dialog->open();
    });
}

} // namespace

void addConnectionsScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    walk.add(
        "connections-list",
        [window] {
            window->showScope(0, {});
            window->workspace()->setKind(PageKind::Connections);
        },
        [window] { window->workspace()->setKind(PageKind::Live); });
    const auto type = [](ProfileDialog *dialog, const char *field, const QString &text) {
        dialog->findChild<QLineEdit *>(QLatin1String(field))->setText(text);
    };
    addForm(walk, "connection-form-new", Preset::Eu1);
    addForm(walk, "connection-form-filled", Preset::Eu1, [type](ProfileDialog *dialog) {
        type(dialog, "profileApplications", QStringLiteral("orchard@ttn, vineyard"));
        type(dialog, "keyField", QStringLiteral("NNSXS.EXAMPLE.EXAMPLE "));
    });
    addForm(walk, "connection-form-cloud", Preset::Cloud,
            [type](ProfileDialog *dialog) { type(dialog, "profileTenant", QStringLiteral("acme")); });
    addForm(walk, "connection-form-own", Preset::OwnV3, [type](ProfileDialog *dialog) {
        type(dialog, "profileAddress", QStringLiteral("lorawan.example"));
        type(dialog, "profileApplications", QStringLiteral("Orchard"));
    });
    addForm(walk, "connection-form-v2", Preset::OwnV2);
    walk.addDialog("connection-form-edit", "connection-form-edit", [window] {
        Domain::Profile profile = lab();
        profile.id = QUuid::createUuidV5(QUuid(), QStringLiteral("picture"));
        auto *dialog = new ProfileDialog(&window->context(), window->theme(), window);
        dialog->setObjectName(QStringLiteral("connection-form-edit"));
        dialog->edit(profile);
        dialog->open();
    });

    addTest(walk, "connection-test-passed", passedSteps());
    QList<Step> listening = passedSteps();
    listening.last().state = Step::State::Listening;
    listening.last().facts.clear();
    addTest(walk, "connection-test-listening", listening);
    QList<Step> unproven = listening;
    unproven.last().state = Step::State::Unproven;
    unproven.last().elapsedMs = 10'000;
    addTest(walk, "connection-test-unproven", unproven);
    const QString host = lab().mqtt.host;
    addTest(walk, "connection-test-name", failing(0, {Code::HostNotFound, {host}}));
    addTest(walk, "connection-test-tcp", failing(1, {Code::ConnectionRefused, {host, QStringLiteral("8883")}}));
    addTest(walk, "connection-test-tls", failing(2, {Code::CertificateExpired, {host, QStringLiteral("2026-10-01")}}));
    addTest(walk, "connection-test-login", failing(3, {Code::NotAuthorized, {host, QStringLiteral("orchard@ttn")}}));
    addTest(walk, "connection-test-subscription",
            failing(4, {Code::SubscriptionRefused, {host, QStringLiteral("v3/orchard@ttn/devices/#")}}));
}

} // namespace Gui
