// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicefield.h"

#include <array>

/// A device's fields as texts, as they are typed: switches are `yes` and `no`, choices the words of the wire,
/// frequencies MHz, what is not set is empty. Any thread.
namespace Models::DeviceValues {

using Texts = std::array<QString, std::size_t(DeviceFieldCount)>;

[[nodiscard]] inline QString &at(Texts &texts, DeviceField field)
{
    return texts[std::size_t(field)];
}
[[nodiscard]] inline const QString &at(const Texts &texts, DeviceField field)
{
    return texts[std::size_t(field)];
}

[[nodiscard]] Texts textsOf(const Domain::Device &device);
/// Only the fields of the MAC layer.
[[nodiscard]] Texts textsOf(const Domain::MacSettings &settings);
/// What other spellings of the same value have in common; what cannot be read stays as it is.
[[nodiscard]] QString canonical(DeviceField field, const QString &text);

// From texts that were checked: what cannot be read is left out.
[[nodiscard]] Domain::MacSettings macSettings(const Texts &texts);
[[nodiscard]] QMap<QString, QString> attributes(const QString &lines);
[[nodiscard]] std::optional<Domain::Aes128Key> key(const QString &text);
[[nodiscard]] std::optional<Domain::Eui> eui(const QString &text);
[[nodiscard]] std::optional<Domain::DevAddr> devAddr(const QString &text);
/// Without blanks around and group separators; nullopt: none, or too large.
[[nodiscard]] std::optional<quint32> counter(const QString &text);
/// `869.525` MHz in Hz.
[[nodiscard]] std::optional<quint64> hertz(const QString &megahertz);
[[nodiscard]] QString megahertz(quint64 hertz);
[[nodiscard]] std::optional<int> number(const QString &text);
/// With a decimal point or comma.
[[nodiscard]] std::optional<double> decimal(const QString &text);

[[nodiscard]] inline QString switchText(bool on)
{
    return on ? QStringLiteral("yes") : QStringLiteral("no");
}
[[nodiscard]] inline bool isOn(const QString &text)
{
    return text == u"yes";
}

} // namespace Models::DeviceValues
