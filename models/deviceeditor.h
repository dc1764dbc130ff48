// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/catalogapi.h"
#include "backend/domain/networkapi.h"
#include "models/devicedraft.h"
#include "models/devicewords.h"

#include <QObject>

#include <memory>

namespace Models {

/// One registered device while somebody looks at it and changes it: reads it, keeps what is typed, and saves what
/// differs, after having looked whether somebody else changed the same meanwhile. Holds keys in memory once they were
/// asked for. GUI thread.
class DeviceEditor : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 {
        Offline, ///< nobody to ask: the key is not known, or the profile names no server
        Loading,
        Ready,
        Failed, ///< it could not be read, see problem()
    };
    enum class Work : quint8 { None, Saving, Resetting };
    enum class Keys : quint8 {
        Unread,
        Reading,
        Read,
        Refused, ///< the credential may not
        Failed, ///< for another reason, see keysProblem()
    };

    DeviceEditor(QString application, QString id, QObject *parent = nullptr);
    ~DeviceEditor() override;

    /// Asks this network from now on, and reads the device. What was typed stays. Null: Offline.
    void setNetwork(std::shared_ptr<Domain::NetworkApi> network);
    /// What the key may do with the application; nullopt: not known, so nothing is forbidden here.
    void setRights(std::optional<Domain::Rights> rights);
    [[nodiscard]] Domain::NetworkApi *network() const { return m_network.get(); }
    [[nodiscard]] const QString &application() const { return m_application; }
    [[nodiscard]] const QString &id() const { return m_id; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] Work work() const { return m_work; }
    [[nodiscard]] Keys keys() const { return m_keys; }
    /// True once the device was read, also while it is read again.
    [[nodiscard]] bool isKnown() const { return m_known; }
    [[nodiscard]] const Domain::Device &device() const { return m_draft.stored(); }
    [[nodiscard]] DeviceShape shape() const { return m_draft.shape(); }
    [[nodiscard]] Domain::Capabilities capabilities() const;
    [[nodiscard]] const Domain::Problem &problem() const { return m_problem; }
    [[nodiscard]] const Domain::Problem &keysProblem() const { return m_keysProblem; }

    [[nodiscard]] const DeviceDraft &draft() const { return m_draft; }
    void setText(DeviceField field, const QString &text);
    [[nodiscard]] bool hasChanges() const { return m_draft.isChanged(); }
    /// Something to save, and nothing in the way.
    [[nodiscard]] bool canSave() const;
    /// What is wrong with a field: its rule, or what the network said of it.
    [[nodiscard]] QString mistake(DeviceField field) const;
    /// Empty: the field can be changed.
    [[nodiscard]] QString readOnlyReason(DeviceField field) const;
    [[nodiscard]] std::vector<DeviceChoice> choices(DeviceField field) const;
    /// What the network assumes when nothing is typed; empty: not known.
    [[nodiscard]] QString standard(DeviceField field) const;

public Q_SLOTS:
    /// Reads the device again; what was typed stays.
    void load();
    void readKeys();
    void save();
    /// Stops what is under way. What the servers have done by then stays.
    void cancel();
    /// Back to what the network has; takeBackUndo() brings the texts again.
    void undo();
    void takeBackUndo();
    [[nodiscard]] bool canTakeBackUndo() const { return m_undone.has_value(); }
    void resetDevice(bool joinNonces);
    /// Once it is known: plans and versions to choose from.
    void loadCatalog();

Q_SIGNALS:
    /// state(), work() or keys() answer otherwise.
    void stateChanged();
    /// The device was read.
    void loaded();
    void edited(Models::DeviceField field);
    /// Many fields at once: undone, read anew, refused.
    void textsChanged();
    /// What can be chosen, or what is assumed, is known now.
    void choicesChanged();
    void saved();
    void wasReset();
    /// Nothing was saved: somebody else has changed these meanwhile. Saving once more overwrites.
    void conflicted(const QList<Models::DeviceField> &fields);
    /// Saving or resetting failed.
    void failed(const Domain::Problem &problem);

private:
    [[nodiscard]] Domain::DeviceApi *api() const;
    [[nodiscard]] Domain::DeviceKeys keyWish() const;
    void setState(State state);
    void setWork(Work work);
    void take(const Domain::Device &device, bool withKeys);
    void onRead(const Domain::Result<Domain::Device> &answer, bool withKeys);
    void onReadForSaving(const Domain::Result<Domain::Device> &answer, bool withKeys);
    void onSaved(const Domain::Result<Domain::Done> &answer);
    void readPhyVersions();
    void readDefaults();
    void refuse(const Domain::Problem &problem);

    const QString m_application;
    const QString m_id;
    std::shared_ptr<Domain::NetworkApi> m_network;
    State m_state = State::Offline;
    Work m_work = Work::None;
    Keys m_keys = Keys::Unread;
    bool m_known = false;
    Domain::Problem m_problem;
    Domain::Problem m_keysProblem;
    DeviceDraft m_draft;
    std::optional<DeviceDraft> m_undone;
    std::optional<Domain::Rights> m_rights;
    std::optional<std::pair<DeviceField, Domain::Problem>> m_refused;

    QList<Domain::FrequencyPlan> m_plans;
    QStringList m_phyVersions; ///< of the chosen band; empty: not known
    QString m_band; ///< that they are of
    QString m_standardOf; ///< plan and version that the next is of
    DeviceValues::Texts m_standard;

    Domain::Call<Domain::Result<Domain::Device>> m_reading;
    Domain::Call<Domain::Result<Domain::Device>> m_readingKeys;
    Domain::Call<Domain::Result<Domain::Done>> m_writing;
    Domain::Call<Domain::Result<QList<Domain::FrequencyPlan>>> m_readingPlans;
    Domain::Call<Domain::Result<QStringList>> m_readingVersions;
    Domain::Call<Domain::Result<Domain::MacSettings>> m_readingStandard;
};

} // namespace Models
