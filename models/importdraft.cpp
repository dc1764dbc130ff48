// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importdraft.h"

#include <algorithm>
#include <utility>

namespace Models {

namespace {

using Domain::ImportCheck;
using Domain::ImportDocumentRef;
using Domain::Result;

/// While somebody types, not each letter is checked.
constexpr int restMs = 120;

} // namespace

ImportDraft::ImportDraft(Domain::DeviceImports *imports, const Domain::ImportTarget &target, QObject *parent)
    : QObject(parent)
    , m_imports(imports)
    , m_target(target)
{
    m_plan.application = target.application;
    m_plan.generation = target.generation;
    m_checkSoon.setSingleShot(true);
    m_checkSoon.setInterval(restMs);
    connect(&m_checkSoon, &QTimer::timeout, this, &ImportDraft::checkNow);
}

ImportDraft::~ImportDraft() = default;

void ImportDraft::readFile(const QString &path)
{
    m_progress = std::make_shared<Domain::WorkProgress>();
    await(m_imports->readFile(path, m_progress));
}

void ImportDraft::readText(const QString &text)
{
    m_progress = std::make_shared<Domain::WorkProgress>();
    await(m_imports->readText(text));
}

void ImportDraft::await(Reading reading)
{
    m_reading = std::move(reading);
    m_reading.then(this, [this](const Result<ImportDocumentRef> &answer) {
        m_readProblem = answer.problem;
        setDocument(answer.value);
        Q_EMIT busyChanged();
    });
    Q_EMIT busyChanged();
}

void ImportDraft::cancelReading()
{
    m_reading.cancel();
    Q_EMIT busyChanged();
}

void ImportDraft::setDocument(const ImportDocumentRef &document)
{
    m_document = document;
    m_plan.sheet = 0;
    m_checking.cancel();
    m_check.reset();
    guess();
    Q_EMIT documentChanged();
    Q_EMIT planChanged();
    Q_EMIT checkChanged();
    checkLater();
}

void ImportDraft::guess()
{
    if (m_document)
        m_plan = m_imports->guess(*m_document, std::move(m_plan));
}

void ImportDraft::look(Domain::DeviceApi *devices, Domain::CatalogApi *catalog)
{
    m_lookProblem = {};
    if (!devices)
        return;
    m_looking = m_imports->surroundings(devices, catalog, m_target.application, {});
    m_looking.then(this, [this](const Result<Domain::ImportSurroundingsRef> &answer) {
        m_lookProblem = answer.problem;
        m_surroundings = answer.value;
        Q_EMIT lookedAround();
        Q_EMIT busyChanged();
        checkLater();
    });
    Q_EMIT busyChanged();
}

const Domain::ImportSheet *ImportDraft::sheet() const
{
    if (!m_document)
        return nullptr;
    return &m_document->sheets[std::size_t(std::clamp(m_plan.sheet, 0, int(m_document->sheets.size()) - 1))];
}

void ImportDraft::setSheet(int sheet)
{
    if (!m_document || sheet == m_plan.sheet || sheet < 0 || sheet >= int(m_document->sheets.size()))
        return;
    m_plan.sheet = sheet;
    m_checking.cancel();
    m_check.reset();
    guess();
    Q_EMIT documentChanged();
    Q_EMIT planChanged();
    Q_EMIT checkChanged();
    checkLater();
}

void ImportDraft::setHeaderRow(int row)
{
    if (!sheet() || row == m_plan.headerRow || row < -1 || row >= sheet()->rowCount())
        return;
    m_plan.headerRow = row;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::setColumn(int column, const Domain::ImportColumn &meaning)
{
    if (column < 0 || std::size_t(column) >= m_plan.columns.size())
        return;
    const bool mayRepeat = meaning.field == Domain::ImportField::None || meaning.field == Domain::ImportField::Attribute
        || meaning.field == Domain::ImportField::FCntDown;
    for (Domain::ImportColumn &other : m_plan.columns) {
        if (!mayRepeat && other.field == meaning.field)
            other = {}; // it was that one until now
    }
    m_plan.columns[std::size_t(column)] = meaning;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::setIdTemplate(const QString &pattern)
{
    if (std::exchange(m_plan.idTemplate, pattern) == pattern)
        return;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::setPrefix(const QString &prefix)
{
    if (std::exchange(m_plan.prefix, prefix) == prefix)
        return;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::setFirstNumber(int number)
{
    if (std::exchange(m_plan.firstNumber, number) == number)
        return;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::setDefaults(const Domain::Device &device)
{
    m_plan.defaults = device;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::setJoins(std::optional<bool> joins)
{
    if (std::exchange(m_plan.joins, joins) == joins)
        return;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::setAcceptsDoubts(bool accepts)
{
    if (std::exchange(m_plan.acceptsDoubts, accepts) == accepts)
        return;
    Q_EMIT planChanged();
    checkLater();
}

void ImportDraft::checkLater()
{
    if (!m_document)
        return;
    m_checkSoon.start();
    Q_EMIT busyChanged();
}

void ImportDraft::checkNow()
{
    m_progress = std::make_shared<Domain::WorkProgress>();
    m_checking = m_imports->check(m_document, m_plan, m_surroundings, m_progress);
    m_checking.then(this, [this](const std::shared_ptr<const ImportCheck> &check) {
        m_check = check;
        Q_EMIT checkChanged();
        Q_EMIT busyChanged();
    });
}

QStringList ImportDraft::sampleIds(int most) const
{
    QStringList out;
    for (int row = m_check ? m_check->firstRow : 0; m_check && row < int(m_check->rows.size()); ++row) {
        const QString &id = m_check->rows[std::size_t(row)].id;
        if (out.size() >= most)
            break;
        if (!id.isEmpty())
            out += id;
    }
    return out;
}

bool ImportDraft::canBegin() const
{
    return m_check && !isChecking() && !isReading() && !isLooking() && m_check->sentCount() > 0;
}

std::unique_ptr<Domain::ImportRun> ImportDraft::begin(Domain::DeviceApi *api) const
{
    Q_ASSERT(canBegin());
    return m_imports->begin(api, m_target, m_document, m_check);
}

} // namespace Models
