// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicetableorder.h"

#include <algorithm>
#include <iterator>

namespace Models {

namespace {

/// So that signed numbers are in order as unsigned ones.
quint64 ordered(qint64 value)
{
    return quint64(value) ^ (quint64(1) << 63);
}

/// What many texts have in common at their beginning.
class CommonBeginning
{
public:
    void add(const QString &text)
    {
        if (!m_first)
            m_size = text.size();
        const QString &first = m_first ? *m_first : text;
        const qsizetype most = std::min(m_size, text.size());
        m_size = std::mismatch(text.cbegin(), text.cbegin() + most, first.cbegin()).first - text.cbegin();
        m_first = &first;
    }
    /// The eight letters behind it, as a number in their order: names begin alike (`eui-70b3d5…`), and most comparisons
    /// end here, without a look into the texts, which lie all over the memory.
    [[nodiscard]] quint64 lettersAfter(const QString &text) const
    {
        quint64 letters = 0;
        for (qsizetype i = 0; i < 8; ++i) {
            const qsizetype at = m_size + i;
            const quint64 letter = at < text.size() ? text[at].unicode() : 0;
            letters = letters << 8 | std::min<quint64>(letter, 0xFF);
            // Not to be told apart in a byte: what follows it must not decide.
            if (letter >= 0xFF)
                return letters << 8 * (7 - i);
        }
        return letters;
    }

private:
    const QString *m_first = nullptr;
    qsizetype m_size = 0;
};

} // namespace

DeviceTableOrder::DeviceTableOrder(const DeviceActivity *activity)
    : m_activity(activity)
{
}

void DeviceTableOrder::setSort(DeviceTableColumn column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
}

bool DeviceTableOrder::isLiving() const
{
    switch (m_column) {
    case DeviceTableColumn::LastSeen:
    case DeviceTableColumn::Rssi:
    case DeviceTableColumn::Snr:
    case DeviceTableColumn::FrameCounter:
    case DeviceTableColumn::State:
        return true;
    default:
        return false;
    }
}

void DeviceTableOrder::set(int index, const DeviceTableRow &row)
{
    if (std::size_t(index) >= m_keys.size())
        m_keys.resize(std::size_t(index) + 1);
    m_keys[std::size_t(index)] = key(row);
}

void DeviceTableOrder::rebuild(const std::vector<DeviceTableRow> &rows)
{
    m_keys.clear();
    m_keys.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(m_keys),
                   [this](const DeviceTableRow &row) { return key(row); });
}

DeviceTableOrder::Key DeviceTableOrder::key(const DeviceTableRow &row) const
{
    Key key;
    key.id = row.id;
    const DeviceActivity::Device *heard = row.activity >= 0 ? &m_activity->device(row.activity) : nullptr;
    const auto number = [&](qint64 value, bool known) {
        key.first = ordered(value);
        key.absent = !known;
    };
    const auto eui = [&](const std::optional<Domain::Eui> &value) {
        key.first = value ? value->value() : 0;
        key.absent = !value;
    };
    const auto radio = [&](qint16 value) { number(value, value != Domain::NoRadioValue); };
    switch (m_column) {
    case DeviceTableColumn::Id:
        break;
    case DeviceTableColumn::Name:
        key.text = row.name.toCaseFolded();
        key.absent = row.name.isEmpty();
        break;
    case DeviceTableColumn::DevEui:
        eui(row.devEui);
        break;
    case DeviceTableColumn::JoinEui:
        eui(row.joinEui);
        break;
    case DeviceTableColumn::Activation:
        number(qint64(row.activation), row.activation != DeviceTableActivation::Unknown);
        break;
    case DeviceTableColumn::Class:
        number(row.classes, row.classes != DeviceTableRow::ClassNotTold);
        break;
    case DeviceTableColumn::LastSeen: {
        const qint64 ns = std::max(row.networkNs, heard ? heard->lastHeard().ns : 0);
        number(ns, ns != 0);
        break;
    }
    case DeviceTableColumn::Rssi:
        radio(heard ? heard->span.rssiCentiDbm() : Domain::NoRadioValue);
        break;
    case DeviceTableColumn::Snr:
        radio(heard ? heard->span.snrCentiDb() : Domain::NoRadioValue);
        break;
    case DeviceTableColumn::FrameCounter: {
        std::optional<quint32> counter = heard ? heard->frameCounter() : std::nullopt;
        if (!counter)
            counter = row.networkFCnt;
        number(counter.value_or(0), counter.has_value());
        break;
    }
    case DeviceTableColumn::State:
        number(qint64(row.state), row.state != DeviceTableState::Unknown);
        if (row.state == DeviceTableState::Silent) // the longest first
            key.second = ordered(std::max(row.networkNs, heard ? heard->lastHeard().ns : 0));
        break;
    }
    return key;
}

bool DeviceTableOrder::before(int a, int b) const
{
    const Key &one = m_keys[std::size_t(a)];
    const Key &other = m_keys[std::size_t(b)];
    if (one.absent != other.absent)
        return other.absent;
    const bool ascending = m_order == Qt::AscendingOrder;
    if (one.first != other.first)
        return (one.first < other.first) == ascending;
    if (one.second != other.second)
        return (one.second < other.second) == ascending;
    if (const int order = one.text.compare(other.text); order != 0)
        return (order < 0) == ascending;
    const int order = one.id.compare(other.id);
    return (order < 0) == (ascending || m_column != DeviceTableColumn::Id) && order != 0;
}

void DeviceTableOrder::sort(std::vector<int> &indexes) const
{
    struct Compact
    {
        quint64 first = 0;
        quint64 second = 0;
        quint64 text = 0;
        quint64 id = 0;
        int index = 0;
        bool absent = false;
    };
    CommonBeginning texts;
    CommonBeginning ids;
    for (const int index : indexes) {
        texts.add(m_keys[std::size_t(index)].text);
        ids.add(m_keys[std::size_t(index)].id);
    }
    std::vector<Compact> keys;
    keys.reserve(indexes.size());
    for (const int index : indexes) {
        const Key &key = m_keys[std::size_t(index)];
        keys.push_back(
            {key.first, key.second, texts.lettersAfter(key.text), ids.lettersAfter(key.id), index, key.absent});
    }
    const bool ascending = m_order == Qt::AscendingOrder;
    const bool idAscending = ascending || m_column != DeviceTableColumn::Id;
    std::sort(keys.begin(), keys.end(), [&](const Compact &a, const Compact &b) {
        if (a.absent != b.absent)
            return b.absent;
        if (a.first != b.first)
            return (a.first < b.first) == ascending;
        if (a.second != b.second)
            return (a.second < b.second) == ascending;
        if (a.text != b.text)
            return (a.text < b.text) == ascending;
        // Only without texts is it certain that the ids decide.
        if (a.id != b.id && m_column != DeviceTableColumn::Name)
            return (a.id < b.id) == idAscending;
        return before(a.index, b.index);
    });
    std::transform(keys.begin(), keys.end(), indexes.begin(), [](const Compact &key) { return key.index; });
}

void DeviceTableOrder::merge(std::vector<int> &into, const std::vector<int> &fresh) const
{
    const auto middle = std::ptrdiff_t(into.size());
    into.insert(into.end(), fresh.begin(), fresh.end());
    const auto less = [this](int a, int b) { return before(a, b); };
    // Mostly everything that comes stands behind what is there.
    if (middle > 0 && !fresh.empty() && less(fresh.front(), into[std::size_t(middle - 1)]))
        std::inplace_merge(into.begin(), into.begin() + middle, into.end(), less);
}

bool DeviceTableOrder::isSorted(const std::vector<int> &indexes) const
{
    return std::is_sorted(indexes.begin(), indexes.end(), [this](int a, int b) { return before(a, b); });
}

} // namespace Models
