// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/comparisonmodel.h"

#include "models/jsonscan.h"

#include <algorithm>

namespace Models {

using Style = EventText::Style;

namespace {

constexpr int MostFields = 500;
constexpr qsizetype MostBytes = 4096;

/// One row of bytes; those that are others in `other`, or missing there, stand in brackets.
QString bytesText(const QByteArray &bytes, const QByteArray &other, qsizetype from, int count, int *differing)
{
    QString text;
    for (qsizetype i = from; i < std::min<qsizetype>(from + count, bytes.size()); ++i) {
        const QString hex = QString::fromLatin1(bytes.mid(i, 1).toHex()).toUpper();
        const bool differs = i >= other.size() || other[i] != bytes[i];
        if (differs)
            ++*differing;
        text += differs ? QString(u'[' + hex + u']') : QString(u' ' + hex + u' ');
    }
    return text;
}

} // namespace

void ComparisonModel::compare(const EventFacts &words, const EventFacts::Source &first,
                              const EventFacts::Source &second)
{
    beginResetModel();
    m_rows.clear();
    m_fields = m_bytes = 0;
    addFacts(words.facts(first), words.facts(second));
    addDecoded(first.answer, second.answer);
    addBytes(first.answer, second.answer);
    summarize(first, second);
    endResetModel();
}

void ComparisonModel::addHeading(const QString &title)
{
    Row row;
    row.field = title;
    row.heading = true;
    m_rows.push_back(std::move(row));
}

void ComparisonModel::addField(const QString &field, const QString &first, const QString &second, bool monospace,
                               bool marked)
{
    Row row;
    row.field = field;
    row.first = first;
    row.second = second;
    row.monospace = monospace;
    row.differs = marked && first != second;
    if (row.differs)
        ++m_fields;
    m_rows.push_back(std::move(row));
}

void ComparisonModel::addFacts(const std::vector<Fact> &first, const std::vector<Fact> &second)
{
    // Facts of one name (warnings, ids) are paired in their order.
    std::vector<bool> used(second.size(), false);
    for (int number = 0; number <= int(Fact::Section::Message); ++number) {
        const auto section = Fact::Section(number);
        const std::size_t headingAt = m_rows.size();
        for (const Fact &fact : first) {
            if (fact.section != section || (fact.unique && section != Fact::Section::Clocks))
                continue;
            std::size_t pair = 0;
            while (pair < second.size()
                   && (used[pair] || second[pair].section != section || second[pair].label != fact.label))
                ++pair;
            const bool found = pair < second.size();
            if (found)
                used[pair] = true;
            addField(fact.label, fact.value, found ? second[pair].value : QString(), fact.monospace, !fact.unique);
        }
        for (std::size_t i = 0; i < second.size(); ++i) {
            const bool left = !used[i] && second[i].section == section;
            if (left && (!second[i].unique || section == Fact::Section::Clocks))
                addField(second[i].label, {}, second[i].value, second[i].monospace, !second[i].unique);
        }
        if (m_rows.size() > headingAt) {
            Row heading;
            heading.field = EventFacts::sectionTitle(section);
            heading.heading = true;
            m_rows.insert(m_rows.begin() + std::ptrdiff_t(headingAt), std::move(heading));
        }
    }
}

void ComparisonModel::addDecoded(const Domain::EventAnswer *first, const Domain::EventAnswer *second)
{
    const auto leaves = [](const Domain::EventAnswer *answer) {
        return answer ? JsonScan::leaves(answer->event.decoded, MostFields)
                      : std::vector<std::pair<QString, QString>>();
    };
    const auto one = leaves(first);
    auto other = leaves(second);
    if (one.empty() && other.empty())
        return;
    addHeading(tr("Decoded"));
    for (const auto &[path, value] : one) {
        const auto it
            = std::find_if(other.begin(), other.end(), [&path = path](const auto &leaf) { return leaf.first == path; });
        addField(path, value, it == other.end() ? QString() : it->second, false, true);
        if (it != other.end())
            other.erase(it);
    }
    for (const auto &[path, value] : other)
        addField(path, {}, value, false, true);
}

void ComparisonModel::addBytes(const Domain::EventAnswer *first, const Domain::EventAnswer *second)
{
    const auto payload = [](const Domain::EventAnswer *answer) {
        return answer ? answer->event.payload.value_or(QByteArray()).left(MostBytes) : QByteArray();
    };
    const QByteArray one = payload(first);
    const QByteArray other = payload(second);
    if (one.isEmpty() && other.isEmpty())
        return;
    addHeading(tr("Payload bytes"));
    const qsizetype size = std::max(one.size(), other.size());
    for (qsizetype at = 0; at < size; at += BytesPerRow) {
        int left = 0;
        int right = 0;
        Row row;
        row.field = QString::number(at, 16).toUpper().rightJustified(4, QLatin1Char('0'));
        row.first = bytesText(one, other, at, BytesPerRow, &left);
        row.second = bytesText(other, one, at, BytesPerRow, &right);
        row.monospace = true;
        row.differs = left > 0 || right > 0;
        m_bytes += std::max(left, right);
        m_rows.push_back(std::move(row));
    }
}

void ComparisonModel::summarize(const EventFacts::Source &first, const EventFacts::Source &second)
{
    QStringList parts;
    parts << tr("Δt %1").arg(EventFacts::delay(second.record.timeNs - first.record.timeNs, Style::Screen));
    using Record = Domain::EventRecord;
    if (first.record.has(Record::HasFCnt) && second.record.has(Record::HasFCnt)
        && first.record.device == second.record.device) {
        const qint64 difference = qint64(second.record.fCnt) - qint64(first.record.fCnt);
        parts << tr("ΔFCnt %1")
                     .arg((difference > 0 ? QStringLiteral("+") : QString())
                          + EventText::number(double(difference), 0, Style::Screen));
    }
    parts << (m_fields == 0       ? tr("no field differs")
                  : m_fields == 1 ? tr("one field differs")
                                  : tr("%1 fields differ").arg(m_fields));
    if (first.answer && second.answer && first.answer->event.payload && second.answer->event.payload)
        parts << (m_bytes == 0       ? tr("same payload")
                      : m_bytes == 1 ? tr("one byte differs")
                                     : tr("%1 bytes differ").arg(m_bytes));
    m_summary = parts.join(QStringLiteral(" · "));
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case InspectorRole::CopyRole:
        switch (column) {
        case Mark:
            return row.heading ? row.field : row.differs ? QStringLiteral("≠") : QString();
        case Field:
            return row.field;
        case First:
            return row.first;
        default:
            return row.second;
        }
    case Qt::AccessibleTextRole:
        return column == Mark && row.differs ? tr("differs") : QVariant();
    case InspectorRole::HeadingRole:
        return row.heading;
    case InspectorRole::DiffersRole:
        return row.differs;
    case InspectorRole::MonospaceRole:
        return row.monospace && column >= First;
    case InspectorRole::MeaningRole:
        return int(column == Field ? Meaning::Quiet : row.differs ? Meaning::Downlink : Meaning::Plain);
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Field:
        return tr("Field");
    case First:
        return tr("Earlier");
    case Second:
        return tr("Later");
    default:
        return QString();
    }
}

} // namespace Models
