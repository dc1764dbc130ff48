// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/noticebar.h"
#include "ui/common/page.h"

namespace Gui {

class ConsoleContext;
class RightsBook;

/// Above a log whose key may not read what devices send: the networks accept the subscription all the same and then
/// send nothing. Hidden while nothing is known against the key.
class ReadNote : public NoticeBar
{
    Q_OBJECT

public:
    ReadNote(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent);

    void setScope(const Scope &scope);

Q_SIGNALS:
    /// Another key is to be entered for this network.
    void keyRequested(Domain::ProfileRef profile);

private:
    void tell();
    [[nodiscard]] QList<Scope> lacking();

    ConsoleContext *m_context = nullptr;
    RightsBook *m_rights = nullptr;
    Scope m_scope;
    QList<Scope> m_shown;
    QList<Scope> m_closed; ///< not said again
};

} // namespace Gui
