// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/application.h"
#include "backend/domain/problem.h"

#include <ttn/lorawan/v3/application.pb.h>

namespace Backend {

/// The rules of applications and what asks the Identity Server to change one. Pure; any thread.

ttn::lorawan::v3::ApplicationIdentifiers applicationIds(const QString &id);
Domain::Problem applicationIdProblem(const QString &id);
/// What speaks against making it.
Domain::Problem newApplicationProblem(const Domain::Application &application);
/// What speaks against a change by itself.
Domain::Problem changeProblem(const QString &id, const Domain::ApplicationChange &change);
/// Its field mask names what the change names, and may be empty.
ttn::lorawan::v3::UpdateApplicationRequest changeRequest(const QString &id, const Domain::ApplicationChange &change);

} // namespace Backend
