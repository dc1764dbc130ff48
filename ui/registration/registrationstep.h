// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meaning.h"
#include "models/registrationdraft.h"
#include "ui/registration/registrationwork.h"

#include <QLabel>
#include <QWidget>

namespace Gui {

/// One page of the registration wizard. It shows the draft when it comes to the front and writes into it at once, so
/// going back loses nothing.
class RegistrationStep : public QWidget
{
    Q_OBJECT

public:
    explicit RegistrationStep(RegistrationWork *work, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_work(work)
    {
    }

    [[nodiscard]] virtual QString title() const = 0;
    /// It comes to the front.
    virtual void enter() = 0;
    /// Before one goes on: says all that is wrong and goes to the first of it. False: stay.
    [[nodiscard]] virtual bool finish() { return true; }
    /// Goes to what the servers refused.
    virtual void showRefusal() { }
    virtual void takeFocus() { setFocus(); }

Q_SIGNALS:
    /// The window's buttons may be others now.
    void changed();

protected:
    [[nodiscard]] RegistrationWork &work() const { return *m_work; }
    [[nodiscard]] Models::RegistrationDraft &draft() const { return m_work->draft; }
    [[nodiscard]] const Theme *theme() const { return m_work->theme(); }
    /// What the servers said of this field, if anything.
    [[nodiscard]] QString refusalOf(Models::RegistrationDraft::Field field) const
    {
        return m_work->refusedField == field ? m_work->refusal : QString();
    }

private:
    RegistrationWork *m_work = nullptr;
};

/// A label for plain text that wraps, `name` for tests and screen readers.
[[nodiscard]] inline QLabel *newPlainLabel(const QString &name, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// In the colour of a theme's meaning.
inline void colorLabel(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace Gui
