// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/livelogproxy.h"

#include <QObject>

class QMenu;

namespace Gui {

/// What one may do with a cell of the log: filter by it, exclude it, copy it in several forms.
class LogMenu : public QObject
{
    Q_OBJECT

public:
    /// Fills the menu for the cell and belongs to it.
    LogMenu(QMenu *menu, const Models::LiveLogProxy *proxy, const QModelIndex &index);

    /// Bytes as an array of C: `{0x08, 0xFC}`.
    [[nodiscard]] static QString cArray(const QByteArray &bytes);

Q_SIGNALS:
    void termRequested(const Domain::FilterTerm &term);
    void deviceRequested();
    void fieldRequested(const QString &path);
    void rowsRequested();
    void messageRequested();
    void exportRequested();

private:
    void addTerms(QMenu *menu, const std::vector<Domain::FilterTerm> &terms);
    void addFields(QMenu *menu, const QStringList &names);
    void addPayload(QMenu *menu, const Domain::CellText *cell);
};

} // namespace Gui
