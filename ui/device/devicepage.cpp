// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/devicepage.h"

#include "backend/domain/problemtext.h"
#include "models/devicerules.h"
#include "ui/common/noticebar.h"
#include "ui/common/rightsbook.h"
#include "ui/common/sectionlist.h"
#include "ui/common/statenote.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/device/devicefields.h"
#include "ui/device/deviceheader.h"
#include "ui/device/devicequestions.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

namespace Gui {

using Models::DeviceEditor;
using Models::DeviceField;
using Models::DeviceSection;
using Models::DeviceWords;

namespace {

constexpr int Margin = 24;
constexpr int WidestForm = 640;

/// As high as its texts need at its width: a scroll area does not ask for that.
class Sheet : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    bool event(QEvent *event) override
    {
        const bool done = QWidget::event(event);
        if (layout() && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)) {
            // Forms are not wider than that, however wide this is, so their texts need more lines.
            const int needed = layout()->totalHeightForWidth(std::min(width(), WidestForm + 2 * Margin));
            if (needed > 0 && needed != minimumHeight())
                setMinimumHeight(needed);
        }
        return done;
    }
};

} // namespace

DevicePage::DevicePage(ConsoleContext *context, Models::DeviceActivity *activity, const Theme *theme,
                       const Scope &scope, const QString &id, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
    , m_editor(scope.application, id)
{
    setObjectName(QStringLiteral("devicePage"));
    setAccessibleName(tr("Device %1").arg(id));
    m_parts.context = context;
    m_parts.activity = activity;
    m_parts.theme = theme;
    m_parts.editor = &m_editor;
    m_parts.text = &m_text;
    m_parts.scope = scope;
    buildPage();
    connectHeader();
    connectEditor();
    connect(context, &ConsoleContext::networksChanged, this, [this](Domain::ProfileRef profile) {
        if (profile == m_parts.scope.profile)
            followNetwork();
    });
    connect(RightsBook::of(context), &RightsBook::changed, this, [this](const Scope &changed) {
        if (changed == m_parts.scope)
            takeRights();
    });
    followNetwork();
    showSection(DeviceSection::Overview);
}

void DevicePage::followNetwork()
{
    m_editor.setNetwork(m_parts.context->network(m_parts.scope.profile, m_parts.scope.application));
    takeRights();
}

void DevicePage::takeRights()
{
    const RightsBook::Entry &known = RightsBook::of(m_parts.context)->entry(m_parts.scope);
    m_editor.setRights(known.state == RightsBook::State::Known ? std::optional(known.rights) : std::nullopt);
}

DevicePage::~DevicePage()
{
    // The sections go before the editor that they show.
    delete m_stack;
    delete m_header;
}

void DevicePage::buildPage()
{
    m_header = new DeviceHeader(&m_parts, this);
    m_notice = new NoticeBar(m_parts.theme, this);
    m_notice->setObjectName(QStringLiteral("deviceNotice"));
    m_notice->clear();
    m_state = new StateNote(m_parts.theme, this);
    connect(m_state, &StateNote::actionRequested, this, &DevicePage::refresh);

    m_content = new QWidget(this);
    m_list = new SectionList(QStringLiteral("deviceSections"), m_content);
    for (int i = 0; i < Models::DeviceSectionCount; ++i)
        m_list->addItem(DeviceWords::section(DeviceSection(i)));
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            showSection(DeviceSection(row));
    });
    m_stack = new QStackedWidget(m_content);
    auto *columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_list);
    columns->addWidget(m_stack, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_notice);
    layout->addWidget(m_state, 1);
    layout->addWidget(m_content, 1);
}

void DevicePage::connectHeader()
{
    for (QAction *action : {m_header->save, m_header->undo})
        addAction(action);
    connect(m_header, &DeviceHeader::backRequested, this, &DevicePage::leave);
    connect(m_header, &DeviceHeader::cancelRequested, &m_editor, &DeviceEditor::cancel);
    connect(m_header->save, &QAction::triggered, this, &DevicePage::save);
    connect(m_header->undo, &QAction::triggered, this,
            [this] { m_editor.hasChanges() ? m_editor.undo() : m_editor.takeBackUndo(); });
    connect(m_header->reload, &QAction::triggered, this, &DevicePage::refresh);
    connect(m_header->log, &QAction::triggered, this, [this] {
        if (const Domain::DeviceRef device = m_parts.device())
            Q_EMIT deviceRequested(device);
    });
    connect(m_header->copy, &QAction::triggered, this, &DevicePage::copyRequested);
    connect(m_header->move, &QAction::triggered, this, &DevicePage::moveRequested);
    connect(m_header->reset, &QAction::triggered, this, [this] { askToReset(false); });
    connect(m_header->remove, &QAction::triggered, this, &DevicePage::deletionRequested);
}

void DevicePage::connectEditor()
{
    for (const auto signal : {&DeviceEditor::stateChanged, &DeviceEditor::textsChanged, &DeviceEditor::choicesChanged})
        connect(&m_editor, signal, this, &DevicePage::followEditor);
    connect(&m_editor, &DeviceEditor::edited, this, &DevicePage::followEditor);
    connect(&m_editor, &DeviceEditor::conflicted, this, &DevicePage::onConflict);
    connect(&m_editor, &DeviceEditor::failed, this, &DevicePage::onFailed);
    connect(&m_editor, &DeviceEditor::saved, this, [this] {
        m_notice->clear();
        Q_EMIT noted(tr("%1 is saved.").arg(m_id));
        Q_EMIT changed();
        if (std::exchange(m_leaving, false))
            Q_EMIT closed();
    });
    connect(&m_editor, &DeviceEditor::wasReset, this, [this] {
        m_notice->clear();
        Q_EMIT noted(m_editor.shape().joins() ? tr("%1 is reset; it can join now.").arg(m_id)
                                              : tr("%1 is reset.").arg(m_id));
        Q_EMIT changed();
    });
    connect(m_notice, &NoticeBar::dismissed, m_notice, &NoticeBar::clear);
}

DeviceSectionView *DevicePage::view(DeviceSection section)
{
    if (const auto found = m_views.find(section); found != m_views.end())
        return found->second;
    DeviceSectionView *view = makeDeviceSection(section, &m_parts, this);
    m_views[section] = view;
    connect(view, &DeviceSectionView::noted, this, &DevicePage::noted);
    connect(view, &DeviceSectionView::deletionRequested, this, &DevicePage::deletionRequested);
    connect(view, &DeviceSectionView::resetRequested, this, &DevicePage::askToReset);
    connect(view, &DeviceSectionView::sectionRequested, this, [this](DeviceSection wanted) {
        const QList<DeviceField> missing = m_editor.draft().fieldsToFinish();
        for (const DeviceField field : missing) {
            if (sectionOf(field) == wanted && !m_editor.mistake(field).isEmpty()) {
                showField(field);
                return;
            }
        }
        showSection(wanted);
    });
    if (view->fills()) {
        m_stack->addWidget(view);
        return view;
    }
    auto *scroll = new QScrollArea(m_stack);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inner = new Sheet(scroll);
    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(Margin, 16, Margin, Margin);
    layout->addWidget(view);
    scroll->setWidget(inner);
    m_stack->addWidget(scroll);
    return view;
}

void DevicePage::showSection(DeviceSection section)
{
    m_section = section;
    m_list->setCurrentRow(int(section));
    if (!m_editor.isKnown())
        return; // nothing to make it of
    QWidget *shown = view(section);
    while (shown->parentWidget() != m_stack)
        shown = shown->parentWidget();
    m_stack->setCurrentWidget(shown);
}

void DevicePage::showField(DeviceField field)
{
    showSection(sectionOf(field));
    QWidget *widget = view(sectionOf(field))->fieldWidget(field);
    if (!widget)
        return;
    for (QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget()) {
        if (auto *scroll = qobject_cast<QScrollArea *>(parent)) {
            scroll->ensureWidgetVisible(widget, Margin, 3 * Margin);
            break;
        }
    }
    widget->setFocus();
}

// --- As the editor says ---

void DevicePage::followEditor()
{
    if (m_editor.isKnown() && m_views.empty())
        showSection(m_section);
    for (const auto &[section, view] : m_views)
        view->refresh();
    m_header->refresh();
    // What nobody does here is not offered.
    m_header->move->setVisible(isSignalConnected(QMetaMethod::fromSignal(&DevicePage::moveRequested)));
    m_header->copy->setVisible(isSignalConnected(QMetaMethod::fromSignal(&DevicePage::copyRequested)));
    updateSections();
    updateState();
    if (std::exchange(m_hadChanges, m_editor.hasChanges()) != m_hadChanges)
        Q_EMIT changesChanged();
}

void DevicePage::updateSections()
{
    for (int i = 0; i < Models::DeviceSectionCount; ++i) {
        const DeviceSection section = DeviceSection(i);
        const bool changed = m_editor.draft().isChanged(section);
        const QString title = DeviceWords::section(section);
        m_list->item(i)->setText(changed ? tr("%1 •").arg(title) : title);
        m_list->item(i)->setToolTip(changed ? tr("Has changes that are not saved") : QString());
        m_list->item(i)->setData(Qt::AccessibleTextRole, changed ? tr("%1, changed").arg(title) : title);
    }
}

void DevicePage::updateState()
{
    // Once it is known it stays in sight, whatever became of reading it again.
    const bool known = m_editor.isKnown();
    m_state->setVisible(!known);
    m_content->setVisible(known);
    // It was to be in the list, which was not there yet.
    if (known && m_header->hasFocus())
        m_list->setFocus();
    if (std::exchange(m_shownState, m_editor.state()) == m_editor.state())
        return;
    const QString offline = tr("This application cannot be managed now.");
    const QString why = tr("Its key is not known yet, or the connection names no server for it.");
    switch (m_editor.state()) {
    case DeviceEditor::State::Offline:
        known ? m_notice->showText(offline, why, false) : m_state->showText(offline, why);
        break;
    case DeviceEditor::State::Loading:
        m_state->showLoading(tr("Asking the network for %1…").arg(m_id));
        break;
    case DeviceEditor::State::Failed:
        if (known)
            m_notice->showProblem(tr("Not read again"), m_editor.problem(), {}, true);
        else
            m_state->showProblem(m_editor.problem(), tr("Try again"));
        break;
    case DeviceEditor::State::Ready:
        break;
    }
}

void DevicePage::onConflict(const QList<DeviceField> &fields)
{
    m_leaving = false;
    QStringList words;
    for (const DeviceField field : fields) {
        const QString title = DeviceWords::title(field, m_editor.shape());
        constexpr qsizetype Longest = 60;
        const QString theirs = isKey(field) ? QString() : m_editor.draft().storedText(field).left(Longest);
        words << (isKey(field) ? title : tr("%1 (“%2” now)").arg(title, theirs));
    }
    m_notice->showText(tr("Not saved: somebody else has changed this meanwhile."),
                       tr("%1. Save once more to overwrite it with yours, or undo your changes.")
                           .arg(words.join(QStringLiteral(", "))),
                       true);
    showField(fields.front());
}

void DevicePage::onFailed(const Domain::Problem &problem)
{
    m_leaving = false;
    m_notice->showProblem({}, problem, {}, true);
    if (const auto field = DeviceWords::fieldOf(problem); field && m_editor.draft().has(*field))
        showField(*field);
}

// --- Orders ---

void DevicePage::save()
{
    if (const auto wrong = Models::DeviceRules::firstMistake(m_editor.draft()); wrong && hasChanges()) {
        showField(*wrong);
        return;
    }
    m_editor.save();
}

void DevicePage::leave()
{
    if (!hasChanges()) {
        Q_EMIT closed();
        return;
    }
    std::function<void()> saving;
    if (m_editor.canSave()) {
        saving = [this] {
            m_leaving = true;
            m_editor.save();
        };
    }
    DeviceQuestions::leave(this, m_id, std::move(saving), [this] {
        m_editor.undo();
        Q_EMIT closed();
    });
}

void DevicePage::askToReset(bool joinNonces)
{
    DeviceQuestions::reset(this, m_id, m_editor.shape(), joinNonces,
                           [this](bool nonces) { m_editor.resetDevice(nonces); });
}

void DevicePage::refresh()
{
    m_editor.load();
}

void DevicePage::setUtc(bool utc)
{
    m_text.setUtc(utc);
    for (const auto &[section, view] : m_views) {
        view->setUtc(utc);
        view->refresh();
    }
    m_header->refresh();
}

void DevicePage::takeFocus()
{
    m_content->isVisibleTo(this) ? m_list->setFocus() : m_header->setFocus();
}

void DevicePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Gui
