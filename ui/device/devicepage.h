// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deviceeditor.h"
#include "ui/common/page.h"
#include "ui/device/devicesection.h"

#include <map>

class QListWidget;
class QStackedWidget;

namespace Models {
class DeviceActivity;
} // namespace Models

namespace Gui {

class ConsoleContext;
class DeviceHeader;
class NoticeBar;
class StateNote;
class Theme;

/// All that is known of one registered device, to read and to change. Shown by the page *Devices* in place of its
/// table.
class DevicePage : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive the page.
    DevicePage(ConsoleContext *context, Models::DeviceActivity *activity, const Theme *theme, const Scope &scope,
               const QString &id, QWidget *parent = nullptr);
    ~DevicePage() override;

    [[nodiscard]] const QString &id() const { return m_id; }
    /// Something was typed that is not saved yet.
    [[nodiscard]] bool hasChanges() const { return m_editor.hasChanges(); }
    void setUtc(bool utc);
    void refresh();
    void takeFocus();
    /// Back to the table, after a question where something is not saved.
    void leave();

    void showSection(Models::DeviceSection section);
    [[nodiscard]] Models::DeviceSection section() const { return m_section; }
    [[nodiscard]] Models::DeviceEditor &editor() { return m_editor; }

Q_SIGNALS:
    /// Back to the table.
    void closed();
    /// As the signals of Page.
    void noted(const QString &text);
    void deviceRequested(Domain::DeviceRef device);
    /// Name, class or versions are others now: the table is to show them.
    void changed();
    /// The person wants it deleted, moved, copied: the table knows how.
    void deletionRequested();
    void moveRequested();
    void copyRequested();
    /// hasChanges() answers otherwise.
    void changesChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildPage();
    void followNetwork();
    void takeRights();
    void connectHeader();
    void connectEditor();
    DeviceSectionView *view(Models::DeviceSection section);
    void followEditor();
    void updateSections();
    void updateState();
    void save();
    void showField(Models::DeviceField field);
    void askToReset(bool joinNonces);
    void onConflict(const QList<Models::DeviceField> &fields);
    void onFailed(const Domain::Problem &problem);

    const QString m_id;
    Models::DeviceEditor m_editor;
    Models::EventText m_text;
    DevicePageParts m_parts;
    Models::DeviceSection m_section = Models::DeviceSection::Overview;
    std::map<Models::DeviceSection, DeviceSectionView *> m_views;
    bool m_hadChanges = false;
    bool m_leaving = false; ///< once it is saved
    std::optional<Models::DeviceEditor::State> m_shownState;

    DeviceHeader *m_header = nullptr;
    NoticeBar *m_notice = nullptr;
    QListWidget *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    StateNote *m_state = nullptr; ///< instead of the sections: loading, offline, gone
    QWidget *m_content = nullptr;
};

} // namespace Gui
