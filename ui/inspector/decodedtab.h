// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/trafficevent.h"

#include <QWidget>

class QLabel;

namespace Gui {

class JsonView;
class Theme;

/// What the network's payload formatter made of a message, and what it warned of.
class DecodedTab : public QWidget
{
    Q_OBJECT

public:
    explicit DecodedTab(const Theme *theme, QWidget *parent = nullptr);

    void setEvent(const Domain::TrafficEvent &event);
    void clear();
    [[nodiscard]] bool isFilled() const;

Q_SIGNALS:
    void termRequested(const QString &term);

private:
    void paintWarnings();

    const Theme *m_theme;
    QLabel *m_warnings;
    QLabel *m_nothing;
    JsonView *m_tree;
};

} // namespace Gui
