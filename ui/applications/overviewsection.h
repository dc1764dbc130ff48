// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/deviceactivity.h"
#include "ui/applications/settingssection.h"

class QGridLayout;
class QStackedWidget;

namespace Gui {

class StateNote;

/// What is known of an application at a glance: how many devices, when it was last heard, whose key this is and what it
/// may do, where it lives.
class OverviewSection : public SettingsSection
{
    Q_OBJECT

public:
    OverviewSection(ApplicationDesk *desk, const Models::DeviceActivity *activity, const Theme *theme, QWidget *parent);

    [[nodiscard]] QString title() const override { return tr("Overview"); }
    void load(bool anew) override;
    void setUtc(bool utc) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Fact
    {
        QString name;
        QString value;
        bool fixedWidth = false;
    };

    void updateFacts();
    void updateHeard();
    void updateRights();
    void showFacts(QGridLayout *grid, const QString &prefix, const QList<Fact> &facts);
    [[nodiscard]] QList<Fact> applicationFacts() const;
    [[nodiscard]] QList<Fact> keyFacts() const;
    [[nodiscard]] QList<Fact> announcementFacts() const;
    [[nodiscard]] QString timeText(const QDateTime &time) const;
    [[nodiscard]] QString countText() const;

    const Models::DeviceActivity *m_activity = nullptr;
    QStackedWidget *m_stack = nullptr;
    StateNote *m_note = nullptr;
    QGridLayout *m_application = nullptr;
    QWidget *m_keyPart = nullptr;
    QGridLayout *m_key = nullptr;
    QLabel *m_rightsNote = nullptr;
    QGridLayout *m_rights = nullptr;
    QWidget *m_announcementPart = nullptr;
    QGridLayout *m_announcement = nullptr;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::DevicePage>> m_devices;
    Domain::Call<Domain::Result<Domain::ServiceAnnouncement>> m_announcing;
    Domain::Result<Domain::ServiceAnnouncement> m_announced;
    bool m_announcementKnown = false;
    qint64 m_registered = -1; ///< -1: not known
    Domain::Problem m_registeredProblem;
    bool m_utc = false;
    bool m_asked = false;
};

} // namespace Gui
