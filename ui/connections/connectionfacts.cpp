// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionfacts.h"

#include "backend/domain/problemtext.h"
#include "models/connectionsmodel.h"
#include "models/connectiontext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QDir>
#include <QGridLayout>
#include <QLabel>

namespace Gui {

using Models::KeyPlace;
using Models::ProfilesModel;

namespace {

/// With two hundred applications nobody reads all of them here.
constexpr int ShownUsers = 12;

void colored(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace

ConnectionFacts::ConnectionFacts(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("connectionFacts"));
    setAccessibleName(tr("About this connection"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(8, 12, 8, 12);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    addFact(grid, Fact::State, "factState", tr("State"));
    addFact(grid, Fact::Advice, "factAdvice", tr("What to do"));
    addFact(grid, Fact::Users, "factUsers", tr("User names"));
    addFact(grid, Fact::Address, "factAddress", tr("Address"));
    addFact(grid, Fact::Protection, "factProtection", tr("Protection"));
    addFact(grid, Fact::Key, "factKey", tr("Key"));
    addFact(grid, Fact::History, "factHistory", tr("Stored"));
    connect(theme, &Theme::changed, this, &ConnectionFacts::updateColors);
    updateColors();
}

void ConnectionFacts::addFact(QGridLayout *grid, Fact fact, const char *name, const QString &title)
{
    auto *label = new QLabel(title, this);
    auto *value = new QLabel(this);
    value->setObjectName(QLatin1String(name));
    value->setAccessibleName(title);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = grid->rowCount();
    grid->addWidget(label, row, 0, Qt::AlignTop);
    grid->addWidget(value, row, 1);
    m_labels[fact] = {label, value};
}

void ConnectionFacts::setFact(Fact fact, const QString &text)
{
    const auto &[title, value] = m_labels.at(fact);
    value->setText(text);
    title->setVisible(!text.isEmpty());
    value->setVisible(!text.isEmpty());
}

void ConnectionFacts::show(const ProfilesModel &model, const ProfilesModel::Entry &entry, const QString &historyPath)
{
    const Domain::Profile &profile = entry.profile;
    const Domain::ProblemText problem = Domain::problemText(entry.status.problem);
    m_meaning = Models::ConnectionsModel::stateMeaning(entry.status.state);
    QStringList state{model.stateText(entry.status)};
    const bool live = entry.status.state == Domain::ConnectionStatus::State::Live;
    if (!live && !problem.title.isEmpty())
        state += QStringList{problem.title, problem.body}.join(u' ').trimmed();
    setFact(Fact::State, state.join(QStringLiteral(" – ")));
    setFact(Fact::Advice, live ? QString() : problem.advice);
    QStringList users;
    for (const QString &application : profile.applications.mid(0, ShownUsers))
        users += profile.userName(application);
    QString shown = users.join(QStringLiteral(", "));
    if (profile.applications.size() > ShownUsers)
        shown += tr(" and %1 more").arg(profile.applications.size() - ShownUsers);
    setFact(Fact::Users, shown);
    const QString speaks = profile.generation == Domain::Generation::V3 ? tr("The Things Stack v3") : tr("TTN v2");
    setFact(Fact::Address,
            tr("%1, %2").arg(Models::ConnectionText::addressText({profile.mqtt.host, profile.mqtt.port}), speaks));
    setFact(Fact::Protection, protection(profile.mqtt));
    setFact(Fact::Key, keyWords(entry.key));
    setFact(Fact::History,
            tr("%1 events, %2, in %3")
                .arg(groupedNumber(entry.counters.storedEvents), byteSize(entry.counters.storedBytes),
                     QDir::toNativeSeparators(historyPath)));
    updateColors();
}

void ConnectionFacts::updateColors()
{
    for (const auto &[fact, labels] : m_labels) {
        colored(labels.first, m_theme->color(Models::Meaning::Quiet));
        colored(labels.second, m_theme->color(fact == Fact::State ? m_meaning : Models::Meaning::Plain));
    }
}

QString ConnectionFacts::protection(const Domain::Endpoint &endpoint)
{
    if (!endpoint.trust)
        return endpoint.isLoopback() ? tr("No encryption; it does not leave this computer.")
                                     : tr("No encryption: key and data can be read on the way.");
    switch (endpoint.trust->kind) {
    case Domain::TrustPolicy::Kind::System:
        break;
    case Domain::TrustPolicy::Kind::Ca:
        return tr("TLS, trusting a certificate authority of your own");
    case Domain::TrustPolicy::Kind::Pin:
        return tr("TLS, trusting exactly one certificate");
    }
    return tr("TLS, trusting whom this computer trusts");
}

QString ConnectionFacts::keyWords(KeyPlace key)
{
    switch (key) {
    case KeyPlace::Unknown:
        break;
    case KeyPlace::Missing:
        return tr("There is none on this computer.");
    case KeyPlace::Keychain:
        return tr("In the keychain of this computer");
    case KeyPlace::Memory:
        return tr("In memory only: it is asked for again at the next start.");
    case KeyPlace::Environment:
        return tr("From the environment variable TTN_CREDENTIAL");
    case KeyPlace::Sandbox:
        return tr("Made by the sandbox; of no use once it has ended.");
    }
    return {};
}

} // namespace Gui
