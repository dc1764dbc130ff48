// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/deviceorders.h"

#include "models/backgroundwork.h"
#include "ui/common/rightsbook.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"
#include "ui/devices/deviceexportdialog.h"
#include "ui/devices/devicelosses.h"
#include "ui/devices/failuresdialog.h"
#include "ui/devices/recentlydeleteddialog.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace Gui {

using Models::DeviceRemoval;
using Models::DeviceRestoration;

namespace {

/// More than these are on their way for some seconds.
constexpr int ShownKeyId = 8;
constexpr int Many = 20;
constexpr int ProgressMs = 200;

QString devices(qsizetype count)
{
    return count == 1 ? DeviceOrders::tr("one device")
                      : DeviceOrders::tr("%1 devices").arg(groupedNumber(quint64(count)));
}

} // namespace

DeviceOrders::DeviceOrders(ConsoleContext *context, const Theme *theme, QSettings *settings, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_theme(theme)
    , m_window(window)
    , m_settings(settings)
{
    connect(&m_progress, &QTimer::timeout, this, &DeviceOrders::updateExports);
}

DeviceOrders::~DeviceOrders() = default;

int DeviceOrders::listWork(const QString &title, int count, std::function<void()> stop)
{
    return count > Many ? m_context->backgroundWork().add(title, std::move(stop)) : 0;
}

QString DeviceOrders::who(const Scope &scope) const
{
    const RightsBook::Entry &entry = RightsBook::of(m_context)->entry(scope);
    if (entry.state != RightsBook::State::Known)
        return {};
    const Domain::Access &access = entry.access;
    const bool isAccount
        = access.kind == Domain::Access::Kind::User || access.kind == Domain::Access::Kind::Organization;
    if (isAccount)
        return access.entity;
    return access.keyName.isEmpty() ? access.keyId.left(ShownKeyId) : access.keyName;
}

// --- Deleting ---

void DeviceOrders::remove(const Scope &scope, const QStringList &ids)
{
    const std::shared_ptr<Domain::NetworkApi> network = m_context->network(scope.profile, scope.application);
    if (ids.isEmpty() || !network || !network->devices() || !m_context->deviceArchive())
        return;
    const Domain::Profile profile = m_context->profile(scope.profile);
    Domain::ArchivedDevice about;
    about.profile = profile.id;
    about.profileName = profile.name;
    about.application = scope.application;
    about.who = who(scope);
    auto *removal = new DeviceRemoval(network, m_context->deviceArchive(), about, ids, this);
    const int work = listWork(tr("Delete %1 of %2").arg(devices(ids.size()), scope.application), int(ids.size()),
                              [removal = QPointer(removal)] {
                                  if (removal)
                                      removal->stop();
                              });
    Models::BackgroundWork *list = &m_context->backgroundWork();
    connect(removal, &DeviceRemoval::progressed, this, [removal, list, work] {
        const bool reads = removal->phase() == DeviceRemoval::Phase::Reading;
        list->setProgress(work, quint64(removal->ended()), quint64(removal->ids().size()),
                          reads ? tr("Backups are made") : tr("%1 deleted").arg(removal->gone().size()));
    });
    connect(removal, &DeviceRemoval::asked, this, [this, removal] { askAboutLosses(removal); });
    connect(removal, &DeviceRemoval::removed, this,
            [this, scope](const QStringList &gone) { Q_EMIT removed(scope, gone); });
    connect(removal, &DeviceRemoval::finished, this, [this, removal, scope, list, work] {
        if (removal->gone().isEmpty() || removal->wasStopped())
            list->stopped(work);
        else
            list->finish(work, tr("%1 deleted").arg(devices(removal->gone().size())));
        onRemoved(removal, scope);
        removal->deleteLater();
    });
    removal->start();
}

void DeviceOrders::askAboutLosses(DeviceRemoval *removal)
{
    const qsizetype decided = removal->gone().size() + removal->failed().size();
    const qsizetype safe = removal->ids().size() - removal->losses().size() - decided;
    QMessageBox *box = lossBox(removal->ids(), removal->losses(), decided == 0 ? safe : 0, m_window);
    connect(box, &QMessageBox::finished, removal, [box, removal] {
        const QAbstractButton *clicked = box->clickedButton();
        const QString name = clicked ? clicked->objectName() : QString();
        removal->answer(name == u"confirmButton"          ? DeviceRemoval::Answer::DeleteAll
                            : name == u"deleteSafeButton" ? DeviceRemoval::Answer::DeleteSafe
                                                          : DeviceRemoval::Answer::Nothing);
    });
    box->open();
}

void DeviceOrders::onRemoved(DeviceRemoval *removal, const Scope &scope)
{
    const QStringList &gone = removal->gone();
    if (!gone.isEmpty()) {
        QString text
            = gone.size() == 1 ? tr("%1 is deleted").arg(gone.first()) : tr("%1 deleted").arg(devices(gone.size()));
        const QStringList entries = removal->entries();
        if (entries.isEmpty()) {
            Q_EMIT noted(text);
        } else {
            if (!m_context->deviceArchive()->isPersistent())
                text += u'\n' + tr("It can be brought back until the program ends.");
            Q_EMIT undoOffered(text, [this, scope, entries] { restore(scope, entries); });
        }
    }
    if (removal->failed().isEmpty())
        return;
    QStringList again;
    for (const Domain::DeviceOutcome &outcome : removal->failed())
        again << outcome.id;
    showFailures("deletionFailures",
                 again.size() == 1 ? tr("%1 was not deleted").arg(again.first())
                                   : tr("%1 were not deleted").arg(devices(again.size())),
                 removal->failed(), [this, scope, again] { remove(scope, again); });
}

void DeviceOrders::showFailures(const char *name, const QString &title, const QList<Domain::DeviceOutcome> &failed,
                                const std::function<void()> &retry)
{
    auto *dialog = new FailuresDialog(title, failed, m_window);
    dialog->setObjectName(QLatin1String(name));
    connect(dialog, &FailuresDialog::retryRequested, this, retry);
    dialog->open();
}

// --- The way back ---

void DeviceOrders::restore(const Scope &scope, const QStringList &entries)
{
    const std::shared_ptr<Domain::NetworkApi> network = m_context->network(scope.profile, scope.application);
    if (entries.isEmpty() || !network || !network->devices() || !m_context->deviceArchive())
        return;
    auto *restoration = new DeviceRestoration(network, m_context->deviceArchive(), entries, this);
    const int work = listWork(tr("Restore %1").arg(devices(entries.size())), int(entries.size()),
                              [restoration = QPointer(restoration)] {
                                  if (restoration)
                                      restoration->stop();
                              });
    Models::BackgroundWork *list = &m_context->backgroundWork();
    connect(restoration, &DeviceRestoration::progressed, this, [restoration, list, work] {
        list->setProgress(work, quint64(restoration->batch().ended()), quint64(restoration->batch().total()), {});
    });
    connect(restoration, &DeviceRestoration::finished, this, [this, restoration, scope, list, work] {
        if (restoration->batch().succeeded().isEmpty())
            list->stopped(work);
        else
            list->finish(work, {});
        onRestored(restoration, scope);
        restoration->deleteLater();
    });
    restoration->start();
}

void DeviceOrders::onRestored(DeviceRestoration *restoration, const Scope &scope)
{
    const qsizetype count = restoration->batch().succeeded().size();
    if (count > 0) {
        Q_EMIT noted(count == 1 ? tr("One device is registered again")
                                : tr("%1 are registered again").arg(devices(count)));
        Q_EMIT changed(scope);
    }
    const QList<Domain::DeviceOutcome> failed = restoration->named();
    if (failed.isEmpty())
        return;
    QStringList again;
    for (const Domain::DeviceOutcome &outcome : restoration->batch().failed())
        again << outcome.id;
    showFailures("restorationFailures",
                 failed.size() == 1 ? tr("%1 was not restored").arg(failed.first().id)
                                    : tr("%1 were not restored").arg(devices(failed.size())),
                 failed, [this, scope, again] { restore(scope, again); });
}

void DeviceOrders::showRecentlyDeleted(const Scope &scope)
{
    auto *dialog = new RecentlyDeletedDialog(m_context, m_theme, scope, m_window);
    connect(dialog, &RecentlyDeletedDialog::restoreRequested, this, &DeviceOrders::restore);
    dialog->open();
}

// --- Into a file ---

void DeviceOrders::askToExport(const Scope &scope, const QStringList &selected, int all)
{
    auto *dialog = new DeviceExportDialog(m_theme, m_settings, {scope.application, selected, all}, m_window);
    connect(dialog, &DeviceExportDialog::chosen, this,
            [this, scope](const Domain::DeviceExportRequest &request) { exportTo(scope, request); });
    dialog->open();
}

void DeviceOrders::exportTo(const Scope &scope, const Domain::DeviceExportRequest &request)
{
    Export started;
    started.network = m_context->network(scope.profile, scope.application);
    if (!started.network || !started.network->devices())
        return;
    started.path = request.path;
    started.progress = std::make_shared<Domain::WorkProgress>();
    Models::BackgroundWork *list = &m_context->backgroundWork();
    const auto id = std::make_shared<int>(0);
    *id = list->add(tr("Export to %1").arg(QFileInfo(request.path).fileName()), [self = QPointer(this), list, id] {
        list->stopped(*id);
        if (self)
            self->m_exports.erase(*id);
    });
    Export &running = m_exports[*id] = std::move(started);
    running.call = m_context->deviceImports().exportDevices(running.network->devices(), request, running.progress);
    running.call.then(this, [this, work = *id](const Domain::Result<Domain::DeviceExportResult> &answer) {
        onExported(work, answer);
    });
    m_progress.start(ProgressMs);
}

void DeviceOrders::updateExports()
{
    for (const auto &[work, running] : m_exports) {
        const quint64 done = running.progress->done;
        m_context->backgroundWork().setProgress(work, done, running.progress->total,
                                                tr("%1 devices read").arg(groupedNumber(done)));
    }
    if (m_exports.empty())
        m_progress.stop();
}

void DeviceOrders::onExported(int work, const Domain::Result<Domain::DeviceExportResult> &answer)
{
    const auto ended = m_exports.extract(work);
    if (ended.empty())
        return;
    Models::BackgroundWork &list = m_context->backgroundWork();
    if (answer.problem) {
        list.fail(work, answer.problem);
        Q_EMIT m_context->problemNoticed(0, answer.problem);
        return;
    }
    const Domain::DeviceExportResult &result = answer.value;
    QStringList parts{devices(result.devices)};
    if (!result.vanished.isEmpty())
        parts << tr("%1 were deleted meanwhile").arg(result.vanished.size());
    if (!result.withoutKeys.isEmpty())
        parts << tr("%1 without their keys, which could not be read").arg(result.withoutKeys.size());
    if (!result.partlyEmptyKeys.isEmpty())
        parts << tr("not all have a value in %1: The Things Stack reads such cells as zeros")
                     .arg(result.partlyEmptyKeys.join(QStringLiteral(", ")));
    list.finish(work, parts.join(QStringLiteral("; ")), ended.mapped().path);
}

} // namespace Gui
