// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/profile.h"
#include "models/connectiontext.h"

#include <QCoreApplication>
#include <QStringList>

namespace Models {

/// What stands in the form of a connection, as typed, and what follows from it: address, user names, mistakes. Value
/// type, any thread.
class ConnectionDraft
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionDraft)

public:
    enum class Preset : int { Eu1, Nam1, Au1, Cloud, OwnV3, OwnV2 };
    enum class Field : int { Name, Address, Region, Tenant, Applications, Key, Management };

    Preset preset = Preset::Eu1;
    QString name;
    QString address; ///< own servers only
    QString region = QStringLiteral("eu1"); ///< Cloud only
    QString tenant; ///< Cloud, and own v3 servers that have tenants
    QString applications;
    QString key;
    QString management; ///< own servers: where applications are managed; empty: where it usually is
    bool plaintext = false; ///< without TLS the usual port is another one

    static constexpr int mostApplications = 200;

    /// The key stays empty; what a preset gives is taken out again.
    [[nodiscard]] static ConnectionDraft fromProfile(const Domain::Profile &profile);
    /// Fills in what the page says; the rest stays.
    void take(const ConnectionText::Page &page);

    [[nodiscard]] Domain::Generation generation() const;
    /// True for the public networks, which have TLS with a certificate that every system trusts.
    [[nodiscard]] bool isPublic() const;
    /// Host and port to connect to; nullopt while they cannot be known.
    [[nodiscard]] std::optional<ConnectionText::Address> endpoint() const;
    /// Where applications and devices are managed: gRPC of v3, discovery of v2. nullopt while it cannot be known.
    [[nodiscard]] std::optional<ConnectionText::Address> managementEndpoint() const;
    /// The tenant that stands behind the user names; empty: none.
    [[nodiscard]] QString effectiveTenant() const;
    /// Without repetitions, in the order typed, mistakes included.
    [[nodiscard]] QStringList applicationIds() const;
    [[nodiscard]] QStringList userNames() const;
    [[nodiscard]] QString suggestedName() const;

    /// The rule that the field breaks, as a sentence; empty: none. What is still empty is a mistake only when the form
    /// is `complete`.
    [[nodiscard]] QString mistake(Field field, bool complete) const;
    /// The rule that an application's id breaks, as a sentence; empty: none.
    [[nodiscard]] static QString idSentence(Domain::Generation generation, const QString &id);
    /// Name, generation, address, applications and tenant; everything else of `base` stays. Only without mistakes.
    [[nodiscard]] Domain::Profile applied(Domain::Profile base) const;
    /// Names the services for management, protected as MQTT is unless it was otherwise `before`; v2's discovery has
    /// TLS. For a profile that was applied() and whose protection is chosen.
    [[nodiscard]] Domain::Profile withServices(Domain::Profile profile, const Domain::Profile &before = {}) const;

private:
    [[nodiscard]] QString addressMistake(bool complete) const;
    [[nodiscard]] QString tenantMistake(bool complete) const;
    [[nodiscard]] QString applicationsMistake(bool complete) const;
    [[nodiscard]] QList<ConnectionText::UserName> typedNames() const;
};

} // namespace Models
