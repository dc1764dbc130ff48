// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/startstep.h"

#include "backend/domain/networkapi.h"
#include "backend/domain/problemtext.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QRadioButton>
#include <QSignalBlocker>

#include <chrono>

namespace Gui {

using Way = RegistrationWork::Way;

namespace {

constexpr auto SearchPause = std::chrono::milliseconds(200);
constexpr int MostFound = 100;
constexpr int ListRows = 6;
constexpr int NoteIndent = 24;

} // namespace

StartStep::StartStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    addWay(Way::Repository, "wayRepository", tr("From the &Device Repository"),
           tr("For products that are sold: brand and model give versions, classes and payload formatter."));
    addWay(Way::ByHand, "wayByHand", tr("By &hand"), tr("For devices of your own, or when you know all of it."));
    addWay(Way::Scan, "wayScan", tr("&Scan codes"),
           tr("For many devices with a QR code (TR005) or a barcode: by a USB scanner, or from pictures."));
    addWay(Way::Copy, "wayCopy", tr("As a &copy of a device"),
           tr("Takes radio, place and attributes of a device; ids and keys are never taken."));

    // After the ways, as they are read.
    m_copyBox = new QWidget(this);
    m_search = new QLineEdit(m_copyBox);
    m_found = new QListWidget(m_copyBox);
    m_copyNote = newPlainLabel(QStringLiteral("copyNote"), {}, m_copyBox);
    auto *copy = new QVBoxLayout(m_copyBox);
    copy->setContentsMargins(NoteIndent, 0, 0, 0);
    m_search->setObjectName(QStringLiteral("copySearch"));
    m_search->setAccessibleName(tr("Search for the device to copy"));
    m_search->setPlaceholderText(tr("Search for a device"));
    m_search->setClearButtonEnabled(true);
    m_found->setObjectName(QStringLiteral("copyFound"));
    m_found->setAccessibleName(tr("Devices"));
    m_found->setMaximumHeight(m_found->fontMetrics().height() * ListRows * 3 / 2);
    m_copyNote->setAccessibleName(tr("About the copy"));
    copy->addWidget(m_search);
    copy->addWidget(m_found);
    copy->addWidget(m_copyNote);
    layout->addWidget(m_copyBox);
    layout->addStretch(1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(SearchPause);
    connect(&m_pause, &QTimer::timeout, this, &StartStep::search);
    connect(m_search, &QLineEdit::textEdited, this, [this] { m_pause.start(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_found->count() > 0)
            m_found->setCurrentRow(0);
    });
    connect(m_found, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            takeDevice(item->data(Qt::UserRole).toString());
    });
    connect(theme(), &Theme::changed, this, &StartStep::updateLook);
    updateLook();
}

void StartStep::addWay(Way way, const char *name, const QString &text, const QString &about)
{
    auto *button = new QRadioButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAccessibleDescription(about);
    m_ways[way] = button;
    layout()->addWidget(button);
    auto *note = newPlainLabel(QLatin1String(name) + u"Note", about, this);
    note->setAccessibleName(button->accessibleName());
    note->setContentsMargins(NoteIndent, 0, 0, 12);
    layout()->addWidget(note);
    m_notes += note;
    connect(button, &QRadioButton::toggled, this, [this, way](bool on) {
        if (!on)
            return;
        work().way = way;
        if (way == Way::ByHand || way == Way::Scan)
            work().forgetProduct();
        enter();
        Q_EMIT wayChosen();
        Q_EMIT changed();
    });
}

void StartStep::enter()
{
    const bool hasCatalog = work().catalog().api() != nullptr;
    m_ways.at(Way::Repository)->setEnabled(hasCatalog);
    if (!hasCatalog) {
        m_notes.first()->setText(tr("This network has no Device Repository."));
        if (work().way == Way::Repository)
            work().way = Way::ByHand;
    }
    {
        QRadioButton *button = m_ways.at(work().way);
        const QSignalBlocker blocker(button);
        button->setChecked(true);
    }
    const bool copies = work().way == Way::Copy;
    m_copyBox->setVisible(copies);
    if (copies && m_found->count() == 0 && !m_searchCall.isPending())
        search();
}

void StartStep::takeFocus()
{
    m_ways.at(work().way)->setFocus();
}

void StartStep::search()
{
    if (!work().network())
        return;
    Domain::DeviceQuery query;
    const bool searches = work().network()->capabilities().testFlag(Domain::Capability::SearchDevices);
    query.search = searches ? m_search->text().trimmed() : QString();
    query.limit = searches ? MostFound : 1'000;
    m_searchCall = work().network()->devices()->devices(work().scope().application, query);
    m_searchCall.then(this, [this](const Domain::Result<Domain::DevicePage> &answer) {
        const QSignalBlocker blocker(m_found);
        m_found->clear();
        if (!answer) {
            m_copyNote->setText(Domain::problemLine(answer.problem));
            return;
        }
        const QString wanted = m_search->text().trimmed();
        for (const Domain::Device &device : answer.value.devices) {
            const QString shown = device.name.isEmpty() ? device.id : QString(device.id + u" · " + device.name);
            const bool fits = shown.contains(wanted, Qt::CaseInsensitive)
                || (device.devEui && device.devEui->toString().contains(wanted, Qt::CaseInsensitive));
            if (!fits || m_found->count() == MostFound)
                continue;
            auto *item = new QListWidgetItem(shown, m_found);
            item->setData(Qt::UserRole, device.id);
        }
        if (m_found->count() == 0)
            m_copyNote->setText(wanted.isEmpty() ? tr("This application has no device yet.")
                                                 : tr("No device of this application is called “%1”.").arg(wanted));
        else if (m_copied.isEmpty())
            m_copyNote->setText(tr("Choose the device to copy."));
    });
}

void StartStep::copy(const QString &device)
{
    work().way = Way::Copy;
    m_search->setText(device);
    enter();
    takeDevice(device);
}

void StartStep::takeDevice(const QString &id)
{
    if (!work().network())
        return;
    m_copied.clear();
    m_copyNote->setText(tr("Reading %1…").arg(id));
    m_deviceCall = work().network()->devices()->device(work().scope().application, id, Domain::DeviceKeys::Leave);
    m_deviceCall.then(this, [this, id](const Domain::Result<Domain::Device> &answer) {
        if (!answer) {
            m_copyNote->setText(Domain::problemLine(answer.problem));
            return;
        }
        work().startAnew();
        draft().takeSettings(answer.value);
        const Domain::VersionIds &versions = answer.value.versionIds;
        work().product = QString(versions.brand + u' ' + versions.model).trimmed();
        m_copied = id;
        m_copyNote->setText(
            tr("The settings of %1 are taken: radio, place, attributes and JoinEUI. Device ID, DevEUI, address and "
               "keys of the new device are asked for.")
                .arg(id));
        work().touch();
        Q_EMIT copied();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

bool StartStep::finish()
{
    if (work().way != Way::Copy || !m_copied.isEmpty())
        return true;
    if (!m_deviceCall.isPending())
        m_copyNote->setText(tr("Choose the device to copy."));
    m_search->setFocus();
    return false;
}

void StartStep::updateLook()
{
    for (QLabel *note : std::as_const(m_notes))
        colorLabel(note, theme()->color(Models::Meaning::Quiet));
}

} // namespace Gui
