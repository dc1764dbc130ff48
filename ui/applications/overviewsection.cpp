// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/overviewsection.h"

#include "backend/domain/problemtext.h"
#include "models/righttext.h"
#include "ui/applications/applicationheard.h"
#include "ui/common/statenote.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>

namespace Gui {

using Domain::Access;
using Domain::Capability;
using Domain::Right;
namespace RightText = Models::RightText;

namespace {

constexpr qint64 NsPerMs = 1'000'000;
constexpr int NameWidth = 180;
constexpr int RightsColumns = 2;

void clear(QGridLayout *grid)
{
    while (QLayoutItem *item = grid->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->setParent(nullptr);
            widget->deleteLater();
        }
        delete item;
    }
}

/// Of a certificate in PEM form, as it is compared by eye; empty when there is none.
QString fingerprint(const QByteArray &pem)
{
    static const QByteArray begin = "-----BEGIN CERTIFICATE-----";
    const qsizetype from = pem.indexOf(begin);
    const qsizetype to = pem.indexOf("-----END CERTIFICATE-----");
    if (from < 0 || to < from)
        return {};
    const QByteArray der = QByteArray::fromBase64(pem.mid(from + begin.size(), to - from - begin.size()));
    QString print = QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex(':').toUpper());
    return print.insert(print.size() / 2 + 1, u'\n'); // it has no blank where a label could break it
}

} // namespace

OverviewSection::OverviewSection(ApplicationDesk *desk, const Models::DeviceActivity *activity, const Theme *theme,
                                 QWidget *parent)
    : SettingsSection(desk, theme, parent)
    , m_activity(activity)
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("overviewSection"));
    auto *scroll = new QScrollArea(m_stack);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("Overview"));
    auto *inside = new QWidget(scroll);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(8);
    const auto newGrid = [&](QVBoxLayout *into) {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(16);
        grid->setVerticalSpacing(6);
        grid->setColumnMinimumWidth(0, NameWidth);
        grid->setColumnStretch(1, 1);
        into->addLayout(grid);
        return grid;
    };
    column->addWidget(newHeading(tr("The application")));
    m_application = newGrid(column);
    m_announcementPart = new QWidget(inside);
    auto *announcement = new QVBoxLayout(m_announcementPart);
    announcement->setContentsMargins(0, 16, 0, 0);
    announcement->addWidget(newHeading(tr("What discovery announces")));
    m_announcement = newGrid(announcement);
    column->addWidget(m_announcementPart);
    m_keyPart = new QWidget(inside);
    auto *key = new QVBoxLayout(m_keyPart);
    key->setContentsMargins(0, 16, 0, 0);
    key->addWidget(newHeading(tr("The key of this console")));
    m_key = newGrid(key);
    key->addSpacing(8);
    m_rightsNote = newNote("rightsNote");
    key->addWidget(m_rightsNote);
    m_rights = new QGridLayout;
    m_rights->setHorizontalSpacing(24);
    m_rights->setVerticalSpacing(4);
    for (int i = 0; i < RightsColumns; ++i)
        m_rights->setColumnStretch(i, 1);
    key->addLayout(m_rights);
    column->addWidget(m_keyPart);
    column->addStretch();
    scroll->setWidget(inside);
    m_note = new StateNote(theme, m_stack);
    connect(m_note, &StateNote::actionRequested, this, [this] { load(true); });
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setFocusProxy(scroll);
    connect(desk, &ApplicationDesk::changed, this, [this] {
        if (m_asked && this->desk().network() != m_network)
            load(false);
        updateFacts();
    });
    connect(theme, &Theme::changed, this, &OverviewSection::updateFacts);
    connect(activity, &Models::DeviceActivity::ticked, this, [this] {
        if (isVisible())
            updateHeard();
    });
    updateFacts();
}

void OverviewSection::load(bool anew)
{
    if (anew)
        desk().refresh();
    if (m_asked && !anew && desk().network() == m_network)
        return;
    m_asked = true;
    m_network = desk().network();
    m_registered = -1;
    m_announcementKnown = false;
    if (!m_network) {
        updateFacts();
        return;
    }
    if (Domain::DeviceApi *devices = m_network->devices()) {
        Domain::DeviceQuery one;
        one.limit = 1;
        m_devices = devices->devices(desk().id(), one);
        m_devices.then(this, [this](const Domain::Result<Domain::DevicePage> &page) {
            m_registered = page.problem ? -1 : page.value.total;
            m_registeredProblem = page.problem;
            updateFacts();
        });
    }
    if (desk().has(Capability::Announcement)) {
        m_announcing = m_network->serviceAnnouncement(desk().id());
        m_announcing.then(this, [this](const Domain::Result<Domain::ServiceAnnouncement> &answer) {
            m_announced = answer;
            m_announcementKnown = true;
            updateFacts();
        });
    }
    updateFacts();
}

void OverviewSection::setUtc(bool utc)
{
    m_utc = utc;
    updateFacts();
}

void OverviewSection::showEvent(QShowEvent *event)
{
    SettingsSection::showEvent(event);
    updateHeard();
}

QString OverviewSection::timeText(const QDateTime &time) const
{
    return time.isValid() ? (m_utc ? time.toUTC() : time.toLocalTime()).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))
                          : QString();
}

QString OverviewSection::countText() const
{
    if (m_registered >= 0)
        return groupedNumber(quint64(m_registered));
    return m_registeredProblem ? tr("not known: %1").arg(Domain::problemText(m_registeredProblem).title) : tr("…");
}

QList<OverviewSection::Fact> OverviewSection::applicationFacts() const
{
    const Domain::Application &application = desk().application();
    QList<Fact> facts{{tr("Application ID"), application.id, true},
                      {tr("Name"), application.name},
                      {tr("Description"), application.description},
                      {tr("Devices registered"), countText()},
                      {tr("Devices heard here"), {}},
                      {tr("Last heard"), {}},
                      {tr("Created"), timeText(application.created)},
                      {tr("Changed"), timeText(application.updated)},
                      {tr("Network Server"), application.networkServer, true},
                      {tr("Application Server"), application.applicationServer, true},
                      {tr("Join Server"), application.joinServer, true}};
    if (application.issuedEuis > 0)
        facts.append(Fact{tr("DevEUIs issued"), QString::number(application.issuedEuis)});
    return facts;
}

QList<OverviewSection::Fact> OverviewSection::keyFacts() const
{
    const RightsBook::Entry &known = desk().rights();
    if (known.state != RightsBook::State::Known)
        return {};
    const Access &access = known.access;
    const QString whose = access.kind == Access::Kind::Application ? tr("of the application %1").arg(access.entity)
        : access.kind == Access::Kind::User                        ? tr("of the user %1").arg(access.entity)
        : access.kind == Access::Kind::Organization                ? tr("of the organization %1").arg(access.entity)
                                                                   : tr("of another kind");
    return {{tr("Whose"), access.isAdmin ? tr("%1, an administrator of the network").arg(whose) : whose},
            {tr("Name"), access.keyName},
            {tr("Key ID"), access.keyId, true},
            {tr("Expires"), access.expires.isValid() ? timeText(access.expires) : tr("never")}};
}

QList<OverviewSection::Fact> OverviewSection::announcementFacts() const
{
    const Domain::ServiceAnnouncement &is = m_announced.value;
    const QString print = fingerprint(is.certificate);
    return {{tr("Service"), is.id.isEmpty() ? is.service : tr("%1 %2").arg(is.service, is.id)},
            {tr("Name"), is.name},
            {tr("Description"), is.description},
            {tr("Web address"), is.url},
            {tr("Management (gRPC)"), is.gRpcAddress, true},
            {tr("MQTT"), is.mqttAddress, true},
            {tr("AMQP"), is.amqpAddress, true},
            {tr("Public"), is.isPublic ? tr("yes") : tr("no")},
            {tr("Certificate (SHA-256)"), print.isEmpty() ? tr("none of its own: who this computer trusts") : print,
             !print.isEmpty()}};
}

void OverviewSection::showFacts(QGridLayout *grid, const QString &prefix, const QList<Fact> &facts)
{
    clear(grid);
    int row = 0;
    for (const Fact &fact : facts) {
        const bool isHeard = fact.name == tr("Devices heard here") || fact.name == tr("Last heard");
        if (fact.value.isEmpty() && !isHeard)
            continue;
        auto *name = new QLabel(fact.name, this);
        QPalette palette = name->palette();
        palette.setColor(QPalette::WindowText, theme()->color(Models::Meaning::Quiet));
        name->setPalette(palette);
        auto *value = new QLabel(fact.value, this);
        value->setObjectName(prefix + QString::number(row));
        if (isHeard)
            value->setObjectName(fact.name == tr("Last heard") ? QStringLiteral("lastHeard")
                                                               : QStringLiteral("devicesHeard"));
        value->setAccessibleName(tr("%1: %2").arg(fact.name, fact.value));
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        if (fact.fixedWidth)
            value->setFont(Theme::monospace());
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1);
        ++row;
    }
}

void OverviewSection::updateHeard()
{
    auto *devices = findChild<QLabel *>(QStringLiteral("devicesHeard"));
    auto *last = findChild<QLabel *>(QStringLiteral("lastHeard"));
    if (!devices || !last)
        return;
    const Models::ApplicationsModel::Heard heard
        = heardOfApplications(*m_activity, desk().scope().profile).value(desk().id());
    devices->setText(groupedNumber(quint64(heard.devices)));
    last->setText(heard.lastNs > 0 ? timeText(QDateTime::fromMSecsSinceEpoch(heard.lastNs / NsPerMs, Qt::UTC))
                                   : tr("not yet"));
    devices->setAccessibleName(tr("Devices heard here: %1").arg(devices->text()));
    last->setAccessibleName(tr("Last heard: %1").arg(last->text()));
}

void OverviewSection::updateRights()
{
    clear(m_rights);
    const RightsBook::Entry &known = desk().rights();
    switch (known.state) {
    case RightsBook::State::NoServices:
    case RightsBook::State::Asking:
        m_rightsNote->setText(tr("Asking what it may do…"));
        return;
    case RightsBook::State::NotTold:
        m_rightsNote->setText(
            tr("TTN v2 does not tell what an access key may do: its servers refuse what it may not. The "
               "rights of a key are shown and given where access keys are made."));
        return;
    case RightsBook::State::Failed:
        m_rightsNote->setText(Domain::problemLine(known.problem));
        return;
    case RightsBook::State::Known:
        break;
    }
    m_rightsNote->setText(known.rights == RightText::all() ? tr("It has all rights.")
                              : known.rights               ? tr("With this application it may (✓) and may not (✗):")
                                                           : tr("It has no right at all to this application."));
    int at = 0;
    for (const RightText::Group &group : RightText::groups()) {
        for (const Right right : group.rights) {
            const bool has = known.rights.testFlag(right);
            auto *label
                = new QLabel((has ? QStringLiteral("✓  ") : QStringLiteral("✗  ")) + RightText::words(right), this);
            label->setObjectName(u"right" + RightText::wireName(right));
            label->setAccessibleName(has ? tr("It may %1").arg(RightText::words(right))
                                         : tr("It may not %1").arg(RightText::words(right)));
            label->setToolTip(RightText::wireName(right));
            QPalette palette = label->palette();
            palette.setColor(QPalette::WindowText,
                             theme()->color(has ? Models::Meaning::Plain : Models::Meaning::Quiet));
            label->setPalette(palette);
            m_rights->addWidget(label, at / RightsColumns, at % RightsColumns);
            ++at;
        }
    }
}

void OverviewSection::updateFacts()
{
    if (!desk().network()) {
        m_note->showText(tr("No services"), tr("The connection names no server to ask about the application."));
        m_stack->setCurrentIndex(1);
        return;
    }
    if (desk().problem() && !desk().isLoaded()) {
        m_note->showProblem(desk().problem(), tr("Try again"));
        m_stack->setCurrentIndex(1);
        return;
    }
    if (!desk().isLoaded()) {
        m_note->showLoading(tr("Loading the application…"));
        m_stack->setCurrentIndex(1);
        return;
    }
    showFacts(m_application, QStringLiteral("applicationFact"), applicationFacts());
    m_announcementPart->setVisible(m_announcementKnown);
    if (m_announcementKnown)
        showFacts(m_announcement, QStringLiteral("announcementFact"),
                  m_announced.problem ? QList<Fact>{{tr("Not announced"), Domain::problemLine(m_announced.problem)}}
                                      : announcementFacts());
    showFacts(m_key, QStringLiteral("keyFact"), keyFacts());
    updateRights();
    updateHeard();
    m_stack->setCurrentIndex(0);
}

} // namespace Gui
