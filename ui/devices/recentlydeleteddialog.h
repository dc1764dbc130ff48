// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicearchive.h"
#include "ui/common/page.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace Gui {

class ConsoleContext;
class Theme;

/// *Recently deleted*: the devices that left an application in the last 30 days, to be registered again as they were,
/// or to be forgotten for good.
class RecentlyDeletedDialog : public QDialog
{
    Q_OBJECT

public:
    /// All must outlive the dialog.
    RecentlyDeletedDialog(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent = nullptr);

Q_SIGNALS:
    void restoreRequested(const Gui::Scope &scope, const QStringList &entries);

private:
    void ask();
    void fill(const Domain::Result<QList<Domain::ArchivedDevice>> &answer);
    void restoreChosen();
    void askToForget();
    void forget(const QStringList &entries);
    void updateButtons();
    void say(const QString &text, bool bad);
    [[nodiscard]] QStringList chosen() const;
    [[nodiscard]] bool isOf(const Domain::ArchivedDevice &device) const;

    ConsoleContext *m_context;
    const Theme *m_theme;
    const Scope m_scope;
    Domain::Call<Domain::Result<QList<Domain::ArchivedDevice>>> m_asking;
    QTreeWidget *m_list = nullptr;
    QCheckBox *m_all = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_forget = nullptr;
};

} // namespace Gui
