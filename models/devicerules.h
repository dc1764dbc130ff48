// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicedraft.h"

#include <QCoreApplication>

namespace Models {

/// The rules of a device's fields in words, and what breaks them. The servers take much that cannot be meant; this does
/// not. Stateless; GUI thread.
class DeviceRules
{
    Q_DECLARE_TR_FUNCTIONS(Models::DeviceRules)

public:
    /// What a field wants, below it; empty: nothing to say.
    [[nodiscard]] static QString rule(DeviceField field, const DeviceShape &shape);
    /// What is wrong with what stands in it; empty: nothing. A field that was not touched is never wrong, unless it is
    /// needed.
    [[nodiscard]] static QString mistake(const DeviceDraft &draft, DeviceField field);
    /// The first field with a mistake, in the order of the page.
    [[nodiscard]] static std::optional<DeviceField> firstMistake(const DeviceDraft &draft);
    /// What saving this field costs, although it is right: lost frames, a device that has to join again.
    [[nodiscard]] static QString warning(const DeviceDraft &draft, DeviceField field);

private:
    [[nodiscard]] static QString lineMistake(const DeviceDraft &draft, DeviceField field, const QString &text);
    [[nodiscard]] static QString attributesMistake(const QString &lines, const DeviceShape &shape);
    [[nodiscard]] static QString keyMistake(const DeviceDraft &draft, DeviceField field, const QString &text);
    [[nodiscard]] static QString macMistake(DeviceField field, const QString &text);
    [[nodiscard]] static QString placeMistake(const DeviceDraft &draft, DeviceField field, const QString &text);
};

} // namespace Models
