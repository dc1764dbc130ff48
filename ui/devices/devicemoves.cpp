// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What DeviceOrders does to move devices to another application.
#include "models/backgroundwork.h"
#include "models/devicemove.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"
#include "ui/devices/devicelosses.h"
#include "ui/devices/deviceorders.h"
#include "ui/devices/movedialog.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace Gui {

using Models::DeviceMove;
using Models::DeviceRemoval;

namespace {

QString devices(qsizetype count)
{
    return DeviceOrders::tr("%1 devices").arg(groupedNumber(quint64(count)));
}

} // namespace

void DeviceOrders::askToMove(const Scope &scope, const QStringList &ids)
{
    if (ids.isEmpty())
        return;
    auto *dialog = new MoveDialog(m_context, m_theme, scope, ids, m_window);
    connect(dialog, &MoveDialog::chosen, this,
            [this, scope, ids](const QString &application) { move(scope, application, ids, false); });
    dialog->open();
}

void DeviceOrders::move(const Scope &scope, const QString &application, const QStringList &ids, bool acceptsLoss)
{
    struct Networks
    {
        std::shared_ptr<Domain::NetworkApi> from;
        std::shared_ptr<Domain::NetworkApi> to;
    };
    const Networks networks{m_context->network(scope.profile, scope.application),
                            m_context->network(scope.profile, application)};
    if (!networks.from || !networks.from->devices() || !networks.to || !networks.to->devices()
        || !m_context->deviceArchive())
        return;
    const Domain::Profile profile = m_context->profile(scope.profile);
    auto *move = new DeviceMove({networks.from->devices(), scope.application, profile.id, profile.name, who(scope)},
                                {networks.to->devices(), application, profile.id, profile.name, {}},
                                *m_context->deviceArchive(), this);
    const int work
        = listWork(tr("Move %1 to %2").arg(devices(ids.size()), application), int(ids.size()), [move = QPointer(move)] {
              if (move)
                  move->stop();
          });
    Models::BackgroundWork *list = &m_context->backgroundWork();
    connect(move, &DeviceMove::progressed, this, [move, list, work] {
        list->setProgress(work, quint64(move->outcomes().size()), quint64(move->total()), move->current());
    });
    // The networks stay as long as their devices are used.
    connect(move, &DeviceMove::finished, this, [this, move, scope, application, acceptsLoss, list, work, networks] {
        if (move->remaining().isEmpty())
            list->finish(work, {});
        else
            list->stopped(work);
        onMoved(*move, scope, application, acceptsLoss);
        move->deleteLater();
    });
    move->start(ids, acceptsLoss);
}

void DeviceOrders::onMoved(const DeviceMove &move, const Scope &scope, const QString &application, bool acceptedLoss)
{
    QStringList moved;
    QList<Domain::DeviceOutcome> failed;
    QList<DeviceRemoval::Loss> losses;
    for (const Domain::DeviceOutcome &outcome : move.outcomes()) {
        if (!outcome.problem)
            moved << outcome.id;
        else if (!acceptedLoss && outcome.problem.code == Domain::Problem::Code::BackupIncomplete)
            losses.push_back({outcome.id, outcome.problem.args.value(1).split(QStringLiteral(", ")), {}});
        else
            failed << outcome;
    }
    const Scope target{scope.profile, application};
    if (!moved.isEmpty()) {
        Q_EMIT removed(scope, moved);
        Q_EMIT changed(target);
        const QString text = moved.size() == 1 ? tr("%1 is moved to %2").arg(moved.first(), application)
                                               : tr("%1 are moved to %2").arg(devices(moved.size()), application);
        Q_EMIT undoOffered(text, [this, target, scope, moved] { this->move(target, scope.application, moved, true); });
    }
    if (!losses.isEmpty())
        askAboutMovingLosses(scope, application, losses);
    if (failed.isEmpty())
        return;
    QStringList again;
    for (const Domain::DeviceOutcome &outcome : failed)
        again << outcome.id;
    showFailures("moveFailures",
                 again.size() == 1 ? tr("%1 was not moved").arg(again.first())
                                   : tr("%1 were not moved").arg(devices(again.size())),
                 failed, [this, scope, application, again] { this->move(scope, application, again, false); });
}

void DeviceOrders::askAboutMovingLosses(const Scope &scope, const QString &application,
                                        const QList<DeviceRemoval::Loss> &losses)
{
    QStringList ids;
    for (const DeviceRemoval::Loss &loss : losses)
        ids << loss.id;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Move to %1").arg(application),
                                ids.size() == 1 ? tr("%1 would not be the same there.").arg(ids.first())
                                                : tr("%1 would not be the same there.").arg(devices(ids.size())),
                                QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("moveLossBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("What would be lost:\n%1").arg(lossList(losses)));
    QPushButton *yes = box->addButton(tr("Move without it"), QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("confirmButton"));
    box->button(QMessageBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, scope, application, ids] { move(scope, application, ids, true); });
    box->open();
}

} // namespace Gui
