// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"

#include <QObject>
#include <QTimer>

namespace Models {

/// An import before it runs: what was read, how it is to be understood, and what is to remark on it. Every change is
/// checked anew, in another thread; until the answer comes the last one stays. GUI thread.
class ImportDraft : public QObject
{
    Q_OBJECT

public:
    /// `imports` must outlive it.
    ImportDraft(Domain::DeviceImports *imports, const Domain::ImportTarget &target, QObject *parent = nullptr);
    ~ImportDraft() override;

    /// Reads it and guesses the plan; what was set for all rows stays.
    void readFile(const QString &path);
    void readText(const QString &text);
    void cancelReading();
    /// Lists what the application and the network have; `devices` may be null. The rows are checked anew then.
    void look(Domain::DeviceApi *devices, Domain::CatalogApi *catalog);

    void setSheet(int sheet);
    void setHeaderRow(int row);
    void setColumn(int column, const Domain::ImportColumn &meaning);
    void setIdTemplate(const QString &pattern);
    void setPrefix(const QString &prefix);
    void setFirstNumber(int number);
    /// What all rows have that do not say otherwise.
    void setDefaults(const Domain::Device &device);
    void setJoins(std::optional<bool> joins);
    void setAcceptsDoubts(bool accepts);

    [[nodiscard]] const Domain::ImportTarget &target() const { return m_target; }
    /// Null: nothing was read yet.
    [[nodiscard]] const Domain::ImportDocumentRef &document() const { return m_document; }
    /// The sheet that the plan is for. Null: nothing was read yet.
    [[nodiscard]] const Domain::ImportSheet *sheet() const;
    [[nodiscard]] const Domain::ImportPlan &plan() const { return m_plan; }
    /// Null: not checked yet. Of an earlier plan while isChecking().
    [[nodiscard]] const std::shared_ptr<const Domain::ImportCheck> &check() const { return m_check; }
    [[nodiscard]] bool isReading() const { return m_reading.isPending(); }
    [[nodiscard]] bool isLooking() const { return m_looking.isPending(); }
    [[nodiscard]] bool isChecking() const { return m_checkSoon.isActive() || m_checking.isPending(); }
    /// Of reading or checking, whichever is under way.
    [[nodiscard]] const Domain::WorkProgressRef &progress() const { return m_progress; }
    /// Why the last file could not be read.
    [[nodiscard]] const Domain::Problem &readProblem() const { return m_readProblem; }
    /// Why it is not known what the application has.
    [[nodiscard]] const Domain::Problem &lookProblem() const { return m_lookProblem; }
    /// Up to so many ids of rows that are sent, as they will be.
    [[nodiscard]] QStringList sampleIds(int most) const;
    /// True when there is something to register, and it is what was checked.
    [[nodiscard]] bool canBegin() const;
    /// Only when canBegin(). `api` must outlive the run.
    [[nodiscard]] std::unique_ptr<Domain::ImportRun> begin(Domain::DeviceApi *api) const;

Q_SIGNALS:
    void documentChanged(); ///< or another sheet, or none: readProblem()
    void planChanged();
    void checkChanged();
    void busyChanged();
    void lookedAround();

private:
    using Reading = Domain::Call<Domain::Result<Domain::ImportDocumentRef>>;

    void await(Reading reading);
    void setDocument(const Domain::ImportDocumentRef &document);
    void guess();
    void checkLater();
    void checkNow();

    Domain::DeviceImports *m_imports;
    const Domain::ImportTarget m_target;
    Domain::ImportDocumentRef m_document;
    Domain::ImportPlan m_plan;
    Domain::ImportSurroundingsRef m_surroundings;
    std::shared_ptr<const Domain::ImportCheck> m_check;
    Domain::WorkProgressRef m_progress;
    Domain::Problem m_readProblem;
    Domain::Problem m_lookProblem;
    Reading m_reading;
    Domain::Call<Domain::Result<Domain::ImportSurroundingsRef>> m_looking;
    Domain::Call<std::shared_ptr<const Domain::ImportCheck>> m_checking;
    QTimer m_checkSoon;
};

} // namespace Models
