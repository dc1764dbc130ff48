// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"
#include "ui/applications/settingssection.h"

#include <QList>

#include <functional>

class QAbstractTableModel;
class QHBoxLayout;
class QStackedWidget;
class QTableView;

namespace Gui {

class NoticeBar;
class StateNote;

/// A section that is a table with its actions: what the key may not do is said above it, what cannot be shown in its
/// place.
class TableSection : public SettingsSection
{
    Q_OBJECT

public:
    TableSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

protected:
    /// To be called once, after the actions were added.
    void setModel(QAbstractTableModel *model, int meaningRole, const char *name, const QString &title,
                  std::vector<int> fixedWidthColumns);
    QAction *addOrder(const char *name, const QString &text, const QKeySequence &keys, const QString &hint,
                      const std::function<void()> &run);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] StateNote *note() const { return m_note; }
    [[nodiscard]] NoticeBar *notice() const { return m_notice; }
    [[nodiscard]] int currentRow() const;
    /// Above the table; empty: nothing.
    void setReason(const QString &reason);
    void setIntroduction(const QString &text);
    void showTable(bool shown);
    /// What can be done with the current row has changed.
    virtual void updateActions() = 0;

    /// Rows that a network gives page by page.
    template <typename Row>
    struct Listing
    {
        using Answer = Domain::Result<Domain::ListPage<Row>>;

        std::function<Domain::Call<Answer>(int page, int limit)> ask;
        std::function<void()> show; ///< all rows are there
        QList<Row> rows;
        Domain::Call<Answer> call;
        bool complete = false; ///< `rows` has been shown
    };
    /// Asks for all of it anew. A refusal is said in place of the table.
    template <typename Row>
    void list(Listing<Row> &listing)
    {
        listing.rows.clear();
        askForPage(listing, 1);
    }

private:
    static constexpr int PageSize = 1'000;

    template <typename Row>
    void askForPage(Listing<Row> &listing, int page)
    {
        listing.call = listing.ask(page, PageSize);
        listing.call.then(this, [this, &listing, page](const typename Listing<Row>::Answer &answer) {
            if (answer.problem) {
                listing.complete = false;
                showRefusal(answer.problem);
                return;
            }
            listing.rows += answer.value.rows;
            if (!answer.value.rows.isEmpty() && listing.rows.size() < answer.value.total) {
                askForPage(listing, page + 1);
                return;
            }
            listing.complete = true;
            listing.show();
        });
    }
    void showRefusal(const Domain::Problem &problem);

    QLabel *m_introduction = nullptr;
    QLabel *m_reason = nullptr;
    QHBoxLayout *m_tools = nullptr;
    NoticeBar *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTableView *m_table = nullptr;
    StateNote *m_note = nullptr;
};

} // namespace Gui
