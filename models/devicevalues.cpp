// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicevalues.h"

#include "backend/domain/hexinput.h"
#include "models/placetext.h"

#include <QRegularExpression>

#include <cmath>

namespace Models::DeviceValues {

using Domain::MacSettings;
using Field = DeviceField;

namespace {

constexpr double HertzPerMegahertz = 1'000'000;
constexpr int MegahertzDigits = 6;

template <typename Value>
QString numberText(const std::optional<Value> &value)
{
    return value ? QString::number(*value) : QString();
}

QString frequencyText(const std::optional<quint64> &hertz)
{
    return hertz ? megahertz(*hertz) : QString();
}

template <typename Identifier>
QString idText(const std::optional<Identifier> &id)
{
    return id ? id->toString() : QString();
}

QString keyText(const std::optional<Domain::Aes128Key> &key)
{
    return key && !key->isZero() ? key->toHex() : QString();
}

QString adrText(const std::optional<MacSettings::Adr> &adr)
{
    if (!adr)
        return {};
    switch (*adr) {
    case MacSettings::Adr::Dynamic:
        return QStringLiteral("dynamic");
    case MacSettings::Adr::Static:
        return QStringLiteral("static");
    case MacSettings::Adr::Disabled:
        return QStringLiteral("disabled");
    }
    return {};
}

std::optional<MacSettings::Adr> adrOf(const QString &text)
{
    for (const auto adr : {MacSettings::Adr::Dynamic, MacSettings::Adr::Static, MacSettings::Adr::Disabled}) {
        if (text == adrText(adr))
            return adr;
    }
    return std::nullopt;
}

/// A value of an attribute may have line breaks; each pair is to stay on a line of its own.
QString escaped(QString value)
{
    return value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\n', QStringLiteral("\\n"));
}

QString unescaped(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text.at(i) == u'\\' && i + 1 < text.size();
        if (pair && text.at(i + 1) == u'n')
            out += u'\n';
        else if (pair && text.at(i + 1) == u'\\')
            out += u'\\';
        else {
            out += text.at(i);
            continue;
        }
        ++i;
    }
    return out;
}

QString attributeLines(const QMap<QString, QString> &attributes)
{
    QStringList lines;
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        lines << QString(it.key() + QStringLiteral(" = ") + escaped(it.value()));
    return lines.join(u'\n');
}

void setRadio(Texts &texts, const Domain::RadioProfile &radio)
{
    at(texts, Field::FrequencyPlan) = radio.frequencyPlan;
    at(texts, Field::MacVersion) = radio.macVersion;
    at(texts, Field::PhyVersion) = radio.phyVersion;
    at(texts, Field::ClassB) = switchText(radio.supportsClassB);
    at(texts, Field::ClassC) = switchText(radio.supportsClassC);
}

void setMac(Texts &texts, const MacSettings &mac)
{
    at(texts, Field::Adr) = adrText(mac.adr);
    at(texts, Field::AdrMargin) = numberText(mac.adrMargin);
    at(texts, Field::StaticDataRate) = numberText(mac.staticDataRate);
    at(texts, Field::StaticTxPower) = numberText(mac.staticTxPower);
    at(texts, Field::StaticRepetitions) = numberText(mac.staticRepetitions);
    at(texts, Field::Rx1Delay) = numberText(mac.rx1Delay);
    at(texts, Field::DesiredRx1Delay) = numberText(mac.desiredRx1Delay);
    at(texts, Field::Rx1DataRateOffset) = numberText(mac.rx1DataRateOffset);
    at(texts, Field::DesiredRx1DataRateOffset) = numberText(mac.desiredRx1DataRateOffset);
    at(texts, Field::Rx2DataRate) = numberText(mac.rx2DataRate);
    at(texts, Field::DesiredRx2DataRate) = numberText(mac.desiredRx2DataRate);
    at(texts, Field::Rx2Frequency) = frequencyText(mac.rx2Frequency);
    at(texts, Field::DesiredRx2Frequency) = frequencyText(mac.desiredRx2Frequency);
    QStringList presets;
    for (const quint64 frequency : mac.presetFrequencies)
        presets << megahertz(frequency);
    at(texts, Field::PresetFrequencies) = presets.join(QStringLiteral(", "));
    at(texts, Field::MaxDutyCycle) = numberText(mac.maxDutyCycle);
    at(texts, Field::ClassBTimeout) = numberText(mac.classBTimeout);
    at(texts, Field::PingSlotPeriod) = numberText(mac.pingSlotPeriod);
    at(texts, Field::PingSlotDataRate) = numberText(mac.pingSlotDataRate);
    at(texts, Field::PingSlotFrequency) = frequencyText(mac.pingSlotFrequency);
    at(texts, Field::BeaconFrequency) = frequencyText(mac.beaconFrequency);
    at(texts, Field::ClassCTimeout) = numberText(mac.classCTimeout);
    at(texts, Field::StatusSeconds) = numberText(mac.statusEverySeconds);
    at(texts, Field::StatusUplinks) = numberText(mac.statusEveryUplinks);
    at(texts, Field::SchedulesDownlinks) = switchText(mac.schedulesDownlinks.value_or(true));
}

void setFormatters(Texts &texts, const std::optional<Domain::Formatters> &formatters)
{
    at(texts, Field::InheritsFormatters) = switchText(!formatters);
    const auto none
        = [](const QString &formatter) { return formatter.isEmpty() ? QStringLiteral("FORMATTER_NONE") : formatter; };
    const Domain::Formatters own = formatters.value_or(Domain::Formatters());
    at(texts, Field::FormatterUp) = none(own.up);
    at(texts, Field::ParameterUp) = own.upParameter;
    at(texts, Field::FormatterDown) = none(own.down);
    at(texts, Field::ParameterDown) = own.downParameter;
}

} // namespace

Texts textsOf(const Domain::Device &device)
{
    Texts texts;
    at(texts, Field::Name) = device.name;
    at(texts, Field::Description) = device.description;
    at(texts, Field::Attributes) = attributeLines(device.attributes);
    at(texts, Field::SerialNumber) = device.serialNumber;
    at(texts, Field::DevEui) = idText(device.devEui);
    at(texts, Field::JoinEui) = idText(device.joinEui);
    setRadio(texts, device.radio.value_or(Domain::RadioProfile()));
    at(texts, Field::ActivationConstraints) = device.activationConstraints;
    at(texts, Field::AppKey) = keyText(device.appKey);
    at(texts, Field::NwkKey) = keyText(device.nwkKey);
    at(texts, Field::NwkSKey) = keyText(device.nwkSKey);
    at(texts, Field::SNwkSIntKey) = keyText(device.sNwkSIntKey);
    at(texts, Field::NwkSEncKey) = keyText(device.nwkSEncKey);
    at(texts, Field::AppSKey) = keyText(device.appSKey);
    at(texts, Field::DevAddr) = device.devAddr && !device.devAddr->isZero() ? device.devAddr->toString() : QString();
    at(texts, Field::FCntUp) = numberText(device.fCntUp);
    at(texts, Field::FCntDown) = numberText(device.fCntDown);
    at(texts, Field::ChecksCounters) = switchText(device.checksCounters);
    at(texts, Field::Uses32BitCounters) = switchText(device.uses32BitCounters);
    at(texts, Field::ResetsJoinNonces) = switchText(device.resetsJoinNonces.value_or(false));
    setMac(texts, device.mac.value_or(MacSettings()));
    if (device.location) {
        at(texts, Field::Latitude) = PlaceText::degrees(device.location->latitude);
        at(texts, Field::Longitude) = PlaceText::degrees(device.location->longitude);
        at(texts, Field::Altitude) = QString::number(device.location->altitude);
    }
    setFormatters(texts, device.formatters);
    return texts;
}

Texts textsOf(const MacSettings &settings)
{
    Texts texts;
    setMac(texts, settings);
    return texts;
}

QString canonical(DeviceField field, const QString &text)
{
    const QString plain = text.trimmed();
    const auto of = [&plain](const auto &value, const auto &word) { return value ? word(*value) : plain; };
    if (isKey(field))
        return of(key(plain), [](const auto &value) { return value.isZero() ? QString() : value.toHex(); });
    switch (field) {
    case Field::Name:
    case Field::Description:
    case Field::ParameterUp:
    case Field::ParameterDown:
        return text; // blanks around are a part of them
    case Field::Attributes:
        return attributeLines(attributes(text));
    case Field::DevEui:
    case Field::JoinEui:
        return of(eui(plain), [](const auto &value) { return value.toString(); });
    case Field::DevAddr:
        return of(devAddr(plain), [](const auto &value) { return value.toString(); });
    case Field::Latitude:
    case Field::Longitude:
        return of(PlaceText::readDegrees(plain), PlaceText::degrees);
    case Field::AdrMargin:
        return of(decimal(plain), [](double value) { return QString::number(value); });
    case Field::Rx2Frequency:
    case Field::DesiredRx2Frequency:
    case Field::PingSlotFrequency:
    case Field::BeaconFrequency:
        return of(hertz(plain), megahertz);
    case Field::FCntUp:
    case Field::FCntDown:
        return of(counter(plain), [](quint32 value) { return QString::number(value); });
    default:
        break;
    }
    const bool isNumber = kindOf(field) == FieldKind::Line
        && (sectionOf(field) == DeviceSection::Mac || field == Field::Altitude) && field != Field::PresetFrequencies;
    return isNumber ? of(number(plain), [](int value) { return QString::number(value); }) : plain;
}

MacSettings macSettings(const Texts &texts)
{
    const auto numberOf = [&texts](Field field) { return number(at(texts, field)); };
    const auto hertzOf = [&texts](Field field) { return hertz(at(texts, field)); };
    MacSettings mac;
    mac.adr = adrOf(at(texts, Field::Adr));
    if (mac.adr == MacSettings::Adr::Dynamic)
        mac.adrMargin = decimal(at(texts, Field::AdrMargin));
    if (mac.adr == MacSettings::Adr::Static) {
        mac.staticDataRate = numberOf(Field::StaticDataRate);
        mac.staticTxPower = numberOf(Field::StaticTxPower);
        mac.staticRepetitions = numberOf(Field::StaticRepetitions);
    }
    mac.rx1Delay = numberOf(Field::Rx1Delay);
    mac.desiredRx1Delay = numberOf(Field::DesiredRx1Delay);
    mac.rx1DataRateOffset = numberOf(Field::Rx1DataRateOffset);
    mac.desiredRx1DataRateOffset = numberOf(Field::DesiredRx1DataRateOffset);
    mac.rx2DataRate = numberOf(Field::Rx2DataRate);
    mac.desiredRx2DataRate = numberOf(Field::DesiredRx2DataRate);
    mac.rx2Frequency = hertzOf(Field::Rx2Frequency);
    mac.desiredRx2Frequency = hertzOf(Field::DesiredRx2Frequency);
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    const QStringList presets = at(texts, Field::PresetFrequencies).split(between, Qt::SkipEmptyParts);
    for (const QString &preset : presets) {
        if (const auto frequency = hertz(preset))
            mac.presetFrequencies << *frequency;
    }
    mac.maxDutyCycle = numberOf(Field::MaxDutyCycle);
    mac.classBTimeout = numberOf(Field::ClassBTimeout);
    mac.pingSlotPeriod = numberOf(Field::PingSlotPeriod);
    mac.pingSlotDataRate = numberOf(Field::PingSlotDataRate);
    mac.pingSlotFrequency = hertzOf(Field::PingSlotFrequency);
    mac.beaconFrequency = hertzOf(Field::BeaconFrequency);
    mac.classCTimeout = numberOf(Field::ClassCTimeout);
    mac.statusEverySeconds = numberOf(Field::StatusSeconds);
    mac.statusEveryUplinks = numberOf(Field::StatusUplinks);
    if (!isOn(at(texts, Field::SchedulesDownlinks)))
        mac.schedulesDownlinks = false;
    return mac;
}

QMap<QString, QString> attributes(const QString &lines)
{
    QMap<QString, QString> out;
    const QStringList all = lines.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : all) {
        if (!line.trimmed().isEmpty())
            out.insert(line.section(u'=', 0, 0).trimmed(), unescaped(line.section(u'=', 1).trimmed()));
    }
    return out;
}

std::optional<Domain::Aes128Key> key(const QString &text)
{
    return Domain::readHex(text, Domain::Aes128Key::byteCount).key();
}

std::optional<Domain::Eui> eui(const QString &text)
{
    return Domain::readHex(text, Domain::Eui::byteCount).eui();
}

std::optional<Domain::DevAddr> devAddr(const QString &text)
{
    return Domain::readHex(text, Domain::DevAddr::byteCount).devAddr();
}

std::optional<quint32> counter(const QString &text)
{
    bool ok = false;
    const quint32 value = QString(text).remove(u' ').remove(QChar(0x2009)).toUInt(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<quint64> hertz(const QString &megahertz)
{
    const auto value = decimal(megahertz);
    constexpr double Largest = 100'000;
    if (!value || *value < 0 || *value > Largest)
        return std::nullopt;
    return quint64(std::llround(*value * HertzPerMegahertz));
}

QString megahertz(quint64 hertz)
{
    QString out = QString::number(double(hertz) / HertzPerMegahertz, 'f', MegahertzDigits);
    while (out.endsWith(u'0'))
        out.chop(1);
    return out.endsWith(u'.') ? out.chopped(1) : out;
}

std::optional<int> number(const QString &text)
{
    bool ok = false;
    const int value = text.trimmed().toInt(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

std::optional<double> decimal(const QString &text)
{
    bool ok = false;
    const double value = text.trimmed().replace(u',', u'.').toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace Models::DeviceValues
