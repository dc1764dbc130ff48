// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"

#include <QHash>
#include <QJsonObject>

#include <optional>
#include <vector>

namespace Backend {

/// The list of profiles in profiles.json (format 1): as a connection file for each, plus `id` and `name`; a CA stands
/// in it as PEM text. Never a credential. GUI thread, or the main thread of ttnc; small files, no waiting. Each change
/// first reads what another console may have saved meanwhile, then is written at once and as a whole; keys that this
/// version does not know are kept.
class ProfileStore
{
public:
    explicit ProfileStore(QString path);

    /// A missing file is an empty list. ProfilesDamaged: the file was set aside, what could be read is there.
    /// ProfilesNewer and FileUnreadable: the list is empty and isReadOnly().
    Domain::Problem load();
    /// True when the file must not be written; every change then answers with load()'s problem.
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }

    /// In the order in which they were added.
    [[nodiscard]] const std::vector<Domain::Profile> &profiles() const { return m_content.profiles; }
    [[nodiscard]] std::optional<Domain::Profile> find(const QUuid &id) const;
    /// Names are unique without regard to case.
    [[nodiscard]] std::optional<Domain::Profile> findByName(const QString &name) const;
    /// `wanted`, or with a number behind it when a profile other than `except` has that name.
    [[nodiscard]] QString freeName(const QString &wanted, const QUuid &except = {}) const;

    /// Gives the profile an id when it has none, and a free name. On a Problem nothing changed, in the file or here;
    /// ConnectionFileInvalid and PlaintextNotAllowed say what the profile lacks.
    Domain::Problem add(Domain::Profile &profile);
    /// Replaces the profile with this id; ProfileUnknown when there is none. Gives it a free name.
    Domain::Problem update(Domain::Profile &profile);
    Domain::Problem remove(const QUuid &id);
    /// A copy with a new id and a free name, at the end; its history and key are its own.
    Domain::Problem duplicate(const QUuid &id, Domain::Profile *copy);

private:
    struct Content
    {
        std::vector<Domain::Profile> profiles;
        QHash<QUuid, QJsonObject> known; ///< as read, with keys that this version does not know
        QJsonObject root;
    };

    enum class Outcome { Read, Missing, Damaged, NotOurs };

    Outcome read(Content &content, Domain::Problem &problem) const;
    [[nodiscard]] bool readEntry(const QJsonObject &entry, Content &content) const;
    [[nodiscard]] Domain::Problem setAside();
    /// Takes over what another console has saved since.
    Domain::Problem refresh();
    Domain::Problem save(std::vector<Domain::Profile> profiles);
    [[nodiscard]] QJsonObject entryOf(const Domain::Profile &profile) const;
    [[nodiscard]] std::vector<Domain::Profile>::const_iterator at(const QUuid &id) const;

    QString m_path;
    Content m_content;
    Domain::Problem m_problem;
    bool m_readOnly = false;
};

} // namespace Backend
