// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/exercise.h"

#include "backend/domain/problemtext.h"

#include <algorithm>
#include <cmath>

using namespace Domain;

namespace {

bool isPlainLine(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
    });
}

} // namespace

const char *exerciseCodec(Backend::TrafficCodec &codec, QByteArrayView input)
{
    const qsizetype end = input.indexOf('\n');
    RawMessage message;
    message.topic = input.first(std::max<qsizetype>(end, 0)).toByteArray();
    message.payload = input.sliced(end + 1).toByteArray();
    message.receivedNs = 1'700'000'000'000'000'000;

    Backend::TrafficFacts facts;
    const bool isEvent = codec.read(message, facts);
    const EventKind kind = facts.kind;
    const int gatewayCount = facts.gatewayCount;
    const bool unreadable = facts.flags & EventRecord::Unreadable;
    const bool hasTime = facts.flags & EventRecord::HasNetworkTime;
    const qint64 timeNs = facts.timeNs;
    if (isEvent && unreadable != bool(facts.problem))
        return "Unreadable and the problem go together";
    if (facts.fPort.has_value() != bool(facts.flags & EventRecord::HasFPort) && isEvent)
        return "HasFPort and the port go together";
    if (isEvent && kind == EventKind::Unknown && !unreadable)
        return "An unknown kind has a reason";

    const CellText cells = codec.cells(message);
    if (cells.payload.size() > 255)
        return "A cell shows at most 255 bytes";
    if (cells.decoded.size() > 301 || !isPlainLine(cells.decoded) || !isPlainLine(cells.warning))
        return "A cell is one short plain line";
    if (isEvent && unreadable && cells.decoded.isEmpty() && !problemLine(facts.problem).isEmpty())
        return "An unreadable row says why";

    const TrafficEvent event = codec.event(message);
    if (isEvent) {
        if (event.kind != kind || std::min(event.gatewayCount, 255) != gatewayCount)
            return "Event and row agree";
        if (event.timeNs != (hasTime ? timeNs : message.receivedNs))
            return "Event and row have one time";
        if ((event.rssi && !std::isfinite(*event.rssi)) || (event.snr && !std::isfinite(*event.snr)))
            return "Radio values are numbers";
        if (!event.decoded.isEmpty() && !message.payload.contains(event.decoded) && !unreadable)
            return "Decoded fields are as sent";
    }
    for (const std::string_view path : {"temperature", "a.b", "list.0", "", "."})
        (void)codec.decodedField(message, path);
    return nullptr;
}
