// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/rowreader.h"

#include "backend/domain/hexinput.h"
#include "backend/domain/lorawanversions.h"
#include "backend/import/rowwork.h"

#include <algorithm>

namespace Backend {

namespace {

using Domain::Aes128Key;
using Domain::Device;
using Domain::Eui;
using Domain::Generation;
using Domain::ImportField;
using Domain::ImportRule;
using Domain::ImportSeverity;
using Domain::ImportSheet;

constexpr int longestId = 36;
constexpr qsizetype longestText = 64;

template <typename Identifier>
Identifier identifierOf(const QByteArray &bytes)
{
    quint64 value = 0;
    for (const char byte : bytes)
        value = value << 8 | quint8(byte);
    return Identifier(value);
}

} // namespace

RowReader::RowReader(const ImportSheet &sheet, Domain::ImportPlan plan, const Domain::ImportSurroundings *surroundings)
    : m_sheet(sheet)
    , m_plan(std::move(plan))
    , m_surroundings(surroundings)
    , m_isV3(m_plan.generation == Generation::V3)
    , m_template(m_plan.idTemplate)
{
    m_columnOf.fill(-1);
    for (std::size_t column = 0; column < m_plan.columns.size(); ++column) {
        const ImportField field = m_plan.columns[column].field;
        if (field == ImportField::Attribute)
            m_attributes.push_back(int(column));
        if (field == ImportField::FCntDown)
            m_downCounters.push_back(int(column));
        if (m_columnOf[std::size_t(field)] < 0)
            m_columnOf[std::size_t(field)] = int(column);
    }
    for (int column = 0; m_plan.headerRow >= 0 && column < sheet.cellCount(m_plan.headerRow); ++column) {
        const QString head = sheet.cell(m_plan.headerRow, column).toString().toLower();
        if (!head.isEmpty() && !m_columnsByHead.contains(head))
            m_columnsByHead.insert(head, column);
    }
}

RowReader::Findings RowReader::planFindings() const
{
    Findings out;
    const auto add = [&out](int column, ImportRule rule, const QString &fact, const QString &other = {}) {
        out.push_back({-1, column, rule, ImportSeverity::Error, fact, other});
    };
    static const QStringList own{QStringLiteral("prefix"),  QStringLiteral("serial"),  QStringLiteral("deveui"),
                                 QStringLiteral("joineui"), QStringLiteral("devaddr"), QStringLiteral("name")};
    for (const QString &name : m_template.names()) {
        if (!own.contains(name) && !m_columnsByHead.contains(name))
            add(-1, ImportRule::UnknownName, name);
    }
    for (const int column : m_attributes) {
        const QString &name = m_plan.columns[std::size_t(column)].attribute;
        if (m_isV3 ? !Domain::isValidId(Generation::V3, name) : name.isEmpty() || name.toUtf8().size() > longestText)
            add(column, ImportRule::BadAttributeName, name);
    }
    const int most = m_isV3 ? 10 : 5;
    if (int(m_attributes.size()) + m_plan.defaults.attributes.size() > most)
        add(-1, ImportRule::TooManyAttributes, {}, QString::number(most));
    return out;
}

bool RowReader::has(ImportField field) const
{
    if (columnOf(field) >= 0)
        return true;
    const Device &defaults = m_plan.defaults;
    switch (field) {
    case ImportField::JoinEui:
        return defaults.joinEui.has_value();
    case ImportField::AppKey:
        return defaults.appKey.has_value();
    case ImportField::FrequencyPlan:
        return defaults.radio && !defaults.radio->frequencyPlan.isEmpty();
    case ImportField::MacVersion:
        return defaults.radio && !defaults.radio->macVersion.isEmpty();
    case ImportField::PhyVersion:
        return defaults.radio && !defaults.radio->phyVersion.isEmpty();
    default:
        return false;
    }
}

QStringView RowReader::cell(const Work &work, ImportField field) const
{
    return m_sheet.cell(work.row, columnOf(field));
}

void RowReader::remark(Work &work, int column, ImportRule rule, ImportSeverity severity, const QString &fact,
                       const QString &other) const
{
    if (work.findings)
        work.findings->push_back({work.row, column, rule, severity, fact, other});
}

void RowReader::missing(Work &work, ImportField field) const
{
    remark(work, columnOf(field), ImportRule::Missing, ImportSeverity::Error, QString::number(int(field)));
}

Device RowReader::read(int row, Findings *findings) const
{
    Work work{row, m_plan.defaults, findings, true};
    work.device.application = m_plan.application;
    readIds(work);
    readRadio(work);
    readKeys(work);
    readTexts(work);
    readSerial(work);
    readAttributes(work);
    readPlace(work);
    readProduct(work);
    readNumbers(work);
    makeId(work);
    return work.device;
}

HexCell RowReader::hex(Work &work, ImportField field, int bytes) const
{
    const int column = columnOf(field);
    HexCell cell = readHexCell(m_sheet.cell(work.row, column), m_sheet.traits(work.row, column), bytes,
                               m_plan.columns[std::size_t(column)].reversed);
    if (cell.rule) {
        const bool counts = *cell.rule == ImportRule::WrongLength || *cell.rule == ImportRule::LostZeros;
        remark(work, column, *cell.rule, cell.severity, counts ? QString::number(cell.digits) : QString(),
               counts ? QString::number(bytes * 2) : QString());
    }
    return cell;
}

template <typename Identifier>
std::optional<Identifier> RowReader::identifier(Work &work, ImportField field) const
{
    if (cell(work, field).isEmpty())
        return std::nullopt;
    const HexCell read = hex(work, field, Identifier::byteCount);
    return read.bytes.isEmpty() ? std::nullopt : std::optional(identifierOf<Identifier>(read.bytes));
}

std::optional<Aes128Key> RowReader::key(Work &work, ImportField field) const
{
    if (cell(work, field).isEmpty())
        return std::nullopt;
    const HexCell read = hex(work, field, Aes128Key::byteCount);
    std::optional<Aes128Key> key = Aes128Key::fromBytes(read.bytes);
    if (key && key->isZero()) {
        remark(work, columnOf(field), ImportRule::ZeroKey, ImportSeverity::Error);
        return std::nullopt;
    }
    return key;
}

void RowReader::readIds(Work &work) const
{
    work.device.devEui = identifier<Eui>(work, ImportField::DevEui);
    if (work.device.devEui && work.device.devEui->isZero())
        remark(work, columnOf(ImportField::DevEui), ImportRule::ZeroEui, ImportSeverity::Error);
    else if (work.device.devEui && Domain::looksReversed(*work.device.devEui))
        remark(work, columnOf(ImportField::DevEui), ImportRule::LooksReversed, ImportSeverity::Doubt);
    if (const std::optional<Eui> eui = identifier<Eui>(work, ImportField::JoinEui))
        work.device.joinEui = eui;
}

/// Over the air or personalized: as the row says, else as the plan says, else by what is there.
void RowReader::readKeys(Work &work) const
{
    const QStringView told = cell(work, ImportField::Activation);
    if (!told.isEmpty()) {
        if (isOneOf(told, {"otaa", "over the air", "join", "true", "yes", "1", "ja", "oui"}))
            work.joins = true;
        else if (isOneOf(told, {"abp", "personalized", "personalization", "false", "no", "0", "nein", "non"}))
            work.joins = false;
        else
            remark(work, columnOf(ImportField::Activation), ImportRule::BadChoice, ImportSeverity::Error, {},
                   QStringLiteral("OTAA, ABP"));
    } else if (m_plan.joins) {
        work.joins = *m_plan.joins;
    } else {
        const bool hasRoot = !cell(work, ImportField::AppKey).isEmpty() || m_plan.defaults.appKey;
        work.joins = hasRoot || cell(work, ImportField::Address).isEmpty();
    }
    if (work.device.radio)
        work.device.radio->supportsJoin = work.joins;
    if (work.joins)
        readOverTheAir(work);
    else
        readSession(work);
    const bool isNew = work.device.radio && Domain::LorawanVersions::needsDevEui(work.device.radio->macVersion);
    if (cell(work, ImportField::DevEui).isEmpty() && (work.joins || isNew || !m_isV3))
        missing(work, ImportField::DevEui);
    if (!work.device.joinEui && cell(work, ImportField::JoinEui).isEmpty() && (work.joins || !m_isV3))
        missing(work, ImportField::JoinEui);
}

void RowReader::readOverTheAir(Work &work) const
{
    // What only a session has is not looked at: vendors give both for the same device.
    const bool hasOwn = !cell(work, ImportField::AppKey).isEmpty();
    if (hasOwn)
        work.device.appKey = key(work, ImportField::AppKey);
    else if (!work.device.appKey)
        missing(work, ImportField::AppKey);
    if (!m_isV3 || !work.device.radio || !Domain::LorawanVersions::hasNetworkKeys(work.device.radio->macVersion)) {
        work.device.nwkKey.reset();
        return;
    }
    if (!cell(work, ImportField::NwkKey).isEmpty())
        work.device.nwkKey = key(work, ImportField::NwkKey);
    else if (!work.device.nwkKey)
        missing(work, ImportField::NwkKey);
}

void RowReader::readSession(Work &work) const
{
    work.device.appKey.reset();
    work.device.nwkKey.reset();
    work.device.devAddr = identifier<Domain::DevAddr>(work, ImportField::Address);
    if (cell(work, ImportField::Address).isEmpty())
        missing(work, ImportField::Address);
    else if (work.device.devAddr && work.device.devAddr->isZero())
        remark(work, columnOf(ImportField::Address), ImportRule::ZeroEui, ImportSeverity::Error);
    const auto session = [&](ImportField field) {
        if (cell(work, field).isEmpty())
            missing(work, field);
        return key(work, field);
    };
    work.device.nwkSKey = session(ImportField::NwkSKey);
    work.device.appSKey = session(ImportField::AppSKey);
    if (m_isV3 && work.device.radio && Domain::LorawanVersions::hasNetworkKeys(work.device.radio->macVersion)) {
        work.device.sNwkSIntKey = session(ImportField::SNwkSIntKey);
        work.device.nwkSEncKey = session(ImportField::NwkSEncKey);
    }
    if (const std::optional<double> up = number(work, ImportField::FCntUp, 0, 4'294'967'295.0))
        work.device.fCntUp = quint32(*up);
    for (const int column : m_downCounters) {
        bool ok = false;
        const QStringView text = m_sheet.cell(work.row, column);
        const quint32 count = text.toUInt(&ok);
        if (ok)
            work.device.fCntDown = std::max(work.device.fCntDown.value_or(0), count);
        else if (!text.isEmpty())
            remark(work, column, ImportRule::BadNumber, ImportSeverity::Error, {}, QStringLiteral("0…4294967295"));
    }
}

void RowReader::readRadio(Work &work) const
{
    if (!m_isV3) {
        work.device.radio.reset();
        return;
    }
    Domain::RadioProfile radio = work.device.radio.value_or(Domain::RadioProfile());
    if (const QStringView plan = cell(work, ImportField::FrequencyPlan); !plan.isEmpty()) {
        radio.frequencyPlan = plan.toString();
        const bool known = !m_surroundings || m_surroundings->frequencyPlans.isEmpty()
            || m_surroundings->frequencyPlans.contains(radio.frequencyPlan);
        if (!known || plan.size() > longestText)
            remark(work, columnOf(ImportField::FrequencyPlan), ImportRule::UnknownPlan, ImportSeverity::Error,
                   radio.frequencyPlan);
    }
    if (radio.frequencyPlan.isEmpty())
        missing(work, ImportField::FrequencyPlan);
    const auto version = [&](ImportField field, QString &into, QString (*nameOf)(QStringView)) {
        const QStringView text = cell(work, field);
        if (!text.isEmpty()) {
            into = nameOf(text);
            if (into.isEmpty())
                remark(work, columnOf(field), ImportRule::UnknownVersion, ImportSeverity::Error, text.toString());
        } else if (into.isEmpty()) {
            missing(work, field);
        }
    };
    version(ImportField::MacVersion, radio.macVersion, &Domain::LorawanVersions::readMac);
    version(ImportField::PhyVersion, radio.phyVersion, &Domain::LorawanVersions::readPhy);
    if (!radio.macVersion.isEmpty() && !radio.phyVersion.isEmpty()
        && !Domain::LorawanVersions::fitTogether(radio.macVersion, radio.phyVersion))
        remark(work, columnOf(ImportField::PhyVersion), ImportRule::VersionsMismatch, ImportSeverity::Error,
               radio.macVersion, radio.phyVersion);
    if (const QStringView told = cell(work, ImportField::DeviceClass); !told.isEmpty()) {
        const QChar last = told.back().toUpper();
        const bool known = (last == u'A' || last == u'B' || last == u'C') && told.size() <= 10;
        if (!known)
            remark(work, columnOf(ImportField::DeviceClass), ImportRule::BadChoice, ImportSeverity::Error, {},
                   QStringLiteral("A, B, C"));
        radio.supportsClassB = known && last == u'B';
        radio.supportsClassC = known && last == u'C';
    }
    radio.supportsClassB = choice(work, ImportField::SupportsClassB).value_or(radio.supportsClassB);
    radio.supportsClassC = choice(work, ImportField::SupportsClassC).value_or(radio.supportsClassC);
    work.device.radio = radio;
}

QString RowReader::valueFor(const Work &work, const QString &name) const
{
    if (name == u"prefix")
        return m_plan.prefix;
    if (name == u"deveui")
        return work.device.devEui ? work.device.devEui->toString() : QString();
    if (name == u"joineui")
        return work.device.joinEui ? work.device.joinEui->toString() : QString();
    if (name == u"devaddr")
        return work.device.devAddr ? work.device.devAddr->toString() : QString();
    if (name == u"serial" && columnOf(ImportField::Serial) >= 0)
        return cell(work, ImportField::Serial).toString();
    if (name == u"name" && columnOf(ImportField::Name) >= 0)
        return cell(work, ImportField::Name).toString();
    return m_sheet.cell(work.row, m_columnsByHead.value(name, -1)).toString();
}

void RowReader::makeId(Work &work) const
{
    const bool fromColumn = m_template.isEmpty();
    const int column = fromColumn ? columnOf(ImportField::DeviceId) : -1;
    bool complete = true;
    const QString raw = fromColumn ? m_sheet.cell(work.row, column).toString()
                                   : m_template.apply(
                                       [&](const QString &name) {
                                           QString value = valueFor(work, name);
                                           complete = complete && !value.isEmpty();
                                           return value;
                                       },
                                       qint64(m_plan.firstNumber) + work.row - firstRow());
    if (fromColumn && looksScientific(raw)) {
        remark(work, column, ImportRule::Scientific, ImportSeverity::Error);
        return;
    }
    const QString id = complete ? idFrom(raw, m_plan.generation) : QString();
    if (id.isEmpty()) {
        remark(work, column, ImportRule::IdEmpty, ImportSeverity::Error);
        return;
    }
    work.device.id = id;
    if (Domain::isValidId(m_plan.generation, id)) {
        if (fromColumn && id != raw)
            remark(work, column, ImportRule::IdChanged, ImportSeverity::Note, id);
    } else if (id.size() > longestId) {
        remark(work, column, ImportRule::IdTooLong, ImportSeverity::Error, id, QString::number(longestId));
    } else {
        remark(work, column, ImportRule::IdTooShort, ImportSeverity::Error, id);
    }
}

} // namespace Backend
