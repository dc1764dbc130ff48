// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/connectiondraft.h"

#include <QRegularExpression>

#include <algorithm>

namespace Models {

using ConnectionText::Address;
using ConnectionText::IdMistake;
using ConnectionText::UserName;
using Domain::Generation;

namespace {

constexpr quint16 TlsPort = 8883;
constexpr quint16 PlainPort = 1883;
constexpr quint16 GrpcTlsPort = 8884;
constexpr quint16 GrpcPlainPort = 1884;
constexpr quint16 DiscoveryPort = 1900;
constexpr qsizetype ShownId = 64;

const QString CommunitySuffix = QStringLiteral(".cloud.thethings.network");
const QString CloudSuffix = QStringLiteral(".cloud.thethings.industries");

bool isRegion(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^[a-z]+[0-9]+$"));
    return form.match(text).hasMatch();
}

std::optional<ConnectionDraft::Preset> communityPreset(const QString &host)
{
    const QString name = host.toLower();
    using Preset = ConnectionDraft::Preset;
    if (name == QString(u"eu1" + CommunitySuffix))
        return Preset::Eu1;
    if (name == QString(u"nam1" + CommunitySuffix))
        return Preset::Nam1;
    if (name == QString(u"au1" + CommunitySuffix))
        return Preset::Au1;
    return std::nullopt;
}

} // namespace

ConnectionDraft ConnectionDraft::fromProfile(const Domain::Profile &profile)
{
    ConnectionDraft draft;
    draft.name = profile.name;
    draft.applications = profile.applications.join(QStringLiteral(", "));
    draft.plaintext = !profile.mqtt.trust;
    draft.tenant = profile.tenant;
    const bool usual = profile.mqtt.trust == Domain::TrustPolicy::system() && profile.mqtt.port == TlsPort;
    const auto community = communityPreset(profile.mqtt.host);
    if (profile.generation == Generation::V2) {
        draft.preset = Preset::OwnV2;
    } else if (usual && community && profile.tenant == u"ttn") {
        draft.preset = *community;
        draft.tenant.clear();
    } else if (usual && !profile.tenant.isEmpty() && ConnectionText::tenantOfHost(profile.mqtt.host) == profile.tenant
               && profile.mqtt.host.endsWith(CloudSuffix)) {
        draft.preset = Preset::Cloud;
        draft.region = profile.mqtt.host.section(u'.', 1, 1);
    } else {
        draft.preset = Preset::OwnV3;
    }
    if (draft.isPublic())
        return draft;
    draft.address = ConnectionText::addressText({profile.mqtt.host, profile.mqtt.port});
    const auto services = profile.generation == Generation::V2 ? profile.discovery
        : profile.grpcIdentity                                 ? profile.grpcIdentity
                                                               : profile.grpcCluster;
    const Address expected = draft.managementEndpoint().value_or(Address{});
    if (services && Address{services->host, services->port} != expected)
        draft.management = ConnectionText::addressText({services->host, services->port});
    return draft;
}

void ConnectionDraft::take(const ConnectionText::Page &page)
{
    const std::optional<Address> shown = page.tlsAddress ? page.tlsAddress : page.address;
    if (shown) {
        const QString cloudTenant = ConnectionText::tenantOfHost(shown->host);
        plaintext = !page.tlsAddress;
        const bool usual = page.tlsAddress && (shown->port == TlsPort || shown->port == 0);
        if (const auto community = communityPreset(shown->host); usual && community) {
            preset = *community;
        } else if (usual && !cloudTenant.isEmpty() && shown->host.endsWith(CloudSuffix, Qt::CaseInsensitive)) {
            preset = Preset::Cloud;
            region = shown->host.section(u'.', 1, 1).toLower();
            tenant = cloudTenant;
        } else {
            preset = Preset::OwnV3;
            address = ConnectionText::addressText(*shown);
            tenant.clear();
        }
    }
    if (page.userName) {
        applications = page.userName->application;
        if (preset == Preset::OwnV3 || preset == Preset::Cloud)
            tenant = page.userName->tenant;
        else if (!page.userName->tenant.isEmpty() && page.userName->tenant != effectiveTenant())
            applications += u'@' + page.userName->tenant; // so that the difference is seen
    }
    if (!page.key.isEmpty())
        key = QString::fromUtf8(page.key);
}

Generation ConnectionDraft::generation() const
{
    return preset == Preset::OwnV2 ? Generation::V2 : Generation::V3;
}

bool ConnectionDraft::isPublic() const
{
    return preset != Preset::OwnV3 && preset != Preset::OwnV2;
}

std::optional<Address> ConnectionDraft::endpoint() const
{
    switch (preset) {
    case Preset::Eu1:
        return Address{u"eu1" + CommunitySuffix, TlsPort};
    case Preset::Nam1:
        return Address{u"nam1" + CommunitySuffix, TlsPort};
    case Preset::Au1:
        return Address{u"au1" + CommunitySuffix, TlsPort};
    case Preset::Cloud: {
        const QString owner = effectiveTenant();
        if (ConnectionText::idMistake(Generation::V3, owner) != IdMistake::None || !isRegion(region.trimmed()))
            return std::nullopt;
        return Address{owner + u'.' + region.trimmed() + CloudSuffix, TlsPort};
    }
    case Preset::OwnV3:
    case Preset::OwnV2:
        break;
    }
    std::optional<Address> typed = ConnectionText::readAddress(address);
    if (typed && typed->port == 0)
        typed->port = plaintext ? PlainPort : TlsPort;
    return typed;
}

std::optional<Address> ConnectionDraft::managementEndpoint() const
{
    const auto where = endpoint();
    const bool v2 = generation() == Generation::V2;
    const quint16 port = v2 ? DiscoveryPort : plaintext ? GrpcPlainPort : GrpcTlsPort;
    if (isPublic() || management.trimmed().isEmpty())
        return where ? std::optional(Address{where->host, port}) : std::nullopt;
    std::optional<Address> typed = ConnectionText::readAddress(management);
    if (typed && typed->port == 0)
        typed->port = port;
    return typed;
}

QList<UserName> ConnectionDraft::typedNames() const
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    QList<UserName> names;
    for (const QString &word : applications.split(separators, Qt::SkipEmptyParts))
        names += ConnectionText::readUserName(word);
    return names;
}

QString ConnectionDraft::effectiveTenant() const
{
    if (preset == Preset::OwnV2)
        return {};
    if (preset == Preset::Eu1 || preset == Preset::Nam1 || preset == Preset::Au1)
        return QStringLiteral("ttn");
    if (const QString given = tenant.trimmed(); !given.isEmpty())
        return given;
    if (preset == Preset::OwnV3) {
        const auto where = ConnectionText::readAddress(address);
        if (const QString known = where ? ConnectionText::tenantOfHost(where->host) : QString(); !known.isEmpty())
            return known;
    }
    for (const UserName &typed : typedNames()) {
        if (!typed.tenant.isEmpty())
            return typed.tenant;
    }
    return {};
}

QStringList ConnectionDraft::applicationIds() const
{
    QStringList ids;
    for (const UserName &typed : typedNames()) {
        if (!ids.contains(typed.application))
            ids += typed.application;
    }
    return ids;
}

QStringList ConnectionDraft::userNames() const
{
    Domain::Profile profile;
    profile.generation = generation();
    profile.tenant = effectiveTenant();
    QStringList names;
    for (const QString &id : applicationIds())
        names += profile.userName(id);
    return names;
}

QString ConnectionDraft::suggestedName() const
{
    const auto where = endpoint();
    if (!where)
        return {};
    if (preset == Preset::Cloud)
        return effectiveTenant() + u' ' + region.trimmed();
    return isPublic() ? where->host.section(u'.', 0, 0) : where->host;
}

QString ConnectionDraft::mistake(Field field, bool complete) const
{
    switch (field) {
    case Field::Name:
        return complete && name.trimmed().isEmpty() ? tr("Give it a name.") : QString();
    case Field::Address:
        return addressMistake(complete);
    case Field::Region:
        if (preset != Preset::Cloud || isRegion(region.trimmed()) || (!complete && region.trimmed().isEmpty()))
            return {};
        return tr("A region is the second part of your Console's address, for example eu1.");
    case Field::Tenant:
        return tenantMistake(complete);
    case Field::Applications:
        return applicationsMistake(complete);
    case Field::Management:
        return isPublic() || management.trimmed().isEmpty() || ConnectionText::readAddress(management)
                || (!complete && management.trimmed().endsWith(u':'))
            ? QString()
            : tr("This is not an address: host or host:port.");
    case Field::Key: {
        const QByteArray cleaned = ConnectionText::cleanKey(key).key;
        if (cleaned.isEmpty())
            return complete ? tr("Paste a key of the application.") : QString();
        if (generation() == Generation::V3 && ConnectionText::isIncompleteKey(cleaned))
            return tr("Something is missing: a key has three parts with points between them, NNSXS.….….");
        return {};
    }
    }
    return {};
}

QString ConnectionDraft::addressMistake(bool complete) const
{
    if (isPublic() || (!complete && address.trimmed().isEmpty()))
        return {};
    const QString text = address.trimmed();
    const bool unfinished = !complete && text.endsWith(u':'); // the port is still to come
    if (!unfinished && !ConnectionText::readAddress(text))
        return tr("This is not an address: host or host:port.");
    return {};
}

QString ConnectionDraft::tenantMistake(bool complete) const
{
    if (preset != Preset::Cloud && preset != Preset::OwnV3)
        return {};
    const QString owner = tenant.trimmed();
    if (owner.isEmpty()) {
        return complete && preset == Preset::Cloud && effectiveTenant().isEmpty()
            ? tr("Give the tenant: the first part of your Console's address.")
            : QString();
    }
    return ConnectionText::idMistake(Generation::V3, owner) == IdMistake::None ? QString()
                                                                               : idSentence(Generation::V3, owner);
}

QString ConnectionDraft::applicationsMistake(bool complete) const
{
    const QList<UserName> names = typedNames();
    if (names.isEmpty())
        return complete ? tr("Give at least one application ID.") : QString();
    if (applicationIds().size() > mostApplications)
        return tr("At most %1 applications.").arg(mostApplications);
    const QString owner = effectiveTenant();
    for (const UserName &typed : names) {
        const IdMistake wrong = ConnectionText::idMistake(generation(), typed.application);
        // The last one is still being typed.
        const bool unfinished
            = !complete && &typed == &names.last() && (wrong == IdMistake::TooShort || wrong == IdMistake::Separator);
        if (wrong != IdMistake::None && !unfinished)
            return idSentence(generation(), typed.application);
        if (typed.tenant.isEmpty() || typed.tenant == owner)
            continue;
        const QString word = QString(typed.application + u'@' + typed.tenant).left(ShownId);
        return preset == Preset::OwnV2
            ? tr("“%1”: TTN v2 has no tenants; the user name is the application ID.").arg(word)
            : tr("“%1” names another tenant than “%2”.").arg(word, owner);
    }
    return {};
}

QString ConnectionDraft::idSentence(Generation generation, const QString &id)
{
    const QString shown = id.left(ShownId);
    switch (ConnectionText::idMistake(generation, id)) {
    case IdMistake::None:
        break;
    case IdMistake::Empty:
        return tr("Before the @ stands the application ID.");
    case IdMistake::UpperCase:
        return tr("“%1”: lower-case letters only.").arg(shown);
    case IdMistake::Character:
        return generation == Generation::V2
            ? tr("“%1”: only lower-case letters, digits, hyphens and underscores.").arg(shown)
            : tr("“%1”: only lower-case letters, digits and hyphens.").arg(shown);
    case IdMistake::Separator:
        return tr("“%1”: single hyphens, and none at the beginning or end.").arg(shown);
    case IdMistake::TooShort:
        return generation == Generation::V2 ? tr("“%1” is too short: at least 2 characters.").arg(shown)
                                            : tr("“%1” is too short: at least 3 characters.").arg(shown);
    case IdMistake::TooLong:
        return tr("“%1” is too long: at most 36 characters.").arg(shown);
    }
    return {};
}

Domain::Profile ConnectionDraft::applied(Domain::Profile base) const
{
    base.name = name.trimmed();
    base.generation = generation();
    const Address where = endpoint().value_or(Address{});
    base.mqtt.host = where.host;
    base.mqtt.port = where.port;
    base.applications = applicationIds();
    base.tenant = effectiveTenant();
    if (isPublic()) {
        base.mqtt.trust = Domain::TrustPolicy::system();
        base.plaintextAllowed = false;
    }
    return base;
}

Domain::Profile ConnectionDraft::withServices(Domain::Profile profile, const Domain::Profile &before) const
{
    const auto where = managementEndpoint();
    if (!where)
        return profile;
    using Domain::Endpoint;
    if (generation() == Generation::V2) {
        Endpoint discovery{where->host, where->port};
        if (profile.discovery)
            discovery.trust = profile.discovery->trust;
        else if (profile.mqtt.trust && profile.mqtt.trust->kind == Domain::TrustPolicy::Kind::Ca)
            discovery.trust = profile.mqtt.trust;
        profile.discovery = discovery;
        return profile;
    }
    // Protected otherwise than MQTT on purpose: that stays.
    const bool ownTrust = before.grpcIdentity && before.grpcIdentity->trust != before.mqtt.trust && !isPublic();
    const Endpoint identity{where->host, where->port, ownTrust ? before.grpcIdentity->trust : profile.mqtt.trust};
    // Where the two are different servers, and this one is not another now, the other stays.
    const bool apart = profile.grpcIdentity && profile.grpcCluster && profile.grpcIdentity->host == identity.host
        && profile.grpcIdentity->port == identity.port && profile.grpcCluster->host != identity.host;
    if (!apart || isPublic())
        profile.grpcCluster = identity;
    profile.grpcCluster->trust = identity.trust;
    profile.grpcIdentity = identity;
    // The clouds have one Identity Server for all their clusters.
    if (preset == Preset::Cloud)
        profile.grpcIdentity->host = effectiveTenant() + u".eu1" + CloudSuffix;
    else if (isPublic())
        profile.grpcIdentity->host = u"eu1" + CommunitySuffix;
    return profile;
}

} // namespace Models
