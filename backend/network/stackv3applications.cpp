// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/network/stackv3applications.h"

#include "backend/domain/identifiers.h"
#include "backend/network/stackv3convert.h"

namespace Backend {

namespace {

namespace wire = ttn::lorawan::v3;
using Code = Domain::Problem::Code;

} // namespace

using Domain::Problem;

wire::ApplicationIdentifiers applicationIds(const QString &id)
{
    wire::ApplicationIdentifiers out;
    out.set_application_id(id.toStdString());
    return out;
}

Problem applicationIdProblem(const QString &id)
{
    if (Domain::isValidId(Domain::Generation::V3, id))
        return {};
    return {Code::IdInvalid, {id}, {}, {}, false};
}

Problem newApplicationProblem(const Domain::Application &application)
{
    const Problem problem = applicationIdProblem(application.id);
    return problem ? problem : textProblem(application.name, application.description, application.attributes);
}

Problem changeProblem(const QString &id, const Domain::ApplicationChange &change)
{
    if (const Problem problem = applicationIdProblem(id))
        return problem;
    if (change.functions || change.registerOnJoinKey)
        return {Code::NotOfThisNetwork, {}, {}, {}, false};
    for (const auto &contact : {change.administrativeContact, change.technicalContact}) {
        if (const Problem problem = contact ? accountProblem(*contact) : Problem())
            return problem;
    }
    return textProblem(change.name.value_or(QString()), change.description.value_or(QString()),
                       change.attributes.value_or(QMap<QString, QString>()));
}

wire::UpdateApplicationRequest changeRequest(const QString &id, const Domain::ApplicationChange &change)
{
    wire::UpdateApplicationRequest request;
    wire::Application &out = *request.mutable_application();
    *out.mutable_ids() = applicationIds(id);
    google::protobuf::FieldMask &mask = *request.mutable_field_mask();
    if (change.name) {
        out.set_name(change.name->toStdString());
        mask.add_paths("name");
    }
    if (change.description) {
        out.set_description(change.description->toStdString());
        mask.add_paths("description");
    }
    if (change.attributes) {
        for (auto it = change.attributes->begin(); it != change.attributes->end(); ++it)
            (*out.mutable_attributes())[it.key().toStdString()] = it.value().toStdString();
        mask.add_paths("attributes");
    }
    if (change.administrativeContact) {
        *out.mutable_administrative_contact() = accountOf(*change.administrativeContact);
        mask.add_paths("administrative_contact");
    }
    if (change.technicalContact) {
        *out.mutable_technical_contact() = accountOf(*change.technicalContact);
        mask.add_paths("technical_contact");
    }
    return request;
}

} // namespace Backend
