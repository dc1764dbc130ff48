// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/dangersection.h"

#include "ui/applications/deviceclearance.h"
#include "ui/applications/typedconfirmation.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace Gui {

using Domain::Capability;
using Domain::Right;

namespace {

constexpr int LargestWidth = 640;

} // namespace

DangerSection::DangerSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : SettingsSection(desk, theme, parent)
    , m_text(new QLabel(this))
    , m_devicesText(new QLabel(this))
    , m_reason(newNote("deleteReason"))
    , m_show(new QPushButton(tr("Show its devices"), this))
    , m_clear(new QPushButton(tr("Delete all its devices…"), this))
    , m_delete(new QPushButton(tr("Delete the application…"), this))
{
    setObjectName(QStringLiteral("dangerSection"));
    m_text->setObjectName(QStringLiteral("deleteText"));
    m_devicesText->setObjectName(QStringLiteral("deleteDevicesText"));
    for (QLabel *label : {m_text, m_devicesText}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_show->setObjectName(QStringLiteral("showDevices"));
    m_show->setToolTip(tr("There they can be looked at, exported and deleted one by one"));
    m_clear->setObjectName(QStringLiteral("deleteDevices"));
    m_delete->setObjectName(QStringLiteral("deleteApplication"));
    connect(m_show, &QPushButton::clicked, this, &DangerSection::devicesWanted);
    connect(m_clear, &QPushButton::clicked, this, &DangerSection::askToDeleteDevices);
    connect(m_delete, &QPushButton::clicked, this, &DangerSection::askToDelete);
    auto *devices = new QHBoxLayout;
    devices->addWidget(m_show);
    devices->addWidget(m_clear);
    devices->addStretch();
    auto *column = new QWidget(this);
    column->setMaximumWidth(LargestWidth);
    auto *words = new QVBoxLayout(column);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(12);
    words->addWidget(newHeading(tr("Delete %1").arg(desk->id())));
    words->addWidget(m_text);
    words->addWidget(m_devicesText);
    words->addLayout(devices);
    words->addWidget(m_reason);
    words->addWidget(m_delete, 0, Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->addWidget(column);
    layout->addStretch();
    setFocusProxy(m_delete);
    connect(desk, &ApplicationDesk::changed, this, &DangerSection::updateTexts);
    updateTexts();
}

void DangerSection::load(bool anew)
{
    if (m_asked && !anew)
        return;
    m_asked = true;
    count();
}

void DangerSection::count()
{
    m_network = desk().network();
    m_deviceCount = -1;
    m_keyCount = -1;
    updateTexts();
    if (!m_network)
        return;
    if (Domain::DeviceApi *devices = m_network->devices()) {
        Domain::DeviceQuery one;
        one.limit = 1;
        m_devices = devices->devices(desk().id(), one);
        m_devices.then(this, [this](const Domain::Result<Domain::DevicePage> &page) {
            m_deviceCount = page.problem ? -1 : page.value.total;
            updateTexts();
        });
    }
    if (Domain::AccessApi *lists = m_network->accessLists()) {
        m_keys = lists->apiKeys(desk().id(), 1, 1);
        m_keys.then(this, [this](const Domain::Result<Domain::ListPage<Domain::ApiKey>> &page) {
            m_keyCount = page.problem ? -1 : page.value.total;
            updateTexts();
        });
    }
}

void DangerSection::updateTexts()
{
    const bool restorable = desk().has(Capability::RestoreApplications);
    m_text->setText(restorable
                        ? tr("Its API keys stop working and nothing of it arrives any more. It can be restored for 24 "
                             "hours, under Applications of the network, Recently deleted. Its id stays taken.")
                        : tr("Its settings and functions are lost for good, and nothing of it arrives any more. The "
                             "events that this computer has stored stay."));
    const bool some = m_deviceCount != 0;
    m_devicesText->setText(
        m_deviceCount == 1      ? tr("It has one device. The network deletes an application only without devices.")
            : m_deviceCount > 0 ? tr("It has %1 devices. The network deletes an application only without devices.")
                                      .arg(groupedNumber(quint64(m_deviceCount)))
            : m_deviceCount == 0 ? tr("It has no devices.")
                                 : tr("How many devices it has is not known to this key. The network "
                                      "deletes an application only without devices."));
    m_show->setVisible(some);
    m_clear->setVisible(some);
    QString reason
        = desk().network() ? desk().reason(Right::DeleteApplication) : tr("The connection names no server for this.");
    const QString devicesReason = desk().network() ? desk().reason(Right::EditDevices | Right::ViewDevices) : reason;
    m_clear->setEnabled(devicesReason.isEmpty() && m_deviceCount > 0 && !m_clearance);
    m_clear->setToolTip(devicesReason.isEmpty() ? tr("All of them, after a question") : devicesReason);
    if (reason.isEmpty() && m_clearance)
        reason = tr("Its devices are being deleted.");
    else if (reason.isEmpty() && m_deviceCount > 0)
        reason = tr("Delete its devices first.");
    m_delete->setEnabled(reason.isEmpty());
    m_delete->setToolTip(reason.isEmpty() ? tr("After a question") : reason);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

QString DangerSection::lossText() const
{
    QStringList parts;
    if (m_keyCount > 0)
        parts += m_keyCount == 1 ? tr("One API key stops working; whoever uses it loses access.")
                                 : tr("%1 API keys stop working; whoever uses them loses access.").arg(m_keyCount);
    else
        parts += tr("Whoever uses it loses access.");
    parts += desk().has(Capability::RestoreApplications)
        ? tr("Name, description, attributes, collaborators and keys can be restored for 24 hours, then they are lost.")
        : tr("Its settings and payload functions are lost for good.");
    parts += tr("Events that this computer has stored stay.");
    return parts.join(QStringLiteral("\n\n"));
}

void DangerSection::askToDelete()
{
    const auto order = [network = desk().network(), id = desk().id()] { return network->deleteApplication(id); };
    auto *dialog = new TypedConfirmation(tr("Delete the application %1").arg(desk().id()), lossText(), desk().id(),
                                         tr("Delete application"), order, theme(), window());
    connect(dialog, &TypedConfirmation::done, this, [this] {
        Q_EMIT desk().noted(tr("%1 is deleted.").arg(desk().id()));
        Q_EMIT desk().deleted();
    });
    // Refused because of devices, for example.
    connect(dialog, &QDialog::finished, this, &DangerSection::count);
    dialog->open();
}

void DangerSection::askToDeleteDevices()
{
    const QString loss
        = tr("All %1 devices of %2 are deleted with their keys, sessions and settings. No backup is made "
             "here: on the page Devices they can be exported, or deleted so that they can be restored.")
              .arg(groupedNumber(quint64(m_deviceCount)), desk().id());
    const auto order = [] {
        const Domain::CallSource<Domain::Result<Domain::Done>> source;
        source.deliver(Domain::Done{});
        return source.call();
    };
    auto *dialog = new TypedConfirmation(tr("Delete all devices of %1").arg(desk().id()), loss, desk().id(),
                                         tr("Delete all devices"), order, theme(), window());
    connect(dialog, &TypedConfirmation::done, this, [this] {
        m_clearance = new DeviceClearance(m_network, desk().id(), m_deviceCount, desk().context().backgroundWork(),
                                          &desk().context());
        connect(m_clearance, &DeviceClearance::ended, this, [this](qint64, qint64, const Domain::Problem &) {
            m_clearance = nullptr;
            count();
        });
        m_clearance->start();
        updateTexts();
    });
    dialog->open();
}

} // namespace Gui
