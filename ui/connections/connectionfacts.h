// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectionstatus.h"
#include "backend/domain/profile.h"
#include "models/profilesmodel.h"

#include <QWidget>

#include <map>

class QGridLayout;
class QLabel;

namespace Gui {

class Theme;

/// What is known of one connection, in full: below the list, for the current row.
class ConnectionFacts : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionFacts(const Theme *theme, QWidget *parent = nullptr);

    void show(const Models::ProfilesModel &model, const Models::ProfilesModel::Entry &entry,
              const QString &historyPath);

private:
    enum class Fact : int { State, Advice, Users, Address, Protection, Key, History };

    void addFact(QGridLayout *grid, Fact fact, const char *name, const QString &title);
    void setFact(Fact fact, const QString &text);
    void updateColors();
    [[nodiscard]] static QString protection(const Domain::Endpoint &endpoint);
    [[nodiscard]] static QString keyWords(Models::KeyPlace key);

    const Theme *m_theme = nullptr;
    std::map<Fact, std::pair<QLabel *, QLabel *>> m_labels; ///< title, value
    Models::Meaning m_meaning = Models::Meaning::Quiet;
};

} // namespace Gui
