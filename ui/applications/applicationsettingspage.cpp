// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationsettingspage.h"

#include "ui/applications/apikeyssection.h"
#include "ui/applications/collaboratorssection.h"
#include "ui/applications/dangersection.h"
#include "ui/applications/formattersection.h"
#include "ui/applications/generalsection.h"
#include "ui/applications/overviewsection.h"
#include "ui/applications/payloadsection.h"
#include "ui/common/sectionlist.h"
#include "ui/common/statenote.h"
#include "ui/consolecontext.h"

#include <QBoxLayout>
#include <QStackedWidget>

namespace Gui {

using Domain::Capability;

ApplicationSettingsPage::ApplicationSettingsPage(ConsoleContext *context, const Models::DeviceActivity *activity,
                                                 const Theme *theme, const Scope &scope, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_activity(activity)
    , m_theme(theme)
    , m_scope(scope)
    , m_desk(new ApplicationDesk(context, scope, this))
    , m_list(new SectionList(QStringLiteral("settingsSections"), this))
    , m_stack(new QStackedWidget(this))
    , m_outer(new QStackedWidget(this))
    , m_note(new StateNote(theme, this))
{
    setObjectName(QStringLiteral("applicationSettingsPage"));
    setAccessibleName(tr("Settings"));
    auto *inside = new QWidget(this);
    auto *row = new QHBoxLayout(inside);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_stack, 1);
    m_outer->addWidget(inside);
    m_outer->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_outer);
    connect(m_list, &QListWidget::currentRowChanged, this, &ApplicationSettingsPage::showCurrent);
    connect(m_note, &StateNote::actionRequested, this, [this] {
        if (isKeyMissing())
            Q_EMIT keyRequested(m_scope.profile);
        else
            Q_EMIT connectionEditRequested(m_scope.profile);
    });
    connect(m_desk, &ApplicationDesk::changed, this, &ApplicationSettingsPage::updateState);
    connect(m_desk, &ApplicationDesk::noted, this, &Page::noted);
    connect(m_desk, &ApplicationDesk::deleted, this, &ApplicationSettingsPage::deleted);
    updateState();
}

ApplicationSettingsPage::~ApplicationSettingsPage()
{
    // What they show is the desk's.
    qDeleteAll(m_sections);
}

void ApplicationSettingsPage::addSection(SettingsSection *section)
{
    m_sections += section;
    m_stack->addWidget(section);
    m_list->addItem(section->title());
    section->setUtc(m_utc);
    connect(section, &SettingsSection::unsavedChanged, this, [this] {
        updateMarks();
        Q_EMIT unsavedChanged();
    });
}

/// Once it is known what the network has.
void ApplicationSettingsPage::buildSections()
{
    addSection(new OverviewSection(m_desk, m_activity, m_theme, m_stack));
    if (m_desk->has(Capability::ApplicationDetails))
        addSection(new GeneralSection(m_desk, m_theme, m_stack));
    if (m_desk->has(Capability::ApplicationFunctions))
        addSection(new PayloadSection(m_desk, m_theme, m_stack));
    if (m_desk->has(Capability::ApiKeys))
        addSection(new ApiKeysSection(m_desk, m_theme, m_stack));
    if (m_desk->has(Capability::Collaborators))
        addSection(new CollaboratorsSection(m_desk, m_theme, m_stack));
    if (m_desk->has(Capability::DefaultFormatters))
        addSection(new FormatterSection(m_desk, m_theme, m_stack));
    auto *danger = new DangerSection(m_desk, m_theme, m_stack);
    connect(danger, &DangerSection::devicesWanted, this, [this] { Q_EMIT devicesRequested(m_scope); });
    addSection(danger);
    m_list->setCurrentRow(0);
    if (!m_wanted.isEmpty())
        showSection(m_wanted);
}

void ApplicationSettingsPage::updateState()
{
    const bool served = m_desk->network() != nullptr;
    if (served && m_sections.isEmpty())
        buildSections();
    m_outer->setCurrentIndex(served || hasUnsavedChanges() ? 0 : 1);
    if (served)
        return;
    if (isKeyMissing())
        m_note->showText(tr("A key is missing"), tr("Without a key nothing can be asked."), tr("Enter a key…"));
    else
        m_note->showText(tr("No server to ask"),
                         tr("This connection has no address for management (gRPC), so only what arrives can be shown. "
                            "What is live and heard still works."),
                         tr("Edit the connection…"));
}

bool ApplicationSettingsPage::isKeyMissing() const
{
    return m_context->status(m_scope.profile).problem.code == Domain::Problem::Code::CredentialMissing;
}

void ApplicationSettingsPage::updateMarks()
{
    for (qsizetype i = 0; i < m_sections.size(); ++i) {
        const QString title = m_sections.at(i)->title();
        m_list->item(int(i))->setText(m_sections.at(i)->hasUnsavedChanges() ? tr("%1 •").arg(title) : title);
    }
}

void ApplicationSettingsPage::showCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_sections.size())
        return;
    m_stack->setCurrentWidget(m_sections.at(row));
    m_sections.at(row)->load(false);
}

void ApplicationSettingsPage::showSection(const QString &name)
{
    m_wanted = name;
    for (qsizetype i = 0; i < m_sections.size(); ++i) {
        if (m_sections.at(i)->objectName() == name)
            m_list->setCurrentRow(int(i));
    }
}

void ApplicationSettingsPage::setUtc(bool utc)
{
    m_utc = utc;
    for (SettingsSection *section : std::as_const(m_sections))
        section->setUtc(utc);
}

bool ApplicationSettingsPage::can(PageCommand command) const
{
    return command == PageCommand::Refresh;
}

void ApplicationSettingsPage::run(PageCommand /*command*/)
{
    if (const int row = m_list->currentRow(); row >= 0 && row < m_sections.size())
        m_sections.at(row)->load(true);
    else
        m_desk->refresh();
}

void ApplicationSettingsPage::takeFocus()
{
    m_list->setFocus();
}

bool ApplicationSettingsPage::hasUnsavedChanges() const
{
    return std::any_of(m_sections.begin(), m_sections.end(),
                       [](const SettingsSection *section) { return section->hasUnsavedChanges(); });
}

void ApplicationSettingsPage::saveState(QSettings &settings) const
{
    if (const int row = m_list->currentRow(); row >= 0 && row < m_sections.size())
        settings.setValue(QStringLiteral("section"), m_sections.at(row)->objectName());
}

void ApplicationSettingsPage::restoreState(const QSettings &settings, bool layoutOnly)
{
    if (!layoutOnly)
        showSection(settings.value(QStringLiteral("section")).toString());
}

} // namespace Gui
