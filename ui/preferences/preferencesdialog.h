// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace Gui {

class ConsoleContext;
class FormScroll;
class Preferences;

/// Shows and changes the preferences. Everything applies at once, but for the limits of the history: they delete for
/// good, so what would go is said first and a button of their own applies them.
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    /// Both must outlive it.
    PreferencesDialog(Preferences *preferences, ConsoleContext *context, QWidget *parent);

private:
    QBoxLayout *addGroup(const QString &title);
    QLabel *addNote(QBoxLayout *group, const char *name);
    void addField(QBoxLayout *group, const QString &label, QWidget *field);
    void buildWindow();
    void buildLog();
    void buildHistory();
    void updateHistory();

    Preferences *m_preferences = nullptr;
    ConsoleContext *m_context = nullptr;
    FormScroll *m_scroll = nullptr;
    QSpinBox *m_days = nullptr;
    QSpinBox *m_gigabytes = nullptr;
    QLabel *m_historyNote = nullptr;
    QPushButton *m_applyHistory = nullptr;
};

} // namespace Gui
