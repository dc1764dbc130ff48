// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/aes128key.h"
#include "backend/domain/devicedetails.h"
#include "backend/domain/identifiers.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace Models {

/// What stands on a device as a code: TR005 of the LoRa Alliance, its drafts 2 and 3, or a bare DevEUI; also a bare
/// key, as some labels have it beside. Untrusted. Value type; any thread.
class DeviceCode
{
    Q_DECLARE_TR_FUNCTIONS(DeviceCode)

public:
    enum class Form : quint8 { Unknown, Tr005, Draft2, Draft3, DevEui, Key };

    Form form = Form::Unknown;
    std::optional<Domain::Eui> joinEui;
    std::optional<Domain::Eui> devEui;
    Domain::ProfileIds profile; ///< which product it is; both zero: not told
    QString ownerToken; ///< a secret: whoever has it can claim the device
    QString serial; ///< as printed
    QString proprietary;
    QString checksum; ///< as printed; nobody verifies it
    std::optional<Domain::Aes128Key> key;
    QString mistake; ///< a sentence when the form is known but a part of it is wrong, or when it is Unknown

    /// A device or a key that can be used.
    explicit operator bool() const { return mistake.isEmpty(); }
    /// What is noteworthy in it, as sentences; empty: nothing.
    [[nodiscard]] QString remark() const;

    [[nodiscard]] static DeviceCode read(const QString &text);

private:
    void takeIds(const QString &join, const QString &dev, const QString &profile);
    void takeTr005(const QString &text);
    void takeDraft(QChar separator, const QStringList &ids, QString extensions);
};

} // namespace Models
