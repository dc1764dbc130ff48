// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/devicecode.h"

#include "backend/domain/hexinput.h"

#include <algorithm>

namespace Models {

namespace {

constexpr qsizetype LongestCode = 1'024; ///< what the servers read
constexpr qsizetype ShownText = 40;
constexpr int ProfileDigits = 8;
constexpr int VendorDigits = 4;
constexpr int Tr005Parts = 5;

const QString Tr005Prefix = QStringLiteral("LW:D0:");
const QString Draft2Prefix = QStringLiteral("URN:LW:DP:");
const QString Draft3Prefix = QStringLiteral("URN:DEV:LW:");

std::optional<Domain::Eui> euiOf(const QString &text)
{
    return Domain::Eui::fromHex(text.toUtf8().toStdString());
}

std::optional<quint32> profileOf(const QString &text)
{
    bool isNumber = false;
    const quint32 value = text.toUInt(&isNumber, 16);
    // toUInt() also takes signs, blanks and 0x.
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F') || (c >= u'a' && c <= u'f');
    });
    return isNumber && plain && text.size() == ProfileDigits ? std::optional(value) : std::nullopt;
}

} // namespace

void DeviceCode::takeIds(const QString &join, const QString &dev, const QString &profileText)
{
    joinEui = euiOf(join);
    devEui = euiOf(dev);
    const auto ids = profileOf(profileText);
    if (!joinEui)
        mistake = tr("The JoinEUI in the code is not 16 hexadecimal digits.");
    else if (!devEui)
        mistake = tr("The DevEUI in the code is not 16 hexadecimal digits.");
    else if (devEui->isZero())
        mistake = tr("The DevEUI in the code is zero.");
    else if (!ids)
        mistake = tr("The profile in the code is not 8 hexadecimal digits.");
    if (ids)
        profile = {*ids >> (4 * VendorDigits), *ids & 0xFFFF};
}

void DeviceCode::takeTr005(const QString &text)
{
    form = Form::Tr005;
    const QStringList parts = text.split(u':');
    if (parts.size() < Tr005Parts) {
        mistake = tr("The code ends too early: LW:D0, JoinEUI, DevEUI and profile belong to it.");
        return;
    }
    takeIds(parts.at(2), parts.at(3), parts.at(4));
    for (const QString &part : parts.mid(Tr005Parts)) {
        const QChar kind = part.isEmpty() ? QChar() : part.front();
        const QString value = part.mid(1);
        if (kind == u'O')
            ownerToken = value;
        else if (kind == u'S')
            serial = value;
        else if (kind == u'P')
            proprietary = value;
        else if (kind == u'C')
            checksum = value;
    }
}

void DeviceCode::takeDraft(QChar separator, const QStringList &ids, QString extensions)
{
    form = separator == u'%' ? Form::Draft2 : Form::Draft3;
    if (ids.size() != 3) {
        mistake = tr("The code ends too early: JoinEUI, DevEUI and profile belong to it.");
        return;
    }
    takeIds(ids.at(0), ids.at(1), ids.at(2));
    if (form == Form::Draft2)
        extensions.replace(QLatin1String("%25"), QLatin1String("%"));
    for (const QString &part : extensions.split(separator, Qt::SkipEmptyParts)) {
        const QString value = part.mid(1);
        if (part.front() == u'V')
            ownerToken = value;
        else if (part.front() == u'S')
            serial = value;
        else if (part.front() == u'P')
            proprietary = value;
    }
}

DeviceCode DeviceCode::read(const QString &text)
{
    DeviceCode code;
    const QString plain = text.trimmed();
    if (plain.size() > LongestCode) {
        code.mistake = tr("This is longer than the code of a device can be.");
        return code;
    }
    // Codes are in capitals, but a scanner turns them around while Caps Lock is on.
    const bool turned = plain.startsWith(u"lw:") || plain.startsWith(u"urn:");
    const QString printed = turned ? plain.toUpper() : plain;
    if (printed.startsWith(Tr005Prefix)) {
        code.takeTr005(printed);
    } else if (printed.startsWith(Draft2Prefix)) {
        const QString body = printed.mid(Draft2Prefix.size());
        code.takeDraft(u'%', body.section(u':', 0, 2).split(u':'), body.section(u':', 3));
    } else if (printed.startsWith(Draft3Prefix)) {
        const QString body = printed.mid(Draft3Prefix.size());
        code.takeDraft(u'_', body.section(u'_', 0, 2).split(u'_'), body.section(u'_', 3));
    } else if (const auto eui = Domain::readHex(plain, Domain::Eui::byteCount).eui()) {
        code.form = Form::DevEui;
        code.devEui = eui;
        if (eui->isZero())
            code.mistake = tr("The DevEUI in the code is zero.");
    } else if (const auto key = Domain::readHex(plain, Domain::Aes128Key::byteCount).key()) {
        code.form = Form::Key;
        code.key = key;
        if (key->isZero())
            code.mistake = tr("The key in the code is zero.");
    } else if (plain.isEmpty()) {
        code.mistake = tr("There is nothing in it.");
    } else {
        const QString shown = plain.size() > ShownText ? QString(plain.left(ShownText) + u'…') : plain;
        code.mistake = tr("“%1” is no code of a device: those begin with LW:D0:, or are a DevEUI.").arg(shown);
    }
    return code;
}

QString DeviceCode::remark() const
{
    QStringList remarks;
    if (!checksum.isEmpty())
        remarks
            += tr("Its checksum %1 is not verified, neither here nor by the network.").arg(checksum.left(ShownText));
    if (form == Form::Draft2 || form == Form::Draft3)
        remarks += tr("The code is of an older draft.");
    if (devEui && Domain::looksReversed(*devEui))
        remarks += tr("Its DevEUI looks reversed.");
    if (!proprietary.isEmpty())
        remarks += tr("What the maker added (%1) is not kept.").arg(proprietary.left(ShownText));
    return remarks.join(u' ');
}

} // namespace Models
