// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkevents.h"
#include "models/devicefield.h"
#include "models/meaning.h"

#include <QCoreApplication>

#include <vector>

namespace Models {

/// Why a device joins or does not, told from the network's events and from what the log has of it. Value type; bounded,
/// whatever is added. GUI thread.
class JoinStory
{
    Q_DECLARE_TR_FUNCTIONS(Models::JoinStory)

public:
    enum class Outcome : quint8 {
        Seen, ///< a request came; nothing more is known yet
        Accepted, ///< the Join Server agreed
        Answered, ///< and the answer was given to a gateway
        NotAnswered, ///< no gateway could send the answer
        WrongKey,
        NonceUsed,
        NotAtJoinServer,
        NoKey,
        Refused, ///< for another reason
    };

    /// One join-request, or several in a row that came to the same.
    struct Attempt
    {
        qint64 firstNs = 0;
        qint64 lastNs = 0;
        int count = 1;
        Outcome outcome = Outcome::Seen;
        QString words; ///< the network's own, where it refused for another reason
        QString frame; ///< names the frame over all its events
    };

    /// What it comes to.
    struct Verdict
    {
        QString title;
        QString text;
        QStringList checks; ///< what to look at, the likeliest first
        Meaning meaning = Meaning::Plain;
        bool resetHelps = false; ///< resetting the join nonces would
    };

    static constexpr int MostAttempts = 200;

    /// Those of other devices are left out, and what does not belong to joining.
    void add(const QList<Domain::NetworkEvent> &events, const QString &device);
    /// A join or an uplink in the log.
    void addHeard(qint64 ns, bool isJoin);

    /// Newest first; what came to the same in a row is one.
    [[nodiscard]] std::vector<Attempt> attempts() const;
    [[nodiscard]] Verdict verdict(const Domain::Device &device, const DeviceShape &shape) const;
    [[nodiscard]] static QString sentence(const Attempt &attempt);
    [[nodiscard]] static Meaning meaning(Outcome outcome);

private:
    void addEvent(const Domain::NetworkEvent &event);
    [[nodiscard]] Verdict refusal(const Attempt &attempt, const DeviceShape &shape) const;
    [[nodiscard]] static Verdict silence(const DeviceShape &shape);
    Attempt &attemptOf(const Domain::NetworkEvent &event, qint64 ns);

    std::vector<Attempt> m_attempts; ///< by time
    qint64 m_lastUplinkNs = 0;
    qint64 m_lastJoinNs = 0; ///< in the log
};

} // namespace Models
