// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consolecontext.h"
#include "ui/import/importwindow.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QComboBox>

#include <memory>
#include <vector>

namespace Gui {

namespace {

/// As vendors write it: one row is damaged, one doubtful, one has an unusual spelling.
constexpr const char *List = "S/N;Dev EUI;AppEUI;OTAA key;Place\n"
                             "M-1001;70B3D57ED0AA0001;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F01;Barn\n"
                             "M-1002;70-B3-D5-7E-D0-AA-00-02;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F02;Hill\n"
                             "M-1003;7.0B3E+15;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F03;Hill\n"
                             "M-1004;70B3D57ED0AA0004;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F;Gate\n"
                             "M-1005;70B3D57ED0AA0001;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F05;Gate\n";

/// An import for pictures, as it stands at one moment.
class PictureRun : public Domain::ImportRun
{
public:
    PictureRun(State state, const Progress &progress)
        : m_state(state)
        , m_progress(progress)
    {
        const int count = progress.done + progress.failed + progress.underWay + progress.waiting;
        for (int i = 0; i < count; ++i) {
            Domain::ImportedRow row;
            row.number = quint32(i + 2);
            row.id = QStringLiteral("meter-m-%1").arg(1'001 + i);
            row.name = i % 5 == 1 ? QStringLiteral("Meter behind the pump house, at the northern fence")
                                  : QStringLiteral("Meter %1").arg(i + 1);
            row.devEui = Domain::Eui(0x70B3D57ED0AA0000 + quint64(i));
            row.state = i < progress.done + progress.failed ? Domain::ImportedRow::State::Done
                : i < count - progress.waiting              ? Domain::ImportedRow::State::UnderWay
                                                            : Domain::ImportedRow::State::Waiting;
            m_rows.push_back(row);
        }
        for (int i = 0; i < progress.failed; ++i) {
            Domain::ImportedRow &row = m_rows[std::size_t(i * 3 + 2)];
            row.state = Domain::ImportedRow::State::Failed;
            row.problem = {Domain::Problem::Code::EuisTaken,
                           {QStringLiteral("70B3D57ED0000000"), row.devEui->toString(), QStringLiteral("meter-old"),
                            QStringLiteral("vineyard")},
                           {},
                           {},
                           false};
        }
    }

    [[nodiscard]] QString id() const override { return QStringLiteral("picture"); }
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] Domain::Problem problem() const override { return m_problem; }
    [[nodiscard]] Progress progress() const override { return m_progress; }
    [[nodiscard]] int rowCount() const override { return int(m_rows.size()); }
    [[nodiscard]] const Domain::ImportedRow &row(int index) const override { return m_rows[std::size_t(index)]; }
    void start(int /*most*/) override { }
    void stop() override { }
    void retryFailed() override { }
    void retry(int /*index*/) override { }
    void setProblem(const Domain::Problem &problem) { m_problem = problem; }

private:
    State m_state;
    Progress m_progress;
    Domain::Problem m_problem;
    std::vector<Domain::ImportedRow> m_rows;
};

/// Found by a name of its own: the one before is still there for a moment.
ImportWindow *open(MainWindow *window, const char *name)
{
    for (const Domain::ProfileRef profile : window->context().profiles()) {
        const QStringList applications = window->context().profile(profile).applications;
        if (applications.isEmpty())
            continue;
        ImportWindow *import = window->importDevices({profile, applications.first()});
        if (import)
            import->setObjectName(QLatin1String(name));
        return import;
    }
    return nullptr;
}

} // namespace

void addImportScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    walk.addDialog("import-list", "import-list", [window] { open(window, "import-list"); });
    walk.addDialog("import-rows", "import-rows", [window] {
        ImportWindow *import = open(window, "import-rows");
        if (!import)
            return;
        import->draft()->readText(QString::fromLatin1(List));
        if (auto *plan = import->findChild<QComboBox *>(QStringLiteral("importPlan")))
            plan->setCurrentText(QStringLiteral("EU_863_870_TTN"));
        if (auto *version = import->findChild<QComboBox *>(QStringLiteral("importMacVersion")))
            version->setCurrentIndex(version->findData(QStringLiteral("MAC_V1_0_3")));
        import->draft()->setIdTemplate(QStringLiteral("meter-{serial}"));
    });
    using Run = Domain::ImportRun;
    const auto addRun
        = [&](const char *name, Run::State state, const Run::Progress &progress, const Domain::Problem &problem) {
              walk.addDialog(name, name, [=] {
                  ImportWindow *import = open(window, name);
                  if (!import)
                      return;
                  auto run = std::make_unique<PictureRun>(state, progress);
                  run->setProblem(problem);
                  import->watch(std::move(run));
              });
          };
    addRun("import-ready", Run::State::Ready, {250, 0, 0, 0, 0, -1, 0}, {});
    addRun("import-running", Run::State::Running, {152, 16, 80, 2, 96, 105, 0}, {});
    addRun("import-paused", Run::State::Running, {152, 0, 96, 2, 40, 260, 32}, {});
    addRun("import-stopped", Run::State::Stopped, {152, 0, 96, 2, 0, -1, 0},
           {Domain::Problem::Code::ConnectionRefused,
            {QStringLiteral("localhost"), QStringLiteral("8884")},
            {},
            {},
            true});
    addRun("import-finished", Run::State::Ended, {0, 0, 247, 3, 0, -1, 0}, {});
    walk.addDialog("import-unreadable", "import-unreadable", [window] {
        if (ImportWindow *import = open(window, "import-unreadable"))
            import->draft()->readText(QStringLiteral("{\"end_devices\": ["));
    });
}

} // namespace Gui
