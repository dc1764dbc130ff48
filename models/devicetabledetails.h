// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"

#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <map>
#include <memory>

namespace Models {

/// Reads of the devices in view what their list does not tell: each once, after one has stopped scrolling, few at a
/// time, because servers count calls. GUI thread.
class DeviceTableDetails : public QObject
{
    Q_OBJECT

public:
    static constexpr int MostAtOnce = 2;

    explicit DeviceTableDetails(QObject *parent = nullptr);

    /// Null: nothing is read.
    void setNetwork(std::shared_ptr<Domain::NetworkApi> network, const QString &application);
    /// These and no others are wanted now; those that were read already are not read again.
    void want(const QStringList &ids);
    /// They are to be read again.
    void forget(const QStringList &ids);
    void forgetAll();

Q_SIGNALS:
    void arrived(const Domain::Device &device);

private:
    using Answer = Domain::Result<Domain::Device>;

    void askNext();
    void onAnswer(const QString &id, const Answer &answer);

    std::shared_ptr<Domain::NetworkApi> m_network;
    QString m_application;
    QTimer m_rest;
    QStringList m_wanted;
    QSet<QString> m_asked;
    std::map<QString, Domain::Call<Answer>> m_calls;
    bool m_stopped = false; ///< the network does not give them: nobody is bothered with that
};

} // namespace Models
