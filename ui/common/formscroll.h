// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace Gui {

/// The body of a dialog: as high as its texts need, and scrolled where the screen is lower than that.
class FormScroll : public QScrollArea
{
public:
    /// Takes the place of the dialog's layout: what is added to body() scrolls, and what comes below it stays in sight
    /// and is to be given to addBelow().
    explicit FormScroll(QWidget *dialog);

    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void addBelow(QWidget *buttons);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QVBoxLayout *m_body = nullptr;
};

} // namespace Gui
