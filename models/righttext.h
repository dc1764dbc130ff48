// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// Rights of an application in words. Pure functions; GUI thread.
namespace Models::RightText {

struct Group
{
    QString title;
    QList<Domain::Right> rights;
};

/// Every right once, in the order in which they are shown.
[[nodiscard]] QList<Group> groups();
[[nodiscard]] Domain::Rights all();
/// What it allows: “read traffic”.
[[nodiscard]] QString words(Domain::Right right);
/// Its name at the network: RIGHT_APPLICATION_TRAFFIC_READ.
[[nodiscard]] QString wireName(Domain::Right right);
/// By that name, with or without `RIGHT_APPLICATION_`, in any case; RIGHT_APPLICATION_ALL is all of them. nullopt: none
/// that there is.
[[nodiscard]] std::optional<Domain::Rights> byWireName(const QString &name);
[[nodiscard]] QStringList wireNameList(Domain::Rights rights);
/// All of them, with commas between.
[[nodiscard]] QString list(Domain::Rights rights);
[[nodiscard]] QString wireNames(Domain::Rights rights);
/// For a cell: “all rights”, or the list. `others` have no words here.
[[nodiscard]] QString summary(Domain::Rights rights, qsizetype others);
/// `summary()` as a sentence about a key.
[[nodiscard]] QString sentence(Domain::Rights rights, qsizetype others);
/// What is to be said of the rights that the program has no word for. Empty: there are none.
[[nodiscard]] QString othersNote(const QStringList &others);

} // namespace Models::RightText
