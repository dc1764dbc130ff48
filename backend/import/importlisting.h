// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/sealedfiles.h"
#include "backend/domain/deviceimports.h"
#include "backend/import/importfiles.h"

#include <QObject>
#include <QPointer>

namespace Backend {

/// Lists the imports that are kept, and which of them can be resumed. Deletes itself when it has answered or when
/// nobody waits any more. GUI thread.
class ImportListing : public QObject
{
    Q_OBJECT

public:
    using Source = Domain::CallSource<QList<Domain::ImportRecord>>;

    /// `sealed` may be null; `files` must outlive it.
    ImportListing(SealedFiles *sealed, ImportFiles *files, Source source, QObject *parent);
    void start();

private:
    void readJournals(const QStringList &sealedNames);

    SealedFiles *m_sealed;
    ImportFiles *m_files;
    Source m_source;
    Domain::Call<Domain::Result<QStringList>> m_names;
    Domain::Call<QList<Domain::ImportRecord>> m_records;
};

} // namespace Backend
