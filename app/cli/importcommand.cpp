// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/importcommand.h"

#include "app/cli/managementlines.h"
#include "backend/accounts/sealedfiles.h"
#include "backend/accounts/secretstores.h"
#include "backend/import/deviceimporter.h"
#include "models/importtext.h"

#include <cstdio>
#include <numeric>
#include <utility>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace App {

using namespace Domain;

namespace {

bool isTerminal(std::FILE *stream)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream)) != 0;
#else
    return isatty(fileno(stream)) != 0;
#endif
}

} // namespace

ImportCommand::ImportCommand(ManagementOptions options)
    : ManagementCommand(std::move(options))
    , m_terminal(isTerminal(stderr))
{
}

ImportCommand::~ImportCommand()
{
    // Each uses those that follow.
    m_run.reset();
    m_imports.reset();
    m_sealed.reset();
}

void ImportCommand::start()
{
    if (!devices())
        return;
    // What is needed to go on after a crash holds keys: without a keychain it is not kept.
    Backend::probeSecretStore(this, [this](std::unique_ptr<SecretStore> store, const Problem &) {
        m_secrets = std::move(store);
        m_sealed = std::make_unique<Backend::SealedFiles>(options().sealedFolder, *m_secrets);
        auto imports = std::make_unique<Backend::DeviceImporter>(options().folder);
        imports->setSealedFiles(m_sealed.get());
        m_imports = std::move(imports);
        if (!options().resume.isEmpty()) {
            watch(m_imports->resume(network().devices(), options().resume));
            return;
        }
        m_reading = m_imports->readFile(options().item, nullptr);
        m_reading.then(this, [this](const Result<ImportDocumentRef> &answer) { onDocument(answer); });
    });
}

void ImportCommand::onDocument(const Result<ImportDocumentRef> &answer)
{
    if (!answer) {
        say(answer.problem);
        end(WrongUsage);
        return;
    }
    m_document = answer.value;
    m_asking = m_imports->surroundings(network().devices(), network().catalog(), options().application, nullptr);
    m_asking.then(this, [this](const Result<ImportSurroundingsRef> &found) { onSurroundings(found); });
}

void ImportCommand::onSurroundings(const Result<ImportSurroundingsRef> &answer)
{
    if (!answer) {
        fail(answer.problem);
        return;
    }
    m_surroundings = answer.value;
    ImportPlan plan;
    plan.generation = options().profile.generation;
    plan.application = options().application;
    plan.defaults = options().defaults;
    plan.acceptsDoubts = options().acceptsDoubts;
    plan = m_imports->guess(*m_document, std::move(plan));
    if (!options().idTemplate.isEmpty())
        plan.idTemplate = options().idTemplate;
    plan.prefix = options().prefix;
    m_checking = m_imports->check(m_document, plan, m_surroundings, nullptr);
    m_checking.then(this, [this](const std::shared_ptr<const ImportCheck> &check) { onCheck(check); });
}

QStringList ImportCommand::remarks(int row) const
{
    QStringList out;
    const ImportRowCheck &checked = m_check->rows[std::size_t(row)];
    for (quint32 i = 0; i < checked.findings; ++i)
        out += Models::ImportText::findingText(m_check->findings[checked.firstFinding + i]);
    return out;
}

void ImportCommand::tellPlan()
{
    for (const ImportFinding &finding : m_check->findings) {
        if (finding.row < 0)
            say(Models::ImportText::findingText(finding));
    }
    for (const ImportField field : m_check->lacks)
        say(tr("No row says: %1.").arg(Models::ImportText::fieldName(field)));
    say(tr("%1 rows are right, %2 doubtful, %3 wrong. %4")
            .arg(m_check->ready)
            .arg(m_check->doubtful)
            .arg(m_check->wrong)
            .arg(Models::ImportText::estimateText(m_check->estimate)));
}

void ImportCommand::onCheck(const std::shared_ptr<const ImportCheck> &check)
{
    m_check = check;
    tellPlan();
    const ImportSheet &sheet = m_document->sheets[std::size_t(m_check->plan.sheet)];
    for (int row = m_check->firstRow; row < sheet.rowCount(); ++row) {
        const bool sent = m_check->isSent(row);
        m_rejected += sent ? 0 : 1;
        if ((options().dryRun || !sent) && !print(checkedLine(sheet, *m_check, row, remarks(row))))
            return;
    }
    if (options().dryRun || m_check->sentCount() == 0) {
        end(m_rejected > 0 || m_check->sentCount() == 0 ? Failed : Done);
        return;
    }
    const ImportTarget target{options().profile.id.toString(QUuid::WithoutBraces), options().application,
                              options().profile.generation};
    watch(m_imports->begin(network().devices(), target, m_document, m_check));
}

void ImportCommand::watch(std::unique_ptr<ImportRun> run)
{
    m_run = std::move(run);
    connect(m_run.get(), &ImportRun::stateChanged, this, &ImportCommand::onRunState);
    connect(m_run.get(), &ImportRun::rowsChanged, this, &ImportCommand::onRows);
    connect(m_run.get(), &ImportRun::progressChanged, this, [this] { showProgress(false); });
    onRunState();
}

void ImportCommand::onRunState()
{
    switch (m_run->state()) {
    case ImportRun::State::Ready:
        if (!options().resume.isEmpty())
            m_run->retryFailed();
        m_printed.assign(std::size_t(m_run->rowCount()), false);
        m_run->start(options().most);
        break;
    case ImportRun::State::Stopped:
    case ImportRun::State::Ended:
    case ImportRun::State::Broken:
        // What it emits last comes before this is over.
        QMetaObject::invokeMethod(this, &ImportCommand::finish, Qt::QueuedConnection);
        break;
    default:
        break;
    }
}

void ImportCommand::onRows(const std::vector<int> &rows)
{
    using State = ImportedRow::State;
    for (const int index : rows) {
        const ImportedRow &row = m_run->row(index);
        const bool settled = row.state == State::Done || row.state == State::Found || row.state == State::Failed;
        if (!settled || std::size_t(index) >= m_printed.size() || m_printed[std::size_t(index)])
            continue;
        m_printed[std::size_t(index)] = true;
        if (!print(importedLine(row)))
            return;
    }
}

void ImportCommand::showProgress(bool last)
{
    if (!m_terminal)
        return;
    std::fprintf(stderr, "\r\033[K%s%s",
                 Models::ImportText::runText(m_run->state(), m_run->progress()).toLocal8Bit().constData(),
                 last ? "\n" : "");
}

void ImportCommand::finish()
{
    if (hasEnded())
        return;
    std::vector<int> all(std::size_t(m_run->rowCount()));
    std::iota(all.begin(), all.end(), 0);
    if (m_printed.empty())
        m_printed.assign(all.size(), false);
    onRows(all);
    showProgress(true);
    if (const Problem problem = m_run->problem())
        say(problem);
    const ImportRun::Progress progress = m_run->progress();
    const bool goesOn = progress.waiting > 0 || progress.underWay > 0 || progress.failed > 0;
    if (goesOn && m_run->state() != ImportRun::State::Broken && m_sealed->isPersistent())
        say(tr("To go on: ttnc devices import %1 --resume %2").arg(options().application, m_run->id()));
    const bool stoppedEarly = m_run->state() == ImportRun::State::Stopped && options().most == 0;
    end(stoppedEarly && !m_run->problem()                                               ? Interrupted
            : progress.failed > 0 || m_rejected > 0 || m_run->problem() || stoppedEarly ? Failed
                                                                                        : Done);
}

void ImportCommand::interrupt()
{
    // What is under way comes to its end: half a device helps nobody. A second Ctrl+C ends at once.
    if (m_run && m_run->state() == ImportRun::State::Running)
        m_run->stop();
    else
        end(Interrupted);
}

} // namespace App
