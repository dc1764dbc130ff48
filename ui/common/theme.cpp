// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/theme.h"

#include "resources/resources.h"
#include "ui/common/consolestyle.h"
#include "ui/common/lineicon.h"
#include "ui/common/systemscheme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPainter>

#include <cmath>

namespace Gui {

using Models::Meaning;

namespace {

constexpr int DotSize = 12;
constexpr int Scales[] = {1, 2, 3};

double luminance(const QColor &color)
{
    const auto channel
        = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

QPalette paletteOf(const ColorTokens &tokens, bool dark)
{
    QPalette palette;
    const QColor button = dark ? tokens.alternate.lighter(115) : tokens.base;
    palette.setColor(QPalette::Window, tokens.window);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.base);
    palette.setColor(QPalette::AlternateBase, tokens.alternate);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.secondary);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::BrightText, tokens.bad);
    palette.setColor(QPalette::ToolTipBase, tokens.base);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::Highlight, tokens.selected);
    palette.setColor(QPalette::HighlightedText, tokens.text);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.join);
    palette.setColor(QPalette::Light, dark ? tokens.border.lighter(110) : tokens.base);
    palette.setColor(QPalette::Midlight, tokens.border);
    palette.setColor(QPalette::Mid, tokens.border);
    palette.setColor(QPalette::Dark, dark ? tokens.window.darker(120) : tokens.border.darker(110));
    palette.setColor(QPalette::Shadow, dark ? QColor(Qt::black) : tokens.border.darker(120));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tokens.secondary);
    return palette;
}

/// All text in the palette's own colour: a person chose it to be readable.
ColorTokens tokensOf(const QPalette &palette)
{
    const QColor text = palette.color(QPalette::Text);
    ColorTokens tokens;
    tokens.base = palette.color(QPalette::Base);
    tokens.alternate = palette.color(QPalette::AlternateBase);
    tokens.window = palette.color(QPalette::Window);
    tokens.selected = palette.color(QPalette::Highlight);
    tokens.border = palette.color(QPalette::WindowText);
    for (QColor *color : {&tokens.text, &tokens.secondary, &tokens.accent, &tokens.join, &tokens.downlink, &tokens.good,
                          &tokens.bad, &tokens.location, &tokens.normalized, &tokens.service})
        *color = text;
    return tokens;
}

/// Black or white ground and a text of the strongest contrast, as the high-contrast schemes of the systems have.
bool isHighContrastPalette(const QPalette &palette)
{
    const QColor ground = palette.color(QPalette::Window);
    const bool pure = ground.rgb() == QColor(Qt::black).rgb() || ground.rgb() == QColor(Qt::white).rgb();
    return pure && palette.color(QPalette::Base).rgb() == ground.rgb()
        && Theme::contrast(ground, palette.color(QPalette::WindowText)) >= 15;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemPalette(QGuiApplication::palette())
    , m_system(new SystemScheme(m_systemPalette, this))
{
    initTtnResources();
    QApplication::setStyle(new ConsoleStyle(this));
    connect(m_system, &SystemScheme::changed, this, [this] {
        if (m_mode == Mode::System)
            apply();
    });
    apply();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::apply()
{
    m_dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_system->isDark());
    m_highContrast = m_mode == Mode::System && isHighContrastPalette(m_systemPalette);
    if (m_highContrast) {
        m_tokens = tokensOf(m_systemPalette);
        QApplication::setPalette(m_systemPalette);
    } else {
        m_tokens = m_dark ? dark() : light();
        QApplication::setPalette(paletteOf(m_tokens, m_dark));
    }
    Q_EMIT changed();
}

QColor Theme::color(Meaning meaning) const
{
    switch (meaning) {
    case Meaning::Plain:
        return m_tokens.text;
    case Meaning::Quiet:
        return m_tokens.secondary;
    case Meaning::Uplink:
        return m_tokens.accent;
    case Meaning::Join:
        return m_tokens.join;
    case Meaning::Downlink:
        return m_tokens.downlink;
    case Meaning::Good:
        return m_tokens.good;
    case Meaning::Bad:
        return m_tokens.bad;
    case Meaning::Location:
        return m_tokens.location;
    case Meaning::Normalized:
        return m_tokens.normalized;
    case Meaning::Service:
        return m_tokens.service;
    }
    return m_tokens.text;
}

QIcon Theme::icon(const QString &name) const
{
    return QIcon(new LineIconEngine(this, name));
}

QIcon Theme::dot(Meaning meaning) const
{
    QIcon icon;
    for (const int scale : Scales) {
        QPixmap pixmap(DotSize * scale, DotSize * scale);
        pixmap.fill(Qt::transparent);
        pixmap.setDevicePixelRatio(scale);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(meaning));
        painter.drawEllipse(QRectF(2, 2, 8, 8));
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QFont Theme::monospace()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

ColorTokens Theme::light()
{
    return {.base = 0xFFFFFF,
            .alternate = 0xF7F8FA,
            .window = 0xF1F3F6,
            .text = 0x1B1F24,
            .secondary = 0x5B6470,
            .selected = 0xDCEAFB,
            .border = 0xD5DAE1,
            .accent = 0x0B62C4,
            .join = 0x6B3FC0,
            .downlink = 0x9A5200,
            .good = 0x17703A,
            .bad = 0xB8242B,
            .location = 0x0B7285,
            .normalized = 0x0A6E6E,
            .service = 0x4A5568};
}

ColorTokens Theme::dark()
{
    return {.base = 0x1B1E23,
            .alternate = 0x20242A,
            .window = 0x15181C,
            .text = 0xE6E9EE,
            .secondary = 0x9AA4B1,
            .selected = 0x1F3A5C,
            .border = 0x343A43,
            .accent = 0x6CB2FF,
            .join = 0xB79CFF,
            .downlink = 0xF0A94B,
            .good = 0x5FCB85,
            .bad = 0xFF8A8A,
            .location = 0x4FC3D6,
            .normalized = 0x5CCFC4,
            .service = 0xA9B4C2};
}

double Theme::contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace Gui
