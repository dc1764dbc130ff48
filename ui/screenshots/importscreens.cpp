// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/consolecontext.h"
#include "ui/import/importwindow.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenwalk.h"

#include <QComboBox>

namespace Gui {

namespace {

/// As vendors write it: one row is damaged, one doubtful, one has an unusual spelling.
constexpr const char *List = "S/N;Dev EUI;AppEUI;OTAA key;Place\n"
                             "M-1001;70B3D57ED0AA0001;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F01;Barn\n"
                             "M-1002;70-B3-D5-7E-D0-AA-00-02;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F02;Hill\n"
                             "M-1003;7.0B3E+15;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F03;Hill\n"
                             "M-1004;70B3D57ED0AA0004;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F;Gate\n"
                             "M-1005;70B3D57ED0AA0001;70B3D57ED0000000;2B7E151628AED2A6ABF7158809CF4F05;Gate\n";

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
    walk.addDialog("import-unreadable", "import-unreadable", [window] {
        if (ImportWindow *import = open(window, "import-unreadable"))
            import->draft()->readText(QStringLiteral("{\"end_devices\": ["));
    });
}

} // namespace Gui
