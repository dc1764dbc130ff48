// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/heardorder.h"

#include "backend/domain/dictionary.h"

#include <algorithm>
#include <cctype>

namespace Models {

using Domain::DeviceEntry;

HeardOrder::HeardOrder(const DeviceActivity *activity)
    : m_activity(activity)
{
}

void HeardOrder::setFilter(const HeardFilter &filter)
{
    m_filter = filter;
    m_words = filter.text.simplified().split(u' ', Qt::SkipEmptyParts);
}

void HeardOrder::setSort(HeardColumn column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
}

bool HeardOrder::accepts(int device) const
{
    return (!m_filter.silentOnly || m_activity->device(device).state == DeviceActivity::State::Silent)
        && acceptsName(device);
}

bool HeardOrder::acceptsName(int device) const
{
    const DeviceActivity::Device &facts = m_activity->device(device);
    if (m_filter.profile != 0 && facts.profile != m_filter.profile)
        return false;
    if (m_filter.application.isEmpty() && m_words.isEmpty())
        return true;
    const DeviceEntry &entry = m_activity->dictionary()->device(facts.ref);
    return (m_filter.application.isEmpty() || entry.application == m_filter.application)
        && std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return has(entry, word); });
}

bool HeardOrder::has(const DeviceEntry &entry, const QString &word) const
{
    if (entry.device.contains(word, Qt::CaseInsensitive) || entry.application.contains(word, Qt::CaseInsensitive))
        return true;
    const quint64 eui = entry.devEui.load(std::memory_order_relaxed);
    const auto isDigit = [](QChar c) { return c < u'\x80' && std::isxdigit(c.unicode()); };
    return eui != 0 && std::all_of(word.begin(), word.end(), isDigit)
        && Domain::Eui(eui).toString().contains(word, Qt::CaseInsensitive);
}

HeardOrder::Key HeardOrder::key(int device) const
{
    const DeviceActivity::Device &facts = m_activity->device(device);
    const UplinkSpan &span = facts.span;
    const Domain::Dictionary &names = *m_activity->dictionary();
    Key key;
    key.device = device;
    const auto number = [&](double value, bool known) {
        key.number = value;
        key.absent = !known;
    };
    switch (m_column) {
    case HeardColumn::Device:
        key.text = &names.device(facts.ref).device;
        break;
    case HeardColumn::Application:
        key.text = &names.device(facts.ref).application;
        break;
    case HeardColumn::Network: {
        const auto [name, fresh] = m_networks.try_emplace(facts.profile);
        if (fresh)
            name->second = names.profileName(facts.profile).toLower();
        key.text = &name->second;
        break;
    }
    case HeardColumn::LastHeard:
        number(double(facts.lastHeard().ns), facts.lastHeard().ns != 0);
        break;
    case HeardColumn::Interval:
        number(double(span.usualIntervalNs()), span.intervals() > 0);
        break;
    case HeardColumn::State:
        // Silent first, the longest first; else by name, so that rows stay where they are from tick to tick.
        number(double(facts.state), true);
        if (facts.state == DeviceActivity::State::Silent)
            key.second = double(span.lastReceivedNs());
        key.text = &names.device(facts.ref).device;
        break;
    case HeardColumn::Missed:
        number(double(span.missed()) / std::max(1.0, double(span.missed()) + span.uplinks()), span.uplinks() > 0);
        break;
    case HeardColumn::Rssi:
        number(span.rssiCentiDbm(), span.rssiCentiDbm() != Domain::NoRadioValue);
        break;
    case HeardColumn::Snr:
        number(span.snrCentiDb(), span.snrCentiDb() != Domain::NoRadioValue);
        break;
    case HeardColumn::DataRate: {
        const auto [rate, fresh] = m_dataRates.try_emplace(span.radio());
        if (fresh)
            rate->second = names.radio(span.radio()).dataRate;
        key.text = &rate->second;
        key.absent = rate->second.isEmpty();
        break;
    }
    case HeardColumn::Uplinks:
        number(span.uplinks(), true);
        break;
    case HeardColumn::DevEui: {
        // In two halves: a double does not hold 64 bits.
        const quint64 eui = names.device(facts.ref).devEui.load(std::memory_order_relaxed);
        number(double(eui >> 32), eui != 0);
        key.second = double(eui & 0xFFFFFFFFU);
        break;
    }
    }
    return key;
}

bool HeardOrder::before(const Key &a, const Key &b) const
{
    if (a.absent != b.absent)
        return b.absent;
    const bool ascending = m_order == Qt::AscendingOrder;
    if (a.number != b.number)
        return (a.number < b.number) == ascending;
    if (a.second != b.second)
        return (a.second < b.second) == ascending;
    if (a.letters != b.letters)
        return (a.letters < b.letters) == ascending;
    if (a.text && a.text != b.text) {
        if (const int order = a.text->compare(*b.text); order != 0)
            return (order < 0) == ascending;
    }
    return a.device < b.device;
}

/// Names begin alike (`eui-70b3d5…`) and lie all over the memory: the eight letters that tell most of them apart are
/// kept beside the keys.
void HeardOrder::packLetters(std::vector<Key> &keys)
{
    const auto first = std::find_if(keys.begin(), keys.end(), [](const Key &key) { return key.text; });
    if (first == keys.end())
        return;
    qsizetype common = first->text->size();
    for (const Key &key : keys) {
        const QString &text = *key.text;
        const qsizetype most = std::min(common, text.size());
        const auto differing = std::mismatch(text.cbegin(), text.cbegin() + most, first->text->cbegin());
        common = differing.first - text.cbegin();
    }
    for (Key &key : keys) {
        const QString &text = *key.text;
        for (qsizetype at = common; at < common + 8; ++at) {
            const quint64 letter = at < text.size() ? text[at].unicode() : 0;
            key.letters = key.letters << 8 | std::min<quint64>(letter, 0xFF);
            if (letter >= 0xFF) {
                // Not to be told apart in a byte: what follows it must not decide.
                key.letters <<= 8 * (common + 7 - at);
                break;
            }
        }
    }
}

void HeardOrder::sort(std::vector<int> &devices) const
{
    m_networks.clear(); // a profile may have another name now
    std::vector<Key> keys;
    keys.reserve(devices.size());
    for (const int device : devices)
        keys.push_back(key(device));
    packLetters(keys);
    std::sort(keys.begin(), keys.end(), [this](const Key &a, const Key &b) { return before(a, b); });
    std::transform(keys.begin(), keys.end(), devices.begin(), [](const Key &key) { return key.device; });
}

bool HeardOrder::isSorted(const std::vector<int> &devices) const
{
    if (devices.empty())
        return true;
    Key last = key(devices.front());
    for (std::size_t i = 1; i < devices.size(); ++i) {
        const Key next = key(devices[i]);
        if (before(next, last))
            return false;
        last = next;
    }
    return true;
}

} // namespace Models
