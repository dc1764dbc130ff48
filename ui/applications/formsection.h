// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/applications/settingssection.h"

class QPushButton;
class QStackedWidget;

namespace Gui {

class FormColumn;
class NoticeBar;
class StateNote;

/// A section that is a form: what was typed stays until it is saved or undone, whatever is shown meanwhile.
class FormSection : public SettingsSection
{
    Q_OBJECT

public:
    FormSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

    [[nodiscard]] bool hasUnsavedChanges() const override { return m_unsaved; }

protected:
    [[nodiscard]] FormColumn *form() const { return m_form; }
    [[nodiscard]] StateNote *note() const { return m_note; }
    void showForm(bool shown);
    /// Disables the form and says why; empty: it can be changed.
    void setReason(const QString &reason);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    /// To be called after each edit.
    void setUnsaved(bool unsaved, bool right);
    void setSending(bool sending);
    [[nodiscard]] bool isSending() const { return m_sending; }
    void showProblem(const Domain::Problem &problem);
    virtual void save() = 0;

private:
    void updateButtons();

    QLabel *m_reason = nullptr;
    NoticeBar *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    FormColumn *m_form = nullptr;
    StateNote *m_note = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_save = nullptr;
    bool m_unsaved = false;
    bool m_right = true;
    bool m_sending = false;
    bool m_readOnly = false;
};

} // namespace Gui
