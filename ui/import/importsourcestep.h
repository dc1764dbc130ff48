// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace Models {
class ImportDraft;
} // namespace Models

namespace Gui {

class Theme;

/// The first step of an import: which list. A file is chosen or dropped, or cells are pasted.
class ImportSourceStep : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ImportSourceStep(Models::ImportDraft *draft, const Theme *theme, QWidget *parent = nullptr);

    void chooseFile();
    void paste();
    void takeFocus();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void update();

    Models::ImportDraft *m_draft;
    const Theme *m_theme;
    QPushButton *m_choose = nullptr;
    QPushButton *m_paste = nullptr;
    QPushButton *m_cancel = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace Gui
