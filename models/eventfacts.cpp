// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/eventfacts.h"

#include "backend/domain/clock.h"
#include "backend/domain/dictionary.h"
#include "models/jsonscan.h"

#include <algorithm>
#include <cmath>

namespace Models {

using Domain::EventKind;
using Domain::EventRecord;
using Domain::Generation;
using Domain::TrafficEvent;
using Section = Fact::Section;
using Style = EventText::Style;

namespace {

constexpr std::size_t MostClockGateways = 8;
constexpr int MostIds = 40;
constexpr qsizetype PayloadShown = 64;
constexpr qsizetype LongestText = 2000;

QString plain(const QString &text)
{
    return JsonScan::visible(text, LongestText);
}

} // namespace

/// Fills in one event's facts, section by section.
class EventFacts::Builder
{
public:
    Builder(const Domain::Dictionary *dictionary, const EventText *text, const Source &source)
        : m_dictionary(dictionary)
        , m_text(text)
        , m_source(source)
        , m_record(source.record)
        , m_event(source.answer && source.answer->found ? &source.answer->event : nullptr)
    {
    }

    std::vector<Fact> build()
    {
        addEvent();
        if (EventText::isSpan(m_record)) {
            addSpan();
        } else {
            addFrame();
            addRadio();
            addClocks();
        }
        addMessage();
        return std::move(m_facts);
    }

private:
    Fact *add(const QString &label, const QString &value)
    {
        if (value.isEmpty())
            return &m_none;
        Fact &fact = m_facts.emplace_back();
        fact.section = m_section;
        fact.label = label;
        fact.value = value;
        return &fact;
    }
    Fact *addHex(const QString &label, const QString &value)
    {
        Fact *fact = add(label, value);
        fact->monospace = true;
        return fact;
    }
    Fact *addNumber(const QString &label, std::optional<double> value, int decimals, const char *unit)
    {
        if (!value)
            return &m_none;
        Fact *fact = add(
            label, EventText::number(*value, decimals, Style::Screen) + QChar(0x2009) + QString::fromLatin1(unit));
        fact->copy = EventText::number(*value, decimals, Style::Copy);
        return fact;
    }
    void addTime(const QString &label, qint64 ns)
    {
        if (ns != 0)
            add(label, m_text->fullTime(ns))->copy = QString::fromLatin1(Domain::toRfc3339(ns));
    }

    void addEvent();
    void addSpan();
    void addFrame();
    void addPayload();
    void addRadio();
    void addClocks();
    void addMessage();
    [[nodiscard]] bool isDownlink() const
    {
        return m_record.kind >= EventKind::DownlinkQueued && m_record.kind <= EventKind::DownlinkInvalidated;
    }

    const Domain::Dictionary *m_dictionary;
    const EventText *m_text;
    const Source &m_source;
    const EventRecord &m_record;
    const TrafficEvent *m_event;
    Section m_section = Section::Event;
    std::vector<Fact> m_facts;
    Fact m_none; ///< takes the details of what is not shown
};

void EventFacts::Builder::addEvent()
{
    m_section = Section::Event;
    Fact *kind = add(tr("Kind"), EventText::kind(m_record, Style::Screen));
    kind->copy = EventText::kind(m_record, Style::Copy);
    kind->meaning = EventText::kindMeaning(m_record);
    // Of uplinks the same is said below.
    if (const QString hint = EventText::kindHint(m_record); m_record.kind != EventKind::Uplink)
        add(tr("That is"), hint);
    if (m_event && !m_event->error.isEmpty() && !EventText::isSpan(m_record))
        add(m_record.has(EventRecord::Unreadable) ? tr("Not understood") : tr("Error"), plain(m_event->error))->meaning
            = Meaning::Bad;
    if (m_event) {
        for (const QString &warning : m_event->warnings.mid(0, MostIds))
            add(tr("Warning"), u"\u26A0 " + plain(warning))->copy = warning;
    }
    const Domain::DeviceEntry &device = m_dictionary->device(m_record.device);
    add(tr("Device"), device.device);
    add(tr("Application"), device.application);
    add(tr("Network"), m_dictionary->profileName(m_source.profile));
    if (m_event) {
        addHex(tr("DevEUI"), m_event->devEui ? m_event->devEui->toString() : QString());
        addHex(m_source.generation == Generation::V2 ? tr("AppEUI") : tr("JoinEUI"),
               m_event->joinEui ? m_event->joinEui->toString() : QString());
        addHex(tr("DevAddr"), m_event->devAddr ? m_event->devAddr->toString() : QString());
    } else if (const quint64 eui = device.devEui) {
        addHex(tr("DevEUI"), Domain::Eui(eui).toString());
    }
}

void EventFacts::Builder::addSpan()
{
    m_section = Section::Span;
    if (m_record.kind == EventKind::Lost) {
        addTime(tr("At"), m_record.timeNs);
        add(tr("Events lost"), QString::number(m_record.fCnt))->meaning = Meaning::Bad;
        add(tr("What happened"),
            tr("They arrived, but could not be stored for so long that they had to be given up. The disk was full, or "
               "the file could not be written."));
        return;
    }
    addTime(tr("From"), m_record.timeNs);
    addTime(tr("To"), m_record.receivedNs);
    if (m_record.receivedNs != 0)
        add(tr("Duration"), EventText::duration(m_record.receivedNs - m_record.timeNs));
    else
        add(tr("Duration"), tr("not over yet"));
    if (m_event)
        add(tr("Cause"), plain(m_event->error));
    if (m_record.gatewayCount > 0)
        add(tr("Applications"), QString::number(m_record.gatewayCount));
    if (m_record.fCnt > 0)
        add(tr("Known to be missed"),
            tr("at least %1 uplinks of %2 devices, by their frame counters").arg(m_record.fCnt).arg(m_record.missed));
    add(tr("What that means"),
        tr("We did not listen. What devices sent meanwhile did not come here; when one is heard again, its frame "
           "counter tells how many of its uplinks went by. Devices that are still silent are not counted."));
}

void EventFacts::Builder::addFrame()
{
    m_section = Section::Frame;
    if (m_record.has(EventRecord::HasFPort))
        add(tr("FPort"), QString::number(m_record.fPort));
    else if (m_record.kind == EventKind::Uplink && !m_record.has(EventRecord::Unreadable))
        add(tr("FPort"), tr("none: no application payload"))->meaning = Meaning::Quiet;
    if (m_record.has(EventRecord::HasFCnt)) {
        const QString counter = QString::number(m_record.fCnt);
        Fact *fact = add(isDownlink() ? tr("FCnt down") : tr("FCnt"), counter);
        fact->copy = counter;
        if (const QString hint = EventText::frameCounterHint(m_record); !hint.isEmpty())
            add(tr("Before it"), hint)->meaning
                = m_record.has(EventRecord::MissedAcrossGap) ? Meaning::Quiet : Meaning::Plain;
    }
    if (m_record.has(EventRecord::Confirmed))
        add(tr("Confirmed"),
            isDownlink() ? tr("yes: the device is to acknowledge it")
                         : tr("yes: the device asks for an acknowledgement"))
            ->copy
            = tr("yes");
    if (m_event && m_event->attempt)
        add(tr("Attempt"),
            m_event->maxAttempts ? tr("%1 of %2").arg(*m_event->attempt).arg(*m_event->maxAttempts)
                                 : QString::number(*m_event->attempt));
    if (m_event)
        add(tr("Priority"), plain(m_event->priority));
    addPayload();
    if (m_event)
        add(tr("Service"), plain(m_event->service));
    if (m_record.has(EventRecord::Simulated))
        add(tr("Simulated"), tr("yes: made by the network on request, not by the device"));
    if (m_record.has(EventRecord::Retry))
        add(tr("Retry"), tr("yes: the device sent this frame before"));
    if (m_record.has(EventRecord::Repeat))
        add(tr("Repeated"), tr("yes: the same message arrived here before"));
}

void EventFacts::Builder::addPayload()
{
    if (!m_event || !m_event->payload) {
        if (m_record.has(EventRecord::HasPayload))
            add(tr("Payload"),
                m_record.payloadBytes < 255 ? tr("%1 bytes").arg(m_record.payloadBytes) : tr("255 bytes or more"));
        return;
    }
    const QByteArray &payload = *m_event->payload;
    const QString hex = QString::fromLatin1(payload.toHex()).toUpper();
    const QString shown = payload.size() > PayloadShown ? QString(hex.left(2 * PayloadShown) + u'…') : hex;
    Fact *fact = addHex(tr("Payload"), payload.isEmpty() ? tr("empty") : shown);
    fact->copy = hex;
    add(tr("Payload size"), payload.size() == 1 ? tr("1 byte") : tr("%1 bytes").arg(payload.size()))->copy
        = QString::number(payload.size());
}

void EventFacts::Builder::addRadio()
{
    m_section = Section::Radio;
    const Domain::RadioEntry radio = m_dictionary->radio(m_record.radio);
    add(tr("Data rate"), plain(m_event ? m_event->dataRate : radio.dataRate));
    if (m_event)
        add(tr("Coding rate"), plain(m_event->codingRate));
    const quint64 hz = m_event ? m_event->frequencyHz : radio.frequencyHz;
    addNumber(tr("Frequency"), hz ? std::optional(double(hz) / 1e6) : std::nullopt, 6, "MHz");
    if (m_event)
        addNumber(tr("Airtime"), m_event->consumedAirtimeMs, 3, "ms");
    else if (m_record.airtimeTenthMs)
        addNumber(tr("Airtime"), m_record.airtimeTenthMs / 10.0, 1, "ms");
    const QString gateway = m_dictionary->gateway(m_record.gateway);
    if (m_event && !m_event->sendingGateway.isEmpty())
        add(tr("Sent by gateway"), plain(m_event->sendingGateway));
    else
        add(tr("Best gateway"), gateway)->hint = tr("The gateway with the highest SNR, then RSSI");
    const auto centi
        = [](qint16 value) { return value == Domain::NoRadioValue ? std::nullopt : std::optional(value / 100.0); };
    addNumber(tr("RSSI"), m_event ? m_event->rssi : centi(m_record.rssiCentiDbm), 2, "dBm");
    addNumber(tr("SNR"), m_event ? m_event->snr : centi(m_record.snrCentiDb), 2, "dB");
    const int gateways = m_event ? m_event->gatewayCount : m_record.gatewayCount;
    if (gateways > 0)
        add(tr("Gateways"), QString::number(gateways));
}

void EventFacts::Builder::addClocks()
{
    m_section = Section::Clocks;
    qint64 before = 0;
    for (const ClockTime &clock : EventFacts::clocks(m_source)) {
        Fact *fact = add(clock.name, m_text->time(clock.ns, Style::Screen));
        fact->copy = QString::fromLatin1(Domain::toRfc3339(clock.ns));
        fact->unique = true;
        fact->hint = m_text->fullTime(clock.ns) + u'\n' + fact->copy
            + (clock.hint.isEmpty() ? QString() : QString(u'\n' + clock.hint));
        if (before != 0)
            fact->delay = EventFacts::delay(clock.ns - before, Style::Screen);
        before = clock.ns;
    }
    if (!m_event)
        return;
    std::size_t listed = 0;
    for (const Domain::GatewayReception &reception : m_event->gateways) {
        if (!reception.fineTimestamp || ++listed > MostClockGateways)
            continue;
        QString label = tr("Fine time %1").arg(plain(reception.id));
        if (reception.antenna > 0)
            label += tr(", antenna %1").arg(reception.antenna);
        Fact *fact = add(label, QString::number(*reception.fineTimestamp) + QChar(0x2009) + tr("ns"));
        fact->copy = QString::number(*reception.fineTimestamp);
        fact->unique = true;
        fact->hint = tr("Nanoseconds within the second, by the gateway's precise clock");
    }
}

void EventFacts::Builder::addMessage()
{
    m_section = Section::Message;
    if (m_source.answer && m_source.answer->found && !EventText::isSpan(m_record)) {
        const Domain::RawMessage &message = m_source.answer->message;
        add(tr("Topic"), plain(QString::fromUtf8(message.topic)))->copy = QString::fromUtf8(message.topic);
        add(tr("Message size"), tr("%1 bytes").arg(message.payload.size()))->copy
            = QString::number(message.payload.size());
        if (message.retained)
            add(tr("Retained"), tr("yes: the broker kept it, it may be old"));
    }
    if (!m_event)
        return;
    addHex(tr("Session key id"), plain(m_event->sessionKeyId));
    for (const QString &id : m_event->correlationIds.mid(0, MostIds))
        addHex(tr("Correlation id"), plain(id))->unique = true;
}

EventFacts::EventFacts(const Domain::Dictionary *dictionary, const EventText *text)
    : m_dictionary(dictionary)
    , m_text(text)
{
}

std::vector<Fact> EventFacts::facts(const Source &source) const
{
    return Builder(m_dictionary, m_text, source).build();
}

std::vector<Fact> EventFacts::facts(const SelectionSummary &summary) const
{
    constexpr std::size_t Most = 30;
    std::vector<Fact> facts;
    const auto add = [&facts](Section section, const QString &label, const QString &value, const QString &copy = {}) {
        Fact &fact = facts.emplace_back();
        fact.section = section;
        fact.label = label;
        fact.value = value;
        fact.copy = copy;
        return &fact;
    };
    add(Section::Selection, tr("Rows"), QString::number(summary.rows));
    add(Section::Selection, tr("First"), m_text->fullTime(summary.firstNs),
        QString::fromLatin1(Domain::toRfc3339(summary.firstNs)));
    add(Section::Selection, tr("Last"), m_text->fullTime(summary.lastNs),
        QString::fromLatin1(Domain::toRfc3339(summary.lastNs)));
    add(Section::Selection, tr("Span"), EventText::duration(summary.lastNs - summary.firstNs));
    if (summary.missed > 0)
        add(Section::Selection, tr("Uplinks missed"), QString::number(summary.missed));
    add(Section::Selection, tr("Devices"), QString::number(summary.devices.size()));
    for (const SelectionSummary::Share &share : summary.kinds) {
        Domain::EventRecord record;
        record.kind = EventKind(share.of);
        add(Section::Kinds, EventText::kind(record, Style::Screen), QString::number(share.count));
    }
    for (std::size_t i = 0; i < summary.devices.size() && i < Most; ++i) {
        const Domain::DeviceEntry &device = m_dictionary->device(summary.devices[i].of);
        add(Section::Devices, device.device.isEmpty() ? device.application : device.device,
            QString::number(summary.devices[i].count));
    }
    if (summary.devices.size() > Most)
        add(Section::Devices, tr("and more"), QString::number(summary.devices.size() - Most));
    return facts;
}

std::vector<ClockTime> EventFacts::clocks(const Source &source)
{
    std::vector<ClockTime> clocks;
    const TrafficEvent *event = source.answer && source.answer->found ? &source.answer->event : nullptr;
    const bool v2 = source.generation == Generation::V2;
    if (event) {
        std::vector<const Domain::GatewayReception *> receptions;
        for (std::size_t i = 0; i < event->gateways.size() && receptions.size() < MostClockGateways; ++i)
            receptions.push_back(&event->gateways[i]);
        if (event->bestGateway >= 0 && std::size_t(event->bestGateway) < receptions.size())
            std::rotate(receptions.begin(), receptions.begin() + event->bestGateway,
                        receptions.begin() + event->bestGateway + 1);
        const auto name = [&](const QString &what, const Domain::GatewayReception &reception) {
            QString text = what + u' ' + plain(reception.id);
            if (reception.antenna > 0)
                text += tr(", antenna %1").arg(reception.antenna);
            return text;
        };
        for (const auto *reception : receptions) {
            if (reception->timeNs)
                clocks.push_back(
                    {name(tr("Gateway"), *reception),
                     tr("The gateway's own clock; it may be wrong, and then stands elsewhere in this order"),
                     *reception->timeNs});
        }
        for (const auto *reception : receptions) {
            if (reception->gpsTimeNs && reception->gpsTimeNs != reception->timeNs)
                clocks.push_back(
                    {name(tr("GPS of"), *reception), tr("gps_time of the gateway"), *reception->gpsTimeNs});
        }
        for (const auto *reception : receptions) {
            if (reception->receivedNs)
                clocks.push_back({name(tr("Gateway Server from"), *reception), {}, *reception->receivedNs});
        }
        if (event->networkReceivedNs)
            clocks.push_back({v2 ? tr("Network") : tr("Network Server"),
                              v2 ? tr("The time in the message's metadata") : tr("received_at of the frame"),
                              *event->networkReceivedNs});
        if (event->serverReceivedNs)
            clocks.push_back({tr("Application Server"), tr("received_at of the message"), *event->serverReceivedNs});
    } else if (source.record.has(EventRecord::HasNetworkTime)) {
        clocks.push_back({tr("Network"), {}, source.record.timeNs});
    }
    if (source.record.receivedNs != 0)
        clocks.push_back({tr("Here"), tr("When it arrived at this computer, by its clock"), source.record.receivedNs});
    std::stable_sort(clocks.begin(), clocks.end(),
                     [](const ClockTime &left, const ClockTime &right) { return left.ns < right.ns; });
    return clocks;
}

QString EventFacts::delay(qint64 ns, Style style)
{
    const QString sign
        = ns < 0 ? (style == Style::Screen ? QString(QChar(0x2212)) : QStringLiteral("-")) : QStringLiteral("+");
    const double size = std::abs(double(ns));
    if (size < 1e9)
        return sign + EventText::number(size / 1e6, size < 1e6 ? 3 : 1, style) + u" ms";
    if (size < 60e9)
        return sign + EventText::number(size / 1e9, 3, style) + u" s";
    return sign + EventText::duration(qint64(size));
}

QString EventFacts::sectionTitle(Section section)
{
    switch (section) {
    case Section::Event:
        return tr("Event");
    case Section::Frame:
        return tr("Frame");
    case Section::Radio:
        return tr("Radio");
    case Section::Clocks:
        return tr("Clocks and delays");
    case Section::Span:
        return tr("What happened");
    case Section::Message:
        return tr("Message");
    case Section::Selection:
        return tr("Selection");
    case Section::Kinds:
        return tr("Kinds");
    case Section::Devices:
        return tr("Devices");
    }
    return {};
}

} // namespace Models
