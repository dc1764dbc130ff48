// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3convert.h"

#include "backend/domain/identifiers.h"
#include "backend/network/stackv3rights.h"

#include <QRegularExpression>

#include <algorithm>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Code = Domain::Problem::Code;
using Domain::Access;
using Domain::Account;
using Domain::Problem;

constexpr qsizetype maxName = 50;
constexpr qsizetype maxDescription = 2'000;
constexpr qsizetype maxAttributes = 10;
constexpr qsizetype maxAttributeValue = 200;

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

/// In characters, not UTF-16 units.
qsizetype length(const QString &words)
{
    return words.toUcs4().size();
}

void setKey(Access &access, const wire::AuthInfoResponse::APIKeyAccess &key)
{
    access.keyId = text(key.api_key().id());
    access.keyName = text(key.api_key().name());
    if (key.api_key().has_expires_at())
        access.expires = dateTimeOf(key.api_key().expires_at());
    const wire::EntityIdentifiers &entity = key.entity_ids();
    if (entity.has_application_ids()) {
        access.kind = Access::Kind::Application;
        access.entity = text(entity.application_ids().application_id());
    } else if (entity.has_user_ids()) {
        access.kind = Access::Kind::User;
        access.entity = text(entity.user_ids().user_id());
    } else if (entity.has_organization_ids()) {
        access.kind = Access::Kind::Organization;
        access.entity = text(entity.organization_ids().organization_id());
    }
}

bool createsApplications(const google::protobuf::RepeatedField<int> &rights)
{
    return std::any_of(rights.begin(), rights.end(), [](int right) {
        return right == wire::RIGHT_USER_APPLICATIONS_CREATE || right == wire::RIGHT_ORGANIZATION_APPLICATIONS_CREATE
            || right == wire::RIGHT_USER_ALL || right == wire::RIGHT_ORGANIZATION_ALL || right == wire::RIGHT_ALL;
    });
}

} // namespace

QDateTime dateTimeOf(const google::protobuf::Timestamp &time)
{
    return QDateTime::fromMSecsSinceEpoch(time.seconds() * 1'000 + time.nanos() / 1'000'000, Qt::UTC);
}

google::protobuf::Timestamp timestampOf(const QDateTime &time)
{
    const qint64 ms = time.toMSecsSinceEpoch();
    google::protobuf::Timestamp out;
    out.set_seconds(ms / 1'000);
    out.set_nanos(int(ms % 1'000) * 1'000'000);
    return out;
}

Account accountOf(const wire::OrganizationOrUserIdentifiers &ids)
{
    if (ids.has_organization_ids())
        return {Account::Kind::Organization, text(ids.organization_ids().organization_id())};
    return {Account::Kind::User, text(ids.user_ids().user_id())};
}

std::optional<Access> accessOf(const wire::AuthInfoResponse &info)
{
    Access out;
    const google::protobuf::RepeatedField<int> *rights = nullptr;
    switch (info.access_method_case()) {
    case wire::AuthInfoResponse::kApiKey:
        setKey(out, info.api_key());
        rights = &info.api_key().api_key().rights();
        break;
    case wire::AuthInfoResponse::kOauthAccessToken:
        out.kind = Access::Kind::User;
        out.entity = text(info.oauth_access_token().user_ids().user_id());
        if (info.oauth_access_token().has_expires_at())
            out.expires = dateTimeOf(info.oauth_access_token().expires_at());
        rights = &info.oauth_access_token().rights();
        break;
    case wire::AuthInfoResponse::kUserSession:
        out.kind = Access::Kind::User;
        out.entity = text(info.user_session().user_ids().user_id());
        out.rights = allRights(); // a session is the user in person
        out.createsApplications = true;
        break;
    case wire::AuthInfoResponse::kGatewayToken:
        rights = &info.gateway_token().rights();
        break;
    case wire::AuthInfoResponse::ACCESS_METHOD_NOT_SET:
        return std::nullopt;
    }
    if (rights) {
        out.rights = rightsOf(*rights);
        out.createsApplications = createsApplications(*rights);
    }
    out.isAdmin = info.is_admin();
    return out;
}

Domain::Application applicationOf(const wire::Application &application)
{
    Domain::Application out;
    out.id = text(application.ids().application_id());
    out.name = text(application.name());
    out.description = text(application.description());
    for (const auto &[name, value] : application.attributes())
        out.attributes.insert(text(name), text(value));
    if (application.has_created_at())
        out.created = dateTimeOf(application.created_at());
    if (application.has_updated_at())
        out.updated = dateTimeOf(application.updated_at());
    if (application.has_deleted_at())
        out.deleted = dateTimeOf(application.deleted_at());
    out.administrativeContact = accountOf(application.administrative_contact());
    out.technicalContact = accountOf(application.technical_contact());
    out.networkServer = text(application.network_server_address());
    out.applicationServer = text(application.application_server_address());
    out.joinServer = text(application.join_server_address());
    out.issuedEuis = application.dev_eui_counter();
    return out;
}

wire::OrganizationOrUserIdentifiers accountOf(const Account &account)
{
    wire::OrganizationOrUserIdentifiers out;
    if (account.kind == Account::Kind::Organization)
        out.mutable_organization_ids()->set_organization_id(account.id.toStdString());
    else
        out.mutable_user_ids()->set_user_id(account.id.toStdString());
    return out;
}

bool isStackKey(const QByteArray &pasted)
{
    QByteArray key = pasted.trimmed();
    if (key.left(7).toLower() == "bearer ")
        key = key.mid(7).trimmed();
    const QList<QByteArray> parts = key.split('.');
    return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](const QByteArray &part) {
               return !part.isEmpty() && std::all_of(part.begin(), part.end(), [](char c) {
                   return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
               });
           });
}

Problem accountProblem(const Account &account)
{
    // A user's id may be one letter shorter than others.
    static const QRegularExpression user(QStringLiteral("^[a-z0-9](?:-?[a-z0-9])+$"),
                                         QRegularExpression::DontCaptureOption);
    const bool isId = account.kind == Account::Kind::User
        ? account.id.size() <= 36 && user.match(account.id).hasMatch() && !account.id.endsWith(u'\n')
        : Domain::isValidId(Domain::Generation::V3, account.id);
    return isId ? Problem() : Problem{Code::IdInvalid, {account.id}, {}, {}, false};
}

Problem stackKeyProblem(const QByteArray &key)
{
    if (key.trimmed().isEmpty())
        return {Code::NotSignedIn, {}, {}, {}, false};
    if (!isStackKey(key))
        return {Code::KeyMalformed, {}, {}, {}, false};
    return {};
}

Problem nameProblem(const QString &name)
{
    if (length(name) > maxName)
        return {Code::FieldInvalid, {QStringLiteral("name"), QStringLiteral("≤ 50")}, {}, {}, false};
    return {};
}

Problem textProblem(const QString &name, const QString &description, const QMap<QString, QString> &attributes)
{
    if (const Problem problem = nameProblem(name))
        return problem;
    if (length(description) > maxDescription)
        return {Code::FieldInvalid, {QStringLiteral("description"), QStringLiteral("≤ 2000")}, {}, {}, false};
    if (attributes.size() > maxAttributes)
        return {Code::FieldInvalid, {QStringLiteral("attributes"), QStringLiteral("≤ 10")}, {}, {}, false};
    for (auto it = attributes.begin(); it != attributes.end(); ++it) {
        if (!Domain::isValidId(Domain::Generation::V3, it.key()) || length(it.value()) > maxAttributeValue)
            return {Code::FieldInvalid, {QString(QStringLiteral("attributes.") + it.key())}, {}, {}, false};
    }
    return {};
}

} // namespace Backend
