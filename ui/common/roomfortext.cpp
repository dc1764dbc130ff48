// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/roomfortext.h"

#include <QDialog>
#include <QEvent>
#include <QLayout>
#include <QScreen>

#include <algorithm>

namespace Gui {

namespace {

class Keeper : public QObject
{
public:
    explicit Keeper(QDialog *dialog)
        : QObject(dialog)
        , m_dialog(dialog)
    {
        dialog->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == m_dialog
            && (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest
                || event->type() == QEvent::Resize))
            grow();
        return false;
    }

private:
    void grow()
    {
        QLayout *layout = m_dialog->layout();
        if (!layout || !layout->hasHeightForWidth())
            return;
        layout->activate();
        const int wanted = layout->totalHeightForWidth(m_dialog->width());
        const QScreen *screen = m_dialog->screen();
        const int most = screen ? screen->availableGeometry().height() : wanted;
        if (m_dialog->height() < std::min(wanted, most))
            m_dialog->resize(m_dialog->width(), std::min(wanted, most));
    }

    QDialog *m_dialog;
};

} // namespace

void keepRoomForText(QDialog *dialog)
{
    new Keeper(dialog);
}

} // namespace Gui
