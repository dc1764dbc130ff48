// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/apikeyssection.h"

#include "models/righttext.h"
#include "ui/applications/apikeydialog.h"
#include "ui/applications/secretdialog.h"
#include "ui/applications/typedconfirmation.h"
#include "ui/common/noticebar.h"
#include "ui/common/statenote.h"

#include <QAction>
#include <QHeaderView>
#include <QTableView>

namespace Gui {

using Domain::Right;
using Models::ApiKeysModel;

namespace {

constexpr qsizetype ShownId = 8;

} // namespace

ApiKeysSection::ApiKeysSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent)
    : TableSection(desk, theme, parent)
{
    setObjectName(QStringLiteral("apiKeysSection"));
    m_create = addOrder("newApiKey", tr("New key…"), QKeySequence(Qt::Key_Insert), tr("Make an API key"),
                        [this] { create(); });
    m_edit = addOrder("editApiKey", tr("Edit…"), {}, tr("Change name, rights or end of this key (Enter)"),
                      [this] { edit(); });
    m_delete = addOrder("deleteApiKey", tr("Delete…"), QKeySequence(Qt::Key_Delete), tr("Delete this key"),
                        [this] { remove(); });
    setModel(&m_model, ApiKeysModel::MeaningRole, "apiKeysTable", tr("API keys"), {ApiKeysModel::Id});
    table()->setColumnWidth(ApiKeysModel::Name, 190);
    table()->setColumnWidth(ApiKeysModel::Id, 120);
    table()->setColumnWidth(ApiKeysModel::Rights, 260);
    table()->setColumnWidth(ApiKeysModel::Created, 130);
    connect(table(), &QTableView::activated, this, &ApiKeysSection::edit);
    setIntroduction(tr("A key lets a program or a person in without a password. Its secret is shown once, when it is "
                       "made."));
    connect(desk, &ApplicationDesk::changed, this, &ApiKeysSection::onDeskChanged);
    m_keys.ask
        = [this](int page, int limit) { return m_network->accessLists()->apiKeys(this->desk().id(), page, limit); };
    m_keys.show = [this] { showKeys(); };
    updateActions();
}

ApiKeysSection::~ApiKeysSection()
{
    // The view goes before the model that it shows.
    delete table();
}

void ApiKeysSection::onDeskChanged()
{
    // Another network, or rights that are known now.
    if (m_asked && (desk().network() != m_network || m_waiting || !m_keys.complete))
        load(true);
    updateOwn();
    updateActions();
}

void ApiKeysSection::updateOwn()
{
    const RightsBook::Entry &own = desk().rights();
    if (own.state == RightsBook::State::Known)
        m_model.setOwn(own.access.keyId);
}

void ApiKeysSection::load(bool anew)
{
    if (m_asked && !anew)
        return;
    m_asked = true;
    m_keys.call.cancel();
    m_network = desk().network();
    Domain::AccessApi *lists = m_network ? m_network->accessLists() : nullptr;
    if (!lists) {
        note()->showText(tr("No services"), tr("The connection names no server to ask for keys."));
        showTable(false);
        return;
    }
    // Asked first: without the right there would be only a refusal.
    m_waiting = desk().rights().state == RightsBook::State::Asking;
    if (const QString reason = desk().reason(Right::ManageApiKeys); !reason.isEmpty()) {
        note()->showText(tr("This key may not see the API keys"), reason, tr("Try again"));
        showTable(false);
        return;
    }
    if (!m_keys.complete) {
        note()->showLoading(tr("Loading the API keys…"));
        showTable(false);
    }
    if (m_waiting)
        return;
    list(m_keys);
}

void ApiKeysSection::showKeys()
{
    updateOwn();
    m_model.setKeys(m_keys.rows);
    if (m_keys.rows.isEmpty())
        note()->showText(tr("No API key yet"),
                         tr("Programs that read from this application, or send to its devices, "
                            "need one: “New key…” above makes it."));
    showTable(!m_keys.rows.isEmpty());
    if (currentRow() < 0 && !m_keys.rows.isEmpty())
        table()->setCurrentIndex(m_model.index(0, 0));
    updateActions();
}

void ApiKeysSection::updateActions()
{
    const QString reason
        = desk().network() ? desk().reason(Right::ManageApiKeys) : tr("The connection names no server for this.");
    const QString none = reason.isEmpty() && currentRow() < 0 ? tr("Choose a key.") : reason;
    allow(m_create, tr("Make an API key"), reason);
    allow(m_edit, tr("Change name, rights or end of this key (Enter)"), none);
    allow(m_delete, tr("Delete this key"), none);
    setReason(m_keys.complete ? reason : QString());
}

void ApiKeysSection::create()
{
    auto *dialog = new ApiKeyDialog(&desk(), theme(), window());
    connect(dialog, &ApiKeyDialog::created, this,
            [this](const Domain::NewApiKey &key) { (new SecretDialog(key, theme(), window()))->open(); });
    // Also when it was cancelled while it was sent: the key may be there.
    connect(dialog, &QDialog::finished, this, [this] { load(true); });
    dialog->open();
}

void ApiKeysSection::edit()
{
    const Domain::ApiKey *key = m_model.key(currentRow());
    if (!key || !m_edit->isEnabled())
        return;
    const bool isOwn = m_model.isOwn(currentRow());
    auto *dialog = new ApiKeyDialog(&desk(), theme(), window());
    dialog->edit(*key, isOwn);
    connect(dialog, &ApiKeyDialog::changed, this, [this, isOwn](const Domain::ApiKey &changed) {
        Q_EMIT desk().noted(tr("The key %1 is changed.").arg(changed.name.isEmpty() ? changed.id : changed.name));
        if (isOwn)
            desk().refresh();
    });
    connect(dialog, &QDialog::finished, this, [this] { load(true); });
    dialog->open();
}

QString ApiKeysSection::lossText(const Domain::ApiKey &key, bool isOwn) const
{
    QString text
        = tr("Whoever uses this key loses access at once, and it cannot be brought back: another key has to be "
             "made and entered everywhere.\n\n%1")
              .arg(Models::RightText::sentence(key.rights, key.otherRights.size()));
    if (isOwn)
        text += tr("\n\nThis console works with it. Nothing arrives any more then, and nothing can be managed, until "
                   "you enter another key.");
    return text;
}

void ApiKeysSection::remove()
{
    const Domain::ApiKey *key = m_model.key(currentRow());
    if (!key || !m_delete->isEnabled())
        return;
    const QString name = key->name.isEmpty() ? key->id.left(ShownId) : key->name;
    const auto order = [network = desk().network(), application = desk().id(), id = key->id] {
        return network->accessLists()->deleteApiKey(application, id);
    };
    const bool isOwn = m_model.isOwn(currentRow());
    auto *dialog = new TypedConfirmation(tr("Delete the key %1").arg(name), lossText(*key, isOwn),
                                         isOwn ? name : QString(), tr("Delete key"), order, theme(), window());
    connect(dialog, &TypedConfirmation::done, this,
            [this, name] { Q_EMIT desk().noted(tr("The key %1 is deleted.").arg(name)); });
    connect(dialog, &QDialog::finished, this, [this] { load(true); });
    dialog->open();
}

} // namespace Gui
