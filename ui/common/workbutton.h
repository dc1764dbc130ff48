// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace Models {
class BackgroundWork;
}

namespace Gui {

class Theme;
class WorkPopup;

/// The status bar's button for what goes on in the background: how much of it, how far, and the list at a click. Hidden
/// while there is nothing to tell; what has ended leaves the list once it was seen.
class WorkButton : public QToolButton
{
    Q_OBJECT

public:
    /// Both must outlive the button.
    WorkButton(Models::BackgroundWork *work, const Theme *theme, QWidget *parent = nullptr);

    void openList();

Q_SIGNALS:
    /// The folder of a file that was made is to be shown.
    void folderRequested(const QString &path);

private:
    void updateText();

    Models::BackgroundWork *m_work = nullptr;
    const Theme *m_theme = nullptr;
    WorkPopup *m_popup = nullptr;
};

} // namespace Gui
