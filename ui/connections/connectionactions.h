// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "backend/domain/problem.h"

#include <QObject>

class QWidget;

namespace Gui {

class ConsoleContext;
class Theme;

/// What one can do with connections, with the dialogs that it needs: for the page of connections, the welcome page and
/// menus. GUI thread.
class ConnectionActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs, and of this object.
    ConnectionActions(ConsoleContext *context, const Theme *theme, QWidget *window);

    void create();
    void edit(Domain::ProfileRef profile);
    void enterKey(Domain::ProfileRef profile);
    void test(Domain::ProfileRef profile);
    /// Asks first, and names what is lost.
    void remove(Domain::ProfileRef profile);
    void importFile();
    void exportFile(Domain::ProfileRef profile);

Q_SIGNALS:
    /// Something succeeded out of sight.
    void noted(const QString &text);
    /// It did not: said where the person is.
    void failed(const Domain::Problem &problem);
    /// This one is to be the current one.
    void chosen(Domain::ProfileRef profile);

private:
    void onImported(const QString &path, Domain::ProfileRef profile, bool wasThere, const Domain::Problem &problem);
    void onExported(const QString &path, const Domain::Problem &problem);

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    QWidget *m_window = nullptr;
    QString m_importing; ///< other objects may import, too
    QString m_exporting;
};

} // namespace Gui
