// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/catalogapi.h"
#include "backend/domain/deviceapi.h"
#include "backend/domain/importplan.h"

#include <QDateTime>
#include <QObject>

#include <atomic>
#include <memory>

namespace Domain {

/// How far work in another thread is; looked at whenever one likes.
struct WorkProgress
{
    std::atomic<quint64> done = 0;
    std::atomic<quint64> total = 0; ///< 0: not known
};
using WorkProgressRef = std::shared_ptr<WorkProgress>;

/// One row of an import that runs or ran. Holds no secret.
struct ImportedRow
{
    enum class State : quint8 {
        Waiting,
        UnderWay,
        Done,
        Found, ///< was registered with these EUIs already: as good as done
        Failed,
    };

    quint32 number = 0; ///< of the row in the file, from 1
    QString id;
    QString name;
    std::optional<Eui> devEui;
    State state = State::Waiting;
    Problem problem; ///< of what failed
    QDateTime ended; ///< when it was done or failed
};

/// An import as it is kept.
struct ImportRecord
{
    QString id;
    QString fileName; ///< empty: from the clipboard
    QString profile; ///< id of the profile, as the one who began it named it
    QString application;
    QDateTime begun;
    std::vector<ImportedRow> rows;
    /// What is needed to go on is there: until all rows are done, or the import is forgotten.
    bool canResume = false;
};

/// Where the devices of an import go.
struct ImportTarget
{
    QString profile; ///< kept with the import
    QString application;
    Generation generation = Generation::V3;
};

/// Registers the devices of an import, several at a time, at the pace that the network allows. A row is written down
/// before and after it is registered, so nothing is lost or done twice when the program ends meanwhile. GUI thread;
/// deleting it lets what is under way be taken back, and the import can be resumed.
class ImportRun : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 {
        Preparing, ///< what is needed to resume is written or read
        Ready,
        Running,
        Stopping, ///< what is under way comes to its end
        Stopped, ///< by stop(), after the first one, or because the network cannot be worked with: problem()
        Ended, ///< no row waits any more; failed ones can be tried again
        Broken, ///< it could not be prepared: problem()
    };
    Q_ENUM(State)

    struct Progress
    {
        int waiting = 0;
        int underWay = 0;
        int done = 0; ///< Found included
        int failed = 0;
        double perMinute = 0; ///< devices, lately; 0: not known yet
        qint64 secondsLeft = -1; ///< -1: not known
        qint64 pauseSeconds = 0; ///< that the network asked to wait before the next one
    };

    using QObject::QObject;

    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual State state() const = 0;
    [[nodiscard]] virtual Problem problem() const = 0;
    [[nodiscard]] virtual Progress progress() const = 0;
    [[nodiscard]] virtual int rowCount() const = 0;
    [[nodiscard]] virtual const ImportedRow &row(int index) const = 0;

    /// From Ready or Stopped. `most`: stops after so many devices (“register one first”); 0: all.
    virtual void start(int most = 0) = 0;
    virtual void stop() = 0;
    /// Rows that failed wait again, all or these; then start().
    virtual void retryFailed() = 0;
    virtual void retry(int index) = 0;

Q_SIGNALS:
    void stateChanged();
    /// Some times per second.
    void progressChanged();
    /// In rising order, some times per second.
    void rowsChanged(const std::vector<int> &rows);
};

/// One line of an acceptance report.
struct AcceptanceRow
{
    ImportedRow row;
    QDateTime lastHeard; ///< invalid: never, as far as is known
};

/// What is to be written of an import, and of whom it was heard.
struct AcceptanceReport
{
    QString network;
    QString application;
    QString fileName;
    QDateTime begun;
    std::vector<AcceptanceRow> rows;
};

/// Devices to be written into a file.
struct DeviceExportRequest
{
    /// Csv: the columns of The Things Stack. Json: what `ttn-lw-cli` reads, one device after the other.
    enum class Format : quint8 { Csv, Json };

    QString path; ///< one that exists is replaced when the export succeeds
    Format format = Format::Csv;
    QString application;
    QStringList ids; ///< empty: all
    bool withKeys = false; ///< root and session keys
};

struct DeviceExportResult
{
    qint64 devices = 0;
    QStringList vanished; ///< were deleted meanwhile
    QStringList withoutKeys; ///< whose keys were asked for and could not be read
    /// Csv: columns of keys that only some devices have. The Things Stack reads the others' empty cells as zeros.
    QStringList partlyEmptyKeys;
};

/// Brings many devices in and out. Functions return at once; answers come into the consumer's thread, and dropping a
/// Call cancels. Work is done in threads of its own. GUI thread. Outlives the runs that it makes.
class DeviceImports
{
public:
    virtual ~DeviceImports() = default;

    /// `progress` may be null, here and below.
    [[nodiscard]] virtual Call<Result<ImportDocumentRef>> readFile(const QString &path, const WorkProgressRef &progress)
        = 0;
    /// Cells or devices from the clipboard.
    [[nodiscard]] virtual Call<Result<ImportDocumentRef>> readText(const QString &text) = 0;

    /// Sets header row, columns and id template by what the sheet's head and first rows say; the rest stays as in
    /// `plan`.
    [[nodiscard]] virtual ImportPlan guess(const ImportDocument &document, ImportPlan plan) const = 0;

    /// What an application has, page by page, and the plans of the network. `catalog` may be null.
    [[nodiscard]] virtual Call<Result<ImportSurroundingsRef>>
    surroundings(DeviceApi *devices, CatalogApi *catalog, const QString &application, const WorkProgressRef &progress)
        = 0;

    /// `surroundings` may be null: nothing is known.
    [[nodiscard]] virtual Call<std::shared_ptr<const ImportCheck>>
    check(const ImportDocumentRef &document, const ImportPlan &plan, const ImportSurroundingsRef &surroundings,
          const WorkProgressRef &progress)
        = 0;
    /// The device that a row becomes, keys included. No call.
    [[nodiscard]] virtual Device device(const ImportDocument &document, const ImportCheck &check, int row) const = 0;

    /// The rows of the check that are sent. `api` must outlive the run, here and below.
    [[nodiscard]] virtual std::unique_ptr<ImportRun> begin(DeviceApi *api, const ImportTarget &target,
                                                           const ImportDocumentRef &document,
                                                           const std::shared_ptr<const ImportCheck> &check)
        = 0;
    [[nodiscard]] virtual std::unique_ptr<ImportRun> resume(DeviceApi *api, const QString &import) = 0;

    /// The imports that are kept, newest first.
    [[nodiscard]] virtual Call<QList<ImportRecord>> imports() = 0;
    /// Takes it off the list, with the keys that are kept for resuming. The devices stay.
    virtual void forget(const QString &import) = 0;

    /// CSV, or JSON when the path ends so.
    [[nodiscard]] virtual Call<Result<Done>> writeReport(const QString &path, const AcceptanceReport &report) = 0;
    [[nodiscard]] virtual Call<Result<DeviceExportResult>>
    exportDevices(DeviceApi *api, const DeviceExportRequest &request, const WorkProgressRef &progress) = 0;
};

} // namespace Domain
