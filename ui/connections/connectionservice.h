// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectiontest.h"
#include "backend/domain/eventrecord.h"
#include "backend/domain/profile.h"
#include "models/profilesmodel.h"

#include <QObject>

#include <memory>

namespace Gui {

/// What the page of connections orders beyond what every window needs. The composition root implements it. GUI thread;
/// orders return at once, what comes of them is told by signals, and by ConsoleContext::profilesChanged() and
/// problemNoticed().
class ConnectionService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual Models::KeyPlace keyPlace(Domain::ProfileRef profile) const = 0;
    /// Where its events are stored.
    [[nodiscard]] virtual QString historyPath(Domain::ProfileRef profile) const = 0;
    /// A test of settings that need not be saved. Without a secret it uses the one that is kept for `profile.id`.
    [[nodiscard]] virtual std::unique_ptr<Domain::ConnectionTest> makeTest(const Domain::Profile &profile,
                                                                           const QByteArray &secret)
        = 0;

public Q_SLOTS:
    /// `changed` has the id of the profile. An empty secret: the key stays. A new name alone does not interrupt the
    /// connection; with anything else it is made anew. The history stays.
    virtual void updateProfile(Domain::ProfileRef profile, const Domain::Profile &changed, const QByteArray &secret)
        = 0;
    /// A copy with its own history, with the same key.
    virtual void duplicateProfile(Domain::ProfileRef profile) = 0;
    /// Forgets profile and key; the stored events stay, or go with it. Was confirmed by the person.
    virtual void deleteProfile(Domain::ProfileRef profile, bool withHistory) = 0;
    /// Answered by imported().
    virtual void importFile(const QString &path) = 0;
    /// Answered by exported(). The file holds no key.
    virtual void exportFile(Domain::ProfileRef profile, const QString &path) = 0;

Q_SIGNALS:
    void duplicated(Domain::ProfileRef copy);
    /// `profile` is 0 with a problem. `wasThere`: the same connection is in the list already.
    void imported(const QString &path, Domain::ProfileRef profile, bool wasThere, const Domain::Problem &problem);
    void exported(const QString &path, const Domain::Problem &problem);
};

} // namespace Gui
