// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/devicelosses.h"

#include "backend/domain/problemtext.h"
#include "ui/common/texts.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace Gui {

namespace {

constexpr qsizetype MostNamed = 6;
constexpr qsizetype MostLines = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("Gui::DeviceLosses", text);
}

QString words(const QString &part)
{
    if (part == u"root_keys")
        return tr("its root keys");
    if (part == u"session")
        return tr("its session with keys and counters");
    if (part == u"mac_state")
        return tr("what the network has settled with it");
    if (part == u"used_dev_nonces" || part == u"last_dev_nonce")
        return tr("the nonces it has used");
    if (part == u"frequency_plan_id")
        return tr("its settings at the Network Server");
    if (part == u"claim")
        return tr("its claim: it has to be claimed anew, with its claim code");
    if (part == u"picture")
        return tr("its picture");
    return part;
}

} // namespace

QString lossWords(const QStringList &missing)
{
    QStringList parts;
    for (const QString &part : missing)
        parts << words(part);
    if (parts.size() < 2)
        return parts.value(0);
    const QString last = parts.takeLast();
    return tr("%1 and %2").arg(parts.join(QStringLiteral(", ")), last);
}

QString lossList(const QList<Models::DeviceRemoval::Loss> &losses)
{
    QList<QPair<QString, QStringList>> kinds;
    for (const Models::DeviceRemoval::Loss &loss : losses) {
        const QString what = loss.problem ? tr("everything; no backup: %1").arg(Domain::problemText(loss.problem).title)
                                          : lossWords(loss.missing);
        const auto known
            = std::find_if(kinds.begin(), kinds.end(), [&](const auto &kind) { return kind.first == what; });
        if (known == kinds.end())
            kinds.push_back({what, {loss.id}});
        else
            known->second << loss.id;
    }
    QStringList lines;
    for (const auto &[what, ids] : kinds.mid(0, MostLines)) {
        QString names = ids.mid(0, MostNamed).join(QStringLiteral(", "));
        if (ids.size() > MostNamed)
            names = tr("%1 and %2 more").arg(names).arg(ids.size() - MostNamed);
        lines << tr("%1: %2").arg(names, what);
    }
    return lines.join(u'\n');
}

QMessageBox *lossBox(const QStringList &all, const QList<Models::DeviceRemoval::Loss> &losses, qsizetype safe,
                     QWidget *parent)
{
    const bool one = all.size() == 1;
    const QString what = one ? all.first() : tr("%1 devices").arg(groupedNumber(quint64(all.size())));
    const QString text = one          ? tr("%1 could not be brought back as it is now.").arg(what)
        : losses.size() == all.size() ? tr("They could not be brought back as they are now.")
                                      : tr("%1 of them could not be brought back as they are now.").arg(losses.size());
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Delete %1").arg(what), text, QMessageBox::Cancel, parent);
    box->setObjectName(QStringLiteral("deleteDevicesBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("What would be lost:\n%1").arg(lossList(losses)));
    if (safe > 0) {
        QPushButton *some = box->addButton(tr("Delete only the other %1").arg(safe), QMessageBox::AcceptRole);
        some->setObjectName(QStringLiteral("deleteSafeButton"));
    }
    QPushButton *yes = box->addButton(one ? tr("Delete for good") : tr("Delete all %1").arg(all.size()),
                                      QMessageBox::DestructiveRole);
    yes->setObjectName(QStringLiteral("confirmButton"));
    box->button(QMessageBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    return box;
}

} // namespace Gui
