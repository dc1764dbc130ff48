// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/devicequestions.h"

#include "models/devicewords.h"

#include <QCheckBox>
#include <QMessageBox>
#include <QPushButton>

namespace Gui {

namespace {

QMessageBox *makeBox(QWidget *parent, const char *name, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Cancel, parent);
    box->setObjectName(QLatin1String(name));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->button(QMessageBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    return box;
}

} // namespace

void DeviceQuestions::leave(QWidget *parent, const QString &device, std::function<void()> save,
                            std::function<void()> discard)
{
    QMessageBox *box = makeBox(parent, "leaveDeviceBox", tr("Changes are not saved"),
                               tr("%1 has changes that are not saved.").arg(device));
    box->setInformativeText(save ? tr("Save them before you leave?")
                                 : tr("They cannot be saved as they are: something is mistaken or cannot be reached."));
    box->button(QMessageBox::Cancel)->setText(tr("Stay"));
    QPushButton *drop = box->addButton(tr("Leave without saving"), QMessageBox::DestructiveRole);
    drop->setObjectName(QStringLiteral("discardButton"));
    QObject::connect(drop, &QPushButton::clicked, parent, std::move(discard));
    if (save) {
        QPushButton *yes = box->addButton(tr("Save"), QMessageBox::AcceptRole);
        yes->setObjectName(QStringLiteral("saveButton"));
        QObject::connect(yes, &QPushButton::clicked, parent, std::move(save));
        box->setDefaultButton(yes);
    } else {
        box->setDefaultButton(QMessageBox::Cancel);
    }
    box->open();
}

void DeviceQuestions::reset(QWidget *parent, const QString &device, const Models::DeviceShape &shape, bool joinNonces,
                            std::function<void(bool joinNonces)> accepted)
{
    using Models::DeviceWords;
    QMessageBox *box
        = makeBox(parent, "resetDeviceBox", tr("Reset %1").arg(device), tr("Reset %1 on the network?").arg(device));
    QCheckBox *nonces = nullptr;
    if (shape.joins()) {
        nonces = new QCheckBox(tr("Forget the join nonces, too"), box);
        nonces->setObjectName(QStringLiteral("resetNoncesBox"));
        nonces->setChecked(joinNonces);
        box->setCheckBox(nonces);
        QObject::connect(nonces, &QCheckBox::toggled, box,
                         [box, shape](bool on) { box->setInformativeText(DeviceWords::resetLoss(shape, on)); });
    }
    box->setInformativeText(DeviceWords::resetLoss(shape, joinNonces && nonces));
    QPushButton *yes = box->addButton(tr("Reset"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    if (nonces) {
        QWidget::setTabOrder(nonces, box->button(QMessageBox::Cancel));
        QWidget::setTabOrder(box->button(QMessageBox::Cancel), yes);
    }
    QObject::connect(yes, &QPushButton::clicked, parent,
                     [nonces, accepted = std::move(accepted)] { accepted(nonces && nonces->isChecked()); });
    box->open();
}

} // namespace Gui
