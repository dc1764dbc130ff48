// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importpreparation.h"

#include "backend/domain/clock.h"

namespace Backend {

namespace {

using Code = Domain::Problem::Code;
using Domain::CallSource;
using Domain::ImportCheck;
using Domain::ImportDocumentRef;
using Domain::ImportedRow;
using Domain::Problem;

Problem keysGone()
{
    return {Code::ImportKeysGone, {}, {}, {}, false};
}

} // namespace

ImportPreparation::ImportPreparation(ImportRunner *runner, quint64 owner, SealedFiles *sealed, ImportFiles *files,
                                     QThreadPool *pool)
    : QObject(runner)
    , m_runner(runner)
    , m_owner(owner)
    , m_sealed(sealed)
    , m_files(files)
    , m_pool(pool)
{
}

ImportPreparation::Material ImportPreparation::materialOf(const QString &id, const Domain::ImportTarget &target,
                                                          const ImportDocumentRef &document, const ImportCheck &check)
{
    auto package = std::make_shared<ImportPackage>();
    const std::size_t sheet = std::size_t(std::max(0, check.plan.sheet));
    // Shared with the document, which stays as long.
    package->sheet = {document, &document->sheets[std::min(sheet, document->sheets.size() - 1)]};
    package->plan = check.plan;
    package->plan.application = target.application;
    package->plan.generation = target.generation;
    Material out;
    const RowReader reader(*package->sheet, package->plan, nullptr);
    for (int row = check.firstRow; row < int(check.rows.size()); ++row) {
        if (!check.isSent(row))
            continue;
        const Domain::Device device = reader.read(row, nullptr);
        package->rows.push_back(row);
        ImportedRow line;
        line.number = package->sheet->rowNumber(row);
        line.id = device.id;
        line.name = device.name;
        line.devEui = device.devEui;
        out.rows.push_back(std::move(line));
    }
    Domain::ImportRecord record;
    record.id = id;
    record.fileName = document->fileName;
    record.profile = target.profile;
    record.application = target.application;
    record.begun = QDateTime::fromMSecsSinceEpoch(Domain::nowNs() / 1'000'000, Qt::UTC);
    record.rows = out.rows;
    out.head = ImportJournal::head(record, target.generation);
    out.secret = package->toBytes();
    out.package = std::move(package);
    return out;
}

void ImportPreparation::begin(const Domain::ImportTarget &target, const ImportDocumentRef &document,
                              const std::shared_ptr<const ImportCheck> &check)
{
    const CallSource<std::shared_ptr<const Material>> source;
    m_material = source.call();
    m_material.then(this, [this](const std::shared_ptr<const Material> &material) { onMaterial(material); });
    m_pool->start([source, target, document, check, id = m_runner->id()] {
        if (!source.isCancelled())
            source.deliver(std::make_shared<const Material>(materialOf(id, target, document, *check)));
    });
}

void ImportPreparation::onMaterial(const std::shared_ptr<const Material> &material)
{
    const CallSource<Problem> source;
    m_journal = source.call();
    m_journal.then(this, [this, material](const Problem &problem) {
        if (problem) {
            m_runner->breakOff(problem);
            return;
        }
        const auto ready
            = [runner = m_runner, material] { runner->prepare(material->package, material->rows, {}, false); };
        if (!m_sealed) {
            ready();
            return;
        }
        // An import that cannot be resumed after a crash is one all the same.
        m_sealing = m_sealed->write(ImportFiles::sealedName(m_runner->id()), {material->secret});
        m_sealing.then(this, [ready](const Domain::Result<Domain::Done> & /*answer*/) { ready(); });
    });
    QMetaObject::invokeMethod(
        m_files,
        [source, files = m_files, id = m_runner->id(), owner = m_owner, head = material->head] {
            if (!source.isCancelled())
                source.deliver(files->create(id, owner, head));
        },
        Qt::QueuedConnection);
}

void ImportPreparation::resume()
{
    const CallSource<Domain::Result<ImportJournal::Reading>> source;
    m_reading = source.call();
    m_reading.then(this, [this](const Domain::Result<ImportJournal::Reading> &reading) {
        if (reading)
            onJournal(reading.value);
        else
            m_runner->breakOff(reading.problem);
    });
    QMetaObject::invokeMethod(
        m_files,
        [source, files = m_files, id = m_runner->id(), owner = m_owner] {
            if (!source.isCancelled())
                source.deliver(files->reopen(id, owner));
        },
        Qt::QueuedConnection);
}

void ImportPreparation::onJournal(const ImportJournal::Reading &reading)
{
    if (!m_sealed) {
        m_runner->breakOff(keysGone());
        return;
    }
    m_unsealing = m_sealed->read(ImportFiles::sealedName(m_runner->id()), 1);
    m_unsealing.then(this, [this, reading](const Domain::Result<QList<QByteArray>> &secret) {
        if (!secret)
            m_runner->breakOff(secret.problem);
        else if (secret.value.isEmpty())
            m_runner->breakOff(keysGone());
        else
            onSecret(reading, secret.value.first());
    });
}

void ImportPreparation::onSecret(const ImportJournal::Reading &reading, const QByteArray &secret)
{
    const CallSource<std::shared_ptr<const ImportPackage>> source;
    m_unpacking = source.call();
    m_unpacking.then(this, [this, reading](const std::shared_ptr<const ImportPackage> &package) {
        if (!package || package->rows.size() != reading.record.rows.size())
            m_runner->breakOff(keysGone());
        else
            m_runner->prepare(package, reading.record.rows, reading.isOpen, true);
    });
    m_pool->start([source, secret] {
        std::optional<ImportPackage> package = ImportPackage::fromBytes(secret);
        source.deliver(package ? std::make_shared<const ImportPackage>(std::move(*package)) : nullptr);
    });
}

} // namespace Backend
