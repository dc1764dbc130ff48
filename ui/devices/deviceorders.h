// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"
#include "models/deviceremoval.h"
#include "ui/common/page.h"

#include <QTimer>

#include <functional>
#include <map>

class QSettings;

namespace Models {
class DeviceMove;
} // namespace Models

namespace Gui {

class ConsoleContext;
class Theme;

/// What is done to registered devices beyond their pages: goes on when the page is gone, is listed as background work
/// when there are many, and offers the way back. GUI thread.
class DeviceOrders : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it. Dialogs open over `window` and remember their answers in `settings`, which may be null.
    DeviceOrders(ConsoleContext *context, const Theme *theme, QSettings *settings, QWidget *window);
    ~DeviceOrders() override;

    /// Deletes them; asks only where something would be lost for good.
    void remove(const Scope &scope, const QStringList &ids);
    /// Registers devices of *Recently deleted* again.
    void restore(const Scope &scope, const QStringList &entries);
    void showRecentlyDeleted(const Scope &scope);
    /// Asks to which application of the network, then moves them there.
    void askToMove(const Scope &scope, const QStringList &ids);
    /// Which of the devices go into a file: these, or all of so many.
    void askToExport(const Scope &scope, const QStringList &selected, int all);

Q_SIGNALS:
    void noted(const QString &text);
    /// Done, and `undo` takes it back.
    void undoOffered(const QString &text, const std::function<void()> &undo);
    void removed(const Gui::Scope &scope, const QStringList &ids);
    /// Devices came or changed: the list is to be read again.
    void changed(const Gui::Scope &scope);

private:
    struct Export
    {
        std::shared_ptr<Domain::NetworkApi> network; ///< as long as its devices are read
        QString path;
        Domain::WorkProgressRef progress;
        Domain::Call<Domain::Result<Domain::DeviceExportResult>> call;
    };

    /// Whose key it is that works there, as far as is known.
    [[nodiscard]] QString who(const Scope &scope) const;
    void askAboutLosses(Models::DeviceRemoval *removal);
    void onRemoved(Models::DeviceRemoval *removal, const Scope &scope);
    void onRestored(Models::DeviceRestoration *restoration, const Scope &scope);
    void move(const Scope &scope, const QString &application, const QStringList &ids, bool acceptsLoss);
    void onMoved(const Models::DeviceMove &move, const Scope &scope, const QString &application, bool acceptedLoss);
    void askAboutMovingLosses(const Scope &scope, const QString &application,
                              const QList<Models::DeviceRemoval::Loss> &losses);
    void showFailures(const char *name, const QString &title, const QList<Domain::DeviceOutcome> &failed,
                      const std::function<void()> &retry);
    void exportTo(const Scope &scope, const Domain::DeviceExportRequest &request);
    void onExported(int work, const Domain::Result<Domain::DeviceExportResult> &answer);
    void updateExports();
    /// Lists many as background work; 0: few.
    int listWork(const QString &title, int devices, std::function<void()> stop);

    ConsoleContext *m_context;
    const Theme *m_theme;
    QWidget *m_window;
    QSettings *m_settings;
    std::map<int, Export> m_exports; ///< by their place in the list of background work
    QTimer m_progress;
};

} // namespace Gui
