// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/choicemodel.h"
#include "ui/live/popup.h"

#include <QPointer>

class QLineEdit;
class QListView;
class QPushButton;

namespace Gui {

class Theme;

/// A list to tick values of the filter: devices or kinds. With a field to search in it, arrow keys move through the
/// list and Enter ticks while one types.
class ChoicePopup : public Popup
{
    Q_OBJECT

public:
    enum class Search : quint8 { None, Field };

    /// The object name is `name` with "List", "Search" and "Clear" for the parts.
    ChoicePopup(const char *name, const QString &title, Models::ChoiceModel *model, Search search, const Theme *theme,
                QWidget *parent);
    ~ChoicePopup() override;

Q_SIGNALS:
    /// Every value again: the field's conditions are to go.
    void cleared();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void toggleCurrent();
    void chooseFirst();

    QPointer<Models::ChoiceModel> m_model; ///< a page that goes takes it away first
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
};

} // namespace Gui
