// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Time per message of each way to read it. Not a test: nothing depends on the result.
#include "backend/traffic/trafficcodec.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

using namespace Domain;

namespace {

RawMessage recorded(const QString &path)
{
    QFile file(path);
    RawMessage message;
    if (!file.open(QIODevice::ReadOnly))
        return message;
    const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
    message.topic = line[QLatin1String("topic")].toString().toUtf8();
    message.payload = line[QLatin1String("payload")].toString().toUtf8();
    return message;
}

/// Best of five runs, in µs: what the code needs when nobody else takes the processor.
template <typename Work>
double microseconds(int times, Work &&work)
{
    using Clock = std::chrono::steady_clock;
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const auto start = Clock::now();
        for (int i = 0; i < times; ++i)
            work();
        best = std::min(best, std::chrono::duration<double, std::micro>(Clock::now() - start).count() / times);
    }
    return best;
}

void measure(Generation generation, const char *name)
{
    const RawMessage message = recorded(QString::fromLocal8Bit(name));
    const auto codec = Backend::TrafficCodec::create(generation);
    Backend::TrafficFacts facts;
    quint64 used = 0;
    const double read = microseconds(200'000, [&] { used += codec->read(message, facts) + facts.identity; });
    const double cells = microseconds(50'000, [&] { used += quint64(codec->cells(message).decoded.size()); });
    const double event = microseconds(20'000, [&] { used += codec->event(message).gateways.size(); });
    const double field = microseconds(50'000, [&] { used += codec->decodedField(message, "temperature").has_value(); });
    std::printf("%-60s %5lld B  read %.2f  cells %.2f  event %.2f  field %.2f us%s\n", name,
                static_cast<long long>(message.payload.size()), read, cells, event, field, used ? "" : " ");
}

} // namespace

int main()
{
    measure(Generation::V3, TTN_TEST_DATA "/v3/mqtt/uplink-decoded.jsonl");
    measure(Generation::V3, TTN_TEST_DATA "/v3/mqtt/uplink-two-gateways.jsonl");
    measure(Generation::V3, TTN_TEST_DATA "/v3/mqtt/downlink-gateway-refuses.jsonl");
    measure(Generation::V2, TTN_TEST_DATA "/v2/mqtt/radio-uplinks.jsonl");
    measure(Generation::V2, TTN_TEST_DATA "/v2/mqtt/radio-two-gateways.jsonl");
    return 0;
}
