// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/managementcommand.h"
#include "backend/domain/secretstore.h"

#include <QTimer>

#include <memory>

namespace Backend {
class SealedFiles;
} // namespace Backend

namespace App {

/// `ttnc devices import`: reads a list of devices, checks every row, registers those that are right, and prints one
/// line for each row. Interrupted, it says how to go on.
class ImportCommand : public ManagementCommand
{
    Q_OBJECT

public:
    explicit ImportCommand(ManagementOptions options);
    ~ImportCommand() override;

    void start() override;
    void interrupt() override;

private:
    void onDocument(const Domain::Result<Domain::ImportDocumentRef> &answer);
    void onSurroundings(const Domain::Result<Domain::ImportSurroundingsRef> &answer);
    void onCheck(const std::shared_ptr<const Domain::ImportCheck> &check);
    void printRejected();
    void tellPlan();
    void watch(std::unique_ptr<Domain::ImportRun> run);
    void onRunState();
    void onRows(const std::vector<int> &rows);
    void showProgress(bool last);
    void finish();
    [[nodiscard]] QStringList remarks(int row) const;

    std::unique_ptr<Domain::SecretStore> m_secrets; ///< memory until the keychain has answered
    std::unique_ptr<Backend::SealedFiles> m_sealed;
    std::unique_ptr<Domain::DeviceImports> m_imports;
    Domain::Call<Domain::Result<Domain::ImportDocumentRef>> m_reading;
    Domain::Call<Domain::Result<Domain::ImportSurroundingsRef>> m_asking;
    Domain::Call<std::shared_ptr<const Domain::ImportCheck>> m_checking;
    Domain::ImportDocumentRef m_document;
    Domain::ImportSurroundingsRef m_surroundings;
    std::shared_ptr<const Domain::ImportCheck> m_check;
    std::unique_ptr<Domain::ImportRun> m_run;
    std::vector<bool> m_printed; ///< rows of the run
    int m_rejected = 0; ///< rows that are not sent
    bool m_terminal = false; ///< progress is wanted
};

} // namespace App
