// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/joinstory.h"
#include "models/lastjoin.h"
#include "ui/device/devicesection.h"

#include <memory>

class QGridLayout;
class QVBoxLayout;

namespace Gui {

class FactList;

/// Why a device joins or does not: what it comes to, what to check, what the network remembers, and each attempt.
/// Listens to the network's events from its first showing on.
class JoiningSection : public DeviceSectionView
{
    Q_OBJECT

public:
    explicit JoiningSection(const DevicePageParts *parts, QWidget *parent = nullptr);
    ~JoiningSection() override;

    void refresh() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QLabel *addLabel(QVBoxLayout *layout, const char *name, const QString &accessibleName);
    void listen();
    void takeHeard();
    void lookForJoin();
    void showVerdict();
    void showChecks(const QStringList &checks);
    void showAttempts();
    void updateListening();

    Models::JoinStory m_story;
    std::unique_ptr<Domain::NetworkEvents> m_events;
    const void *m_network = nullptr; ///< that m_events belongs to
    qint64 m_sinceNs = 0;
    qint64 m_heardNs = 0;
    qint64 m_joinNs = 0; ///< the last one that this console has
    Models::LastJoin m_lastJoin;
    bool m_looked = false;
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QWidget *m_checks = nullptr;
    QPushButton *m_reset = nullptr;
    QLabel *m_listening = nullptr;
    FactList *m_facts = nullptr;
    QLabel *m_attemptsTitle = nullptr;
    QWidget *m_attempts = nullptr;
    QVBoxLayout *m_column = nullptr;
    QStringList m_shown; ///< what m_attempts shows
    QStringList m_shownChecks;
};

} // namespace Gui
