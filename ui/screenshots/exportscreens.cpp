// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/backgroundwork.h"
#include "ui/common/statusline.h"
#include "ui/common/toast.h"
#include "ui/common/workbutton.h"
#include "ui/consolecontext.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QDir>
#include <QLineEdit>
#include <QRadioButton>

namespace Gui {

namespace {

void openDialog(MainWindow *window, const char *choice, const char *file)
{
    window->askToExport();
    window->findChild<QRadioButton *>(QLatin1String(choice))->setChecked(true);
    // Neither the name of who draws the picture nor the time.
    auto *path = window->findChild<QLineEdit *>(QStringLiteral("exportFile"));
    path->setText(QDir(QDir::tempPath()).filePath(QLatin1String(file)));
    path->setCursorPosition(0);
}

void fillWork(Models::BackgroundWork &work)
{
    const auto begin = [&](const QString &title) { return work.add(title, [] {}); };
    work.setProgress(begin(QStringLiteral("Export to orchard-november.csv")), 420'000, 1'000'000,
                     MainWindow::tr("420 000 events written"));
    work.setProgress(begin(QStringLiteral("Export to everything.jsonl")), 0, 0,
                     MainWindow::tr("12 480 events written"));
    work.finish(begin(QStringLiteral("Export to pump-02.csv")), MainWindow::tr("480 events, 61 kB"),
                QDir(QDir::tempPath()).filePath(QStringLiteral("pump-02.csv")));
    work.fail(begin(QStringLiteral("Export to a-very-long-name-that-somebody-has-given-to-this-file.csv")),
              {.code = Domain::Problem::Code::FileDiskFull, .args = {QStringLiteral("pump-02.csv")}});
}

/// Ends what fillWork() began.
void emptyWork(Models::BackgroundWork &work)
{
    work.cancelAll();
    for (int row = work.rowCount() - 1; row >= 0; --row)
        work.stopped(work.index(row, 0).data(Models::BackgroundWork::IdRole).toInt());
    work.forgetEnded();
}

} // namespace

void addExportScreens(ScreenWalk &walk)
{
    MainWindow *window = &walk.window();
    if (!window->context().profiles().empty()) {
        walk.addDialog("export-csv", "exportDialog", [window] {
            window->showScope(0, {});
            openDialog(window, "exportCsv", "orchard.csv");
        });
    }
    walk.add(
        "work-list",
        [window] {
            fillWork(window->context().backgroundWork());
            window->toasts()->clear();
            window->statusLine()->work()->openList();
        },
        [window] {
            window->statusLine()->work()->openList(); // closes it
            emptyWork(window->context().backgroundWork());
        });
    walk.add(
        "toast",
        [window] {
            window->toasts()->clear();
            window->toasts()->show(MainWindow::tr("12 rows copied"));
            window->toasts()->show(MainWindow::tr("Export to orchard-november.csv\n12 480 events, 1.6 MB"),
                                   MainWindow::tr("Open folder"), [] {});
        },
        [window] { window->toasts()->clear(); });
    // Not directly behind the other: a dialog that was closed is still there for a moment.
    if (!window->context().profiles().empty()) {
        walk.addDialog("export-jsonl", "exportDialog",
                       [window] { openDialog(window, "exportJsonLines", "orchard.jsonl"); });
    }
}

} // namespace Gui
