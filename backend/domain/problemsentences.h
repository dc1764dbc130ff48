// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Part of problemtext.cpp and its sibling files only.
#pragma once

#include "backend/domain/problem.h"

#include <QCoreApplication>

namespace Domain::Detail {

/// One row of the table. Titles and advice stand by themselves. Bodies name facts (%1 is args[0]); the first one whose
/// facts are all known is taken, so that an incomplete Problem never shows a placeholder.
struct Row
{
    QString title;
    QStringList bodies;
    QString advice;
};

class Sentences
{
    Q_DECLARE_TR_FUNCTIONS(Problem)

public:
    static Row row(Problem::Code code);
    /// The rows of the management services: calls, credentials, rights, registries.
    static Row managementRow(Problem::Code code);
    /// The rows of what a network tells of devices and their messages.
    static Row eventRow(Problem::Code code);
    /// What a right allows; a right that is not in the table keeps its name.
    static QString rightWords(const QString &name);
    /// The words that the other side sent.
    static QString quoted(Problem::Code code, const QString &words);
};

} // namespace Domain::Detail
