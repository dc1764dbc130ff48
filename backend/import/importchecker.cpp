// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/importchecker.h"

#include "backend/import/rowreader.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace Backend {

namespace {

using Domain::Device;
using Domain::Generation;
using Domain::ImportCheck;
using Domain::ImportField;
using Domain::ImportFinding;
using Domain::ImportRowCheck;
using Domain::ImportRule;
using Domain::ImportSeverity;
using Domain::ImportSurroundings;

/// Of one row; the key is told by its text in memory only.
using FirstRows = QHash<QByteArray, int>;

/// What can be set once for all rows.
constexpr std::array settableFields{ImportField::DevEui,        ImportField::JoinEui,    ImportField::AppKey,
                                    ImportField::FrequencyPlan, ImportField::MacVersion, ImportField::PhyVersion};

class Checker
{
public:
    Checker(const Domain::ImportSheet &sheet, const Domain::ImportPlan &plan, const ImportSurroundings *surroundings)
        : m_sheet(sheet)
        , m_surroundings(surroundings)
        , m_reader(sheet, plan, surroundings)
    {
        m_check.plan = plan;
        m_check.firstRow = m_reader.firstRow();
        m_check.findings = m_reader.planFindings();
        m_planIsWrong = !m_check.findings.empty();
        m_check.rows.resize(std::size_t(sheet.rowCount()));
    }

    ImportCheck run(const ImportContinue &goOn)
    {
        for (int row = m_check.firstRow; row < m_sheet.rowCount(); ++row) {
            if (goOn && row % 500 == 0 && !goOn(quint64(row), quint64(m_sheet.rowCount())))
                return {};
            checkRow(row);
        }
        for (const ImportField field : settableFields) {
            if (!m_reader.has(field) && m_missing[std::size_t(field)])
                m_check.lacks += field;
        }
        m_check.estimate = estimateImport(m_check.plan.generation, m_joining, m_personalized);
        return std::move(m_check);
    }

private:
    void checkRow(int row)
    {
        ImportRowCheck &out = m_check.rows[std::size_t(row)];
        out.firstFinding = quint32(m_check.findings.size());
        const Device device = m_reader.read(row, &m_check.findings);
        out.id = device.id;
        out.joins = device.radio ? device.radio->supportsJoin : device.joins();
        if (!device.id.isEmpty())
            checkId(row, device);
        if (device.devEui && !device.devEui->isZero())
            checkEuis(row, device);
        checkKey(row, ImportField::AppKey, device.appKey);
        checkKey(row, ImportField::NwkSKey, device.nwkSKey);
        out.findings = quint32(m_check.findings.size()) - out.firstFinding;
        out.severity = m_planIsWrong ? ImportSeverity::Error : ImportSeverity::Fine;
        for (auto it = m_check.findings.begin() + out.firstFinding; it != m_check.findings.end(); ++it) {
            out.severity = std::max(out.severity, it->severity);
            if (it->rule == ImportRule::Missing)
                m_missing[std::size_t(it->fact.toInt())] = true;
        }
        count(out);
    }

    void count(const ImportRowCheck &row)
    {
        const bool doubtful = row.severity == ImportSeverity::Doubt;
        ++(row.severity == ImportSeverity::Error ? m_check.wrong : doubtful ? m_check.doubtful : m_check.ready);
        if (row.severity == ImportSeverity::Error || (doubtful && !m_check.plan.acceptsDoubts))
            return;
        ++(row.joins ? m_joining : m_personalized);
    }

    void remark(int row, ImportField field, ImportRule rule, ImportSeverity severity, const QString &fact,
                const QString &other = {})
    {
        m_check.findings.push_back({row, m_reader.columnOf(field), rule, severity, fact, other});
    }

    [[nodiscard]] QString numberOf(int row) const { return QString::number(m_sheet.rowNumber(row)); }

    void checkId(int row, const Device &device)
    {
        const QString &id = device.id;
        const auto first = m_ids.constFind(id);
        if (first != m_ids.constEnd())
            remark(row, ImportField::DeviceId, ImportRule::DuplicateId, ImportSeverity::Error, id, numberOf(*first));
        else
            m_ids.insert(id, row);
        if (!m_surroundings)
            return;
        // The same device is told by its EUIs; that its id is taken is no surprise then.
        const auto known = m_surroundings->euisById.constFind(id);
        if (known != m_surroundings->euisById.constEnd()
            && (!device.devEui || *known != ImportSurroundings::euiPair(device.joinEui, device.devEui)))
            remark(row, ImportField::DeviceId, ImportRule::KnownId, ImportSeverity::Error, id);
    }

    void checkEuis(int row, const Device &device)
    {
        const QString pair = ImportSurroundings::euiPair(device.joinEui, device.devEui);
        const auto first = m_euis.constFind(pair);
        if (first != m_euis.constEnd())
            remark(row, ImportField::DevEui, ImportRule::DuplicateEui, ImportSeverity::Error, numberOf(*first));
        else
            m_euis.insert(pair, row);
        if (!m_surroundings)
            return;
        const auto known = m_surroundings->idsByEuis.constFind(pair);
        if (known != m_surroundings->idsByEuis.constEnd())
            remark(row, ImportField::DevEui, ImportRule::KnownEui, ImportSeverity::Error, *known);
    }

    void checkKey(int row, ImportField field, const std::optional<Domain::Aes128Key> &key)
    {
        if (!key || m_reader.columnOf(field) < 0)
            return; // one that is set for all is meant to be the same
        FirstRows &first = field == ImportField::AppKey ? m_appKeys : m_sessionKeys;
        const auto found = first.constFind(key->bytes());
        if (found != first.constEnd())
            remark(row, field, ImportRule::RepeatedKey, ImportSeverity::Note, numberOf(*found));
        else
            first.insert(key->bytes(), row);
    }

    const Domain::ImportSheet &m_sheet;
    const ImportSurroundings *m_surroundings;
    const RowReader m_reader;
    ImportCheck m_check;
    QHash<QString, int> m_ids;
    QHash<QString, int> m_euis;
    FirstRows m_appKeys;
    FirstRows m_sessionKeys;
    std::array<bool, std::size_t(ImportField::FieldCount)> m_missing{};
    qint64 m_joining = 0;
    qint64 m_personalized = 0;
    bool m_planIsWrong = false;
};

} // namespace

ImportCheck checkImport(const Domain::ImportSheet &sheet, const Domain::ImportPlan &plan,
                        const ImportSurroundings *surroundings, const ImportContinue &goOn)
{
    return Checker(sheet, plan, surroundings).run(goOn);
}

Domain::ImportEstimate estimateImport(Generation generation, qint64 joining, qint64 personalized)
{
    Domain::ImportEstimate out;
    if (generation == Generation::V2) {
        // One call looks whether it exists, one registers; the handler takes four calls a second.
        out.calls = 2 * (joining + personalized);
        out.seconds = (out.calls + 3) / 4;
        return out;
    }
    out.calls = 4 * joining + 3 * personalized;
    // Sixteen at a time, to a network that is a tenth of a second away.
    out.seconds = (out.calls + 159) / 160;
    return out;
}

} // namespace Backend
