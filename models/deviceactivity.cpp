// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deviceactivity.h"

#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "models/livelogstore.h"
#include "models/seqranges.h"

#include <algorithm>
#include <cmath>

namespace Models {

using Domain::DeviceRef;
using Domain::EventKind;
using Domain::EventRecord;
using Domain::ProfileRef;

namespace {

constexpr int TickMs = 1000;
/// On its way through the network an uplink may take some seconds: a device that sends in bursts is not silent between
/// two of them.
constexpr qint64 ShortestLimitNs = 5'000'000'000;
/// After a connection came back the row of its gap arrives with the next batch; until then nobody is judged.
constexpr qint64 SettleNs = 3'000'000'000;

/// Some three ms at a hundred thousand devices.
constexpr std::size_t OlderSlice = 4'096;

bool isCounted(const EventRecord &record)
{
    return !(record.flags & EventRecord::UncountedFlags);
}

} // namespace

struct DeviceActivity::Profile
{
    GapHistory gaps;
    SeqRanges counted; ///< events by their seq
    qint64 lastReceivedNs = 0;
    qint64 sinceNs = 0; ///< when listening began; 0: before we looked
    qint64 untilNs = 0; ///< when it ended; 0: not known
    qint64 judgedNs = 0; ///< up to when a silence counts, as of the last tick
    Listening listening = Listening::Yes;

    [[nodiscard]] qint64 judgedUntil(qint64 nowNs) const
    {
        const bool settling = sinceNs != 0 && untilNs != 0 && nowNs - sinceNs < SettleNs && nowNs >= sinceNs;
        if (listening != Listening::No && !settling)
            return nowNs;
        return std::min(nowNs, std::max(untilNs, lastReceivedNs));
    }
};

DeviceActivity::Device::Heard DeviceActivity::Device::lastHeard() const
{
    if (span.joinNs() != 0)
        return {span.joinNs(), true};
    if (span.uplinks() != 0)
        return {span.lastTimeNs(), false};
    return {historyNs, historyJoined};
}

std::optional<quint32> DeviceActivity::Device::frameCounter() const
{
    if (lastHeard().joined)
        return std::nullopt;
    return span.uplinks() != 0 ? span.frameCounter() : historyFCnt;
}

DeviceActivity::DeviceActivity(const LiveLogStore *log, const Domain::Dictionary *dictionary, QObject *parent,
                               std::function<qint64()> clock)
    : QObject(parent)
    , m_log(log)
    , m_dictionary(dictionary)
    , m_clock(clock ? std::move(clock) : std::function<qint64()>(Domain::nowNs))
{
    m_nowNs = m_clock();
    connect(log, &LiveLogStore::rowsAppended, this, [this](int count) { addRows(m_log->rowCount() - count, count); });
    connect(log, &LiveLogStore::olderRowsCame, this, &DeviceActivity::addOlder);
    connect(log, &LiveLogStore::rowsChanged, this, &DeviceActivity::onRowsChanged);
    connect(log, &LiveLogStore::profileCleared, this, &DeviceActivity::clear);
    addRows(0, log->rowCount());
    m_olderTimer.setSingleShot(true);
    m_olderTimer.setInterval(0);
    connect(&m_olderTimer, &QTimer::timeout, this, &DeviceActivity::countOlder);
    m_timer.setInterval(TickMs);
    connect(&m_timer, &QTimer::timeout, this, &DeviceActivity::tick);
    m_timer.start();
    tick();
}

DeviceActivity::~DeviceActivity() = default;

DeviceActivity::Profile &DeviceActivity::profileOf(ProfileRef ref)
{
    std::unique_ptr<Profile> &profile = m_profiles[ref];
    if (!profile)
        profile = std::make_unique<Profile>();
    return *profile;
}

DeviceActivity::Device *DeviceActivity::deviceOf(DeviceRef ref, ProfileRef profile)
{
    if (ref >= m_places.size())
        m_places.resize(std::max<std::size_t>(ref + 1, m_dictionary->deviceCount()), 0);
    int &place = m_places[ref];
    if (place == 0) {
        const Domain::DeviceEntry &entry = m_dictionary->device(ref);
        place = -1;
        if (!entry.device.isEmpty()) {
            Device &fresh = m_devices.emplace_back();
            fresh.ref = ref;
            fresh.profile = profile;
            fresh.application = profileOf(profile).gaps.application(entry.application);
            place = int(m_devices.size());
        }
    }
    return place < 0 ? nullptr : &m_devices[std::size_t(place - 1)];
}

// --- What the log brings ---

void DeviceActivity::addRows(int first, int count)
{
    ProfileRef last = 0;
    Profile *profile = nullptr;
    for (int row = first; row < first + count; ++row) {
        if (const ProfileRef ref = m_log->profile(row); !profile || ref != last) {
            profile = &profileOf(ref);
            last = ref;
        }
        const EventRecord &record = m_log->record(row);
        if (record.seq > 0)
            profile->counted.add(record.seq);
        addRecord(last, *profile, record);
    }
}

void DeviceActivity::addRecord(ProfileRef ref, Profile &profile, const EventRecord &record)
{
    if (record.kind == EventKind::Gap) {
        profile.gaps.addGap(record);
        return;
    }
    if (record.kind == EventKind::Lost || !isCounted(record))
        return;
    profile.lastReceivedNs = std::max(profile.lastReceivedNs, record.receivedNs);
    Device *device = deviceOf(record.device, ref);
    if (!device)
        return;
    profile.gaps.heard(device->application, record.receivedNs);
    if (record.kind == EventKind::Uplink)
        device->span.addUplink(record, profile.gaps.end());
    else if (record.kind == EventKind::Join)
        device->span.addJoin(record);
    else
        return;
    device->changed = true;
}

void DeviceActivity::addOlder(ProfileRef ref, std::span<const EventRecord> records)
{
    Profile &profile = profileOf(ref);
    // Rows that had left the log and come back are counted already.
    std::vector<EventRecord> fresh;
    fresh.reserve(records.size());
    std::copy_if(records.begin(), records.end(), std::back_inserter(fresh),
                 [&](const EventRecord &record) { return !profile.counted.contains(record.seq); });
    if (fresh.empty())
        return;
    const bool older = profile.counted.isEmpty() || fresh.back().seq < profile.counted.first();
    const bool newer = !older && fresh.front().seq > profile.counted.last();
    for (auto record = fresh.rbegin(); record != fresh.rend(); ++record)
        profile.counted.add(record->seq);
    if (older) {
        m_older.push_back({ref, std::move(fresh)});
        countOlder();
    } else if (newer) {
        for (const EventRecord &record : fresh)
            addRecord(ref, profile, record);
    } else {
        // Another program's last events in the middle of ours: happens when it hands over, and hardly then.
        countAgain(ref, profile);
    }
}

/// One slice of it, and the next one in the next turn of the event loop.
void DeviceActivity::countOlder()
{
    if (m_older.empty())
        return; // forgotten meanwhile
    Older &piece = m_older.front();
    const std::size_t count = std::min(OlderSlice, piece.records.size());
    prependPiece(piece.profile, profileOf(piece.profile), std::span(piece.records).last(count));
    piece.records.resize(piece.records.size() - count);
    if (piece.records.empty())
        m_older.pop_front();
    if (!m_older.empty())
        m_olderTimer.start();
}

void DeviceActivity::countAllOlder(ProfileRef ref)
{
    while (std::any_of(m_older.begin(), m_older.end(), [ref](const Older &piece) { return piece.profile == ref; }))
        countOlder();
    if (m_older.empty())
        m_olderTimer.stop();
}

void DeviceActivity::prependPiece(ProfileRef ref, Profile &profile, std::span<const EventRecord> records)
{
    std::vector<EventRecord> gaps;
    std::copy_if(records.begin(), records.end(), std::back_inserter(gaps),
                 [](const EventRecord &record) { return record.kind == EventKind::Gap; });
    const qint32 knownFrom = profile.gaps.begin();
    profile.gaps.prependGaps(gaps);
    qint32 before = profile.gaps.begin();
    struct Piece
    {
        int device = 0;
        UplinkSpan span;
    };
    std::vector<Piece> pieces;
    std::vector<int> pieceOf; // by device: index + 1
    const auto span = [&](const Device &device) -> UplinkSpan & {
        const auto index = std::size_t(&device - m_devices.data());
        if (index >= pieceOf.size())
            pieceOf.resize(m_devices.size() + records.size() / 8, 0);
        if (pieceOf[index] == 0) {
            pieces.push_back({int(index), {}});
            pieceOf[index] = int(pieces.size());
        }
        return pieces[std::size_t(pieceOf[index] - 1)].span;
    };
    for (const EventRecord &record : records) {
        if (record.kind == EventKind::Gap)
            ++before;
        if (record.kind == EventKind::Gap || record.kind == EventKind::Lost || !isCounted(record))
            continue;
        profile.lastReceivedNs = std::max(profile.lastReceivedNs, record.receivedNs);
        const Device *device = deviceOf(record.device, ref);
        if (!device)
            continue;
        profile.gaps.heardEarlier(device->application, record.receivedNs, before);
        if (record.kind == EventKind::Uplink)
            span(*device).addUplink(record, before);
        else if (record.kind == EventKind::Join)
            span(*device).addJoin(record);
    }
    profile.gaps.endEarlier(knownFrom);
    for (const Piece &piece : pieces) {
        Device &known = m_devices[std::size_t(piece.device)];
        known.span.prepend(piece.span);
        known.changed = true;
    }
}

void DeviceActivity::countAgain(ProfileRef ref, Profile &profile)
{
    profile.gaps = {};
    std::erase_if(m_older, [ref](const Older &piece) { return piece.profile == ref; }); // it is in the log
    for (Device &device : m_devices) {
        if (device.profile != ref)
            continue;
        device.span = {};
        device.application = profile.gaps.application(m_dictionary->device(device.ref).application);
        device.changed = true;
    }
    for (int row = 0; row < m_log->rowCount(); ++row) {
        if (m_log->profile(row) == ref)
            addRecord(ref, profile, m_log->record(row));
    }
}

void DeviceActivity::onRowsChanged(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const EventRecord &record = m_log->record(row);
        Profile &profile = profileOf(m_log->profile(row));
        if (record.kind == EventKind::Gap) {
            countAllOlder(m_log->profile(row)); // it may be one of those
            profile.gaps.revise(record);
        }
        if (record.seq > 0)
            profile.counted.add(record.seq); // it was not stored yet when it came
    }
}

void DeviceActivity::clear(ProfileRef ref)
{
    Q_EMIT aboutToReset();
    std::erase_if(m_older, [ref](const Older &piece) { return ref == 0 || piece.profile == ref; });
    for (auto &[profileRef, profile] : m_profiles) {
        if (ref != 0 && profileRef != ref)
            continue;
        profile->gaps = {};
        profile->counted = {};
    }
    std::erase_if(m_devices, [&](const Device &device) { return ref == 0 || device.profile == ref; });
    m_places.assign(m_places.size(), 0);
    for (std::size_t i = 0; i < m_devices.size(); ++i)
        m_places[m_devices[i].ref] = int(i) + 1;
    m_told = int(m_devices.size());
    Q_EMIT wasReset();
    tick();
}

void DeviceActivity::addKnown(ProfileRef ref, const Domain::DevicesAnswer &known)
{
    Profile &profile = profileOf(ref);
    if (profile.sinceNs == 0 && profile.listening == Listening::No)
        profile.untilNs = std::max(profile.untilNs, known.lastListeningNs);
    for (const Domain::DeviceCounter &counter : known.devices) {
        Device *device = deviceOf(counter.device, ref);
        if (!device || counter.lastReceivedNs <= device->historyNs)
            continue;
        device->historyNs = counter.lastReceivedNs;
        device->historyJoined = counter.joined;
        device->historyFCnt = counter.known ? std::optional(counter.lastFCnt) : std::nullopt;
        device->changed = true;
    }
}

// --- Judging ---

void DeviceActivity::setListening(ProfileRef ref, Listening listening)
{
    Profile &profile = profileOf(ref);
    const bool was = profile.listening != Listening::No;
    profile.listening = listening;
    const bool is = listening != Listening::No;
    if (was == is)
        return;
    if (is) {
        profile.sinceNs = m_clock();
        if (profile.untilNs == 0)
            profile.untilNs = profile.lastReceivedNs;
    } else if (profile.sinceNs != 0) {
        profile.untilNs = m_clock();
    }
}

bool DeviceActivity::isListening(const Device &device) const
{
    const Profile &profile = *m_profiles.at(device.profile);
    return profile.listening == Listening::Yes
        || (profile.listening == Listening::Partly && profile.gaps.lastHeardNs(device.application) >= profile.sinceNs);
}

qint64 DeviceActivity::quietNs(const Device &device) const
{
    const Profile &profile = *m_profiles.at(device.profile);
    qint64 until = profile.judgedNs;
    if (profile.listening == Listening::Partly && !isListening(device))
        until = std::min(until, profile.gaps.lastHeardNs(device.application));
    // Both ends by our own clock: the network's may be off by minutes.
    return std::max<qint64>(
        0, until - device.span.lastReceivedNs() - profile.gaps.lostNs(device.application, device.span.lastGaps()));
}

qint64 DeviceActivity::limitNs(const Device &device) const
{
    return std::max(ShortestLimitNs, qint64(m_factor * double(device.span.usualIntervalNs())));
}

DeviceActivity::State DeviceActivity::judge(const Device &device) const
{
    if (device.span.intervals() < FewestIntervals)
        return State::Unknown;
    return quietNs(device) > limitNs(device) ? State::Silent : State::Active;
}

void DeviceActivity::setFactor(double factor)
{
    const double wanted = std::isfinite(factor) ? std::clamp(factor, SmallestFactor, LargestFactor) : StandardFactor;
    if (wanted == m_factor)
        return;
    m_factor = wanted;
    Q_EMIT factorChanged(m_factor);
    tick();
}

void DeviceActivity::tick()
{
    m_nowNs = m_clock();
    for (auto &[ref, profile] : m_profiles) {
        profile->judgedNs = profile->judgedUntil(m_nowNs);
        profile->gaps.measure(profile->judgedNs);
    }
    std::vector<int> changed;
    bool states = int(m_devices.size()) != m_told;
    for (std::size_t i = 0; i < m_devices.size(); ++i) {
        Device &device = m_devices[i];
        const State state = judge(device);
        if (!device.changed && state == device.state)
            continue;
        states = states || state != device.state;
        device.state = state;
        device.changed = false;
        if (int(i) < m_told)
            changed.push_back(int(i));
    }
    if (states || m_devices.empty())
        countSilent();
    if (const int before = m_told; before < int(m_devices.size())) {
        m_told = int(m_devices.size());
        Q_EMIT devicesAdded(before, m_told - 1);
    }
    if (!changed.empty())
        Q_EMIT devicesChanged(changed);
    Q_EMIT ticked();
}

void DeviceActivity::countSilent()
{
    std::map<std::pair<ProfileRef, int>, int> byIndex; // names are looked up once per application
    std::map<std::pair<ProfileRef, int>, DeviceRef> some;
    for (const Device &device : m_devices) {
        if (device.state != State::Silent)
            continue;
        const std::pair key(device.profile, device.application);
        ++byIndex[key];
        some[key] = device.ref;
    }
    SilentCounts counts;
    for (const auto &[key, count] : byIndex) {
        counts[{0, QString()}] += count;
        counts[{key.first, QString()}] += count;
        counts[{key.first, m_dictionary->device(some[key]).application}] += count;
    }
    if (counts == m_silent)
        return;
    m_silent = std::move(counts);
    Q_EMIT silentCountsChanged();
}

} // namespace Models
