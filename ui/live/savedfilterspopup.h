// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/popup.h"

#include <memory>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace Gui {

class LogChoices;
class Theme;

/// The saved filters: apply (Enter), rename (F2), delete (Del, can be undone), and save the filter of now.
class SavedFiltersPopup : public Popup
{
    Q_OBJECT

public:
    /// `text`: the filter of now; empty: there is nothing to save.
    SavedFiltersPopup(LogChoices *choices, const QString &text, const Theme *theme, QWidget *parent);
    ~SavedFiltersPopup() override;

Q_SIGNALS:
    void applied(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Model;

    QWidget *buildSaving(const QString &text);
    QWidget *buildButtons();
    void save();
    void apply();
    void rename();
    void remove();
    void undo();
    void refresh();

    LogChoices *m_choices = nullptr;
    const QString m_text;
    std::unique_ptr<Model> m_model;
    QLineEdit *m_name = nullptr;
    QPushButton *m_save = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_rename = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_undo = nullptr;
};

} // namespace Gui
