// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What does not decide whether a device can be registered: texts, place, product.
#include "backend/import/rowwork.h"

#include <algorithm>
#include <cmath>

namespace Backend {

namespace {

using Domain::Generation;
using Domain::ImportField;
using Domain::ImportRule;
using Domain::ImportSeverity;
using Domain::ImportSheet;

constexpr qsizetype longestId = 36;
constexpr qsizetype longestName = 50;
constexpr qsizetype longestDescription = 2'000;
constexpr qsizetype longestText = 64;
constexpr qsizetype longestVersion = 32;

} // namespace

std::optional<bool> RowReader::choice(Work &work, ImportField field) const
{
    const QStringView text = cell(work, field);
    if (text.isEmpty())
        return std::nullopt;
    if (isOneOf(text, {"true", "yes", "1", "ja", "oui", "si", "x"}))
        return true;
    if (isOneOf(text, {"false", "no", "0", "nein", "non"}))
        return false;
    remark(work, columnOf(field), ImportRule::BadChoice, ImportSeverity::Error, {}, QStringLiteral("true, false"));
    return std::nullopt;
}

std::optional<double> RowReader::number(Work &work, ImportField field, double least, double most) const
{
    QString text = cell(work, field).toString();
    if (text.isEmpty())
        return std::nullopt;
    if (text.count(u',') == 1 && !text.contains(u'.'))
        text.replace(u',', u'.');
    bool ok = false;
    const double value = text.toDouble(&ok);
    const bool whole = field == ImportField::FCntUp || field == ImportField::Rx1Delay;
    const QString range = QString(QString::number(least, 'f', 0) + u'…' + QString::number(most, 'f', 0));
    if (!ok || !std::isfinite(value) || (whole && std::floor(value) != value)) {
        remark(work, columnOf(field), ImportRule::BadNumber, ImportSeverity::Error, {}, range);
        return std::nullopt;
    }
    if (value < least || value > most) {
        remark(work, columnOf(field), ImportRule::BadRange, ImportSeverity::Error, {}, range);
        return std::nullopt;
    }
    return value;
}

/// The text of a cell, or nothing when it is too long.
QString RowReader::limited(Work &work, ImportField field, qsizetype most) const
{
    const QString text = cell(work, field).toString();
    const int column = columnOf(field);
    if (m_sheet.traits(work.row, column) & ImportSheet::Error)
        remark(work, column, ImportRule::SheetError, ImportSeverity::Error);
    else if (text.contains(QChar(QChar::ReplacementCharacter)))
        remark(work, column, ImportRule::BadEncoding, ImportSeverity::Note);
    const qsizetype letters = text.toUcs4().size();
    if (letters <= most)
        return text;
    remark(work, column, ImportRule::TooLong, ImportSeverity::Error, QString::number(letters), QString::number(most));
    return {};
}

void RowReader::readTexts(Work &work) const
{
    const QString name = limited(work, ImportField::Name, m_isV3 ? longestName : longestDescription);
    const QString description = limited(work, ImportField::Description, longestDescription);
    if (!description.isEmpty())
        work.device.description = description;
    if (m_isV3 && !name.isEmpty())
        work.device.name = name;
    else if (!name.isEmpty() && work.device.description.isEmpty())
        work.device.description = name; // there are no names in v2
    if (m_isV3 && columnOf(ImportField::ClaimCode) >= 0) {
        const QString code = cell(work, ImportField::ClaimCode).toString();
        const bool fits = code.size() <= 32 && std::all_of(code.cbegin(), code.cend(), [](QChar c) {
                              return c.unicode() < 0x80 && c.isLetterOrNumber();
                          });
        if (fits)
            work.device.claimCode = code;
        else
            remark(work, columnOf(ImportField::ClaimCode), ImportRule::BadChoice, ImportSeverity::Error, {},
                   QStringLiteral("A–Z, a–z, 0–9, ≤ 32"));
    }
}

/// A serial number that servers do not keep is none that stops a device.
void RowReader::readSerial(Work &work) const
{
    const int column = columnOf(ImportField::Serial);
    const QStringView text = m_sheet.cell(work.row, column);
    if (text.isEmpty())
        return;
    const quint8 traits = m_sheet.traits(work.row, column);
    if (looksScientific(text) || (traits & ImportSheet::Scientific && text.contains(u'E', Qt::CaseInsensitive))) {
        remark(work, column, ImportRule::Scientific, ImportSeverity::Error);
    } else if (traits & ImportSheet::Error) {
        remark(work, column, ImportRule::SheetError, ImportSeverity::Error);
    } else if ((traits & ImportSheet::Number) && text.size() > 15) {
        remark(work, column, ImportRule::CutDigits, ImportSeverity::Doubt);
    } else if (traits & ImportSheet::Date) {
        remark(work, column, ImportRule::TurnedDate, ImportSeverity::Doubt);
    }
    if (!m_isV3)
        return;
    const QString serial = text.toString().toLower();
    if (Domain::isValidId(Generation::V3, serial))
        work.device.serialNumber = serial;
    else
        remark(work, column, ImportRule::BadSerial, ImportSeverity::Note);
}

void RowReader::readAttributes(Work &work) const
{
    for (const int column : m_attributes) {
        const QString value = m_sheet.cell(work.row, column).toString();
        const qsizetype most = m_isV3 ? 200 : longestText;
        const qsizetype length = m_isV3 ? value.toUcs4().size() : value.toUtf8().size();
        if (length > most)
            remark(work, column, ImportRule::TooLong, ImportSeverity::Error, QString::number(length),
                   QString::number(most));
        else if (!value.isEmpty())
            work.device.attributes.insert(m_plan.columns[std::size_t(column)].attribute, value);
    }
}

void RowReader::readPlace(Work &work) const
{
    const std::optional<double> latitude = number(work, ImportField::Latitude, -90, 90);
    const std::optional<double> longitude = number(work, ImportField::Longitude, -180, 180);
    const std::optional<double> altitude = number(work, ImportField::Altitude, -10'000, 100'000);
    if (latitude && longitude)
        work.device.location = Domain::GeoPoint{*latitude, *longitude, int(std::lround(altitude.value_or(0)))};
}

void RowReader::readNumbers(Work &work) const
{
    if (const std::optional<bool> wide = choice(work, ImportField::Counters32Bit))
        work.device.uses32BitCounters = *wide;
    QString delay = cell(work, ImportField::Rx1Delay).toString();
    if (!m_isV3 || delay.isEmpty())
        return;
    if (!work.device.mac)
        work.device.mac = Domain::MacSettings();
    if (delay.startsWith(u"RX_DELAY_")) {
        bool ok = false;
        const int seconds = delay.mid(9).toInt(&ok);
        if (ok && seconds >= 0 && seconds <= 15)
            work.device.mac->rx1Delay = std::max(seconds, 1);
        else
            remark(work, columnOf(ImportField::Rx1Delay), ImportRule::BadRange, ImportSeverity::Error, {},
                   QStringLiteral("1…15"));
    } else if (const std::optional<double> seconds = number(work, ImportField::Rx1Delay, 1, 15)) {
        work.device.mac->rx1Delay = int(*seconds);
    }
}

void RowReader::readProduct(Work &work) const
{
    if (!m_isV3)
        return;
    const auto take = [&](ImportField field, QString &into, qsizetype most) {
        const QString text = limited(work, field, most);
        if (!text.isEmpty())
            into = text;
    };
    take(ImportField::Brand, work.device.versionIds.brand, longestId);
    take(ImportField::Model, work.device.versionIds.model, longestId);
    take(ImportField::Hardware, work.device.versionIds.hardware, longestVersion);
    take(ImportField::Firmware, work.device.versionIds.firmware, longestVersion);
    take(ImportField::Band, work.device.versionIds.band, longestVersion);
    const auto profile = [&](ImportField field, quint32 &into) {
        if (cell(work, field).isEmpty())
            return;
        const HexCell read = hex(work, field, 2);
        if (read.bytes.size() == 2)
            into = quint32(quint8(read.bytes[0])) << 8 | quint8(read.bytes[1]);
    };
    profile(ImportField::Vendor, work.device.profileIds.vendor);
    profile(ImportField::VendorProfile, work.device.profileIds.profile);
}

} // namespace Backend
