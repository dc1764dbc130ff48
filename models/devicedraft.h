// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicevalues.h"

namespace Models {

/// What a person has typed over a device as the network has it. Value type; may hold keys.
class DeviceDraft
{
public:
    DeviceDraft() = default;
    DeviceDraft(const Domain::Device &stored, Domain::Capabilities capabilities);

    /// The device was read anew: what was typed stays, what was not follows it.
    void rebase(const Domain::Device &stored);

    [[nodiscard]] const Domain::Device &stored() const { return m_stored; }
    /// As it will be: the versions that are chosen decide which keys there are.
    [[nodiscard]] DeviceShape shape() const;
    [[nodiscard]] bool has(DeviceField field) const { return isPresent(field, shape()); }

    [[nodiscard]] const QString &text(DeviceField field) const { return DeviceValues::at(m_texts, field); }
    [[nodiscard]] const QString &storedText(DeviceField field) const { return DeviceValues::at(m_base, field); }
    [[nodiscard]] const DeviceValues::Texts &texts() const { return m_texts; }
    void setText(DeviceField field, const QString &text);

    [[nodiscard]] bool isChanged(DeviceField field) const;
    [[nodiscard]] bool isChanged(DeviceSection section) const;
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] QList<DeviceField> changedFields() const;
    void undo();
    void undo(DeviceField field);

    /// What was changed on the network since `this` was read, where a person has typed something else. Counters are
    /// left out: a device counts while one types.
    [[nodiscard]] QList<DeviceField> conflicts(const Domain::Device &now) const;

    /// Servers that should have the device and do not: its registration stopped half-way.
    [[nodiscard]] bool isHalfMade() const { return !m_stored.missingAt.isEmpty(); }
    /// What has to be filled in so that saving finishes the registration; empty when nothing is missing.
    [[nodiscard]] QList<DeviceField> fieldsToFinish() const;

    /// Only what differs. Meaningful when nothing is mistaken.
    [[nodiscard]] Domain::DeviceChange change() const;

private:
    [[nodiscard]] bool anyChanged(DeviceField first, DeviceField last) const;
    void addRadio(Domain::DeviceChange &change) const;
    void addKeys(Domain::DeviceChange &change) const;
    void addSession(Domain::DeviceChange &change) const;
    void addPlace(Domain::DeviceChange &change) const;
    void addFormatters(Domain::DeviceChange &change) const;

    Domain::Device m_stored;
    Domain::Capabilities m_capabilities;
    DeviceValues::Texts m_base;
    DeviceValues::Texts m_texts;
};

} // namespace Models
