// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importtext.h"

#include "models/importdraft.h"

#include <QCoreApplication>
#include <QLocale>

namespace Models::ImportText {

namespace {

using Domain::ImportedRow;
using Domain::ImportField;
using Domain::ImportFinding;
using Domain::ImportRule;
using Domain::ImportRun;
using Domain::ImportSeverity;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Import)
};

/// Numbers with the separators of the person's language.
QString shown(qint64 number)
{
    return QLocale().toString(number);
}

/// `%1` is the fact and `%2` the other one, whether both stand there or not; what a file brought may contain them.
QString filled(const QString &pattern, const ImportFinding &finding)
{
    QString out;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar next = pattern.at(i) == u'%' && i + 1 < pattern.size() ? pattern.at(i + 1) : QChar();
        if (next != u'1' && next != u'2') {
            out += pattern.at(i);
            continue;
        }
        out += next == u'1' ? finding.fact : finding.other;
        ++i;
    }
    return out;
}

QString missingText(const ImportFinding &finding)
{
    const int number = finding.fact.toInt();
    const bool known = number > 0 && number < int(ImportField::FieldCount);
    return Words::tr("%1 is missing.").arg(fieldName(known ? ImportField(number) : ImportField::None));
}

/// What a spreadsheet or an editor did to a cell.
QString damageText(const ImportFinding &finding)
{
    switch (finding.rule) {
    case ImportRule::Scientific:
        return Words::tr("A spreadsheet took this for a number, and digits are lost. Format the column as text and "
                         "enter it again.");
    case ImportRule::CutDigits:
        return Words::tr("A spreadsheet keeps 15 digits of a number, and here only zeros follow: compare it with the "
                         "label.");
    case ImportRule::LostZeros:
        return filled(Words::tr("%1 digits instead of %2: a spreadsheet drops zeros at the front. Format the column "
                                "as text and enter it again."),
                      finding);
    case ImportRule::TurnedDate:
        return Words::tr("A spreadsheet made a date of this. Format the column as text and enter it again.");
    case ImportRule::SheetError:
        return Words::tr("The spreadsheet has an error here instead of a value.");
    case ImportRule::BadEncoding:
        return Words::tr("A letter could not be read. Save the file as UTF-8.");
    default:
        return {};
    }
}

QString idText(const ImportFinding &finding)
{
    switch (finding.rule) {
    case ImportRule::DuplicateId:
        return filled(Words::tr("Row %2 gets the same id: %1."), finding);
    case ImportRule::KnownId:
        return filled(Words::tr("The application has a device “%1” already."), finding);
    case ImportRule::IdChanged:
        return filled(Words::tr("The id becomes %1: lower-case letters, digits and single dashes."), finding);
    case ImportRule::IdEmpty:
        return Words::tr("No id can be made: something that it is made of is empty.");
    case ImportRule::IdTooShort:
        return filled(Words::tr("The id %1 is too short: at least three letters or digits."), finding);
    case ImportRule::IdTooLong:
        return filled(Words::tr("The id %1 is too long: at most %2 letters."), finding);
    case ImportRule::UnknownName:
        return filled(Words::tr("The id cannot be made of {%1}: no column has this name."), finding);
    default:
        return {};
    }
}

QString valueText(const ImportFinding &finding)
{
    switch (finding.rule) {
    case ImportRule::BadNumber:
        return filled(Words::tr("This is no number (%2)."), finding);
    case ImportRule::BadRange:
        return filled(Words::tr("This number cannot be: %2."), finding);
    case ImportRule::BadChoice:
        return filled(Words::tr("This is none of: %2."), finding);
    case ImportRule::UnknownPlan:
        return filled(Words::tr("The network has no frequency plan “%1”."), finding);
    case ImportRule::UnknownVersion:
        return filled(Words::tr("There is no version “%1”."), finding);
    case ImportRule::VersionsMismatch:
        return filled(Words::tr("%2 was not made for %1."), finding);
    case ImportRule::TooLong:
        return filled(Words::tr("Too long: %1 letters, and %2 are allowed."), finding);
    case ImportRule::BadAttributeName:
        return filled(Words::tr("“%1” cannot be the name of an attribute: lower-case letters, digits and single "
                                "dashes, 3 to 36 of them."),
                      finding);
    case ImportRule::TooManyAttributes:
        return filled(Words::tr("A device can have %2 attributes."), finding);
    case ImportRule::BadSerial:
        return Words::tr("The network does not keep this serial number: it takes letters, digits and single dashes, 3 "
                         "to 36 of them. The device is registered without it.");
    default:
        return {};
    }
}

} // namespace

QString fieldName(ImportField field)
{
    switch (field) {
    case ImportField::None:
    case ImportField::FieldCount:
        break;
    case ImportField::DeviceId:
        return Words::tr("Device ID");
    case ImportField::DevEui:
        return Words::tr("DevEUI");
    case ImportField::JoinEui:
        return Words::tr("JoinEUI (AppEUI)");
    case ImportField::AppKey:
        return Words::tr("AppKey");
    case ImportField::NwkKey:
        return Words::tr("NwkKey");
    case ImportField::Address:
        return Words::tr("DevAddr");
    case ImportField::NwkSKey:
        return Words::tr("NwkSKey (FNwkSIntKey)");
    case ImportField::SNwkSIntKey:
        return Words::tr("SNwkSIntKey");
    case ImportField::NwkSEncKey:
        return Words::tr("NwkSEncKey");
    case ImportField::AppSKey:
        return Words::tr("AppSKey");
    case ImportField::FCntUp:
        return Words::tr("Uplink counter");
    case ImportField::FCntDown:
        return Words::tr("Downlink counter");
    case ImportField::Name:
        return Words::tr("Name");
    case ImportField::Description:
        return Words::tr("Description");
    case ImportField::Attribute:
        return Words::tr("Attribute");
    case ImportField::Serial:
        return Words::tr("Serial number");
    case ImportField::ClaimCode:
        return Words::tr("Claim code");
    case ImportField::Activation:
        return Words::tr("Activation (OTAA or ABP)");
    case ImportField::DeviceClass:
        return Words::tr("Class (A, B or C)");
    case ImportField::SupportsClassB:
        return Words::tr("Class B (yes or no)");
    case ImportField::SupportsClassC:
        return Words::tr("Class C (yes or no)");
    case ImportField::FrequencyPlan:
        return Words::tr("Frequency plan");
    case ImportField::MacVersion:
        return Words::tr("LoRaWAN version");
    case ImportField::PhyVersion:
        return Words::tr("Regional Parameters version");
    case ImportField::Brand:
        return Words::tr("Brand ID");
    case ImportField::Model:
        return Words::tr("Model ID");
    case ImportField::Hardware:
        return Words::tr("Hardware version");
    case ImportField::Firmware:
        return Words::tr("Firmware version");
    case ImportField::Band:
        return Words::tr("Band ID");
    case ImportField::Vendor:
        return Words::tr("Vendor ID");
    case ImportField::VendorProfile:
        return Words::tr("Vendor profile id");
    case ImportField::Latitude:
        return Words::tr("Latitude");
    case ImportField::Longitude:
        return Words::tr("Longitude");
    case ImportField::Altitude:
        return Words::tr("Altitude (m)");
    case ImportField::Rx1Delay:
        return Words::tr("RX1 delay (s)");
    case ImportField::Counters32Bit:
        return Words::tr("32-bit counters (yes or no)");
    }
    return {};
}

QString columnName(const ImportDraft &draft, int column)
{
    const Domain::ImportSheet *sheet = draft.sheet();
    const QString name = sheet ? sheet->cell(draft.plan().headerRow, column).toString().simplified() : QString();
    return name.isEmpty() ? Words::tr("Column %1").arg(column + 1) : name;
}

QString findingText(const ImportFinding &finding)
{
    switch (finding.rule) {
    case ImportRule::Missing:
        return missingText(finding);
    case ImportRule::NotHex:
        return Words::tr("These are no hexadecimal digits: 0 to 9 and A to F.");
    case ImportRule::WrongLength:
        return filled(Words::tr("%1 digits instead of %2."), finding);
    case ImportRule::LooksReversed:
        return Words::tr("It looks as if the last byte stood first. If so, mark the column as reversed.");
    case ImportRule::ZeroEui:
        return Words::tr("It is all zeros.");
    case ImportRule::ZeroKey:
        return Words::tr("The key is all zeros.");
    case ImportRule::RepeatedKey:
        return filled(Words::tr("Row %1 has the same key: who reads one device's key can read both."), finding);
    case ImportRule::DuplicateEui:
        return filled(Words::tr("Row %1 has the same EUIs."), finding);
    case ImportRule::KnownEui:
        return filled(Words::tr("The device is registered already, as “%1”."), finding);
    default:
        break;
    }
    for (const auto words : {&damageText, &idText, &valueText}) {
        const QString text = words(finding);
        if (!text.isEmpty())
            return text;
    }
    return {};
}

QString severityText(ImportSeverity severity)
{
    switch (severity) {
    case ImportSeverity::Fine:
        return Words::tr("Ready");
    case ImportSeverity::Note:
        return Words::tr("Ready, with a note");
    case ImportSeverity::Doubt:
        return Words::tr("Doubtful");
    case ImportSeverity::Error:
        break;
    }
    return Words::tr("Wrong");
}

QString stateText(ImportedRow::State state)
{
    switch (state) {
    case ImportedRow::State::Waiting:
        return Words::tr("Waiting");
    case ImportedRow::State::UnderWay:
        return Words::tr("Registering…");
    case ImportedRow::State::Done:
        return Words::tr("Registered");
    case ImportedRow::State::Found:
        return Words::tr("Was registered already");
    case ImportedRow::State::Failed:
        break;
    }
    return Words::tr("Failed");
}

QString durationText(qint64 seconds)
{
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < 3'600)
        return Words::tr("%1 min").arg((seconds + 30) / 60);
    return Words::tr("%1 h %2 min").arg(seconds / 3'600).arg(seconds % 3'600 / 60);
}

QString runText(ImportRun::State state, const ImportRun::Progress &progress)
{
    switch (state) {
    case ImportRun::State::Preparing:
        return Words::tr("Preparing…");
    case ImportRun::State::Ready:
        return Words::tr("Ready to register %1").arg(shown(progress.waiting));
    case ImportRun::State::Stopping:
        return Words::tr("Stopping when %1 under way are done…").arg(shown(progress.underWay));
    case ImportRun::State::Stopped:
        return Words::tr("Stopped; %1 wait").arg(shown(progress.waiting));
    case ImportRun::State::Ended:
        return progress.failed == 0
            ? Words::tr("All are registered")
            : Words::tr("%1 registered, %2 failed").arg(shown(progress.done), shown(progress.failed));
    case ImportRun::State::Broken:
        return Words::tr("Cannot begin");
    case ImportRun::State::Running:
        break;
    }
    if (progress.pauseSeconds > 0)
        return Words::tr("The network asks to wait %1").arg(durationText(progress.pauseSeconds));
    if (progress.perMinute <= 0)
        return Words::tr("Registering…");
    return Words::tr("%1 per minute, about %2 left")
        .arg(shown(qint64(progress.perMinute + 0.5)), durationText(progress.secondsLeft));
}

QString estimateText(const Domain::ImportEstimate &estimate)
{
    return Words::tr("%1 calls, %2 at best").arg(shown(estimate.calls), durationText(estimate.seconds));
}

} // namespace Models::ImportText
