// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/hexinput.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace Gui {

class Theme;

/// A field for an EUI, an address or a key in any spelling: what was typed or pasted is counted live below it,
/// rewritten plainly when one goes on, and reversed by a button. Keys are masked, and seen while their button is held
/// or after it was clicked. Parts are named `<name>Line`, `<name>Reverse`, `<name>Reveal`, `<name>Generate`,
/// `<name>Rule`.
class HexField : public QWidget
{
    Q_OBJECT

public:
    enum class Kind : quint8 { Eui, DevAddr, Key };

    HexField(const char *name, Kind kind, const QString &title, const Theme *theme, QWidget *parent = nullptr);

    /// What the value is called, for screen readers; a label above it is not part of this.
    void setTitle(const QString &title);
    [[nodiscard]] QString text() const;
    /// No edited() for it.
    void setText(const QString &text);
    [[nodiscard]] Domain::HexInput value() const;
    [[nodiscard]] bool isEmpty() const;

    /// What is said below it while nothing is wrong. Empty: how many digits there have to be.
    void setHint(const QString &hint);
    /// Allowed, but worth knowing: takes the hint's place in a colour that is seen. Empty: nothing.
    void setRemark(const QString &remark);
    /// What somebody else found wrong with the value; goes when it is edited. Empty: nothing.
    void setMistake(const QString &sentence);
    /// Says what is wrong also with what is unfinished or, when it is `required`, empty.
    void complain(bool required);
    /// A button that makes or fetches a value; generateRequested() follows its click.
    void setGenerator(const QString &word, const QString &toolTip);
    void setGeneratorEnabled(bool enabled);
    void setReadOnly(bool readOnly);
    [[nodiscard]] QLineEdit *line() const { return m_line; }

Q_SIGNALS:
    /// By the person, in whichever way.
    void edited();
    void generateRequested();

protected:
    /// A key that nobody looks at any more is masked again.
    void hideEvent(QHideEvent *event) override;

private:
    void onTextChanged();
    void onEditingFinished();
    void reverse();
    void setRevealed(bool revealed);
    void updateRule();
    void updateLook();
    [[nodiscard]] int byteCount() const;
    [[nodiscard]] QString remark(const Domain::HexInput &input) const;

    const Theme *m_theme = nullptr;
    const Kind m_kind;
    QLineEdit *m_line = nullptr;
    QToolButton *m_reveal = nullptr; ///< keys
    QToolButton *m_reverse = nullptr;
    QPushButton *m_generate = nullptr;
    QLabel *m_rule = nullptr;
    QElapsedTimer m_pressed;
    QString m_title;
    QString m_hint;
    QString m_remark; ///< of somebody else
    QString m_mistake; ///< of somebody else
    bool m_wasRevealed = false;
    bool m_required = false;
    bool m_unfinishedIsWrong = false;
    bool m_setting = false;
};

} // namespace Gui
