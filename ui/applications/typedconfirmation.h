// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/applications/formdialog.h"

#include <functional>

class QLineEdit;

namespace Gui {

/// Asks before something is destroyed that cannot come back by itself: what is lost, and for what is worst a word to be
/// typed. Sends by itself and stays open with what the network says against it.
class TypedConfirmation : public FormDialog
{
    Q_OBJECT

public:
    using Order = std::function<Domain::Call<Domain::Result<Domain::Done>>()>;

    /// `word` is to be typed, may be empty; `order` is sent then, each time anew.
    TypedConfirmation(const QString &title, const QString &loss, const QString &word, const QString &action,
                      Order order, const Theme *theme, QWidget *parent);

Q_SIGNALS:
    void done();

protected:
    void send() override;
    void cancelSending() override;

private:
    QLineEdit *m_typed = nullptr;
    const QString m_word;
    const Order m_order;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
};

} // namespace Gui
