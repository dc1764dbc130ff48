// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

namespace Gui {

/// A filter that was kept under a name.
struct SavedFilter
{
    QString name;
    QString text;
    friend bool operator==(const SavedFilter &, const SavedFilter &) = default;
};

/// What a person chose for every log of the program: the saved filters. Who keeps them over restarts listens to
/// its signal. GUI thread.
class LogChoices : public QObject
{
    Q_OBJECT

public:
    static constexpr int MostFilters = 200;

    using QObject::QObject;

    [[nodiscard]] const std::vector<SavedFilter> &savedFilters() const { return m_filters; }
    void setSavedFilters(std::vector<SavedFilter> filters);
    /// Replaces the filter of the same name, else adds it at the end. False: an empty name, or too many.
    bool saveFilter(const QString &name, const QString &text);
    /// False: the name is empty or taken.
    bool renameFilter(int index, const QString &name);
    SavedFilter takeFilter(int index);
    void insertFilter(int index, const SavedFilter &filter);

Q_SIGNALS:
    void savedFiltersChanged();

private:
    std::vector<SavedFilter> m_filters;
};

} // namespace Gui
