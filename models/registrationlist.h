// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registrationdraft.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace Models {

/// Devices that are to be registered, one row each, and what has become of them. Registers one after the other; what
/// goes wrong stays in its row and the next one follows. GUI thread.
class RegistrationList : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { DevEuiColumn, IdColumn, ProductColumn, StateColumn, ColumnCount };
    enum class State : quint8 {
        Waiting,
        Running,
        Registered,
        Failed, ///< nothing is left of it
        Incomplete, ///< something may be left of it: see RegistrationIncomplete
        Cancelled, ///< what was made is taken back
    };
    enum Role : int { MeaningRole = Qt::UserRole + 1 };

    struct Entry
    {
        RegistrationDraft draft;
        QString product; ///< for people; empty: not known
        QString remark; ///< of the code
        State state = State::Waiting;
        Domain::Problem problem;
    };

    explicit RegistrationList(std::shared_ptr<Domain::NetworkApi> network, QObject *parent = nullptr);
    /// What is under way is cancelled, and taken back by the network's side.
    ~RegistrationList() override;

    [[nodiscard]] int count() const { return int(m_entries.size()); }
    [[nodiscard]] const Entry &entry(int row) const { return m_entries.at(std::size_t(row)); }
    /// Row of a device with this DevEUI, or -1.
    [[nodiscard]] int find(Domain::Eui devEui) const;
    int add(Entry entry);
    /// Also lets a row that failed wait again.
    void setDraft(int row, const RegistrationDraft &draft);
    void setProduct(int row, const QString &product);
    /// Not while it is being registered.
    void remove(int row);
    void clear();

    /// What speaks against registering it, as a sentence; empty: nothing.
    [[nodiscard]] QString mistake(int row) const;
    /// Waiting, and nothing speaks against it.
    [[nodiscard]] int readyCount() const;
    [[nodiscard]] int countOf(State state) const;
    /// All that are ready.
    void registerAll();
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running >= 0; }
    /// Removes what an incomplete registration left; then, if wished, registers the device anew.
    void cleanUp(int row, bool again);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void registered(const QString &device);
    /// One more has ended, in whichever way.
    void stateChanged(int row);
    /// No more is under way.
    void finished();

private:
    void next();
    void start(int row);
    void end(int row, const Domain::Problem &problem);
    void setState(int row, State state, const Domain::Problem &problem = {});
    [[nodiscard]] bool isReady(int row) const;
    [[nodiscard]] QString stateText(int row) const;

    const std::shared_ptr<Domain::NetworkApi> m_network;
    std::vector<Entry> m_entries;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
    int m_running = -1;
    bool m_all = false; ///< go on with the next one
};

} // namespace Models
