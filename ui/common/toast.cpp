// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/toast.h"

#include "ui/common/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMainWindow>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace Gui {

namespace {

constexpr int ShownMs = 5'000;
constexpr int Margin = 16;
constexpr int Gap = 8;
constexpr int Radius = 4;
constexpr int WidestText = 360;
constexpr qsizetype LongestText = 300;

/// One note.
class Toast : public QWidget
{
public:
    Toast(const QString &text, const QString &action, const Theme *theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_text(new QLabel(this))
        , m_close(new QToolButton(this))
        , m_timer(this)
    {
        setObjectName(QStringLiteral("toast"));
        setAccessibleName(text);
        m_text->setObjectName(QStringLiteral("toastText"));
        m_text->setAccessibleName(QCoreApplication::translate("Gui::ToastStack", "Note"));
        m_text->setTextFormat(Qt::PlainText);
        m_text->setText(text.size() > LongestText ? QString(text.left(LongestText) + u'…') : text);
        if (m_text->sizeHint().width() > WidestText) {
            m_text->setWordWrap(true);
            m_text->setFixedWidth(WidestText);
        }
        m_close->setObjectName(QStringLiteral("toastClose"));
        m_close->setAccessibleName(QCoreApplication::translate("Gui::ToastStack", "Close this note"));
        m_close->setToolTip(QCoreApplication::translate("Gui::ToastStack", "Close this note (Esc)"));
        m_close->setAutoRaise(true);
        m_close->setFocusPolicy(Qt::TabFocus);
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(16, 8, 8, 8);
        layout->setSpacing(8);
        layout->addWidget(m_text, 1);
        if (!action.isEmpty()) {
            m_action = new QPushButton(action, this);
            m_action->setObjectName(QStringLiteral("toastAction"));
            m_action->setAccessibleName(action);
            m_action->setAutoDefault(false);
            m_action->setFocusPolicy(Qt::TabFocus);
            layout->addWidget(m_action);
        }
        layout->addWidget(m_close);
        m_timer.setSingleShot(true);
        m_timer.setInterval(ShownMs);
        connect(theme, &Theme::changed, this, &Toast::updateIcons);
        connect(qApp, &QApplication::focusChanged, this, &Toast::onFocusChanged);
        updateIcons();
        m_timer.start();
    }

    void onClosed(const std::function<void()> &run)
    {
        connect(&m_timer, &QTimer::timeout, this, run);
        connect(m_close, &QToolButton::clicked, this, run);
        m_dismiss = run;
    }
    void onAction(std::function<void()> run)
    {
        if (m_action)
            connect(m_action, &QPushButton::clicked, this, std::move(run));
    }
    /// Where the focus was before it came here.
    void giveFocusBack()
    {
        if (hasFocusWithin() && m_before)
            m_before->setFocus(Qt::OtherFocusReason);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme->tokens().secondary);
        painter.setBrush(m_theme->tokens().base);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    }
    void enterEvent(QEnterEvent *) override { m_timer.stop(); }
    void leaveEvent(QEvent *) override { startUnlessFocused(); }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Escape && m_dismiss)
            m_dismiss();
        else
            QWidget::keyPressEvent(event);
    }

private:
    [[nodiscard]] bool hasFocusWithin() const
    {
        const QWidget *focus = QApplication::focusWidget();
        return focus && isAncestorOf(focus);
    }
    void onFocusChanged(QWidget *before, QWidget *now)
    {
        if (!now)
            return;
        if (!isAncestorOf(now)) {
            if (before && isAncestorOf(before) && !underMouse())
                m_timer.start();
            return;
        }
        if (before && !isAncestorOf(before))
            m_before = before;
        m_timer.stop();
    }
    void startUnlessFocused()
    {
        if (!hasFocusWithin())
            m_timer.start();
    }
    void updateIcons()
    {
        m_close->setIcon(m_theme->icon(QStringLiteral("close")));
        update();
    }

    const Theme *m_theme;
    QLabel *m_text;
    QToolButton *m_close;
    QPushButton *m_action = nullptr;
    QTimer m_timer;
    QPointer<QWidget> m_before;
    std::function<void()> m_dismiss;
};

} // namespace

ToastStack::ToastStack(QMainWindow *window, const Theme *theme)
    : QObject(window)
    , m_window(window)
    , m_theme(theme)
{
    window->installEventFilter(this);
}

void ToastStack::show(const QString &text, const QString &action, std::function<void()> run)
{
    while (count() >= Most)
        remove(m_toasts.front());
    auto *toast = new Toast(text, action, m_theme, m_window);
    toast->onClosed([this, toast] { remove(toast); });
    toast->onAction([this, toast, run = std::move(run)] {
        if (run)
            run();
        remove(toast);
    });
    m_toasts.emplace_back(toast);
    place();
    toast->show();
    toast->raise();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ToastStack::clear()
{
    while (!m_toasts.empty())
        remove(m_toasts.front());
}

void ToastStack::remove(QWidget *toast)
{
    const auto found = std::find(m_toasts.begin(), m_toasts.end(), toast);
    if (found == m_toasts.end())
        return;
    m_toasts.erase(found);
    static_cast<Toast *>(toast)->giveFocusBack();
    toast->hide();
    toast->deleteLater();
    place();
}

void ToastStack::place()
{
    const QWidget *center = m_window->centralWidget();
    int bottom = (center ? center->geometry().bottom() + 1 : m_window->height()) - Margin;
    for (auto it = m_toasts.rbegin(); it != m_toasts.rend(); ++it) {
        QWidget *toast = *it;
        toast->adjustSize();
        bottom -= toast->height();
        toast->move(m_window->width() - toast->width() - Margin, bottom);
        bottom -= Gap;
    }
}

bool ToastStack::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace Gui
