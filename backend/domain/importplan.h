// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/device.h"
#include "backend/domain/importsheet.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>
#include <utility>
#include <vector>

namespace Domain {

/// What a column of a sheet can mean.
enum class ImportField : quint8 {
    None, ///< not used; an id can be made of it all the same
    DeviceId,
    DevEui,
    JoinEui, ///< AppEUI
    AppKey,
    NwkKey,
    Address, ///< DevAddr
    NwkSKey, ///< LoRaWAN 1.1: FNwkSIntKey
    SNwkSIntKey,
    NwkSEncKey,
    AppSKey,
    FCntUp,
    FCntDown, ///< the higher one where there are two columns
    Name,
    Description,
    Attribute, ///< ImportColumn::attribute is its name
    Serial,
    ClaimCode,
    Activation, ///< OTAA, ABP; or whether it joins
    DeviceClass, ///< A, B, C
    SupportsClassB,
    SupportsClassC,
    FrequencyPlan,
    MacVersion,
    PhyVersion,
    Brand,
    Model,
    Hardware,
    Firmware,
    Band,
    Vendor, ///< LoRa Alliance's number
    VendorProfile,
    Latitude,
    Longitude,
    Altitude,
    Rx1Delay,
    Counters32Bit,
    FieldCount
};

/// What one column of the sheet is.
struct ImportColumn
{
    ImportField field = ImportField::None;
    QString attribute;
    bool reversed = false; ///< EUIs, addresses and keys stand with their least significant byte first
    friend bool operator==(const ImportColumn &, const ImportColumn &) = default;
};

/// How a sheet becomes devices. Value type.
struct ImportPlan
{
    Generation generation = Generation::V3;
    QString application;
    int sheet = 0;
    int headerRow = -1; ///< the row with the columns' names: rows before it are no devices. -1: no such row
    std::vector<ImportColumn> columns;
    /// `{prefix}-{serial}`, `eui-{deveui}`, `{n:000}` counts; any column's name stands for its cell. Empty: as in the
    /// column DeviceId.
    QString idTemplate;
    QString prefix; ///< for {prefix}
    int firstNumber = 1; ///< for {n}
    /// What rows have that do not say otherwise: JoinEUI, radio, class, MAC settings, formatters, product, attributes.
    Device defaults;
    /// Over the air or personalized, where a row does not say. nullopt: by the keys that it has.
    std::optional<bool> joins;
    /// Rows with a doubt (a digit that a spreadsheet may have cut off) are registered, too.
    bool acceptsDoubts = false;
};

/// Why something of a sheet is worth a word. `fact` and `other` of the finding as told here.
enum class ImportRule : quint8 {
    Missing, ///< the field has no value. fact: number of the ImportField
    NotHex, ///< letters that are no hexadecimal digits
    WrongLength, ///< fact: digits there are; other: digits there must be
    Scientific, ///< a spreadsheet made 7.0B3E+15 of it
    CutDigits, ///< spreadsheets keep 15 digits of a number, and the others are zero here
    LostZeros, ///< shorter than it must be, and digits only. fact, other as WrongLength
    TurnedDate, ///< a spreadsheet made a date of it
    SheetError, ///< #N/A and the like
    BadEncoding, ///< letters that could not be read
    LooksReversed, ///< a manufacturer's prefix stands at the wrong end
    ZeroEui,
    ZeroKey,
    RepeatedKey, ///< fact: number of a row that has it, too
    DuplicateEui, ///< fact: number of the other row in the file
    KnownEui, ///< fact: id of the registered device
    DuplicateId, ///< fact: the id; other: number of the other row
    KnownId, ///< fact: the id
    IdChanged, ///< letters that ids must not have were replaced. fact: the id
    IdEmpty,
    IdTooShort, ///< fact: the id
    IdTooLong, ///< fact: the id; other: how long it may be
    BadNumber, ///< no number. other: what it must be
    BadRange, ///< other: what it must be
    BadChoice, ///< none of the words. other: the words
    UnknownPlan, ///< fact: the plan
    UnknownVersion, ///< fact: the version
    VersionsMismatch, ///< fact: the LoRaWAN version; other: that of the regional parameters
    TooLong, ///< fact: letters there are; other: letters there may be
    BadAttributeName, ///< fact: the name; a finding of the plan
    TooManyAttributes, ///< other: how many there may be; a finding of the plan
    BadSerial, ///< other: the rule
    UnknownName, ///< the id template names what there is not. fact: the name; a finding of the plan
    RuleCount
};

enum class ImportSeverity : quint8 {
    Fine,
    Note, ///< registered all the same
    Doubt, ///< registered with ImportPlan::acceptsDoubts only
    Error, ///< never registered
};

/// One remark on one cell, row or plan.
struct ImportFinding
{
    int row = -1; ///< of the sheet; -1: the plan
    int column = -1; ///< -1: the row as a whole
    ImportRule rule = ImportRule::Missing;
    ImportSeverity severity = ImportSeverity::Error;
    QString fact;
    QString other;
};

/// What will be done with one row.
struct ImportRowCheck
{
    QString id; ///< that the device gets; empty: none could be made
    ImportSeverity severity = ImportSeverity::Fine; ///< the worst
    quint32 firstFinding = 0; ///< in ImportCheck::findings
    quint32 findings = 0;
    bool joins = true;
};

/// Calls and time that an import needs.
struct ImportEstimate
{
    qint64 calls = 0;
    qint64 seconds = 0; ///< at best: the network may ask for a slower pace
};

/// What a sheet comes to under a plan.
struct ImportCheck
{
    ImportPlan plan;
    std::vector<ImportRowCheck> rows; ///< of all rows of the sheet; those up to the header row are Fine and without id
    std::vector<ImportFinding> findings; ///< sorted by row; those of the plan come first
    QList<ImportField> lacks; ///< what no row has, and what can be set once for all
    int firstRow = 0; ///< behind the header row
    int ready = 0; ///< rows that are Fine or Note
    int doubtful = 0;
    int wrong = 0;
    ImportEstimate estimate; ///< of what isSent()

    [[nodiscard]] bool isSent(int row) const
    {
        const ImportSeverity severity = rows[std::size_t(row)].severity;
        return row >= firstRow
            && (severity <= ImportSeverity::Note || (severity == ImportSeverity::Doubt && plan.acceptsDoubts));
    }
    [[nodiscard]] int sentCount() const { return ready + (plan.acceptsDoubts ? doubtful : 0); }
};

/// What the network has already, and what it has to choose from. Value type; empty where it is not known.
struct ImportSurroundings
{
    QHash<QString, QString> euisById; ///< registered devices: JoinEUI and DevEUI, see euiPair(); may be empty
    QHash<QString, QString> idsByEuis;
    QSet<QString> frequencyPlans; ///< empty: any will do

    [[nodiscard]] static QString euiPair(std::optional<Eui> joinEui, std::optional<Eui> devEui)
    {
        return joinEui.value_or(Eui()).toString() + devEui.value_or(Eui()).toString();
    }
    void add(const Device &device)
    {
        const QString pair = device.devEui ? euiPair(device.joinEui, device.devEui) : QString();
        euisById.insert(device.id, pair);
        if (!pair.isEmpty())
            idsByEuis.insert(pair, device.id);
    }
};
using ImportSurroundingsRef = std::shared_ptr<const ImportSurroundings>;

} // namespace Domain

Q_DECLARE_METATYPE(Domain::ImportField)
Q_DECLARE_METATYPE(Domain::ImportSeverity)
