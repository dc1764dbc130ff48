// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/profilestore.h"

#include "backend/accounts/profilejson.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace Backend {

using Domain::Problem;
using Domain::Profile;

namespace {

constexpr int format = 1;
constexpr qint64 maxFileBytes = 16 << 20;
constexpr qsizetype maxNameLength = 100;

/// `fresh` with those keys of `old` that this version does not know.
QJsonObject merged(QJsonObject old, const QJsonObject &fresh, const QStringList &known)
{
    for (const QString &key : known)
        old.remove(key);
    for (auto it = fresh.begin(); it != fresh.end(); ++it)
        old.insert(it.key(), it.value());
    return old;
}

/// In profiles.json a CA is the PEM text itself.
std::optional<QByteArray> inlineCa(const QString &ca, Problem &problem)
{
    QByteArray pem = certificatesOnly(ca.toLatin1());
    if (!pem.isEmpty())
        return pem;
    problem = {Problem::Code::CaUnreadable, {}, {}, {}, false};
    return std::nullopt;
}

Problem unknownProfile(const QUuid &id)
{
    return {Problem::Code::ProfileUnknown, {id.toString(QUuid::WithoutBraces)}, {}, {}, false};
}

} // namespace

ProfileStore::ProfileStore(QString path)
    : m_path(std::move(path))
{
}

Problem ProfileStore::load()
{
    m_content = {};
    m_problem = {};
    const Outcome outcome = read(m_content, m_problem);
    m_readOnly = outcome == Outcome::NotOurs;
    if (outcome == Outcome::Damaged) {
        m_problem = setAside();
        m_readOnly = m_problem.args.size() < 2;
    }
    return m_problem;
}

ProfileStore::Outcome ProfileStore::read(Content &content, Problem &problem) const
{
    QFile file(m_path);
    if (!file.exists())
        return Outcome::Missing;
    if (!file.open(QIODevice::ReadOnly)) {
        problem = {Problem::Code::FileUnreadable, {m_path}, file.errorString(), {}, false};
        return Outcome::NotOurs;
    }
    const QByteArray bytes = file.read(maxFileBytes + 1);
    const QJsonDocument document = bytes.size() > maxFileBytes ? QJsonDocument() : QJsonDocument::fromJson(bytes);
    content.root = document.object();
    const double version = content.root.value(u"format").toDouble();
    if (version > format) {
        content = {};
        problem = {Problem::Code::ProfilesNewer, {m_path}, {}, {}, false};
        return Outcome::NotOurs;
    }
    if (version != format || !content.root.value(u"profiles").isArray()) {
        content = {};
        return Outcome::Damaged;
    }
    const QJsonArray entries = content.root.value(u"profiles").toArray();
    bool allRead = true;
    for (const QJsonValue entry : entries)
        allRead = readEntry(entry.toObject(), content) && allRead;
    return allRead ? Outcome::Read : Outcome::Damaged;
}

bool ProfileStore::readEntry(const QJsonObject &entry, Content &content) const
{
    ProfileJson reader(m_path, &inlineCa);
    std::optional<Profile> profile = reader.read(entry);
    if (!profile)
        return false;
    profile->id = QUuid::fromString(entry.value(u"id").toString());
    profile->name = entry.value(u"name").toString();
    const auto clashes = [&](const Profile &other) {
        return other.id == profile->id || other.name.compare(profile->name, Qt::CaseInsensitive) == 0;
    };
    if (profile->id.isNull() || profile->name.isEmpty()
        || std::any_of(content.profiles.cbegin(), content.profiles.cend(), clashes))
        return false;
    content.known.insert(profile->id, entry);
    content.profiles.push_back(std::move(*profile));
    return true;
}

Problem ProfileStore::setAside()
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const QString base = m_path + u".damaged-" + stamp;
    QString aside = base;
    for (int i = 2; QFile::exists(aside); ++i)
        aside = base + u'-' + QString::number(i);
    // A copy: what could be read stays in place until the next change is written.
    if (!QFile::copy(m_path, aside))
        return {Problem::Code::ProfilesDamaged, {m_path}, {}, {}, false};
    if (m_content.root.isEmpty())
        QFile::remove(m_path);
    return {Problem::Code::ProfilesDamaged, {m_path, aside}, {}, {}, false};
}

Problem ProfileStore::refresh()
{
    if (m_readOnly)
        return m_problem;
    Content fresh;
    Problem problem;
    switch (read(fresh, problem)) {
    case Outcome::Read:
        m_content = std::move(fresh);
        return {};
    case Outcome::Missing:
        return {};
    case Outcome::Damaged: {
        // What we read before is better than what stands there now.
        const Problem aside = setAside();
        return aside.args.size() < 2 ? aside : Problem();
    }
    case Outcome::NotOurs:
        break;
    }
    return problem;
}

std::vector<Profile>::const_iterator ProfileStore::at(const QUuid &id) const
{
    return std::find_if(m_content.profiles.cbegin(), m_content.profiles.cend(),
                        [&](const Profile &profile) { return profile.id == id; });
}

std::optional<Profile> ProfileStore::find(const QUuid &id) const
{
    const auto found = at(id);
    return found == m_content.profiles.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Profile> ProfileStore::findByName(const QString &name) const
{
    for (const Profile &profile : m_content.profiles) {
        if (profile.name.compare(name, Qt::CaseInsensitive) == 0)
            return profile;
    }
    return std::nullopt;
}

QString ProfileStore::freeName(const QString &wanted, const QUuid &except) const
{
    const QString base = wanted.trimmed().isEmpty() ? QStringLiteral("network") : wanted.trimmed().left(maxNameLength);
    QString name = base;
    for (int i = 2;; ++i) {
        const std::optional<Profile> other = findByName(name);
        if (!other || other->id == except)
            return name;
        name = base + u' ' + QString::number(i);
    }
}

Problem ProfileStore::add(Profile &profile)
{
    if (Problem problem = refresh())
        return problem;
    if (profile.id.isNull() || find(profile.id))
        profile.id = QUuid::createUuid();
    profile.name = freeName(profile.name);
    std::vector<Profile> profiles = m_content.profiles;
    profiles.push_back(profile);
    return save(std::move(profiles));
}

Problem ProfileStore::update(Profile &profile)
{
    if (Problem problem = refresh())
        return problem;
    const auto found = at(profile.id);
    if (found == m_content.profiles.cend())
        return unknownProfile(profile.id);
    profile.name = freeName(profile.name, profile.id);
    std::vector<Profile> profiles = m_content.profiles;
    profiles[std::size_t(found - m_content.profiles.cbegin())] = profile;
    return save(std::move(profiles));
}

Problem ProfileStore::remove(const QUuid &id)
{
    if (Problem problem = refresh())
        return problem;
    const auto found = at(id);
    if (found == m_content.profiles.cend())
        return unknownProfile(id);
    std::vector<Profile> profiles = m_content.profiles;
    profiles.erase(profiles.begin() + (found - m_content.profiles.cbegin()));
    return save(std::move(profiles));
}

Problem ProfileStore::duplicate(const QUuid &id, Profile *copy)
{
    const std::optional<Profile> original = find(id);
    if (!original)
        return unknownProfile(id);
    *copy = *original;
    copy->id = {};
    return add(*copy);
}

QJsonObject ProfileStore::entryOf(const Profile &profile) const
{
    QJsonObject fresh
        = ProfileJson::write(profile, [](const QByteArray &pem) { return QString::fromLatin1(certificatesOnly(pem)); });
    fresh.insert(QStringLiteral("id"), profile.id.toString(QUuid::WithoutBraces));
    fresh.insert(QStringLiteral("name"), profile.name);
    const QJsonObject old = m_content.known.value(profile.id);
    const QString tls = QStringLiteral("tls");
    const QString address = QStringLiteral("address");
    const std::pair<QString, QStringList> parts[] = {
        {QStringLiteral("mqtt"), {address, tls, QStringLiteral("plaintext")}},
        {QStringLiteral("grpc"),
         {QStringLiteral("identity"), QStringLiteral("cluster"), tls, QStringLiteral("plaintext")}},
        {QStringLiteral("discovery"), {address, tls, QStringLiteral("plaintext")}},
    };
    QStringList known{QStringLiteral("generation"), QStringLiteral("applications"), QStringLiteral("tenant"),
                      QStringLiteral("plaintext")};
    for (const auto &[part, keys] : parts) {
        known += part;
        if (fresh.contains(part))
            fresh.insert(part, merged(old.value(part).toObject(), fresh.value(part).toObject(), keys));
    }
    return merged(old, fresh, known);
}

Problem ProfileStore::save(std::vector<Profile> profiles)
{
    QJsonArray entries;
    QHash<QUuid, QJsonObject> known;
    for (const Profile &profile : profiles) {
        const QJsonObject entry = entryOf(profile);
        // What could not be read back must not be written.
        ProfileJson check(m_path, &inlineCa);
        if (!check.read(entry))
            return check.problem();
        known.insert(profile.id, entry);
        entries.append(entry);
    }
    QJsonObject root = m_content.root;
    root.insert(QStringLiteral("format"), format);
    root.insert(QStringLiteral("profiles"), entries);

    QSaveFile file(m_path);
    const QByteArray bytes = QJsonDocument(root).toJson();
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return {Problem::Code::FileUnwritable, {m_path}, file.errorString(), {}, true};
    m_content = {std::move(profiles), std::move(known), std::move(root)};
    return {};
}

} // namespace Backend
