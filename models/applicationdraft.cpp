// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/applicationdraft.h"

#include "models/connectiondraft.h"

namespace Models {

namespace {

bool isBlank(const std::pair<QString, QString> &pair)
{
    return pair.first.trimmed().isEmpty() && pair.second.isEmpty();
}

} // namespace

qsizetype characters(const QString &text)
{
    return text.toUcs4().size();
}

ApplicationDraft ApplicationDraft::of(const Domain::Application &application)
{
    ApplicationDraft draft;
    draft.id = application.id;
    draft.name = application.name;
    draft.description = application.description;
    for (auto it = application.attributes.begin(); it != application.attributes.end(); ++it)
        draft.attributes.append({it.key(), it.value()});
    return draft;
}

QString ApplicationDraft::idMistake(bool complete) const
{
    const QString typed = id.trimmed();
    if (typed.isEmpty())
        return complete ? tr("Give it an ID.") : QString();
    using ConnectionText::IdMistake;
    const IdMistake wrong = ConnectionText::idMistake(generation, typed);
    const bool unfinished = wrong == IdMistake::TooShort || (wrong == IdMistake::Separator && typed.endsWith(u'-'));
    return !complete && unfinished ? QString() : ConnectionDraft::idSentence(generation, typed);
}

QString ApplicationDraft::nameMistake() const
{
    const qsizetype length = characters(name.trimmed());
    return length > LongestName ? tr("At most %1 characters; these are %2.").arg(LongestName).arg(length) : QString();
}

QString ApplicationDraft::descriptionMistake() const
{
    const qsizetype length = characters(description);
    return length > LongestDescription ? tr("At most %1 characters; these are %2.").arg(LongestDescription).arg(length)
                                       : QString();
}

QString ApplicationDraft::attributesMistake() const
{
    QStringList names;
    for (const auto &pair : attributes) {
        if (isBlank(pair))
            continue;
        const QString attribute = pair.first.trimmed();
        if (attribute.isEmpty())
            return tr("“%1” has no name.").arg(pair.second.left(36));
        if (const QString wrong = ConnectionDraft::idSentence(Domain::Generation::V3, attribute); !wrong.isEmpty())
            return wrong;
        if (names.contains(attribute))
            return tr("“%1” stands there twice.").arg(attribute);
        if (characters(pair.second) > LongestValue)
            return tr("The value of “%1” has more than %2 characters.").arg(attribute).arg(LongestValue);
        names += attribute;
    }
    return names.size() > MostAttributes ? tr("At most %1 attributes.").arg(MostAttributes) : QString();
}

bool ApplicationDraft::isRight() const
{
    return idMistake(true).isEmpty() && nameMistake().isEmpty() && descriptionMistake().isEmpty()
        && attributesMistake().isEmpty();
}

QMap<QString, QString> ApplicationDraft::attributeMap() const
{
    QMap<QString, QString> map;
    for (const auto &pair : attributes) {
        if (!isBlank(pair))
            map.insert(pair.first.trimmed(), pair.second);
    }
    return map;
}

Domain::Application ApplicationDraft::application() const
{
    Domain::Application application;
    application.id = id.trimmed();
    application.name = name.trimmed();
    application.description = description;
    application.attributes = attributeMap();
    return application;
}

Domain::ApplicationChange ApplicationDraft::changes(const Domain::Application &before) const
{
    const Domain::Application now = application();
    Domain::ApplicationChange change;
    if (now.name != before.name)
        change.name = now.name;
    if (now.description != before.description)
        change.description = now.description;
    if (now.attributes != before.attributes)
        change.attributes = now.attributes;
    return change;
}

} // namespace Models
