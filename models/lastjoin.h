// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"

#include <QObject>

namespace Models {

/// Looks through a history for the last join of a device, newest first, one short page after the other: it may lie far
/// behind what the log holds. GUI thread.
class LastJoin : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins anew. The reader must outlive the search, see cancel().
    void look(Domain::HistoryReader *reader, const QString &application, const QString &device);
    void cancel() { m_call.cancel(); }
    [[nodiscard]] bool isRunning() const { return m_call.isPending(); }

Q_SIGNALS:
    /// `joinNs`: by the network's clock, as the log tells it; 0: the history has none, or could not be read to its end.
    void finished(qint64 joinNs);

private:
    void scan(qint64 beforeSeq);

    Domain::HistoryReader *m_reader = nullptr;
    Domain::FilterSpec m_filter;
    Domain::Call<Domain::ScanPage> m_call;
};

} // namespace Models
