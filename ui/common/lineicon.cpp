// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/lineicon.h"

#include "ui/common/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace Gui {

namespace {

constexpr int SmallGrid = 16;
constexpr int LargeGrid = 20;

/// Drawn on the 20-pixel grid and shown small, the strokes would be thinner than those of their neighbours.
QByteArray withEvenStrokes(QByteArray svg, int pixels)
{
    if (pixels % SmallGrid == 0 && svg.contains("viewBox=\"0 0 20 20\""))
        svg.replace("stroke-width=\"1.5\"", "stroke-width=\"1.875\"");
    return svg;
}

} // namespace

LineIconEngine::LineIconEngine(const Theme *theme, QString name)
    : m_theme(theme)
    , m_name(std::move(name))
{
}

void LineIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal scale = painter->device()->devicePixelRatio();
    QPixmap picture = pixmap((QSizeF(rect.size()) * scale).toSize(), mode, state);
    picture.setDevicePixelRatio(scale);
    painter->drawPixmap(rect.topLeft(), picture);
}

QPixmap LineIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State /*state*/)
{
    const int side = std::min(size.width(), size.height());
    if (!m_theme || side <= 0)
        return {};
    const QColor color = mode == QIcon::Disabled ? m_theme->tokens().secondary : m_theme->tokens().text;
    const QString cacheKey = QStringLiteral("ttn-line/%1/%2x%3/%4")
                                 .arg(m_name)
                                 .arg(size.width())
                                 .arg(size.height())
                                 .arg(color.rgba(), 0, 16);
    QPixmap picture;
    if (QPixmapCache::find(cacheKey, &picture))
        return picture;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("there is no icon %s", qPrintable(m_name));
        return {};
    }
    QSvgRenderer renderer(withEvenStrokes(file.readAll(), side));
    picture = QPixmap(size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(picture.rect(), color);
    painter.end();
    QPixmapCache::insert(cacheKey, picture);
    return picture;
}

QIconEngine *LineIconEngine::clone() const
{
    return new LineIconEngine(m_theme, m_name);
}

bool LineIconEngine::isNull()
{
    return false;
}

QString LineIconEngine::key() const
{
    return QStringLiteral("TtnLineIconEngine");
}

QList<QSize> LineIconEngine::availableSizes(QIcon::Mode /*mode*/, QIcon::State /*state*/)
{
    return {{SmallGrid, SmallGrid}, {LargeGrid, LargeGrid}};
}

} // namespace Gui
