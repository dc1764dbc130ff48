// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "ui/common/page.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace Gui {

class ConsoleContext;
class Theme;

/// Where devices are to go: another application of the same network.
class MoveDialog : public QDialog
{
    Q_OBJECT

public:
    /// All must outlive the dialog.
    MoveDialog(ConsoleContext *context, const Theme *theme, const Scope &scope, const QStringList &ids,
               QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &application);

private:
    void ask();
    void onPage(const Domain::Result<Domain::ApplicationPage> &answer);
    void add(const QString &id, const QString &name);
    void filter(const QString &text);
    void updateButtons();
    void say(const QString &text, bool bad);
    void colorNote();
    void finish();
    [[nodiscard]] QString target() const;

    ConsoleContext *m_context;
    const Theme *m_theme;
    const Scope m_scope;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::ApplicationPage>> m_asking;
    int m_page = 1;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_move = nullptr;
    bool m_isBad = false;
};

} // namespace Gui
