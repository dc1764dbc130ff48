// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace Backend {

/// Reads and writes the part that connection files and profiles.json have in common (DESIGN 11): generation, addresses,
/// trust, applications, tenant. Never a credential. The first mistake ends the reading; problem() says where and what.
class ProfileJson
{
public:
    /// Gives the PEM text that `ca` names, or sets the problem. nullopt ends the reading.
    using ReadCa = std::function<std::optional<QByteArray>(const QString &ca, Domain::Problem &problem)>;
    /// Gives the value of `ca` for a PEM text.
    using WriteCa = std::function<QString(const QByteArray &pem)>;

    /// `path` is only named in problems.
    ProfileJson(QString path, ReadCa readCa);

    /// Everything but id and name.
    [[nodiscard]] std::optional<Domain::Profile> read(const QJsonObject &object);
    [[nodiscard]] Domain::Problem problem() const { return m_problem; }
    /// Notes a mistake, for what the caller reads itself.
    void fail(const QString &where, const QString &what);

    [[nodiscard]] static QJsonObject write(const Domain::Profile &profile, const WriteCa &writeCa);

private:
    bool readEndpoint(const QJsonObject &parent, const QString &where, const QString &member, quint16 tlsPort,
                      quint16 plainPort, std::optional<Domain::Endpoint> &endpoint);
    bool readAddress(const QString &text, const QString &where, quint16 tlsPort, quint16 plainPort,
                     Domain::Endpoint &endpoint);
    bool readTrust(const QJsonValue &value, const QString &where, std::optional<Domain::TrustPolicy> &trust);
    bool readPlaintext(const QJsonObject &object, const QString &where, bool &allowed);
    bool readObject(const QJsonObject &parent, const QString &member, std::optional<QJsonObject> &object);
    bool readServices(const QJsonObject &object, Domain::Profile &profile);
    bool readNames(const QJsonObject &object, Domain::Profile &profile);
    bool checkPlaintext(const Domain::Profile &profile);

    QString m_path;
    ReadCa m_readCa;
    Domain::Problem m_problem;
};

/// The certificates in a PEM text and nothing else of it, so that a private key that stands beside them is not copied.
/// Empty when there is none.
QByteArray certificatesOnly(const QByteArray &pem);

/// `host:port`, an IPv6 address in brackets.
QString addressText(const Domain::Endpoint &endpoint);

} // namespace Backend
