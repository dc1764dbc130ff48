// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3convert.h"

#include "backend/domain/identifiers.h"

#include <algorithm>

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Code = Domain::Problem::Code;
using Domain::Access;
using Domain::Account;
using Domain::Problem;
using Domain::Right;
using Domain::Rights;

constexpr qsizetype maxName = 50;
constexpr qsizetype maxDescription = 2'000;
constexpr qsizetype maxAttributes = 10;
constexpr qsizetype maxAttributeValue = 200;

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

QDateTime timeOf(const google::protobuf::Timestamp &time)
{
    return QDateTime::fromMSecsSinceEpoch(time.seconds() * 1'000 + time.nanos() / 1'000'000, Qt::UTC);
}

Account accountOf(const wire::OrganizationOrUserIdentifiers &ids)
{
    if (ids.has_organization_ids())
        return {Account::Kind::Organization, text(ids.organization_ids().organization_id())};
    return {Account::Kind::User, text(ids.user_ids().user_id())};
}

Rights all()
{
    Rights out;
    for (quint32 bit = 1; bit <= quint32(Right::SendDownlinks); bit <<= 1)
        out |= Right(bit);
    return out;
}

Rights rightOf(int right)
{
    switch (right) {
    case wire::RIGHT_APPLICATION_INFO:
        return Right::ViewApplication;
    case wire::RIGHT_APPLICATION_SETTINGS_BASIC:
        return Right::EditSettings;
    case wire::RIGHT_APPLICATION_SETTINGS_API_KEYS:
        return Right::ManageApiKeys;
    case wire::RIGHT_APPLICATION_SETTINGS_COLLABORATORS:
        return Right::ManageCollaborators;
    case wire::RIGHT_APPLICATION_SETTINGS_PACKAGES:
        return Right::ManageIntegrations;
    case wire::RIGHT_APPLICATION_DELETE:
        return Right::DeleteApplication;
    case wire::RIGHT_APPLICATION_DEVICES_READ:
        return Right::ViewDevices;
    case wire::RIGHT_APPLICATION_DEVICES_WRITE:
        return Right::EditDevices;
    case wire::RIGHT_APPLICATION_DEVICES_READ_KEYS:
        return Right::ViewDeviceKeys;
    case wire::RIGHT_APPLICATION_DEVICES_WRITE_KEYS:
        return Right::EditDeviceKeys;
    case wire::RIGHT_APPLICATION_TRAFFIC_READ:
        return Right::ReadTraffic;
    case wire::RIGHT_APPLICATION_TRAFFIC_UP_WRITE:
        return Right::SimulateUplinks;
    case wire::RIGHT_APPLICATION_TRAFFIC_DOWN_WRITE:
        return Right::SendDownlinks;
    case wire::RIGHT_APPLICATION_LINK:
        return Right::ViewApplication | Right::ReadTraffic | Right::SendDownlinks;
    case wire::RIGHT_APPLICATION_ALL:
    case wire::RIGHT_ALL:
        return all();
    default:
        return {};
    }
}

void setKey(Access &access, const wire::AuthInfoResponse::APIKeyAccess &key)
{
    access.keyId = text(key.api_key().id());
    access.keyName = text(key.api_key().name());
    if (key.api_key().has_expires_at())
        access.expires = timeOf(key.api_key().expires_at());
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

Rights rightsOf(const google::protobuf::RepeatedField<int> &rights)
{
    Rights out;
    for (const int right : rights)
        out |= rightOf(right);
    return out;
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
            out.expires = timeOf(info.oauth_access_token().expires_at());
        rights = &info.oauth_access_token().rights();
        break;
    case wire::AuthInfoResponse::kUserSession:
        out.kind = Access::Kind::User;
        out.entity = text(info.user_session().user_ids().user_id());
        out.rights = all(); // a session is the user in person
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
        out.created = timeOf(application.created_at());
    if (application.has_updated_at())
        out.updated = timeOf(application.updated_at());
    if (application.has_deleted_at())
        out.deleted = timeOf(application.deleted_at());
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

Problem stackKeyProblem(const QByteArray &key)
{
    if (key.trimmed().isEmpty())
        return {Code::NotSignedIn, {}, {}, {}, false};
    if (!isStackKey(key))
        return {Code::KeyMalformed, {}, {}, {}, false};
    return {};
}

Problem textProblem(const QString &name, const QString &description, const QMap<QString, QString> &attributes)
{
    // Characters, not UTF-16 units.
    const auto length = [](const QString &words) { return words.toUcs4().size(); };
    if (length(name) > maxName)
        return {Code::FieldInvalid, {QStringLiteral("name"), QStringLiteral("≤ 50")}, {}, {}, false};
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
