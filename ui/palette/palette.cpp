// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette.h"

#include "backend/domain/dictionary.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/live/logchoices.h"
#include "ui/palette/menuactions.h"
#include "ui/palette/palettedelegate.h"

#include <QAccessible>
#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QSettings>

namespace Gui {

using Models::PaletteItem;

namespace {

constexpr int Width = 560;
constexpr int MostHeight = 440;
constexpr int Distance = 16; ///< from the window's edges
constexpr auto RecentKey = "palette/recent";

QString keyOf(const Domain::Profile &profile)
{
    return profile.id.toString(QUuid::WithoutBraces);
}

} // namespace

Palette::Palette(ConsoleContext *context, const Theme *theme, QMenu *menu, QSettings *settings, QWidget *window)
    : QFrame(window)
    , m_context(context)
    , m_theme(theme)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Palette"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    hide();
    window->installEventFilter(this);
    build();
    addActions(menu);
    addPlaces();
    addSavedFilters();
    addFaults(menu);
    m_model.setRecent(m_settings->value(QLatin1String(RecentKey)).toStringList());
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { onFocusChanged(now); });
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Palette::build()
{
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setAccessibleName(tr("Search or run"));
    m_field->setAccessibleDescription(tr("Type to search, choose with the arrow keys, Enter runs, Escape closes"));
    m_field->setPlaceholderText(tr("Actions, networks, applications, devices"));
    m_field->setFrame(false);
    m_field->setMaxLength(200);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &Palette::updateMatches);
    setFocusProxy(m_field);

    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setMouseTracking(true);
    m_list->viewport()->installEventFilter(this);
    connect(m_list, &QListView::clicked, this, &Palette::run);

    m_none = new QLabel(this);
    m_none->setObjectName(QStringLiteral("paletteNone"));
    m_none->setAccessibleName(tr("No match"));
    m_none->setTextFormat(Qt::PlainText);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setBackgroundRole(QPalette::Base);

    auto *fieldRow = new QHBoxLayout;
    fieldRow->setContentsMargins(12, 8, 12, 8);
    fieldRow->addWidget(m_field);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 5);
    layout->setSpacing(0);
    layout->addLayout(fieldRow);
    layout->addSpacing(1); // the line below the field
    layout->addWidget(m_list, 1);
    layout->addWidget(m_none, 1);
}

void Palette::addSource(std::unique_ptr<Models::PaletteSource> source, Run run)
{
    m_model.addSource(std::move(source));
    m_runs.push_back(std::move(run));
}

void Palette::addGroup(const QString &title, Models::PaletteList::Fill fill, Run run)
{
    addSource(std::make_unique<Models::PaletteList>(title, std::move(fill)), std::move(run));
}

void Palette::addActions(QMenu *menu)
{
    // Faults are many and of the sandbox only: a group of their own, so that they do not drown the others.
    const auto isFaults = [](const QAction *action) {
        const QMenu *submenu = action->menu();
        return submenu && submenu->objectName() == u"faultsMenu";
    };
    const auto isItself = [](const QAction *action) { return action->objectName() == u"paletteAction"; };
    auto actions = std::make_shared<MenuActions>(
        menu, parentWidget(), [=](const QAction *action) { return !isFaults(action) && !isItself(action); });
    addGroup(
        tr("Actions"), [actions] { return actions->items(); },
        [actions](const PaletteItem &item) { actions->run(item); });
}

void Palette::addPlaces()
{
    const auto places = [this] {
        std::vector<PaletteItem> items;
        for (const Domain::ProfileRef ref : m_context->profiles()) {
            const Domain::Profile profile = m_context->profile(ref);
            PaletteItem network;
            network.id = QStringLiteral("scope/") + keyOf(profile);
            network.text = profile.name;
            network.icon = QStringLiteral("connections");
            network.profile = ref;
            items.push_back(network);
            for (const QString &id : profile.applications) {
                PaletteItem application = network;
                application.id = network.id + u'/' + id;
                application.text = id;
                application.detail = profile.name;
                application.icon = QStringLiteral("application");
                application.application = id;
                items.push_back(application);
            }
        }
        return items;
    };
    addGroup(tr("Networks and applications"), places, [this](const PaletteItem &item) {
        Q_EMIT scopeRequested(Scope{item.profile, item.application});
    });
    const auto networks = [this] {
        std::vector<Models::PaletteDevices::Network> result;
        for (const Domain::ProfileRef ref : m_context->profiles()) {
            const Domain::Profile profile = m_context->profile(ref);
            result.push_back({ref, keyOf(profile), profile.name});
        }
        return result;
    };
    addSource(std::make_unique<Models::PaletteDevices>(tr("Devices"), &m_context->dictionary(), networks),
              [this](const PaletteItem &item) { Q_EMIT deviceRequested(item.device); });
}

void Palette::addSavedFilters()
{
    const auto saved = [this] {
        std::vector<PaletteItem> items;
        for (const SavedFilter &filter : m_context->logChoices().savedFilters()) {
            PaletteItem item;
            item.id = QStringLiteral("filter/") + filter.name;
            item.text = filter.name;
            item.detail = filter.text;
            item.icon = QStringLiteral("bookmark");
            items.push_back(item);
        }
        return items;
    };
    addGroup(tr("Saved filters"), saved, [this](const PaletteItem &item) { Q_EMIT filterRequested(item.detail); });
}

void Palette::addFaults(QMenu *menu)
{
    auto *submenu = menu->findChild<QMenu *>(QStringLiteral("faultsMenu"));
    if (!submenu)
        submenu = parentWidget()->findChild<QMenu *>(QStringLiteral("faultsMenu"));
    auto faults = std::make_shared<MenuActions>(submenu, nullptr, [](const QAction *) { return true; });
    addGroup(
        tr("Sandbox faults"),
        [faults] {
            std::vector<PaletteItem> items = faults->items();
            for (PaletteItem &item : items)
                item.icon = QStringLiteral("fault");
            return items;
        },
        [faults](const PaletteItem &item) { faults->run(item); });
}

// --- Opening and closing ---

void Palette::open()
{
    if (isVisible()) {
        dismiss();
        return;
    }
    m_focusBefore = window()->focusWidget();
    m_model.refresh();
    m_field->clear();
    updateMatches();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void Palette::dismiss()
{
    if (isHidden())
        return;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    hide();
    if (hadFocus && m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    m_focusBefore.clear();
}

void Palette::setQuery(const QString &text)
{
    m_field->setText(text);
}

void Palette::onFocusChanged(const QWidget *now)
{
    // Another window in front leaves it open, as a glance elsewhere should.
    if (isVisible() && now && now->window() == window() && !isAncestorOf(now))
        hide();
}

void Palette::place()
{
    const QWidget *area = parentWidget();
    const int width = std::min(Width, area->width() - 2 * Distance);
    QPoint corner((area->width() - width) / 2, Distance);
    if (m_anchor)
        corner = m_anchor->mapTo(area, QPoint(0, m_anchor->height() + 4));
    corner.setX(std::clamp(corner.x(), Distance, std::max(Distance, area->width() - Distance - width)));
    int height = m_field->sizeHint().height() + 16 + 8;
    if (m_none->isHidden()) {
        for (int row = 0; row < m_model.rowCount() && height < MostHeight; ++row)
            height += m_list->sizeHintForRow(row);
    } else {
        height += fontMetrics().height() + 2 * Distance;
    }
    const int room = std::max(200, area->height() - corner.y() - Distance);
    setGeometry(QRect(corner, QSize(width, std::min({height, MostHeight, room}))));
}

void Palette::updateMatches()
{
    m_model.setQuery(m_field->text());
    const bool none = m_model.rowCount() == 0;
    const QString typed = fontMetrics().elidedText(m_field->text().simplified(), Qt::ElideRight, Width / 2);
    m_none->setText(tr("Nothing matches “%1”.").arg(typed));
    m_none->setVisible(none);
    m_list->setVisible(!none);
    place();
    m_list->scrollToTop();
    choose(m_model.selectable(0, 1));
}

void Palette::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->tokens().base);
    painter.setPen(m_theme->tokens().border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const int line = m_field->geometry().bottom() + 8;
    painter.drawLine(0, line, width(), line);
}

// --- Choosing ---

void Palette::choose(int row)
{
    if (row < 0)
        return;
    const QModelIndex index = m_model.index(row, 0);
    m_list->setCurrentIndex(index);
    // The heading above the first item is shown with it.
    m_list->scrollTo(row == 1 ? m_model.index(0, 0) : index);
    // The focus stays in the field, but what was chosen is to be read out.
    QAccessibleEvent chosen(m_list, QAccessible::Focus);
    chosen.setChild(row);
    QAccessible::updateAccessibility(&chosen);
}

void Palette::move(int step, int count)
{
    int row = m_list->currentIndex().row();
    for (int i = 0; i < count; ++i) {
        const int next = m_model.selectable(row + step, step);
        if (next < 0)
            break;
        row = next;
    }
    if (count == 1 && row == m_list->currentIndex().row())
        row = m_model.selectable(step > 0 ? 0 : m_model.rowCount() - 1, step);
    choose(row);
}

void Palette::run(const QModelIndex &index)
{
    const PaletteItem *found = m_model.item(index);
    if (!found)
        return;
    const PaletteItem item = *found;
    const Run run = m_runs[std::size_t(m_model.source(index))];
    m_model.noteUsed(item.id);
    m_settings->setValue(QLatin1String(RecentKey), m_model.recent());
    dismiss();
    run(item);
}

bool Palette::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    const int page = std::max(1, m_list->viewport()->height() / std::max(1, fontMetrics().height() + 10) - 1);
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Tab:
        move(1, 1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        move(-1, 1);
        return true;
    case Qt::Key_PageDown:
        move(1, page);
        return true;
    case Qt::Key_PageUp:
        move(-1, page);
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (!(modifiers & Qt::ControlModifier))
            return false;
        choose(key == Qt::Key_Home ? m_model.selectable(0, 1) : m_model.selectable(m_model.rowCount() - 1, -1));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    default:
        return false;
    }
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (handleKey(key->key(), key->modifiers()))
            return true;
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    // A list that moves below a resting mouse changes nothing: only the mouse itself does.
    if (watched == m_list->viewport() && event->type() == QEvent::MouseMove) {
        const QModelIndex index = m_list->indexAt(static_cast<QMouseEvent *>(event)->pos());
        if (m_model.item(index) && index != m_list->currentIndex())
            m_list->setCurrentIndex(index);
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace Gui
