// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/accounts/sealedfiles.h"
#include "backend/domain/deviceimports.h"
#include "backend/import/importfiles.h"
#include "backend/import/importrunner.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace Backend {

/// Gives a run what it needs to start: writes it down first, or reads it back. A child of the run; goes with it.
class ImportPreparation : public QObject
{
    Q_OBJECT

public:
    /// `sealed` may be null. All must outlive the run.
    ImportPreparation(ImportRunner *runner, quint64 owner, SealedFiles *sealed, ImportFiles *files, QThreadPool *pool);

    void begin(const Domain::ImportTarget &target, const Domain::ImportDocumentRef &document,
               const std::shared_ptr<const Domain::ImportCheck> &check);
    void resume();

private:
    /// What the pool makes of a check.
    struct Material
    {
        std::shared_ptr<const ImportPackage> package;
        std::vector<Domain::ImportedRow> rows;
        QByteArray head;
        QByteArray secret;
    };

    [[nodiscard]] static Material materialOf(const QString &id, const Domain::ImportTarget &target,
                                             const Domain::ImportDocumentRef &document,
                                             const Domain::ImportCheck &check);
    void onMaterial(const std::shared_ptr<const Material> &material);
    void onJournal(const ImportJournal::Reading &reading);
    void onSecret(const ImportJournal::Reading &reading, const QByteArray &secret);

    ImportRunner *m_runner;
    const quint64 m_owner; ///< of the journal
    SealedFiles *m_sealed;
    ImportFiles *m_files;
    QThreadPool *m_pool;
    Domain::Call<std::shared_ptr<const Material>> m_material;
    Domain::Call<Domain::Problem> m_journal;
    Domain::Call<Domain::Result<Domain::Done>> m_sealing;
    Domain::Call<Domain::Result<QList<QByteArray>>> m_unsealing;
    Domain::Call<Domain::Result<ImportJournal::Reading>> m_reading;
    Domain::Call<std::shared_ptr<const ImportPackage>> m_unpacking;
};

} // namespace Backend
