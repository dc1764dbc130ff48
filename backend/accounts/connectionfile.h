// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"
#include "backend/domain/profile.h"

#include <QByteArray>

#include <optional>

namespace Backend {

/// The file by which a profile travels between console, ttnc and people (DESIGN 11); it holds no credential.
/// Reads small files, without waiting for a network. Any thread.
class ConnectionFile
{
public:
    /// nullopt sets the problem: FileUnreadable, ConnectionFileInvalid, CaUnreadable or PlaintextNotAllowed.
    [[nodiscard]] static std::optional<Domain::Profile> load(const QString &path, Domain::Problem *problem);
    /// `path` names the file in problems; CA files are found relative to its folder. The profile is named after the
    /// file and its id follows from what it connects to, so that the same file always means the same history.
    [[nodiscard]] static std::optional<Domain::Profile> parse(const QByteArray &bytes, const QString &path,
                                                              Domain::Problem *problem);
    /// Writes the file, and `<name>-ca.pem` beside it for a profile with a CA of its own. Never overwrites another CA
    /// file.
    [[nodiscard]] static Domain::Problem save(const Domain::Profile &profile, const QString &path);
};

} // namespace Backend
