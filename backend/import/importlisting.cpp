// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importlisting.h"

#include <QSet>

namespace Backend {

ImportListing::ImportListing(SealedFiles *sealed, ImportFiles *files, Source source, QObject *parent)
    : QObject(parent)
    , m_sealed(sealed)
    , m_files(files)
    , m_source(std::move(source))
{
    m_source.onCancel([self = QPointer(this)] {
        if (self)
            self->deleteLater();
    });
}

void ImportListing::start()
{
    if (!m_sealed) {
        readJournals({});
        return;
    }
    m_names = m_sealed->list(ImportFiles::sealedName({}));
    // Without a keychain that answers nothing can be resumed, but looked at.
    m_names.then(this, [this](const Domain::Result<QStringList> &names) { readJournals(names.value); });
}

void ImportListing::readJournals(const QStringList &sealedNames)
{
    const Source source;
    m_records = source.call();
    m_records.then(
        this,
        [this, names = QSet<QString>(sealedNames.begin(), sealedNames.end())](QList<Domain::ImportRecord> records) {
            for (Domain::ImportRecord &record : records)
                record.canResume = names.contains(ImportFiles::sealedName(record.id));
            m_source.onCancel({});
            m_source.deliver(std::move(records));
            deleteLater();
        });
    QMetaObject::invokeMethod(
        m_files, [source, files = m_files] { source.deliver(files->records()); }, Qt::QueuedConnection);
}

} // namespace Backend
