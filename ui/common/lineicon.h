// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIconEngine>
#include <QPointer>
#include <QString>

namespace Gui {

class Theme;

/// A line icon of our resources, drawn when it is asked for: sharp at every size and scale, and in the text colour of
/// the moment, so that an icon once set follows the theme. Draws nothing once the theme is gone. GUI thread.
class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(const Theme *theme, QString name);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    /// `size` in device pixels.
    [[nodiscard]] QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QIconEngine *clone() const override;
    [[nodiscard]] bool isNull() override;
    [[nodiscard]] QString key() const override;
    [[nodiscard]] QList<QSize> availableSizes(QIcon::Mode mode, QIcon::State state) override;

private:
    QPointer<const Theme> m_theme;
    QString m_name;
};

} // namespace Gui
