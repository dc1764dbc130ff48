// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/deviceheader.h"

#include "backend/domain/clock.h"
#include "models/deviceeditor.h"
#include "models/devicefacts.h"
#include "models/heardmodel.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStyleOptionToolButton>
#include <QToolButton>

namespace Gui {

using Models::DeviceEditor;
using State = Models::DeviceActivity::State;

namespace {

constexpr double TitleScale = 1.25;

QString withKeys(const QString &hint, const QKeySequence &keys)
{
    return keys.isEmpty() ? hint : QString(hint + u" (" + keys.toString(QKeySequence::NativeText) + u')');
}

void colored(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

/// Three dots say already that there is more: without the arrow in their corner.
class MenuButton : public QToolButton
{
public:
    using QToolButton::QToolButton;

protected:
    void initStyleOption(QStyleOptionToolButton *option) const override
    {
        QToolButton::initStyleOption(option);
        option->features &= ~QStyleOptionToolButton::HasMenu;
    }
};

} // namespace

DeviceHeader::DeviceHeader(const DevicePageParts *parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("deviceHeader"));
    m_back = new QToolButton(this);
    m_back->setObjectName(QStringLiteral("backButton"));
    m_back->setText(tr("Devices"));
    m_back->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_back->setText(QString(QChar(0x2190) + QString(u' ' + tr("Devices"))));
    m_back->setAccessibleName(tr("Back to the list of devices"));
    m_back->setToolTip(withKeys(tr("Back to the list of devices"), QKeySequence(Qt::Key_Escape)));
    m_back->setFocusPolicy(Qt::TabFocus);
    connect(m_back, &QToolButton::clicked, this, &DeviceHeader::backRequested);

    const auto makeLabel = [this](const char *name, const QString &accessibleName) {
        auto *label = new QLabel(this);
        label->setObjectName(QLatin1String(name));
        label->setAccessibleName(accessibleName);
        label->setTextFormat(Qt::PlainText);
        return label;
    };
    m_title = makeLabel("deviceTitle", tr("Device"));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * TitleScale);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_title->setText(parts->editor->id());
    m_name = makeLabel("deviceName", tr("Name"));
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_name->installEventFilter(this);
    m_state = makeLabel("deviceState", tr("State"));
    m_work = makeLabel("deviceWork", tr("What is going on"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_back);
    row->addWidget(m_title);
    row->addWidget(m_name, 1);
    row->addWidget(m_state);
    row->addWidget(m_work);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setObjectName(QStringLiteral("cancelWorkButton"));
    m_cancel->setToolTip(tr("Stop it; what the servers have done by then stays"));
    connect(m_cancel, &QPushButton::clicked, this, &DeviceHeader::cancelRequested);
    row->addWidget(m_cancel);

    save = add("saveDeviceAction", tr("Save"), QKeySequence(Qt::CTRL | Qt::Key_Return), tr("Save what was changed"));
    save->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_S)});
    undo = add("undoDeviceAction", tr("Undo changes"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
               tr("Back to what the network has"));
    m_undo = addButton(undo);
    m_save = addButton(save);
    row->addWidget(m_undo);
    row->addWidget(m_save);
    buildMenu();
    row->addWidget(m_menu);
    connect(parts->activity, &Models::DeviceActivity::ticked, this, &DeviceHeader::updateState);
    connect(parts->theme, &Theme::changed, this, &DeviceHeader::updateIcons);
    updateIcons();
    refresh();
}

QAction *DeviceHeader::add(const char *name, const QString &text, const QKeySequence &shortcut, const QString &hint)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    // Only while the keyboard is on the page: the window has keys of its own.
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(withKeys(hint, shortcut));
    return action;
}

QPushButton *DeviceHeader::addButton(QAction *action)
{
    auto *button = new QPushButton(action->text(), this);
    button->setObjectName(QString(action->objectName()).replace(QStringLiteral("Action"), QStringLiteral("Button")));
    button->setToolTip(action->toolTip());
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [action, button] {
        button->setEnabled(action->isEnabled());
        button->setText(action->text());
        button->setToolTip(action->toolTip());
    });
    return button;
}

void DeviceHeader::buildMenu()
{
    m_menu = new MenuButton(this);
    m_menu->setObjectName(QStringLiteral("deviceMenuButton"));
    m_menu->setAccessibleName(tr("More"));
    m_menu->setToolTip(tr("Log, copy, move, reset, delete"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setFocusPolicy(Qt::TabFocus);
    m_menu->setText(QStringLiteral("⋯"));
    // F5 is the window's: it asks the page that is in front.
    reload = add("reloadDeviceAction", tr("Read again"), {},
                 withKeys(tr("Ask the network again; what was typed stays"), QKeySequence(Qt::Key_F5)));
    log = add("deviceLogAction", tr("Show in the log"), {}, tr("The live log of the application, only this device"));
    copy = add("copyDeviceAction", tr("Register a copy…"), {}, tr("A new device with the same settings"));
    move = add("moveDeviceAction", tr("Move to another application…"), {}, tr("With its session and counters"));
    reset = add("resetDeviceAction", tr("Reset…"), {}, tr("Forget session and MAC state, as if the device was new"));
    remove = add("deleteDeviceAction", tr("Delete…"), {}, tr("Take the device off the network"));
    auto *menu = new QMenu(m_menu);
    menu->setObjectName(QStringLiteral("deviceMenu"));
    menu->setToolTipsVisible(true);
    menu->addActions({reload, log});
    menu->addSeparator();
    menu->addActions({copy, move, reset});
    menu->addSeparator();
    menu->addAction(remove);
    m_menu->setMenu(menu);
}

const Models::DeviceActivity::Device *DeviceHeader::activity() const
{
    const Domain::DeviceRef wanted = m_parts->device();
    for (int i = 0; wanted != 0 && i < m_parts->activity->count(); ++i) {
        if (m_parts->activity->device(i).ref == wanted)
            return &m_parts->activity->device(i);
    }
    return nullptr;
}

void DeviceHeader::updateState()
{
    const DeviceEditor &editor = *m_parts->editor;
    const Models::DeviceActivity::Device *known = activity();
    Models::DeviceFacts::Source source;
    source.device = &editor.device();
    source.heardNs = known ? known->lastHeard().ns : 0;
    source.nowNs = Domain::nowNs();
    const qint64 heard = Models::DeviceFacts::lastHeardNs(source);
    if (heard == 0) {
        m_state->setText(editor.isKnown() ? tr("never seen") : QString());
        colored(m_state, m_parts->theme->color(Models::Meaning::Quiet));
        return;
    }
    State state = known ? known->state : State::Unknown;
    // The network's word is later than ours, and recent enough.
    if (state == State::Silent && heard > source.heardNs && source.nowNs - heard <= m_parts->activity->limitNs(*known))
        state = State::Active;
    const QString when = Models::HeardModel::ago(std::max<qint64>(0, source.nowNs - heard));
    m_state->setText(state == State::Silent       ? tr("silent · %1").arg(when)
                         : state == State::Active ? tr("active · %1").arg(when)
                                                  : tr("seen %1").arg(when));
    m_state->setToolTip(m_parts->text->fullTime(heard));
    colored(m_state,
            m_parts->theme->color(state == State::Silent       ? Models::Meaning::Bad
                                      : state == State::Active ? Models::Meaning::Good
                                                               : Models::Meaning::Quiet));
}

void DeviceHeader::refresh()
{
    const DeviceEditor &editor = *m_parts->editor;
    const auto work = editor.work();
    const bool idle = work == DeviceEditor::Work::None;
    updateName();
    m_work->setText(work == DeviceEditor::Work::Saving          ? tr("Saving…")
                        : work == DeviceEditor::Work::Resetting ? tr("Resetting…")
                                                                : QString());
    m_work->setVisible(!idle);
    m_cancel->setVisible(!idle);
    m_state->setVisible(idle);
    save->setEnabled(editor.canSave());
    save->setText(editor.draft().isHalfMade() && editor.canSave() ? tr("Finish") : tr("Save"));
    const bool takesBack = !editor.hasChanges() && editor.canTakeBackUndo();
    undo->setText(takesBack ? tr("Bring changes back") : tr("Undo changes"));
    undo->setToolTip(
        withKeys(takesBack ? tr("What was typed, as before it was undone") : tr("Back to what the network has"),
                 undo->shortcut()));
    undo->setEnabled(idle && (editor.hasChanges() || takesBack));
    const Domain::Capabilities all = editor.capabilities();
    const bool writable = editor.readOnlyReason(Models::DeviceField::Description).isEmpty();
    reload->setEnabled(idle);
    log->setEnabled(m_parts->device() != 0);
    copy->setEnabled(editor.isKnown());
    move->setEnabled(editor.isKnown() && idle && writable);
    reset->setVisible(all.testFlag(Domain::Capability::ResetDevices));
    reset->setEnabled(editor.isKnown() && idle && writable);
    remove->setEnabled(idle && writable);
    updateState();
}

void DeviceHeader::updateName()
{
    const QString name = m_parts->editor->device().name;
    const QString shown = m_name->fontMetrics().elidedText(name, Qt::ElideRight, m_name->width());
    m_name->setText(shown);
    m_name->setToolTip(shown == name ? QString() : plainToolTip(name));
}

bool DeviceHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_name && event->type() == QEvent::Resize)
        updateName();
    return QWidget::eventFilter(watched, event);
}

void DeviceHeader::updateIcons()
{
    colored(m_name, m_parts->theme->color(Models::Meaning::Quiet));
    colored(m_work, m_parts->theme->color(Models::Meaning::Quiet));
    updateState();
}

} // namespace Gui
