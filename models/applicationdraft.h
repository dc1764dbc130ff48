// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/application.h"
#include "backend/domain/identifiers.h"

#include <QCoreApplication>
#include <QList>

#include <utility>

namespace Models {

/// An application as typed into a form, and the rules that what is typed breaks. The rules are those of the network, so
/// that nothing is sent that it would refuse. Value type, GUI thread.
class ApplicationDraft
{
    Q_DECLARE_TR_FUNCTIONS(ApplicationDraft)

public:
    using Pairs = QList<std::pair<QString, QString>>;

    static constexpr int LongestName = 50;
    static constexpr int LongestDescription = 2'000;
    static constexpr int MostAttributes = 10;
    static constexpr int LongestValue = 200;

    Domain::Generation generation = Domain::Generation::V3;
    QString id;
    QString name;
    QString description;
    Pairs attributes; ///< in the order typed; rows without a name and a value do not count

    [[nodiscard]] static ApplicationDraft of(const Domain::Application &application);

    /// Each a sentence; empty: nothing is wrong. What is still empty is wrong only when the form is `complete`.
    [[nodiscard]] QString idMistake(bool complete) const;
    [[nodiscard]] QString nameMistake() const;
    [[nodiscard]] QString descriptionMistake() const;
    [[nodiscard]] QString attributesMistake() const;
    [[nodiscard]] bool isRight() const;

    /// Only without mistakes.
    [[nodiscard]] QMap<QString, QString> attributeMap() const;
    [[nodiscard]] Domain::Application application() const;
    /// What differs from `before`.
    [[nodiscard]] Domain::ApplicationChange changes(const Domain::Application &before) const;
};

/// Characters as the network counts them, not UTF-16 units.
[[nodiscard]] qsizetype characters(const QString &text);

} // namespace Models
