// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/placetext.h"

#include <QRegularExpression>

#include <cmath>

namespace Models::PlaceText {

namespace {

constexpr qsizetype LongestText = 200;
constexpr int Digits = 7;
constexpr double MinutesPerDegree = 60;
constexpr double SecondsPerDegree = 3'600;
constexpr double LargestLatitude = 90;
constexpr double LargestLongitude = 180;

/// One angle: a sign, degrees, and maybe minutes and seconds, with a compass letter before or behind. `first`: the
/// number of its first group, of five.
QString angle(int first)
{
    return QStringLiteral("([NSEW])?\\s*([+-]?\\d{1,3}(?:[.,]\\d{1,15})?)\\s*"
                          "(?:[°º]\\s*(?:(\\d{1,2}(?:[.,]\\d{1,15})?)\\s*['′’]\\s*"
                          "(?:(\\d{1,2}(?:[.,]\\d{1,15})?)\\s*(?:[\"″”]|'')\\s*)?)?)?(?(%1)|([NSEW])?)")
        .arg(first);
}

struct Reading
{
    double value = 0;
    QChar compass; ///< null: none
};

double number(QString text)
{
    return text.replace(u',', u'.').toDouble();
}

std::optional<Reading> readingOf(const QRegularExpressionMatch &match, int first)
{
    const QString before = match.captured(first), after = match.captured(first + 4);
    if (!before.isEmpty() && !after.isEmpty())
        return std::nullopt;
    const QString whole = match.captured(first + 1);
    const double minutes = number(match.captured(first + 2)), seconds = number(match.captured(first + 3));
    if (minutes >= MinutesPerDegree || seconds >= MinutesPerDegree)
        return std::nullopt;
    Reading reading;
    const bool negative = whole.startsWith(u'-');
    const double size = std::abs(number(whole)) + minutes / MinutesPerDegree + seconds / SecondsPerDegree;
    const QString compass = before + after;
    if (!compass.isEmpty())
        reading.compass = compass.at(0).toUpper();
    const bool below = reading.compass == u'S' || reading.compass == u'W';
    if (negative && !reading.compass.isNull())
        return std::nullopt; // twice the same, or a contradiction
    reading.value = negative || below ? -size : size;
    return reading;
}

QString cleaned(const QString &text)
{
    QString out = text.trimmed();
    out.replace(QChar(0x2212), u'-'); // the minus that is for reading
    if (out.startsWith(QLatin1String("geo:"), Qt::CaseInsensitive))
        out = out.mid(4).section(u';', 0, 0).section(u'?', 0, 0);
    if (out.startsWith(u'(') && out.endsWith(u')'))
        out = out.mid(1, out.size() - 2);
    return out;
}

} // namespace

std::optional<double> readDegrees(const QString &text)
{
    static const QRegularExpression one(QString(u'^' + angle(1) + u'$'), QRegularExpression::CaseInsensitiveOption);
    if (text.size() > LongestText)
        return std::nullopt;
    const QRegularExpressionMatch match = one.match(cleaned(text));
    if (!match.hasMatch())
        return std::nullopt;
    const auto reading = readingOf(match, 1);
    return reading ? std::optional(reading->value) : std::nullopt;
}

std::optional<Domain::GeoPoint> read(const QString &text)
{
    // A comma between both, unless commas are decimal ones.
    static const QRegularExpression two(
        QString(u'^' + angle(1) + QStringLiteral("(?:\\s*[;/|]\\s*|\\s*,\\s+|\\s+|,(?=[NSEW]))") + angle(6)
                + QStringLiteral("(?:\\s*[,;]?\\s+|[,;])?([+-]?\\d{1,5}(?:\\.\\d+)?)?\\s*m?$")),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression points(QStringLiteral(
        "^([+-]?\\d{1,3}\\.\\d+)\\s*,\\s*([+-]?\\d{1,3}\\.\\d+)(?:\\s*,\\s*([+-]?\\d{1,5})(?:\\.\\d+)?)?$"));
    if (text.size() > LongestText)
        return std::nullopt;
    const QString plain = cleaned(text);
    Domain::GeoPoint place;
    QString altitude;
    if (const auto match = points.match(plain); match.hasMatch()) {
        place.latitude = match.captured(1).toDouble();
        place.longitude = match.captured(2).toDouble();
        altitude = match.captured(3);
    } else {
        const QRegularExpressionMatch both = two.match(plain);
        if (!both.hasMatch())
            return std::nullopt;
        auto first = readingOf(both, 1), second = readingOf(both, 6);
        if (!first || !second || first->compass.isNull() != second->compass.isNull())
            return std::nullopt;
        const auto isEastWest
            = [](const Reading &reading) { return reading.compass == u'E' || reading.compass == u'W'; };
        if (!first->compass.isNull() && isEastWest(*first) == isEastWest(*second))
            return std::nullopt;
        if (isEastWest(*first))
            std::swap(first, second);
        place.latitude = first->value;
        place.longitude = second->value;
        altitude = both.captured(11);
    }
    if (std::abs(place.latitude) > LargestLatitude || std::abs(place.longitude) > LargestLongitude)
        return std::nullopt;
    place.altitude = int(std::lround(altitude.toDouble()));
    return place;
}

QString degrees(double value)
{
    QString out = QString::number(value, 'f', Digits);
    while (out.endsWith(u'0'))
        out.chop(1);
    if (out.endsWith(u'.'))
        out.chop(1);
    return out == u"-0" ? QStringLiteral("0") : out;
}

QString pair(const Domain::GeoPoint &place)
{
    return QString(degrees(place.latitude) + QStringLiteral(", ") + degrees(place.longitude));
}

QString mapLink(const Domain::GeoPoint &place)
{
    const QString latitude = degrees(place.latitude), longitude = degrees(place.longitude);
    return QStringLiteral("https://www.openstreetmap.org/?mlat=%1&mlon=%2#map=16/%1/%2").arg(latitude, longitude);
}

} // namespace Models::PlaceText
