// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "models/gaphistory.h"
#include "models/silentcounts.h"
#include "models/uplinkspan.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace Domain {
class Dictionary;
} // namespace Domain

namespace Models {

class LiveLogStore;

/// Follows the log and knows of each device when it was heard, how often it usually sends, and whether it has gone
/// silent. The work for a batch is proportional to the batch, in whatever pieces the history is loaded. Changes are
/// told once a second, by tick(). GUI thread.
class DeviceActivity : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 {
        Silent, ///< no uplink for `factor` times the usual interval, while we listened
        Active,
        Unknown, ///< too few intervals are known
    };
    Q_ENUM(State)

    enum class Listening : quint8 { No, Partly, Yes };

    static constexpr int FewestIntervals = 5;
    static constexpr double StandardFactor = 3;
    static constexpr double SmallestFactor = 1;
    static constexpr double LargestFactor = 100;

    struct Device
    {
        Domain::DeviceRef ref = 0;
        Domain::ProfileRef profile = 0;
        State state = State::Unknown;
        bool changed = true; ///< since the last tick
        bool historyJoined = false;
        int application = 0; ///< index in the profile's GapHistory
        qint64 historyNs = 0; ///< when it was last heard as the history remembers; 0: not known
        std::optional<quint32> historyFCnt; ///< of its last uplink as the history remembers
        UplinkSpan span;

        struct Heard
        {
            qint64 ns = 0; ///< 0: not known
            bool joined = false; ///< it was a join
        };
        [[nodiscard]] Heard lastHeard() const;
        /// Of the last uplink; nullopt when it is not known, or belongs to the session before a join.
        [[nodiscard]] std::optional<quint32> frameCounter() const;
    };

    /// Both must outlive it. `clock`: for tests.
    DeviceActivity(const LiveLogStore *log, const Domain::Dictionary *dictionary, QObject *parent = nullptr,
                   std::function<qint64()> clock = {});
    ~DeviceActivity() override;

    /// Those that were told; they keep their places until a reset.
    [[nodiscard]] int count() const { return m_told; }
    [[nodiscard]] const Device &device(int index) const { return m_devices[std::size_t(index)]; }
    [[nodiscard]] const Domain::Dictionary *dictionary() const { return m_dictionary; }
    /// The time of the last tick.
    [[nodiscard]] qint64 nowNs() const { return m_nowNs; }
    /// How long we have listened to the device in vain, as of the last tick.
    [[nodiscard]] qint64 quietNs(const Device &device) const;
    /// After how long it counts as silent, once enough is known of it.
    [[nodiscard]] qint64 limitNs(const Device &device) const;
    /// Whether we listen to the device now, as far as is known.
    [[nodiscard]] bool isListening(const Device &device) const;
    [[nodiscard]] const SilentCounts &silentCounts() const { return m_silent; }

    /// Silent after this many times the usual interval; brought into its limits.
    void setFactor(double factor);
    [[nodiscard]] double factor() const { return m_factor; }

    /// What the history remembers, also of devices whose events are not in the log.
    void addKnown(Domain::ProfileRef profile, const Domain::DevicesAnswer &known);
    /// While a profile does not listen, nobody goes silent; while only some of its applications do, only those count
    /// that something arrived of since. A profile is taken to listen until told otherwise.
    void setListening(Domain::ProfileRef profile, Listening listening);

public Q_SLOTS:
    /// Judges every device anew and tells what has changed. Runs by itself once a second.
    void tick();

Q_SIGNALS:
    void devicesAdded(int first, int last);
    /// In order.
    void devicesChanged(const std::vector<int> &devices);
    void silentCountsChanged();
    /// The end of each tick.
    void ticked();
    void factorChanged(double factor);
    void aboutToReset();
    void wasReset();

private:
    struct Profile;

    void addRows(int first, int count);
    void addRecord(Domain::ProfileRef ref, Profile &profile, const Domain::EventRecord &record);
    void addOlder(Domain::ProfileRef ref, std::span<const Domain::EventRecord> records);
    void countOlder();
    void countAllOlder(Domain::ProfileRef ref);
    void prependPiece(Domain::ProfileRef ref, Profile &profile, std::span<const Domain::EventRecord> records);
    void countAgain(Domain::ProfileRef ref, Profile &profile);
    void onRowsChanged(int first, int last);
    void clear(Domain::ProfileRef ref);
    Profile &profileOf(Domain::ProfileRef ref);
    /// Null for what belongs to no device.
    Device *deviceOf(Domain::DeviceRef ref, Domain::ProfileRef profile);
    [[nodiscard]] State judge(const Device &device) const;
    void countSilent();

    const LiveLogStore *m_log = nullptr;
    const Domain::Dictionary *m_dictionary = nullptr;
    std::function<qint64()> m_clock;
    QTimer m_timer;
    /// What is older than all that is counted, the newest first. Pages of it are counted in slices.
    struct Older
    {
        Domain::ProfileRef profile = 0;
        std::vector<Domain::EventRecord> records;
    };
    std::deque<Older> m_older;
    QTimer m_olderTimer;
    std::vector<Device> m_devices;
    std::vector<int> m_places; ///< by DeviceRef: index + 1, 0: not met, -1: no device
    std::map<Domain::ProfileRef, std::unique_ptr<Profile>> m_profiles;
    SilentCounts m_silent;
    qint64 m_nowNs = 0;
    double m_factor = StandardFactor;
    int m_told = 0;
};

} // namespace Models
