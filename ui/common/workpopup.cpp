// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/workpopup.h"

#include "backend/domain/problemtext.h"
#include "models/backgroundwork.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>

namespace Gui {

using Models::BackgroundWork;
using State = BackgroundWork::State;

namespace {

constexpr int PopupWidth = 440;
constexpr int HighestList = 360;
constexpr int Radius = 4;
/// A bar counts in ints; events are more than fit.
constexpr int BarSteps = 1'000;

} // namespace

/// One piece of work.
class WorkRow : public QWidget
{
    Q_OBJECT

public:
    WorkRow(BackgroundWork *work, BackgroundWork::Id id, const Theme *theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_title(label("workTitle", tr("What it is")))
        , m_detail(label("workDetail", tr("How far it is")))
        , m_bar(new QProgressBar(this))
        , m_cancel(button("workCancel", tr("Cancel")))
        , m_folder(button("workFolder", tr("Open folder")))
    {
        m_detail->setWordWrap(true);
        m_bar->setObjectName(QStringLiteral("workProgress"));
        m_bar->setTextVisible(false);
        m_bar->setFixedHeight(8);
        auto *words = new QVBoxLayout;
        words->setSpacing(4);
        words->addWidget(m_title);
        words->addWidget(m_bar);
        words->addWidget(m_detail);
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(16, 8, 16, 8);
        layout->setSpacing(16);
        layout->addLayout(words, 1);
        layout->addWidget(m_cancel, 0, Qt::AlignVCenter);
        layout->addWidget(m_folder, 0, Qt::AlignVCenter);
        connect(m_cancel, &QPushButton::clicked, work, [work, id] { work->cancel(id); });
        connect(m_folder, &QPushButton::clicked, this, [this] { Q_EMIT folderRequested(m_result); });
    }

    void update(const QModelIndex &index)
    {
        const auto state = State(index.data(BackgroundWork::StateRole).toInt());
        const bool active = state == State::Running || state == State::Stopping;
        const QString title = index.data().toString();
        const quint64 total = index.data(BackgroundWork::TotalRole).toULongLong();
        m_result = index.data(BackgroundWork::ResultRole).toString();
        m_title->setText(m_title->fontMetrics().elidedText(title, Qt::ElideMiddle, 280));
        m_title->setToolTip(m_result);
        m_bar->setVisible(active);
        m_bar->setAccessibleName(tr("Progress of %1").arg(title));
        // Not known how long: the bar runs to and fro.
        m_bar->setRange(0, total > 0 ? BarSteps : 0);
        if (total > 0)
            m_bar->setValue(int(double(index.data(BackgroundWork::DoneRole).toULongLong()) / double(total) * BarSteps));
        m_detail->setText(detail(index, state));
        QPalette palette = m_detail->palette();
        palette.setColor(QPalette::WindowText,
                         m_theme->color(state == State::Failed     ? Models::Meaning::Bad
                                            : state == State::Done ? Models::Meaning::Good
                                                                   : Models::Meaning::Quiet));
        m_detail->setPalette(palette);
        // A button that goes would give the focus to anything in the window.
        if (m_cancel->hasFocus() && !index.data(BackgroundWork::CancellableRole).toBool())
            Q_EMIT focusLeft();
        m_cancel->setVisible(active);
        m_cancel->setEnabled(index.data(BackgroundWork::CancellableRole).toBool());
        m_cancel->setAccessibleName(tr("Cancel %1").arg(title));
        m_folder->setVisible(!m_result.isEmpty());
        m_folder->setAccessibleName(tr("Open the folder of %1").arg(QFileInfo(m_result).fileName()));
    }

    [[nodiscard]] QPushButton *firstButton() const { return m_cancel->isHidden() ? m_folder : m_cancel; }

Q_SIGNALS:
    void folderRequested(const QString &path);
    /// The button that had the focus is about to go.
    void focusLeft();

private:
    QLabel *label(const char *name, const QString &accessibleName)
    {
        auto *label = new QLabel(this);
        label->setObjectName(QLatin1String(name));
        label->setAccessibleName(accessibleName);
        label->setTextFormat(Qt::PlainText);
        return label;
    }
    QPushButton *button(const char *name, const QString &text)
    {
        auto *button = new QPushButton(text, this);
        button->setObjectName(QLatin1String(name));
        button->setAutoDefault(false);
        return button;
    }
    static QString detail(const QModelIndex &index, State state)
    {
        QString detail = index.data(BackgroundWork::DetailRole).toString();
        switch (state) {
        case State::Running:
            return detail.isEmpty() ? tr("Begins…") : detail;
        case State::Stopping:
            return tr("Stops…");
        case State::Done:
            return detail.isEmpty() ? tr("Done") : tr("Done: %1").arg(detail);
        case State::Failed:
            return Domain::problemText(index.data(BackgroundWork::ProblemRole).value<Domain::Problem>()).title;
        case State::Cancelled:
            return tr("Cancelled");
        }
        return detail;
    }

    const Theme *m_theme;
    QLabel *m_title;
    QLabel *m_detail;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
    QPushButton *m_folder;
    QString m_result;
};

WorkPopup::WorkPopup(BackgroundWork *work, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_work(work)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("workPopup"));
    setAccessibleName(tr("Background work"));
    setFocusPolicy(Qt::StrongFocus);
    hide();
    auto *list = new QWidget(m_scroll);
    m_layout = new QVBoxLayout(list);
    m_layout->setContentsMargins(0, 8, 0, 8);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    m_scroll->setObjectName(QStringLiteral("workList"));
    m_scroll->setAccessibleName(tr("Background work"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(list);
    // The rounded ground is the popup's own.
    list->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_scroll);

    insertRows(0, work->rowCount() - 1);
    connect(work, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { insertRows(first, last); });
    connect(work, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        for (int row = last; row >= first; --row) {
            m_rows[std::size_t(row)]->deleteLater();
            m_rows[std::size_t(row)]->hide();
            m_rows.erase(m_rows.begin() + row);
        }
        fit();
    });
    connect(work, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        for (int row = first.row(); row <= last.row(); ++row)
            m_rows[std::size_t(row)]->update(m_work->index(row, 0));
    });
    connect(theme, &Theme::changed, this, [this] {
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            m_rows[row]->update(m_work->index(int(row), 0));
    });
}

void WorkPopup::insertRows(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_work->index(row, 0);
        auto *widget = new WorkRow(m_work, index.data(BackgroundWork::IdRole).toInt(), m_theme, m_scroll->widget());
        widget->setObjectName(QStringLiteral("workRow"));
        widget->update(index);
        connect(widget, &WorkRow::folderRequested, this, &WorkPopup::folderRequested);
        connect(widget, &WorkRow::focusLeft, this, [this] { setFocus(Qt::OtherFocusReason); });
        m_layout->insertWidget(row, widget);
        m_rows.insert(m_rows.begin() + row, widget);
    }
    fit();
}

void WorkPopup::openAt(QWidget *anchor)
{
    m_anchor = anchor;
    if (parentWidget() != anchor->window())
        setParent(anchor->window());
    // Rows that were never shown do not know their height yet.
    for (WorkRow *row : m_rows)
        row->ensurePolished();
    show();
    raise();
    fit();
    qApp->installEventFilter(this);
    QWidget *first = m_rows.empty() ? nullptr : m_rows.front()->firstButton();
    (first && first->isEnabled() && !first->isHidden() ? first : this)->setFocus(Qt::PopupFocusReason);
}

void WorkPopup::fit()
{
    if (!m_anchor || !isVisible())
        return;
    m_layout->activate();
    const int wanted = m_scroll->widget()->sizeHint().height() + 2;
    resize(PopupWidth, std::min(wanted, HighestList));
    const QPoint corner = m_anchor->mapTo(window(), QPoint(m_anchor->width(), 0));
    move(std::min(corner.x(), window()->width() - 8) - width(), corner.y() - height() - 8);
}

void WorkPopup::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    qApp->removeEventFilter(this);
    if (event->spontaneous())
        return;
    if (m_anchor && isAncestorOf(QApplication::focusWidget()))
        m_anchor->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
}

void WorkPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme->tokens().secondary);
    painter.setBrush(m_theme->tokens().base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
}

bool WorkPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == window())
        fit();
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || widget->window() != window())
        return false;
    if (event->type() == QEvent::MouseButtonPress) {
        // By place: a press that nobody takes is offered to the parents, too.
        const QPoint at = static_cast<QMouseEvent *>(event)->globalPosition().toPoint();
        const auto isIn = [&](const QWidget *part) { return part->rect().contains(part->mapFromGlobal(at)); };
        if (!isIn(this) && !(m_anchor && isIn(m_anchor)))
            hide();
    } else if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        if (static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
            return false;
        hide();
        event->accept();
        return true;
    }
    return false;
}

} // namespace Gui

#include "workpopup.moc"
