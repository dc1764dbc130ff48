// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deviceeditor.h"

#include "backend/domain/lorawanversions.h"
#include "backend/domain/problemtext.h"
#include "models/devicerules.h"

#include <algorithm>

namespace Models {

using Domain::Capability;
using Domain::Device;
using Domain::DeviceKeys;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Code = Problem::Code;
using Field = DeviceField;

DeviceEditor::DeviceEditor(QString application, QString id, QObject *parent)
    : QObject(parent)
    , m_application(std::move(application))
    , m_id(std::move(id))
{
}

DeviceEditor::~DeviceEditor() = default;

void DeviceEditor::setNetwork(std::shared_ptr<Domain::NetworkApi> network)
{
    cancel();
    m_readingKeys = {};
    m_network = std::move(network);
    m_rights.reset();
    m_plans.clear();
    m_band.clear();
    m_standardOf.clear();
    if (m_keys != Keys::Read)
        m_keys = Keys::Unread;
    load();
}

Domain::Capabilities DeviceEditor::capabilities() const
{
    return m_network ? m_network->capabilities() : Domain::Capabilities();
}

Domain::DeviceApi *DeviceEditor::api() const
{
    return m_network ? m_network->devices() : nullptr;
}

DeviceKeys DeviceEditor::keyWish() const
{
    // Where devices have no radio profile their keys tell how they are activated.
    const bool keysTell = !capabilities().testFlag(Capability::DeviceNames);
    return m_keys == Keys::Read || (keysTell && m_keys == Keys::Unread) ? DeviceKeys::Read : DeviceKeys::Leave;
}

void DeviceEditor::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void DeviceEditor::setWork(Work work)
{
    m_work = work;
    Q_EMIT stateChanged();
}

// --- Reading ---

void DeviceEditor::load()
{
    if (!api()) {
        m_reading = {};
        setState(State::Offline);
        return;
    }
    if (m_work != Work::None)
        return; // reads it anew at its end
    setState(State::Loading);
    const DeviceKeys wish = keyWish();
    m_reading = api()->device(m_application, m_id, wish);
    m_reading.then(this, [this, wish](const Result<Device> &answer) { onRead(answer, wish == DeviceKeys::Read); });
}

void DeviceEditor::onRead(const Result<Device> &answer, bool withKeys)
{
    if (answer.problem && withKeys && answer.problem.code == Code::RightsMissing) {
        // The rest can be read all the same.
        m_keys = Keys::Refused;
        m_keysProblem = answer.problem;
        load();
        return;
    }
    m_problem = answer.problem;
    if (answer.problem) {
        setState(State::Failed);
        return;
    }
    take(answer.value, withKeys);
    setState(State::Ready);
    Q_EMIT loaded();
    Q_EMIT textsChanged();
}

void DeviceEditor::take(const Device &device, bool withKeys)
{
    if (withKeys)
        m_keys = Keys::Read;
    if (m_known)
        m_draft.rebase(device);
    else
        m_draft = DeviceDraft(device, capabilities());
    m_known = true;
    readPhyVersions();
    readDefaults();
}

void DeviceEditor::setRights(std::optional<Domain::Rights> rights)
{
    // None at all forbids nothing: the network will say so itself.
    if (rights && !*rights)
        rights.reset();
    if (rights == m_rights)
        return;
    m_rights = rights;
    if (rights && !rights->testFlag(Domain::Right::ViewDeviceKeys) && m_keys == Keys::Unread)
        m_keys = Keys::Refused;
    Q_EMIT stateChanged();
    Q_EMIT textsChanged();
}

void DeviceEditor::readKeys()
{
    if (!api() || m_keys == Keys::Reading || m_keys == Keys::Read || m_keys == Keys::Refused)
        return;
    m_keys = Keys::Reading;
    m_readingKeys = api()->device(m_application, m_id, DeviceKeys::Read);
    m_readingKeys.then(this, [this](const Result<Device> &answer) {
        if (answer.problem) {
            m_keysProblem = answer.problem;
            m_keys = answer.problem.code == Code::RightsMissing ? Keys::Refused : Keys::Failed;
        } else {
            take(answer.value, true);
            Q_EMIT loaded();
        }
        Q_EMIT stateChanged();
        Q_EMIT textsChanged();
    });
    Q_EMIT stateChanged();
}

// --- Writing ---

void DeviceEditor::setText(Field field, const QString &text)
{
    if (text == m_draft.text(field))
        return;
    m_draft.setText(field, text);
    m_undone.reset();
    if (m_refused && m_refused->first == field)
        m_refused.reset();
    if (field == Field::MacVersion) {
        // The versions of the Regional Parameters belong to it: where there is only one it is that one.
        const std::vector<DeviceChoice> fitting = choices(Field::PhyVersion);
        const bool fits = std::any_of(fitting.begin(), fitting.end(), [this](const DeviceChoice &choice) {
            return choice.text == m_draft.text(Field::PhyVersion);
        });
        if (!fits || Domain::LorawanVersions::phyVersions(text).size() == 1)
            m_draft.setText(Field::PhyVersion, fitting.size() == 1 ? fitting.front().text : QString());
        Q_EMIT choicesChanged();
    }
    if (field == Field::FrequencyPlan)
        readPhyVersions();
    if (field == Field::FrequencyPlan || field == Field::MacVersion || field == Field::PhyVersion)
        readDefaults();
    Q_EMIT edited(field);
}

QString DeviceEditor::mistake(Field field) const
{
    if (m_refused && m_refused->first == field) {
        const Domain::ProblemText words = Domain::problemText(m_refused->second);
        return QStringList{words.title, words.body}.join(u' ').trimmed();
    }
    return DeviceRules::mistake(m_draft, field);
}

QString DeviceEditor::readOnlyReason(Field field) const
{
    return DeviceWords::readOnlyReason(field, shape(), m_rights.value_or(~Domain::Rights()));
}

bool DeviceEditor::canSave() const
{
    return m_known && m_state != State::Offline && m_work == Work::None && (hasChanges() || m_draft.isHalfMade())
        && !DeviceRules::firstMistake(m_draft);
}

void DeviceEditor::save()
{
    if (!canSave())
        return;
    m_reading = {};
    m_refused.reset();
    setWork(Work::Saving);
    const DeviceKeys wish = keyWish();
    m_reading = api()->device(m_application, m_id, wish);
    m_reading.then(this,
                   [this, wish](const Result<Device> &answer) { onReadForSaving(answer, wish == DeviceKeys::Read); });
}

void DeviceEditor::onReadForSaving(const Result<Device> &answer, bool withKeys)
{
    if (answer.problem) {
        refuse(answer.problem);
        return;
    }
    const QList<Field> conflicts = m_draft.conflicts(answer.value);
    take(answer.value, withKeys);
    if (!conflicts.isEmpty()) {
        m_state = State::Ready;
        setWork(Work::None);
        Q_EMIT textsChanged();
        Q_EMIT conflicted(conflicts);
        return;
    }
    m_writing = api()->changeDevice(m_application, m_id, m_draft.change());
    m_writing.then(this, [this](const Result<Done> &written) { onSaved(written); });
}

void DeviceEditor::onSaved(const Result<Done> &answer)
{
    if (answer.problem) {
        refuse(answer.problem);
        return;
    }
    // What was typed is what the network has now; the texts follow what it made of them.
    const bool withKeys = m_keys == Keys::Read;
    m_undone.reset();
    m_reading = api()->device(m_application, m_id, keyWish());
    m_reading.then(this, [this, withKeys](const Result<Device> &read) {
        m_work = Work::None;
        if (!read.problem) {
            m_draft = DeviceDraft(read.value, capabilities());
            m_draft.undo();
        }
        onRead(read, withKeys);
        Q_EMIT saved();
    });
}

void DeviceEditor::refuse(const Problem &problem)
{
    if (const auto field = DeviceWords::fieldOf(problem); field && m_draft.has(*field))
        m_refused = {*field, problem};
    m_state = State::Ready;
    setWork(Work::None);
    Q_EMIT textsChanged();
    Q_EMIT failed(problem);
    // One of several servers may have taken its part.
    load();
}

void DeviceEditor::cancel()
{
    m_reading = {};
    m_writing = {};
    if (m_work == Work::None)
        return;
    setWork(Work::None);
    load();
}

void DeviceEditor::undo()
{
    if (!hasChanges())
        return;
    m_undone = m_draft;
    m_draft.undo();
    m_refused.reset();
    readPhyVersions();
    readDefaults();
    Q_EMIT textsChanged();
}

void DeviceEditor::takeBackUndo()
{
    if (!m_undone)
        return;
    const DeviceDraft typed = *m_undone;
    m_undone.reset();
    const QList<Field> fields = typed.changedFields();
    for (const Field field : fields)
        m_draft.setText(field, typed.text(field));
    readPhyVersions();
    readDefaults();
    Q_EMIT textsChanged();
}

void DeviceEditor::resetDevice(bool joinNonces)
{
    if (!api() || m_work != Work::None)
        return;
    m_reading = {};
    setWork(Work::Resetting);
    m_writing = api()->resetDevice(m_application, m_id, joinNonces);
    m_writing.then(this, [this](const Result<Done> &answer) {
        setWork(Work::None);
        if (answer.problem)
            Q_EMIT failed(answer.problem);
        else
            Q_EMIT wasReset();
        load();
    });
}

// --- What can be chosen ---

void DeviceEditor::loadCatalog()
{
    Domain::CatalogApi *catalog = m_network ? m_network->catalog() : nullptr;
    if (!catalog || !m_plans.isEmpty() || m_readingPlans.isPending())
        return;
    m_readingPlans = catalog->frequencyPlans();
    m_readingPlans.then(this, [this](const Result<QList<Domain::FrequencyPlan>> &answer) {
        if (answer.problem)
            return; // what is set can be seen; the list is missing
        m_plans = answer.value;
        readPhyVersions();
        Q_EMIT choicesChanged();
    });
}

void DeviceEditor::readPhyVersions()
{
    Domain::CatalogApi *catalog = m_network ? m_network->catalog() : nullptr;
    const auto plan = std::find_if(m_plans.begin(), m_plans.end(), [this](const Domain::FrequencyPlan &one) {
        return one.id == m_draft.text(Field::FrequencyPlan);
    });
    if (!catalog || plan == m_plans.end() || plan->band.isEmpty() || plan->band == m_band)
        return;
    m_band = plan->band;
    m_phyVersions.clear();
    m_readingVersions = catalog->phyVersions(m_band);
    m_readingVersions.then(this, [this](const Result<QStringList> &answer) {
        m_phyVersions.clear(); // networks use any of a version's names
        for (const QString &version : answer.value)
            m_phyVersions += Domain::LorawanVersions::canonicalPhy(version);
        Q_EMIT choicesChanged();
    });
}

void DeviceEditor::readDefaults()
{
    Domain::CatalogApi *catalog = m_network ? m_network->catalog() : nullptr;
    const QString &plan = m_draft.text(Field::FrequencyPlan), &version = m_draft.text(Field::PhyVersion);
    const QString of = plan + u'/' + version;
    if (!catalog || plan.isEmpty() || version.isEmpty() || of == m_standardOf)
        return;
    m_standardOf = of;
    m_standard = {};
    m_readingStandard = catalog->macDefaults(plan, version);
    m_readingStandard.then(this, [this](const Result<Domain::MacSettings> &answer) {
        if (!answer.problem)
            m_standard = DeviceValues::textsOf(answer.value);
        Q_EMIT choicesChanged();
    });
}

std::vector<DeviceChoice> DeviceEditor::choices(Field field) const
{
    std::vector<DeviceChoice> out;
    if (field == Field::FrequencyPlan) {
        for (const Domain::FrequencyPlan &plan : m_plans)
            out.push_back({plan.id, DeviceWords::frequencyPlan(plan)});
    } else if (field == Field::PhyVersion) {
        const QStringList fitting = Domain::LorawanVersions::phyVersions(m_draft.text(Field::MacVersion));
        for (const QString &version : fitting) {
            if (m_phyVersions.isEmpty() || m_phyVersions.contains(version))
                out.push_back({version, Domain::LorawanVersions::phyTitle(version)});
        }
    } else {
        out = DeviceWords::choices(field);
    }
    // What is set stays possible, also when it is in no list.
    const QString &stored = m_draft.storedText(field);
    const auto isStored = [&stored](const DeviceChoice &choice) { return choice.text == stored; };
    const bool belongs = field != Field::PhyVersion || !m_draft.isChanged(Field::MacVersion);
    if (belongs && !stored.isEmpty() && std::none_of(out.begin(), out.end(), isStored)) {
        const QString words = field == Field::MacVersion ? Domain::LorawanVersions::macTitle(stored)
            : field == Field::PhyVersion                 ? Domain::LorawanVersions::phyTitle(stored)
                                                         : stored;
        out.insert(out.begin(), {stored, words});
    }
    return out;
}

QString DeviceEditor::standard(Field field) const
{
    return kindOf(field) == FieldKind::Line && sectionOf(field) == DeviceSection::Mac
        ? DeviceValues::at(m_standard, field)
        : QString();
}

} // namespace Models
