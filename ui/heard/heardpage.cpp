// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/heard/heardpage.h"

#include "ui/common/statenote.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/heard/heardview.h"

#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace Gui {

using Models::DeviceActivity;
using Models::HeardColumn;

namespace {

/// After the last key: short enough to feel instant, and a fast typist does not filter for each letter.
constexpr int TypingMs = 80;

} // namespace

HeardPage::HeardPage(ConsoleContext *context, DeviceActivity *activity, const Theme *theme, const Scope &scope,
                     QWidget *parent)
    : Page(parent)
    , m_activity(activity)
    , m_theme(theme)
    , m_scope(scope)
    , m_devices(activity)
{
    setObjectName(QStringLiteral("heardPage"));
    setAccessibleName(tr("Heard"));
    auto *bar = new QWidget(this);
    buildBar(bar);
    m_view = new HeardView(theme, this);
    m_view->setDevices(&m_devices);
    m_view->setColumnShown(HeardColumn::Network, scope.profile == 0);
    m_view->setColumnShown(HeardColumn::Application, scope.application.isEmpty());
    m_view->viewport()->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_view, 1);

    m_empty = new StateNote(theme, m_view);
    m_empty->setObjectName(QStringLiteral("heardEmptyNote"));
    m_empty->setAccessibleName(tr("Why no device is listed"));
    connect(m_empty, &StateNote::actionRequested, this, &HeardPage::showAll);

    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(&m_typing, &QTimer::timeout, this, &HeardPage::applyFilter);
    connect(m_view, &HeardView::deviceRequested, this, &Page::deviceRequested);
    connect(m_view, &HeardView::escaped, this, &HeardPage::stepBack);
    connect(m_view, &HeardView::copied, this, [this](int rows) {
        Q_EMIT noted(rows == 1 ? tr("One row copied") : tr("%1 rows copied").arg(groupedNumber(quint64(rows))));
    });
    connect(&m_devices, &Models::HeardModel::countsChanged, this, &HeardPage::updateCounts);
    connect(context, &ConsoleContext::profilesChanged, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(theme, &Theme::changed, this, &HeardPage::updateIcons);
    applyFilter();
    updateIcons();
    updateCounts();
}

HeardPage::~HeardPage()
{
    // The view goes before the model that it shows.
    delete std::exchange(m_view, nullptr);
}

void HeardPage::buildBar(QWidget *bar)
{
    m_filter = new QLineEdit(bar);
    m_filter->setObjectName(QStringLiteral("heardFilter"));
    m_filter->setAccessibleName(tr("Filter devices"));
    m_filter->setPlaceholderText(tr("Filter: device, application or DevEUI"));
    m_filter->setToolTip(tr("Show only devices whose name, application or DevEUI has all of these words (%1)")
                             .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaxLength(256);
    m_searchIcon = m_filter->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_searchIcon->setText(tr("Apply the filter"));
    connect(m_searchIcon, &QAction::triggered, this, &HeardPage::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        applyFilter();
        m_view->setFocus();
    });

    m_silentOnly = new QToolButton(bar);
    m_silentOnly->setObjectName(QStringLiteral("silentOnlyButton"));
    m_silentOnly->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_silentOnly->setCheckable(true);
    m_silentOnly->setToolTip(tr("Show only devices that have gone silent"));
    connect(m_silentOnly, &QToolButton::toggled, this, &HeardPage::applyFilter);

    m_sortAgain = new QToolButton(bar);
    m_sortAgain->setObjectName(QStringLiteral("sortAgainButton"));
    m_sortAgain->setText(tr("Sort again"));
    m_sortAgain->setAccessibleName(m_sortAgain->text());
    m_sortAgain->setToolTip(tr("Values have changed while the rows kept their places (%1 in the table)")
                                .arg(QKeySequence(QKeySequence::Refresh).toString(QKeySequence::NativeText)));
    connect(m_sortAgain, &QToolButton::clicked, &m_devices, &Models::HeardModel::sortAgain);

    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("heardCount"));
    m_count->setAccessibleName(tr("Number of devices"));
    m_count->setTextFormat(Qt::PlainText);

    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_filter, 1);
    row->addWidget(m_silentOnly);
    row->addWidget(buildFactor(bar));
    row->addStretch();
    row->addWidget(m_sortAgain);
    row->addWidget(m_count);
}

QWidget *HeardPage::buildFactor(QWidget *bar)
{
    auto *group = new QWidget(bar);
    auto *before = new QLabel(tr("Silent after"), group);
    auto *after = new QLabel(tr("the usual interval"), group);
    m_factor = new QDoubleSpinBox(group);
    m_factor->setObjectName(QStringLiteral("silentFactor"));
    m_factor->setAccessibleName(tr("Silent after so many times the usual interval"));
    m_factor->setToolTip(tr("A device is silent when it has sent nothing for this many times its usual interval.\n"
                            "Time in which we did not listen does not count. The same for all pages."));
    m_factor->setRange(DeviceActivity::SmallestFactor, DeviceActivity::LargestFactor);
    m_factor->setDecimals(1);
    m_factor->setSingleStep(0.5);
    m_factor->setSuffix(tr(" ×"));
    m_factor->setKeyboardTracking(false);
    m_factor->setValue(m_activity->factor());
    connect(m_factor, &QDoubleSpinBox::valueChanged, m_activity, &DeviceActivity::setFactor);
    connect(m_activity, &DeviceActivity::factorChanged, m_factor, &QDoubleSpinBox::setValue);
    before->setBuddy(m_factor);
    auto *row = new QHBoxLayout(group);
    row->setContentsMargins(8, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(before);
    row->addWidget(m_factor);
    row->addWidget(after);
    return group;
}

void HeardPage::applyFilter()
{
    m_typing.stop();
    m_devices.setFilter({m_scope.profile, m_scope.application, m_filter->text(), m_silentOnly->isChecked()});
    updateEmptyNote();
}

void HeardPage::stepBack()
{
    // One level: the text first, then the toggle.
    if (!m_filter->text().isEmpty()) {
        m_filter->clear();
        applyFilter();
    } else {
        m_silentOnly->setChecked(false);
    }
    m_view->setFocus();
}

void HeardPage::showAll()
{
    m_filter->clear();
    m_silentOnly->setChecked(false);
    applyFilter();
    m_view->setFocus();
}

void HeardPage::updateCounts()
{
    const int silent = m_devices.silentCount();
    m_silentOnly->setText(silent > 0 ? tr("Silent only · %1").arg(groupedNumber(quint64(silent))) : tr("Silent only"));
    m_silentOnly->setAccessibleName(silent == 0       ? tr("Silent only, no device is silent")
                                        : silent == 1 ? tr("Silent only, one silent device")
                                                      : tr("Silent only, %1 silent devices").arg(silent));
    const int devices = m_devices.deviceCount();
    m_count->setText(devices == 1 ? tr("one device") : tr("%1 devices").arg(groupedNumber(quint64(devices))));
    m_sortAgain->setVisible(!m_devices.isInOrder());
    updateEmptyNote();
}

void HeardPage::updateEmptyNote()
{
    const bool empty = m_devices.rowCount() == 0;
    m_empty->setVisible(empty);
    if (!empty)
        return;
    const QString text = m_filter->text().simplified();
    if (!text.isEmpty())
        m_empty->showText(tr("No device matches “%1”").arg(text),
                          m_silentOnly->isChecked() ? tr("Only silent devices are looked at.") : QString(),
                          tr("Show all devices"));
    else if (m_silentOnly->isChecked())
        m_empty->showText(tr("No device is silent"),
                          tr("A device is silent when it has sent nothing for %1 times its usual interval, while we "
                             "listened.")
                              .arg(QString::number(m_activity->factor())),
                          tr("Show all devices"));
    else
        m_empty->showText(tr("No device heard yet"),
                          tr("Each device appears here as soon as something of it arrives: when it was last heard, how "
                             "often it usually sends, and whether it has gone silent."));
    m_empty->setGeometry(m_view->viewport()->geometry());
}

void HeardPage::updateIcons()
{
    m_searchIcon->setIcon(m_theme->icon(QStringLiteral("search")));
    QPalette palette = m_count->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Quiet));
    m_count->setPalette(palette);
    updateEmptyNote();
}

void HeardPage::setUtc(bool utc)
{
    m_devices.setUtc(utc);
}

bool HeardPage::can(PageCommand command) const
{
    return command == PageCommand::Filter;
}

void HeardPage::run(PageCommand /*command*/)
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void HeardPage::takeFocus()
{
    m_view->setFocus();
}

void HeardPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        stepBack();
    else
        Page::keyPressEvent(event);
}

bool HeardPage::eventFilter(QObject *watched, QEvent *event)
{
    if (m_view && watched == m_view->viewport() && event->type() == QEvent::Resize && m_empty)
        updateEmptyNote();
    return Page::eventFilter(watched, event);
}

void HeardPage::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("filter"), m_filter->text());
    settings.setValue(QStringLiteral("silentOnly"), m_silentOnly->isChecked());
    settings.setValue(QStringLiteral("columns"), m_view->horizontalHeader()->saveState());
}

void HeardPage::restoreState(const QSettings &settings, bool layoutOnly)
{
    const QByteArray columns = settings.value(QStringLiteral("columns")).toByteArray();
    QHeaderView *header = m_view->horizontalHeader();
    if (!columns.isEmpty() && header->restoreState(columns)) {
        m_view->setColumnShown(HeardColumn::Device, true);
        // Restoring tells nobody which column it is sorted by.
        m_devices.sort(header->sortIndicatorSection(), header->sortIndicatorOrder());
    }
    if (layoutOnly)
        return;
    m_silentOnly->setChecked(settings.value(QStringLiteral("silentOnly")).toBool());
    m_filter->setText(settings.value(QStringLiteral("filter")).toString());
    applyFilter();
}

} // namespace Gui
