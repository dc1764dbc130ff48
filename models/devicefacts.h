// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicefield.h"
#include "models/eventtext.h"

#include <QCoreApplication>

#include <vector>

namespace Models {

/// One line of what is known of a device.
struct DeviceFact
{
    QString group;
    QString title;
    QString value;
    QByteArray bytes; ///< of an identifier, most significant first: can be copied in other forms
    QString hint;
    Meaning meaning = Meaning::Plain;
    bool monospace = false;
    friend bool operator==(const DeviceFact &, const DeviceFact &) = default;
};

/// What there is to read of a device, in words. What is not known is left out. GUI thread.
class DeviceFacts
{
    Q_DECLARE_TR_FUNCTIONS(Models::DeviceFacts)

public:
    struct Source
    {
        const Domain::Device *device = nullptr;
        DeviceShape shape;
        qint64 heardNs = 0; ///< when this console heard it last; 0: not known
        qint64 nowNs = 0;
        qint64 joinHeardNs = 0; ///< the last join that this console has stored; 0: none is known
    };

    /// `text` tells times; must outlive it.
    explicit DeviceFacts(const EventText *text)
        : m_text(text)
    {
    }

    [[nodiscard]] std::vector<DeviceFact> overview(const Source &source) const;
    [[nodiscard]] std::vector<DeviceFact> session(const Source &source) const;
    [[nodiscard]] std::vector<DeviceFact> joining(const Source &source) const;

    /// Whichever is later, the network's word or ours; 0: never, as far as is known.
    [[nodiscard]] static qint64 lastHeardNs(const Source &source);
    /// `5 min ago`; empty without a time.
    [[nodiscard]] QString moment(const QDateTime &time, qint64 nowNs) const;

private:
    void addIdentity(std::vector<DeviceFact> &facts, const Source &source) const;
    void addRadio(std::vector<DeviceFact> &facts, const Source &source) const;
    void addTimes(std::vector<DeviceFact> &facts, const Source &source) const;
    void addServers(std::vector<DeviceFact> &facts, const Source &source) const;

    const EventText *m_text;
};

} // namespace Models
