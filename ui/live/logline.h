// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace Gui {

class Theme;

/// The line below the log, only there when it has something to say: how a search goes on, that older events are in the
/// history, that nothing came for long. GUI thread.
class LogLine : public QWidget
{
    Q_OBJECT

public:
    LogLine(const Theme *theme, QWidget *parent);

    /// Empty texts: nothing to say, no button.
    void showSearch(const QString &text, const QString &button, const QString &hint);
    void showSilence(const QString &text);

Q_SIGNALS:
    void searchClicked();
    void silenceClicked();

private:
    void refresh();

    const Theme *m_theme = nullptr;
    QString m_searchText;
    QString m_silenceText;
    QLabel *m_text = nullptr;
    QPushButton *m_search = nullptr;
    QPushButton *m_silence = nullptr;
};

} // namespace Gui
