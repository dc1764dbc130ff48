// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/exportrequest.h"

#include <QString>

namespace Models {
class LiveLogProxy;
}

namespace Gui {

class LiveLogView;

/// Rows of a log as the history knows them.
struct ExportRows
{
    std::map<Domain::ProfileRef, std::vector<Domain::SeqRange>> ranges;
    quint64 count = 0;
    quint64 unsaved = 0; ///< not in the history yet: they cannot be exported

    void add(Domain::ProfileRef profile, qint64 seq);
    /// Puts the ranges in order after rows were added in any other.
    void arrange();
};

/// What of a log can be exported, as it was when one asked.
struct ExportChoice
{
    ExportRows selected;
    ExportRows shown; ///< all that pass the filter
    Domain::FilterSpec filter; ///< with what makes it the log of its application
    bool narrowed = false; ///< the person has typed or chosen a filter
    bool withoutNormalized = false; ///< the log folds them into their uplinks
    bool utc = false;
    std::vector<Domain::ExportColumn> columns; ///< those that the log shows, in its order
    Domain::ProfileRef profile = 0; ///< whose log it is; 0: all
    QString name; ///< of what is shown, for the file's name
};

/// Reads a view over a LiveLogProxy. A million rows take some ten ms.
[[nodiscard]] ExportChoice exportChoice(const LiveLogView &view, const Models::LiveLogProxy &log);

} // namespace Gui
