// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionactions.h"

#include "ui/common/texts.h"
#include "ui/connect/credentialdialog.h"
#include "ui/connect/profiledialog.h"
#include "ui/connections/connectionservice.h"
#include "ui/connections/connectiontestdialog.h"
#include "ui/consolecontext.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

namespace Gui {

namespace {

QString fileFilter()
{
    return ConnectionActions::tr("Connection files (*.json)");
}

} // namespace

ConnectionActions::ConnectionActions(ConsoleContext *context, const Theme *theme, QWidget *window)
    : QObject(window)
    , m_context(context)
    , m_theme(theme)
    , m_window(window)
{
    connect(&context->connections(), &ConnectionService::imported, this, &ConnectionActions::onImported);
    connect(&context->connections(), &ConnectionService::exported, this, &ConnectionActions::onExported);
}

void ConnectionActions::create()
{
    auto *dialog = new ProfileDialog(m_context, m_theme, m_window);
    connect(dialog, &ProfileDialog::profileEntered, this,
            [this](const Domain::Profile &profile, const QByteArray &key) {
                m_context->addProfile(profile, key);
                if (const auto all = m_context->profiles(); !all.empty())
                    Q_EMIT chosen(all.back());
            });
    dialog->open();
}

void ConnectionActions::edit(Domain::ProfileRef profile)
{
    auto *dialog = new ProfileDialog(m_context, m_theme, m_window);
    dialog->edit(m_context->profile(profile));
    connect(dialog, &ProfileDialog::profileEntered, this,
            [this, profile](const Domain::Profile &changed, const QByteArray &key) {
                m_context->connections().updateProfile(profile, changed, key);
            });
    dialog->open();
}

void ConnectionActions::enterKey(Domain::ProfileRef profile)
{
    const Domain::Profile facts = m_context->profile(profile);
    QStringList users;
    for (const QString &application : facts.applications)
        users += facts.userName(application);
    auto *dialog = new CredentialDialog(facts.name, users.join(QStringLiteral(", ")), m_context->secretsArePersistent(),
                                        m_window);
    connect(dialog, &CredentialDialog::credentialEntered, m_context,
            [context = m_context, profile](const QByteArray &secret) { context->setCredential(profile, secret); });
    dialog->open();
}

void ConnectionActions::test(Domain::ProfileRef profile)
{
    const Domain::Profile facts = m_context->profile(profile);
    const auto make = [service = &m_context->connections(), facts] { return service->makeTest(facts, {}); };
    (new ConnectionTestDialog(facts, make, m_theme, m_window))->open();
}

void ConnectionActions::remove(Domain::ProfileRef profile)
{
    const QString name = m_context->profile(profile).name;
    const Domain::TrafficCounters counters = m_context->counters(profile);
    auto *box
        = new QMessageBox(QMessageBox::NoIcon, tr("Delete %1").arg(name),
                          tr("%1 is taken off the list, and its key is forgotten on this computer. On the network "
                             "nothing changes.")
                              .arg(name),
                          QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("deleteConnectionBox"));
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto *history = new QCheckBox(tr("Delete its %1 stored events (%2), too")
                                      .arg(groupedNumber(counters.storedEvents), byteSize(counters.storedBytes)),
                                  box);
    history->setObjectName(QStringLiteral("deleteHistoryToo"));
    box->setCheckBox(history);
    const QString stays = tr("The stored events stay on this computer in %1.")
                              .arg(QDir::toNativeSeparators(m_context->connections().historyPath(profile)));
    const QString goes = tr("The stored events cannot be brought back.");
    box->setInformativeText(stays);
    connect(history, &QCheckBox::toggled, box,
            [box, stays, goes](bool on) { box->setInformativeText(on ? goes : stays); });
    QPushButton *yes = box->addButton(tr("Delete"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("confirmButton"));
    box->button(QMessageBox::Cancel)->setObjectName(QStringLiteral("cancelButton"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this,
            [this, profile, history] { m_context->connections().deleteProfile(profile, history->isChecked()); });
    box->open();
}

void ConnectionActions::importFile()
{
    auto *dialog = new QFileDialog(m_window, tr("Import a connection file"));
    dialog->setObjectName(QStringLiteral("importDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({fileFilter(), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_importing = path;
        m_context->connections().importFile(path);
    });
    dialog->open();
}

void ConnectionActions::onImported(const QString &path, Domain::ProfileRef profile, bool wasThere,
                                   const Domain::Problem &problem)
{
    if (path != m_importing)
        return;
    m_importing.clear();
    if (problem) {
        Q_EMIT failed(problem);
        return;
    }
    Q_EMIT chosen(profile);
    const QString name = m_context->profile(profile).name;
    if (wasThere) {
        Q_EMIT noted(tr("%1 connects to the same already; nothing was added.").arg(name));
        return;
    }
    Q_EMIT noted(tr("%1 was imported. A connection file holds no key.").arg(name));
    enterKey(profile);
}

void ConnectionActions::exportFile(Domain::ProfileRef profile)
{
    static const QRegularExpression unusual(QStringLiteral("[^\\w.-]+"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    const QString name = m_context->profile(profile).name.replace(unusual, QStringLiteral("-"));
    auto *dialog = new QFileDialog(m_window, tr("Export as a connection file, without the key"));
    dialog->setObjectName(QStringLiteral("exportConnectionDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(fileFilter());
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(name + u".json");
    connect(dialog, &QFileDialog::fileSelected, this, [this, profile](const QString &path) {
        m_exporting = path;
        m_context->connections().exportFile(profile, path);
    });
    dialog->open();
}

void ConnectionActions::onExported(const QString &path, const Domain::Problem &problem)
{
    if (path != m_exporting)
        return;
    m_exporting.clear();
    if (problem)
        Q_EMIT failed(problem);
    else
        Q_EMIT noted(tr("Exported to %1, without the key.").arg(QDir::toNativeSeparators(path)));
}

} // namespace Gui
