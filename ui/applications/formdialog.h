// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/result.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QScrollArea;

namespace Gui {

class FormColumn;
class NoticeBar;
class Theme;

/// A dialog with a form of one column and its buttons. While it sends, nothing can be changed and Cancel cancels; a
/// refusal is said in the form, and what was typed stays. Closing asks first when something was typed.
class FormDialog : public QDialog
{
    Q_OBJECT

public:
    FormDialog(const Theme *theme, QWidget *parent);

    void reject() override;
    [[nodiscard]] bool isSending() const { return m_sending; }

protected:
    void showEvent(QShowEvent *event) override;
    [[nodiscard]] FormColumn *form() const { return m_form; }
    [[nodiscard]] const Theme *theme() const { return m_theme; }
    void setAcceptText(const QString &text, const QString &hint);
    /// Destroys something: the button is not the one that Enter presses.
    void setDangerous();
    void setAcceptAllowed(bool allowed);
    void setSending(bool sending);
    void showProblem(const Domain::Problem &problem);
    /// Called by the accept button; sends, or says what is wrong.
    virtual void send() = 0;
    /// The Call that is under way is dropped.
    virtual void cancelSending() { }
    [[nodiscard]] virtual bool hasUnsavedChanges() const { return false; }

private:
    void fitToForm();

    const Theme *m_theme = nullptr;
    NoticeBar *m_notice = nullptr;
    QScrollArea *m_scroll = nullptr;
    FormColumn *m_form = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_accept = nullptr;
    QString m_acceptHint;
    bool m_sending = false;
    bool m_allowed = true;
};

} // namespace Gui
