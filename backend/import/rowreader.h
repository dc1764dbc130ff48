// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/importplan.h"
#include "backend/import/hexcell.h"
#include "backend/import/idtemplate.h"

#include <array>
#include <vector>

namespace Backend {

/// Makes devices of the rows of a sheet as a plan says, and remarks on each by itself. Pure; any thread. Sheet and
/// surroundings must outlive it.
class RowReader
{
public:
    using Findings = std::vector<Domain::ImportFinding>;

    RowReader(const Domain::ImportSheet &sheet, Domain::ImportPlan plan,
              const Domain::ImportSurroundings *surroundings);

    /// What is wrong with the plan itself.
    [[nodiscard]] Findings planFindings() const;
    /// With an id unless none can be made. `findings` may be null; remarks are added to it.
    [[nodiscard]] Domain::Device read(int row, Findings *findings) const;
    /// The column that a field comes from; -1: none.
    [[nodiscard]] int columnOf(Domain::ImportField field) const { return m_columnOf[std::size_t(field)]; }
    [[nodiscard]] int firstRow() const { return m_plan.headerRow + 1; }
    /// Whether rows get the field from a column or from what is set for all.
    [[nodiscard]] bool has(Domain::ImportField field) const;

private:
    struct Work;

    void readIds(Work &work) const;
    void readRadio(Work &work) const;
    void readKeys(Work &work) const;
    void readOverTheAir(Work &work) const;
    void readSession(Work &work) const;
    void readTexts(Work &work) const;
    void readAttributes(Work &work) const;
    void readSerial(Work &work) const;
    void readPlace(Work &work) const;
    void readNumbers(Work &work) const;
    void readProduct(Work &work) const;
    void makeId(Work &work) const;
    [[nodiscard]] QString valueFor(const Work &work, const QString &name) const;

    [[nodiscard]] QStringView cell(const Work &work, Domain::ImportField field) const;
    void remark(Work &work, int column, Domain::ImportRule rule, Domain::ImportSeverity severity,
                const QString &fact = {}, const QString &other = {}) const;
    void missing(Work &work, Domain::ImportField field) const;
    template <typename Identifier>
    std::optional<Identifier> identifier(Work &work, Domain::ImportField field) const;
    std::optional<Domain::Aes128Key> key(Work &work, Domain::ImportField field) const;
    [[nodiscard]] HexCell hex(Work &work, Domain::ImportField field, int bytes) const;
    std::optional<double> number(Work &work, Domain::ImportField field, double least, double most) const;
    std::optional<bool> choice(Work &work, Domain::ImportField field) const;
    QString limited(Work &work, Domain::ImportField field, qsizetype most) const;

    const Domain::ImportSheet &m_sheet;
    const Domain::ImportPlan m_plan;
    const Domain::ImportSurroundings *m_surroundings;
    const bool m_isV3;
    std::array<int, std::size_t(Domain::ImportField::FieldCount)> m_columnOf;
    std::vector<int> m_attributes; ///< columns
    std::vector<int> m_downCounters; ///< columns
    IdTemplate m_template;
    QHash<QString, int> m_columnsByHead; ///< lower case
};

} // namespace Backend
