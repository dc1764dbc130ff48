// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/clock.h"

#include <atomic>
#include <chrono>
#include <limits>

namespace Domain {

namespace {

constexpr qint64 NsPerSecond = 1'000'000'000;
constexpr qint64 Runs = std::numeric_limits<qint64>::min();

std::atomic<qint64> stoppedAt{Runs}; // one clock for all threads, as the system's is

/// Reads `count` digits at `pos`; -1 when one of them is none.
int digits(std::string_view text, std::size_t pos, std::size_t count)
{
    if (pos + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = pos; i < pos + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace

qint64 nowNs()
{
    if (const qint64 stopped = stoppedAt.load(std::memory_order_relaxed); stopped != Runs)
        return stopped;
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

qint64 steadyNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void stopClock(std::optional<qint64> ns)
{
    stoppedAt.store(ns.value_or(Runs), std::memory_order_relaxed);
}

std::optional<qint64> parseRfc3339(std::string_view text)
{
    using namespace std::chrono;
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')
        || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (year < 1678 || year > 2261 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;
    if (month < 1 || month > 12 || day < 1)
        return std::nullopt;
    const year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                              std::chrono::day(unsigned(day))};
    if (!date.ok())
        return std::nullopt;
    qint64 seconds = sys_days(date).time_since_epoch().count() * qint64(86400) + hour * 3600 + minute * 60 + second;

    std::size_t pos = 19;
    qint64 fraction = 0;
    if (text[pos] == '.' || text[pos] == ',') {
        ++pos;
        qint64 unit = NsPerSecond / 10;
        const std::size_t first = pos;
        while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9') {
            fraction += (text[pos] - '0') * unit;
            unit /= 10;
            ++pos;
        }
        if (pos == first)
            return std::nullopt;
    }
    if (pos >= text.size())
        return std::nullopt;
    if (text[pos] == 'Z' || text[pos] == 'z') {
        if (pos + 1 != text.size())
            return std::nullopt;
    } else {
        const int sign = text[pos] == '+' ? 1 : text[pos] == '-' ? -1 : 0;
        const int offsetHours = digits(text, pos + 1, 2);
        const bool colon = pos + 3 < text.size() && text[pos + 3] == ':';
        const int offsetMinutes = digits(text, pos + (colon ? 4 : 3), 2);
        if (!sign || offsetHours < 0 || offsetHours > 23 || offsetMinutes < 0 || offsetMinutes > 59
            || pos + (colon ? 6 : 5) != text.size())
            return std::nullopt;
        seconds -= sign * (offsetHours * 3600 + offsetMinutes * 60);
    }
    return seconds * NsPerSecond + fraction;
}

QByteArray toRfc3339(qint64 ns)
{
    using namespace std::chrono;
    qint64 seconds = ns / NsPerSecond;
    qint64 fraction = ns % NsPerSecond;
    if (fraction < 0) {
        fraction += NsPerSecond;
        --seconds;
    }
    qint64 dayCount = seconds / 86400;
    qint64 rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --dayCount;
    }
    const year_month_day date{sys_days(std::chrono::days(dayCount))};
    char buffer[48];
    int length = std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d", int(date.year()),
                               unsigned(date.month()), unsigned(date.day()), int(rest / 3600), int(rest / 60 % 60),
                               int(rest % 60));
    QByteArray out(buffer, length);
    if (fraction) {
        length = std::snprintf(buffer, sizeof buffer, ".%09lld", static_cast<long long>(fraction));
        while (length > 4 && buffer[length - 1] == '0' && buffer[length - 2] == '0' && buffer[length - 3] == '0')
            length -= 3;
        out.append(buffer, length);
    }
    out.append('Z');
    return out;
}

} // namespace Domain
