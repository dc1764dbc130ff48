// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectiontest.h"
#include "backend/domain/profile.h"
#include "models/meaning.h"

namespace Models {

/// A step of a connection test in words.
struct TestStepText
{
    QString title; ///< what is tried
    QString state; ///< how it stands, in a word or two
    QString sentence; ///< what was found
    QString advice; ///< what to do; empty when there is nothing
    Meaning meaning = Meaning::Quiet;
};

/// `messageSeconds`: how long the test waits for a first message.
TestStepText testStepText(const Domain::ConnectionTestStep &step, const Domain::Profile &profile,
                          int messageSeconds = 10);

/// The whole test in a sentence.
struct TestVerdict
{
    QString sentence;
    Meaning meaning = Meaning::Quiet;
};
TestVerdict testVerdict(const QList<Domain::ConnectionTestStep> &steps);

} // namespace Models
