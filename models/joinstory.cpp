// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/joinstory.h"

#include "models/devicewords.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdlib>

namespace Models {

using Domain::Capability;
using Domain::NetworkEvent;
using Outcome = JoinStory::Outcome;

namespace {

constexpr qint64 NsPerMs = 1'000'000;
/// The Join Server's own event names no frame: it belongs to the request of that moment. No device joins twice in it.
constexpr qint64 SameMoment = 2'000 * NsPerMs;
constexpr qsizetype LargestEvent = 256 * 1024;
constexpr qsizetype LongestWords = 300;
constexpr int DeepestCause = 8;
/// Accepted so often without an uplink after it, a device does not hear the answers.
constexpr int UnheardAccepts = 2;

/// The names of an error and of its causes, as in the event's data.
QStringList errorNames(const QByteArray &json)
{
    QStringList names;
    if (json.size() > LargestEvent)
        return names;
    QJsonObject error = QJsonDocument::fromJson(json).object();
    if (error.contains(QLatin1String("result")))
        error = error.value(QLatin1String("result")).toObject();
    error = error.value(QLatin1String("data")).toObject();
    for (int i = 0; i < DeepestCause && !error.isEmpty(); ++i) {
        names << error.value(QLatin1String("name")).toString();
        error = error.value(QLatin1String("cause")).toObject();
    }
    return names;
}

Outcome refusalOf(const NetworkEvent &event)
{
    const QStringList names = errorNames(event.json);
    const QString words = event.problem.serverText + event.problem.details;
    const auto says = [&](const char *name, const char *text) {
        return names.contains(QLatin1String(name)) || words.contains(QLatin1String(name))
            || words.contains(QLatin1String(text), Qt::CaseInsensitive);
    };
    if (says("mic_mismatch", "MIC mismatch"))
        return Outcome::WrongKey;
    if (says("reuse_dev_nonce", "DevNonce has already been used")
        || says("dev_nonce_too_small", "DevNonce is too small"))
        return Outcome::NonceUsed;
    if (says("no_app_key", "no AppKey") || says("no_nwk_key", "no NwkKey"))
        return Outcome::NoKey;
    if (says("device_not_found", "device not found") || says("join_server_not_found", "Join Server not found"))
        return Outcome::NotAtJoinServer;
    return Outcome::Refused;
}

/// All events of one frame share this id.
QString frameOf(const NetworkEvent &event)
{
    for (const QString &id : event.correlationIds) {
        if (id.startsWith(QLatin1String("gs:uplink:")))
            return id;
    }
    return {};
}

bool isRefusal(Outcome outcome)
{
    return outcome >= Outcome::WrongKey;
}

bool isAccepted(Outcome outcome)
{
    return outcome == Outcome::Accepted || outcome == Outcome::Answered || outcome == Outcome::NotAnswered;
}

} // namespace

void JoinStory::add(const QList<NetworkEvent> &events, const QString &device)
{
    for (const NetworkEvent &event : events) {
        if (event.device == device)
            addEvent(event);
    }
    std::stable_sort(m_attempts.begin(), m_attempts.end(),
                     [](const Attempt &one, const Attempt &other) { return one.lastNs < other.lastNs; });
    if (m_attempts.size() > std::size_t(MostAttempts))
        m_attempts.erase(m_attempts.begin(), m_attempts.end() - MostAttempts);
}

void JoinStory::addEvent(const NetworkEvent &event)
{
    const qint64 ns = event.time.isValid() ? event.time.toMSecsSinceEpoch() * NsPerMs : 0;
    const QString &name = event.name;
    if (name.startsWith(QLatin1String("ns.up.data.")) || name.startsWith(QLatin1String("as.up.data."))) {
        m_lastUplinkNs = std::max(m_lastUplinkNs, ns);
        return;
    }
    // Which of several events of a frame comes first is not certain: the one that says most stays.
    const auto settle = [&](Outcome outcome) {
        Attempt &attempt = attemptOf(event, ns);
        if (outcome > attempt.outcome)
            attempt.outcome = outcome;
        if (outcome >= Outcome::NotAnswered && attempt.words.isEmpty())
            attempt.words = event.problem.serverText.left(LongestWords);
    };
    if (name == u"ns.up.join.receive" || name == u"ns.up.join.process" || name == u"ns.up.join.cluster.attempt")
        settle(Outcome::Seen);
    else if (name == u"ns.up.join.cluster.fail" || name == u"ns.up.join.interop.fail" || name == u"ns.up.join.drop")
        settle(refusalOf(event));
    else if (name == u"js.join.accept" || name == u"ns.up.join.cluster.success" || name == u"ns.up.join.accept.forward"
             || name == u"as.up.join.receive" || name == u"as.up.join.forward")
        settle(Outcome::Accepted);
    else if (name == u"ns.down.join.schedule.success")
        settle(Outcome::Answered);
    else if (name == u"ns.down.join.schedule.fail")
        settle(Outcome::NotAnswered);
}

JoinStory::Attempt &JoinStory::attemptOf(const NetworkEvent &event, qint64 ns)
{
    const QString frame = frameOf(event);
    if (!frame.isEmpty()) {
        const auto found = std::find_if(m_attempts.rbegin(), m_attempts.rend(),
                                        [&frame](const Attempt &attempt) { return attempt.frame == frame; });
        if (found != m_attempts.rend())
            return *found;
    }
    // Either of the two may come first.
    const auto near = std::find_if(m_attempts.rbegin(), m_attempts.rend(), [&](const Attempt &attempt) {
        return (attempt.frame.isEmpty() || frame.isEmpty()) && !isRefusal(attempt.outcome)
            && std::abs(attempt.lastNs - ns) <= SameMoment;
    });
    if (near != m_attempts.rend()) {
        if (near->frame.isEmpty())
            near->frame = frame;
        return *near;
    }
    Attempt attempt;
    attempt.firstNs = attempt.lastNs = ns;
    attempt.frame = frame;
    m_attempts.push_back(attempt);
    return m_attempts.back();
}

void JoinStory::addHeard(qint64 ns, bool isJoin)
{
    qint64 &last = isJoin ? m_lastJoinNs : m_lastUplinkNs;
    last = std::max(last, ns);
}

std::vector<JoinStory::Attempt> JoinStory::attempts() const
{
    std::vector<Attempt> out;
    for (auto attempt = m_attempts.rbegin(); attempt != m_attempts.rend(); ++attempt) {
        const bool same = !out.empty() && out.back().outcome == attempt->outcome && out.back().words == attempt->words;
        if (same) {
            ++out.back().count;
            out.back().firstNs = attempt->firstNs;
        } else {
            out.push_back(*attempt);
        }
    }
    return out;
}

Meaning JoinStory::meaning(Outcome outcome)
{
    return outcome == Outcome::Seen                             ? Meaning::Quiet
        : isRefusal(outcome) || outcome == Outcome::NotAnswered ? Meaning::Bad
                                                                : Meaning::Join;
}

QString JoinStory::sentence(const Attempt &attempt)
{
    switch (attempt.outcome) {
    case Outcome::Seen:
        return tr("A join-request came; what became of it was not told.");
    case Outcome::Accepted:
        return tr("Accepted.");
    case Outcome::Answered:
        return tr("Accepted, and the answer was given to a gateway.");
    case Outcome::NotAnswered:
        return attempt.words.isEmpty() ? tr("Accepted, but no gateway could send the answer.")
                                       : tr("Accepted, but no gateway could send the answer: “%1”.").arg(attempt.words);
    case Outcome::WrongKey:
        return tr("Refused: the AppKey differs from that of the device (mic_mismatch).");
    case Outcome::NonceUsed:
        return tr("Refused: the device used this DevNonce before (reuse_dev_nonce).");
    case Outcome::NotAtJoinServer:
        return tr("Refused: the Join Server does not have this device.");
    case Outcome::NoKey:
        return tr("Refused: the Join Server has no root key of this device.");
    case Outcome::Refused:
        return attempt.words.isEmpty() ? tr("Refused.") : tr("Refused: “%1”.").arg(attempt.words);
    }
    return {};
}

JoinStory::Verdict JoinStory::verdict(const Domain::Device &device, const DeviceShape &shape) const
{
    if (shape.activation == DeviceShape::Activation::Personalized
        || shape.activation == DeviceShape::Activation::Multicast)
        return {tr("This device does not join."),
                tr("Its address and keys were given to it for good. What matters are its counters."),
                {},
                Meaning::Quiet,
                false};
    if (!shape.has(Capability::Events)) {
        if (m_lastJoinNs != 0)
            return {tr("The device has joined."), tr("A join of it is in the log."), {}, Meaning::Good, false};
        Verdict verdict = silence(shape);
        verdict.title = tr("No join is in the log.");
        verdict.text = tr("This network tells of joins that succeeded, never of those that it refused.");
        return verdict;
    }
    const Attempt *latest = m_attempts.empty() ? nullptr : &m_attempts.back();
    const bool usedSince = latest && m_lastUplinkNs >= latest->lastNs;
    if (latest && isRefusal(latest->outcome) && !usedSince)
        return refusal(*latest, shape);
    if (latest && isAccepted(latest->outcome) && !usedSince) {
        int accepts = 0;
        for (auto it = m_attempts.rbegin(); it != m_attempts.rend() && it->lastNs > m_lastUplinkNs; ++it)
            accepts += isAccepted(it->outcome) ? 1 : 0;
        if (latest->outcome == Outcome::NotAnswered || accepts >= UnheardAccepts)
            return {tr("The joins are accepted, but the device does not hear the answer."),
                    accepts == 1 ? tr("Accepted once, without an uplink after it.")
                                 : tr("Accepted %1 times, without an uplink after it.").arg(accepts),
                    {tr("Gateway: can it send downlinks? Some are receivers only, or have used up their duty cycle."),
                     tr("Frequency plan and Regional Parameters: must be those of the device, or the answer comes on "
                        "another channel or too late."),
                     tr("RX1 delay: device and network must agree about it; 5 s on public networks."),
                     tr("Place: a device right beside the gateway may be deafened by it; keep some metres.")},
                    Meaning::Bad,
                    false};
        return {tr("The join was accepted."), tr("The first uplink has not come yet."), {}, Meaning::Join, false};
    }
    const bool active = device.devAddr && !device.devAddr->isZero();
    if (active || usedSince || m_lastJoinNs != 0)
        return {tr("The device has joined."),
                latest ? QString() : tr("No join came since this page was opened."),
                {},
                Meaning::Good,
                false};
    if (latest)
        return {tr("A join-request came."), sentence(*latest), {}, Meaning::Quiet, false};
    return silence(shape);
}

JoinStory::Verdict JoinStory::refusal(const Attempt &attempt, const DeviceShape &shape) const
{
    Verdict verdict;
    verdict.meaning = Meaning::Bad;
    verdict.text = sentence(attempt);
    const QString key = shape.isVersion11 ? tr("NwkKey") : tr("AppKey");
    switch (attempt.outcome) {
    case Outcome::WrongKey:
        verdict.title = shape.isVersion11 ? tr("The NwkKey differs.") : tr("The AppKey differs.");
        verdict.text = tr("The device is heard, but signs its join with another key than the one registered here.");
        verdict.checks
            = {tr("%1 in Keys: compare it with the device's, letter by letter.").arg(key),
               tr("Byte order: keys are most significant byte first on both sides, unlike EUIs in some firmware."),
               shape.isVersion11 ? tr("LoRaWAN version: a 1.0.x device has no NwkKey and signs with its AppKey.")
                                 : tr("LoRaWAN version: a 1.1 device signs with its NwkKey."),
               tr("Two devices with the same DevEUI: the other one may be the one that is heard.")};
        break;
    case Outcome::NonceUsed:
        verdict.title = tr("The device uses a DevNonce that was used before.");
        verdict.text = tr("Most often it counts from the beginning again, after a reset or new firmware.");
        verdict.checks = {tr("Reset the join nonces here, once; then the device can join."),
                          tr("If it happens at each restart, let the device keep its DevNonce in permanent memory.")};
        verdict.resetHelps = true;
        break;
    case Outcome::NotAtJoinServer:
        verdict.title = tr("The Join Server does not have this device.");
        verdict.checks = {tr("JoinEUI and DevEUI: must be those of the device."),
                          tr("Its registration may have stopped half-way: see Overview.")};
        break;
    case Outcome::NoKey:
        verdict.title = tr("The Join Server has no %1 of this device.").arg(key);
        verdict.checks = {tr("Type the %1 in Keys.").arg(key)};
        break;
    default:
        verdict.title = tr("The join was refused.");
        break;
    }
    return verdict;
}

JoinStory::Verdict JoinStory::silence(const DeviceShape &shape)
{
    return {
        tr("No join reached this application."),
        tr("A join whose DevEUI or %1 is registered nowhere leaves no trace at all.")
            .arg(DeviceWords::joinEuiTitle(shape)),
        {tr("DevEUI: must be that of the device. Some firmware wants it least significant byte first."),
         tr("%1: likewise, also when it is zeros.").arg(DeviceWords::joinEuiTitle(shape)),
         shape.isVersion11 ? tr("AppKey and NwkKey: most significant byte first on both sides.")
                           : tr("AppKey: most significant byte first on both sides."),
         shape.has(Capability::DeviceNames)
             ? tr("Frequency plan: the device must send on the channels of the plan, and be allowed to.")
             : tr("Frequencies: the device must send on the channels of this network."),
         tr("Gateway: is one near, connected, and on the same plan? Its own page shows whether it hears anything.")},
        Meaning::Quiet,
        false};
}

} // namespace Models
