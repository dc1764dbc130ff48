// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/filterspec.h"
#include "ui/common/page.h"

#include <QObject>
#include <QStringListModel>

class QCompleter;
class QLineEdit;

namespace Domain {
class Dictionary;
} // namespace Domain

namespace Gui {

/// Offers what may follow while a filter is typed: field words, then names, kinds and times for the field. GUI thread.
class FilterCompleter : public QObject
{
    Q_OBJECT

public:
    FilterCompleter(QLineEdit *edit, const Domain::Dictionary *dictionary);

    void setScope(const Scope &scope) { m_scope = scope; }
    /// Whether an offer is chosen in the list, which takes it on Enter by itself.
    [[nodiscard]] bool isChoosing() const;

private:
    /// The word that is being typed: [start, cursor), and what stands before it in its term.
    struct Word
    {
        int start = 0;
        QString typed;
        QString field; ///< without minus; empty: the field's word itself is typed
        bool comparison = false; ///< `<` or `>` stands before it
    };

    void offer();
    void take(const QString &offer);
    [[nodiscard]] Word word() const;
    [[nodiscard]] QStringList offersFor(const Word &word) const;
    [[nodiscard]] QStringList namesFor(Domain::FilterTerm::Field field, const QString &typed) const;

    QLineEdit *m_edit = nullptr;
    const Domain::Dictionary *m_dictionary = nullptr;
    Scope m_scope;
    QStringListModel m_offers;
    QCompleter *m_completer = nullptr;
};

} // namespace Gui
