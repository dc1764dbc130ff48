// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importsmodel.h"

#include "backend/domain/dictionary.h"
#include "models/meaning.h"

#include <QLocale>

#include <algorithm>

namespace Models {

namespace {

using Domain::ImportedRow;
using Domain::ImportRecord;
using State = ImportedRow::State;

bool isRegistered(const ImportedRow &row)
{
    return row.state == State::Done || row.state == State::Found;
}

/// An import of a list that changed hands by the clipboard has no file.
QString titleOf(const ImportRecord &record)
{
    return record.fileName.isEmpty() ? ImportsModel::tr("From the clipboard") : record.fileName;
}

} // namespace

ImportsModel::ImportsModel(Domain::DeviceImports *imports, const DeviceActivity *activity, const QString &profile,
                           Domain::ProfileRef profileRef, const QString &application, QObject *parent)
    : QAbstractTableModel(parent)
    , m_imports(imports)
    , m_activity(activity)
    , m_profile(profile)
    , m_profileRef(profileRef)
    , m_application(application)
{
    connect(activity, &DeviceActivity::devicesAdded, this, &ImportsModel::readActivity);
    connect(activity, &DeviceActivity::devicesChanged, this, &ImportsModel::onDevices);
    connect(activity, &DeviceActivity::aboutToReset, this, [this] { m_activityOf.clear(); });
    connect(activity, &DeviceActivity::wasReset, this, [this] { readActivity(0, m_activity->count() - 1); });
    readActivity(0, activity->count() - 1);
}

ImportsModel::~ImportsModel() = default;

void ImportsModel::refresh()
{
    m_listing = m_imports->imports();
    m_listing.then(this, [this](const QList<ImportRecord> &records) {
        take(records);
        Q_EMIT loadingChanged();
    });
    Q_EMIT loadingChanged();
}

void ImportsModel::take(const QList<ImportRecord> &records)
{
    beginResetModel();
    m_entries.clear();
    m_places.clear();
    for (const ImportRecord &record : records) {
        if (record.profile != m_profile || record.application != m_application)
            continue;
        Entry entry;
        entry.record = record;
        entry.heard.assign(record.rows.size(), false);
        for (std::size_t row = 0; row < record.rows.size(); ++row) {
            entry.registered += isRegistered(record.rows[row]) ? 1 : 0;
            entry.failed += record.rows[row].state == State::Failed ? 1 : 0;
            m_places[record.rows[row].id].push_back({int(m_entries.size()), int(row)});
        }
        m_entries.push_back(std::move(entry));
    }
    std::vector<int> changed;
    for (auto it = m_activityOf.cbegin(); it != m_activityOf.cend(); ++it)
        note(it.value(), changed);
    endResetModel();
}

void ImportsModel::forget(int row)
{
    beginRemoveRows({}, row, row);
    m_imports->forget(m_entries[std::size_t(row)].record.id);
    m_entries.erase(m_entries.begin() + row);
    m_places.clear();
    for (std::size_t at = 0; at < m_entries.size(); ++at) {
        const std::vector<ImportedRow> &rows = m_entries[at].record.rows;
        for (std::size_t i = 0; i < rows.size(); ++i)
            m_places[rows[i].id].push_back({int(at), int(i)});
    }
    endRemoveRows();
}

void ImportsModel::readActivity(int first, int last)
{
    std::vector<int> devices;
    for (int index = first; index <= last; ++index) {
        const DeviceActivity::Device &device = m_activity->device(index);
        if (device.profile != m_profileRef)
            continue;
        const Domain::DeviceEntry &entry = m_activity->dictionary()->device(device.ref);
        if (entry.application != m_application)
            continue;
        m_activityOf.insert(entry.device, index);
        devices.push_back(index);
    }
    onDevices(devices);
}

void ImportsModel::onDevices(const std::vector<int> &devices)
{
    std::vector<int> changed;
    for (const int device : devices)
        note(device, changed);
    for (const int row : changed)
        Q_EMIT dataChanged(index(row, HeardColumn), index(row, NeverHeardColumn));
}

void ImportsModel::note(int device, std::vector<int> &changed)
{
    if (m_places.isEmpty() || m_activity->device(device).profile != m_profileRef)
        return;
    const Domain::DeviceEntry &name = m_activity->dictionary()->device(m_activity->device(device).ref);
    if (name.application != m_application)
        return;
    const auto places = m_places.constFind(name.device);
    if (places == m_places.constEnd())
        return;
    const qint64 heardMs = m_activity->device(device).lastHeard().ns / 1'000'000;
    for (const Place &place : *places) {
        Entry &entry = m_entries[std::size_t(place.entry)];
        const auto row = std::size_t(place.row);
        // What was heard before belonged to another registration.
        if (entry.heard[row] || !isRegistered(entry.record.rows[row])
            || heardMs < entry.record.begun.toMSecsSinceEpoch())
            continue;
        entry.heard[row] = true;
        ++entry.heardCount;
        if (std::find(changed.begin(), changed.end(), place.entry) == changed.end())
            changed.push_back(place.entry);
    }
}

int ImportsModel::find(const QString &import) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &entry) { return entry.record.id == import; });
    return found == m_entries.end() ? -1 : int(found - m_entries.begin());
}

bool ImportsModel::isPart(const Entry &entry, std::size_t row, Part part) const
{
    switch (part) {
    case Part::Registered:
        return isRegistered(entry.record.rows[row]);
    case Part::Failed:
        return entry.record.rows[row].state == State::Failed;
    case Part::Heard:
        return entry.heard[row];
    case Part::NeverHeard:
        break;
    }
    return isRegistered(entry.record.rows[row]) && !entry.heard[row];
}

int ImportsModel::count(int row, Part part) const
{
    const Entry &entry = m_entries[std::size_t(row)];
    switch (part) {
    case Part::Registered:
        return entry.registered;
    case Part::Failed:
        return entry.failed;
    case Part::Heard:
        return entry.heardCount;
    case Part::NeverHeard:
        break;
    }
    return entry.registered - entry.heardCount;
}

QStringList ImportsModel::devices(int row, Part part) const
{
    const Entry &entry = m_entries[std::size_t(row)];
    QStringList out;
    for (std::size_t i = 0; i < entry.record.rows.size(); ++i) {
        if (isPart(entry, i, part))
            out += entry.record.rows[i].id;
    }
    return out;
}

qint64 ImportsModel::lastHeardNs(const QString &device) const
{
    const auto found = m_activityOf.constFind(device);
    return found == m_activityOf.constEnd() ? 0 : m_activity->device(*found).lastHeard().ns;
}

Domain::AcceptanceReport ImportsModel::report(int row, const QString &network) const
{
    const Entry &entry = m_entries[std::size_t(row)];
    Domain::AcceptanceReport out;
    out.network = network;
    out.application = entry.record.application;
    out.fileName = entry.record.fileName;
    out.begun = entry.record.begun;
    out.rows.reserve(entry.record.rows.size());
    for (std::size_t i = 0; i < entry.record.rows.size(); ++i) {
        Domain::AcceptanceRow line{entry.record.rows[i], {}};
        if (entry.heard[i])
            line.lastHeard = QDateTime::fromMSecsSinceEpoch(lastHeardNs(line.row.id) / 1'000'000, Qt::UTC);
        out.rows.push_back(std::move(line));
    }
    return out;
}

int ImportsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int ImportsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ImportsModel::number(const Entry &entry, int column) const
{
    switch (Column(column)) {
    case RowsColumn:
        return int(entry.record.rows.size());
    case RegisteredColumn:
        return entry.registered;
    case FailedColumn:
        return entry.failed;
    case HeardColumn:
        return entry.heardCount;
    case NeverHeardColumn:
        return entry.registered - entry.heardCount;
    case FileColumn:
    case BegunColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ImportsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries[std::size_t(index.row())];
    const QVariant count = number(entry, index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (count.isValid())
            return QLocale().toString(count.toInt());
        return index.column() == FileColumn
            ? titleOf(entry.record)
            : entry.record.begun.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    case CopyRole:
        if (count.isValid())
            return count.toString();
        return index.column() == FileColumn ? entry.record.fileName : entry.record.begun.toUTC().toString(Qt::ISODate);
    case Qt::TextAlignmentRole:
        return count.isValid() ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case IdRole:
        return entry.record.id;
    case CanResumeRole:
        return entry.record.canResume && entry.registered < int(entry.record.rows.size());
    case CountRole:
        return count;
    case MeaningRole:
        if (index.column() == FailedColumn && entry.failed > 0)
            return int(Meaning::Bad);
        return int(count.isValid() && count.toInt() == 0 ? Meaning::Quiet : Meaning::Plain);
    default:
        return {};
    }
}

QVariant ImportsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= RowsColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case FileColumn:
        return tr("List");
    case BegunColumn:
        return tr("Imported");
    case RowsColumn:
        return tr("Rows");
    case RegisteredColumn:
        return tr("Registered");
    case FailedColumn:
        return tr("Failed");
    case HeardColumn:
        return tr("Heard");
    case NeverHeardColumn:
        return tr("Never heard");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace Models
