// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/rawmessage.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSettings;
class QStackedWidget;
class QToolButton;

namespace Gui {

class JsonView;
class Theme;

/// The message itself: as a tree, indented, or exactly as received. Views are filled when they are looked at; of a very
/// long text the beginning is shown, the tree and the copy have all of it.
class RawTab : public QWidget
{
    Q_OBJECT

public:
    enum class Form : int { Tree = 0, Indented = 1, AsReceived = 2 };
    Q_ENUM(Form)

    explicit RawTab(const Theme *theme, QWidget *parent = nullptr);

    void setMessage(const Domain::RawMessage &message);
    void clear();
    [[nodiscard]] Form form() const { return m_form; }
    void setForm(Form form);

Q_SIGNALS:
    void termRequested(const QString &term);
    void noted(const QString &text);
    void formChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildBar(QWidget *bar);
    void render();
    void find();
    void copy() const;

    const Theme *m_theme;
    QButtonGroup *m_forms = nullptr;
    QLineEdit *m_find = nullptr;
    QLabel *m_findNote = nullptr;
    QToolButton *m_copy = nullptr;
    QStackedWidget *m_stack;
    JsonView *m_tree;
    QPlainTextEdit *m_text;
    Domain::RawMessage m_message;
    Form m_form = Form::Indented;
    bool m_isJson = false;
    bool m_isText = false;
    bool m_treeStale = true, m_textStale = true;
};

} // namespace Gui
