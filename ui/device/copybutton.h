// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include <functional>

namespace Gui {

class Theme;

/// Copies an identifier or a key as other tools want it: most or least significant byte first, as a C array. A press
/// copies it as it is read, the menu has the other forms. What it copies is never shown.
class CopyButton : public QToolButton
{
    Q_OBJECT

public:
    /// Most significant first; empty: there is nothing to copy.
    using Source = std::function<QByteArray()>;
    enum class Kind : quint8 { Public, Secret };

    /// `what` is its name in a sentence: "DevEUI".
    CopyButton(const Theme *theme, const QString &what, Kind kind, Source source, QWidget *parent = nullptr);

Q_SIGNALS:
    /// What was done, to be said in passing.
    void noted(const QString &text);

private:
    void copy(const QString &text);

    const QString m_what;
    const Kind m_kind;
    const Source m_source;
};

} // namespace Gui
