// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profilesmodel.h"
#include "ui/common/page.h"

#include <QList>

class QAction;
class QLabel;
class QStackedWidget;
class QTableView;

namespace Gui {

class ConnectionActions;
class ConnectionFacts;
class ConsoleContext;
class NoticeBar;
class Theme;

/// All connections: what they connect to, how they are, and what one can do with them. The same for every scope.
class ConnectionsPage : public Page
{
    Q_OBJECT

public:
    ConnectionsPage(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);

    void setUtc(bool utc) override;
    void takeFocus() override;
    void saveState(QSettings &settings) const override;
    void restoreState(const QSettings &settings, bool layoutOnly) override;

    /// Makes this connection the current row.
    void choose(Domain::ProfileRef profile);
    [[nodiscard]] Domain::ProfileRef current() const;
    [[nodiscard]] ConnectionActions *actionsOf() const { return m_orders; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildActions();
    QAction *addOrder(const char *name, const QString &text, const QKeySequence &keys, const QString &hint,
                      void (ConnectionsPage::*slot)());
    QWidget *buildToolRow();
    void buildTable();
    QWidget *buildEmpty();
    void updateEntries();
    void updateCurrent();
    void fitColumns();
    void rename();
    void toggleConnected();
    void editCurrent();
    void duplicateCurrent();
    void enterKey();
    void testCurrent();
    void exportCurrent();
    void removeCurrent();
    void createNew();
    void importFile();
    [[nodiscard]] Models::ProfilesModel::Entry entryOf(Domain::ProfileRef profile) const;

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    ConnectionActions *m_orders = nullptr;
    Models::ProfilesModel m_model;
    NoticeBar *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    ConnectionFacts *m_facts = nullptr;
    QAction *m_new = nullptr;
    QAction *m_import = nullptr;
    QAction *m_connect = nullptr;
    QAction *m_edit = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_key = nullptr;
    QAction *m_test = nullptr;
    QAction *m_export = nullptr;
    QAction *m_delete = nullptr;
    bool m_columnsChosen = false; ///< the person has set widths
    bool m_fitting = false;
};

} // namespace Gui
