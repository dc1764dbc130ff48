// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meaning.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

namespace Gui {

class SystemScheme;

/// The colours of one scheme, see docs/design.md. Every text colour has a contrast of at least 4.5 on every ground.
struct ColorTokens
{
    QColor base, alternate, window;
    QColor text, secondary;
    QColor selected, border;
    QColor accent, join, downlink, good, bad, location, normalized, service;
};

/// Look of the whole program: Fusion with our palette, light, dark or as the system says. Changing it needs no restart.
/// A high-contrast palette of the system wins over ours. One per program, GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode : int { System = 0, Light = 1, Dark = 2 };
    Q_ENUM(Mode)

    /// Takes over style, palette and fonts of the application object, which must exist.
    explicit Theme(QObject *parent = nullptr);

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] bool isHighContrast() const { return m_highContrast; }
    [[nodiscard]] const ColorTokens &tokens() const { return m_tokens; }
    [[nodiscard]] QColor color(Models::Meaning meaning) const;

    /// A line icon of our resources in the text colour of the moment: it follows changed() by itself.
    [[nodiscard]] QIcon icon(const QString &name) const;
    /// The round light of a connection.
    [[nodiscard]] QIcon dot(Models::Meaning meaning) const;
    [[nodiscard]] static QFont monospace();

    [[nodiscard]] static ColorTokens light();
    [[nodiscard]] static ColorTokens dark();
    /// WCAG 2 contrast ratio, 1…21.
    [[nodiscard]] static double contrast(const QColor &one, const QColor &other);

Q_SIGNALS:
    void changed();

private:
    void apply();

    QPalette m_systemPalette; ///< before ours was set
    SystemScheme *m_system = nullptr;
    ColorTokens m_tokens;
    Mode m_mode = Mode::System;
    bool m_dark = false;
    bool m_highContrast = false;
};

} // namespace Gui
