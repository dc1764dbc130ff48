// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/profiledialog.h"

#include "ui/common/roomfortext.h"
#include "ui/common/theme.h"
#include "ui/connect/formcolumn.h"
#include "ui/connect/keyfield.h"
#include "ui/connect/trustfields.h"
#include "ui/connections/connectionservice.h"
#include "ui/connections/connectiontestdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardItemModel>

#include <algorithm>

namespace Gui {

using Models::ConnectionDraft;
using Preset = ConnectionDraft::Preset;
using Field = ConnectionDraft::Field;
namespace ConnectionText = Models::ConnectionText;

namespace {

constexpr int LongestKey = 20'000; ///< somebody may paste the whole page there
/// More user names than this in a preview say nothing.
constexpr int ShownNames = 3;
constexpr int Width = 600;
constexpr int Height = 640;
constexpr int LeastHeight = 420;
constexpr int Margin = 24;

QString withShortcut(const QString &hint, const QKeySequence &keys)
{
    return hint + u" (" + keys.toString(QKeySequence::NativeText) + u')';
}

} // namespace

ProfileDialog::ProfileDialog(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_theme(theme)
    , m_form(new FormColumn(theme, this))
{
    setObjectName(QStringLiteral("profileDialog"));
    setWindowTitle(tr("Connect to a network"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);

    buildNetwork();
    buildApplications();
    m_trust = new TrustFields(context, theme, this);
    m_form->addBlock(m_trust);
    buildManagement();
    m_name = m_form->addLine("profileName", tr("Name, as you want to see it"), {});
    m_form->addStretch();
    m_fields = {{Field::Name, m_name},
                {Field::Address, m_address},
                {Field::Region, m_region},
                {Field::Tenant, m_tenant},
                {Field::Applications, m_applications},
                {Field::Key, m_key},
                {Field::Management, m_management}};

    auto *padded = new QWidget(this);
    auto *padding = new QVBoxLayout(padded);
    padding->setContentsMargins(24, 24, 24, 8);
    padding->addWidget(m_form);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("profileForm"));
    scroll->setAccessibleName(tr("Network"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(padded);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(buildButtons());
    // Within a small window, too; the rest can be scrolled.
    resize(Width, parent ? std::clamp(parent->window()->height() - 2 * Margin, LeastHeight, Height) : Height);

    for (QLineEdit *field : {m_address, m_tenant, m_applications, m_key, m_management, m_name}) {
        connect(field, &QLineEdit::textChanged, this, [this, field] { onEdited(field); });
        // What is unfinished while one types is a mistake when one goes on.
        connect(field, &QLineEdit::editingFinished, this, [this, field] {
            for (const auto &[name, widget] : m_fields) {
                if (widget == field && !field->text().isEmpty())
                    checkField(name, true);
            }
        });
    }
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) { m_nameChosen = !text.isEmpty(); });
    connect(m_preset, &QComboBox::currentIndexChanged, this, &ProfileDialog::updateFields);
    connect(m_region, &QComboBox::currentTextChanged, this, &ProfileDialog::updateFields);
    connect(m_trust, &TrustFields::edited, this, &ProfileDialog::updateFields);
    updateFields();
    m_preset->setFocus();
}

ProfileDialog::~ProfileDialog()
{
    // The last focus is lost while the window goes, after what it would be checked with.
    for (QLineEdit *field : {m_address, m_tenant, m_applications, m_key, m_management, m_name})
        field->disconnect(this);
}

void ProfileDialog::buildNetwork()
{
    m_preset = new QComboBox(this);
    m_preset->setObjectName(QStringLiteral("presetBox"));
    const std::pair<Preset, QString> presets[] = {{Preset::Eu1, tr("The Things Network, Europe (eu1)")},
                                                  {Preset::Nam1, tr("The Things Network, North America (nam1)")},
                                                  {Preset::Au1, tr("The Things Network, Australia (au1)")},
                                                  {Preset::Cloud, tr("The Things Stack Cloud")},
                                                  {Preset::OwnV3, tr("A server of The Things Stack v3 of my own")},
                                                  {Preset::OwnV2, tr("A broker of TTN v2 of my own")}};
    for (const auto &[preset, words] : presets)
        m_preset->addItem(words, int(preset));
    auto *paste = new QPushButton(tr("Paste MQTT page"), this);
    paste->setObjectName(QStringLiteral("pastePage"));
    paste->setAccessibleName(tr("Paste the MQTT page of the Console"));
    paste->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    paste->setAutoDefault(false);
    paste->setToolTip(withShortcut(tr("In the network's Console: application, Integrations, MQTT. Mark the whole page, "
                                      "copy it, then press this."),
                                   paste->shortcut()));
    connect(paste, &QPushButton::clicked, this, &ProfileDialog::pastePage);
    m_form->addField(m_preset, tr("Network"), QStringLiteral(" "), paste);
    m_pasted = m_form->addNote("pastedNote", m_preset);
    m_pasted->setAccessibleName(tr("What was pasted"));
    m_pasted->hide();

    m_region = new QComboBox(this);
    m_region->setObjectName(QStringLiteral("regionBox"));
    m_region->setEditable(true);
    m_region->setInsertPolicy(QComboBox::NoInsert);
    m_region->lineEdit()->setObjectName(QStringLiteral("regionField"));
    m_region->lineEdit()->setAccessibleName(tr("Region"));
    m_region->addItems({QStringLiteral("eu1"), QStringLiteral("nam1"), QStringLiteral("au1")});
    m_address = m_form->addLine("profileAddress", tr("Address of the MQTT server"), QStringLiteral("lorawan.example"));
    m_tenant = m_form->addLine("profileTenant", tr("Tenant"), {});
    m_form->addField(m_region, tr("Region"), tr("The second part of your Console's address."));
    setTabOrder(m_tenant, m_region);
}

void ProfileDialog::buildApplications()
{
    m_applications
        = m_form->addLine("profileApplications", tr("Application IDs"), QStringLiteral("orchard, vineyard"),
                          tr("As in the Console, with commas between them: lower-case letters, digits and single "
                             "hyphens."));
    m_preview = m_form->addNote("userNamePreview", m_applications);
    m_preview->setAccessibleName(tr("User names"));
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_key = makeKeyField(this);
    m_key->setMaxLength(LongestKey);
    m_form->addField(m_key, tr("Key"), QStringLiteral(" "));
    m_keyNote = m_form->addNote("profileKeyNote", m_key);
    m_keyNote->setAccessibleName(tr("Where the key is kept"));
}

void ProfileDialog::buildManagement()
{
    m_management = m_form->addLine("profileManagement", tr("Address for management"), {}, QStringLiteral(" "));
    m_discoveryCa = new QLineEdit(this);
    m_discoveryCa->setObjectName(QStringLiteral("discoveryCa"));
    auto *browse = new QPushButton(tr("Choose…"), this);
    browse->setObjectName(QStringLiteral("discoveryCaBrowse"));
    browse->setAccessibleName(tr("Choose the file with the certificate of the discovery server"));
    browse->setAutoDefault(false);
    m_form->addField(m_discoveryCa, tr("Certificate of the discovery server (PEM)"),
                     tr("Only when it is self-made; empty when this computer trusts it."), browse);
    connect(m_discoveryCa, &QLineEdit::textChanged, this, [this] { m_form->setMistake(m_discoveryCa, {}); });
    connect(browse, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Certificate of the discovery server"));
        dialog->setObjectName(QStringLiteral("discoveryCaDialog"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
        connect(dialog, &QFileDialog::fileSelected, m_discoveryCa, &QLineEdit::setText);
        dialog->open();
    });
}

QWidget *ProfileDialog::buildButtons()
{
    auto *row = new QWidget(this);
    auto *test = new QPushButton(tr("Test connection"), row);
    test->setObjectName(QStringLiteral("profileTest"));
    test->setAutoDefault(false);
    test->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    test->setToolTip(withShortcut(tr("Try it step by step; nothing is saved"), test->shortcut()));
    connect(test, &QPushButton::clicked, this, &ProfileDialog::test);
    auto *cancel = new QPushButton(tr("Cancel"), row);
    cancel->setObjectName(QStringLiteral("profileCancel"));
    cancel->setAutoDefault(false);
    cancel->setToolTip(withShortcut(tr("Change nothing"), QKeySequence::Cancel));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_accept = new QPushButton(tr("Connect"), row);
    m_accept->setObjectName(QStringLiteral("profileConnect"));
    m_accept->setDefault(true);
    m_accept->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_accept->setToolTip(withShortcut(tr("Keep this network and connect"), m_accept->shortcut()));
    connect(m_accept, &QPushButton::clicked, this, &ProfileDialog::onAccepted);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(24, 8, 24, 16);
    layout->addWidget(test);
    layout->addStretch();
    layout->addWidget(cancel);
    layout->addWidget(m_accept);
    return row;
}

// --- Draft ---

ConnectionDraft ProfileDialog::draft() const
{
    ConnectionDraft draft;
    draft.preset = Preset(m_preset->currentData().toInt());
    draft.name = m_name->text();
    draft.address = m_address->text();
    draft.region = m_region->currentText();
    draft.tenant = m_tenant->text();
    draft.applications = m_applications->text();
    draft.key = m_key->text();
    draft.management = m_management->text();
    draft.plaintext = m_trust->isPlaintext();
    return draft;
}

void ProfileDialog::showDraft(const Draft &draft)
{
    m_showing = true;
    m_preset->setCurrentIndex(m_preset->findData(int(draft.preset)));
    m_region->setCurrentText(draft.region);
    m_address->setText(draft.address);
    m_tenant->setText(draft.tenant);
    m_applications->setText(draft.applications);
    m_key->setText(draft.key);
    m_management->setText(draft.management);
    m_trust->setPlaintext(draft.plaintext);
    m_showing = false;
    updateFields();
}

void ProfileDialog::edit(const Domain::Profile &profile)
{
    m_base = profile;
    setWindowTitle(tr("Edit %1").arg(profile.name));
    m_accept->setText(tr("Save"));
    m_accept->setToolTip(
        withShortcut(tr("Save, and connect anew if anything but the name has changed"), m_accept->shortcut()));
    m_key->setPlaceholderText(tr("unchanged"));
    // Stored messages of one generation cannot be read as those of the other.
    auto *items = qobject_cast<QStandardItemModel *>(m_preset->model());
    for (int i = 0; items && i < m_preset->count(); ++i) {
        const bool v2 = Preset(m_preset->itemData(i).toInt()) == Preset::OwnV2;
        items->item(i)->setEnabled(v2 == (profile.generation == Domain::Generation::V2));
    }
    m_nameChosen = true;
    m_name->setText(profile.name);
    m_trust->showTrust(profile);
    if (profile.discovery && profile.discovery->trust
        && profile.discovery->trust->kind == Domain::TrustPolicy::Kind::Ca)
        m_discoveryCa->setPlaceholderText(tr("unchanged"));
    showDraft(Draft::fromProfile(profile));
    m_name->setFocus();
}

bool ProfileDialog::takePage(const QString &text)
{
    const auto page = ConnectionText::readPage(text);
    const bool isV2 = m_base.generation == Domain::Generation::V2;
    if (!page || (!m_base.id.isNull() && isV2))
        return false;
    Draft changed = draft();
    changed.take(*page);
    showDraft(changed);
    QStringList taken;
    if (page->address || page->tlsAddress)
        taken += tr("the address");
    if (page->userName)
        taken += tr("the user name");
    if (!page->key.isEmpty())
        taken += tr("the key");
    m_pasted->setText(tr("Taken from what was pasted: %1.").arg(taken.join(QStringLiteral(", "))));
    m_pasted->show();
    return true;
}

void ProfileDialog::pastePage()
{
    if (takePage(QApplication::clipboard()->text()))
        return;
    m_pasted->setText(tr("There is no MQTT page in the clipboard. In the network's Console open your application, "
                         "Integrations, MQTT, mark the whole page and copy it."));
    m_pasted->show();
}

void ProfileDialog::onEdited(QLineEdit *field)
{
    if (m_showing)
        return;
    // What was pasted into one field may be the page with all of them.
    if (const auto page = ConnectionText::readPage(field->text())) {
        const QString text = field->text();
        m_showing = true;
        field->clear();
        m_showing = false;
        if (takePage(text))
            return;
        field->setText(text);
    }
    updateFields();
}

// --- What is shown ---

void ProfileDialog::updateFields()
{
    if (m_showing)
        return;
    const Draft now = draft();
    const bool own = !now.isPublic();
    m_form->setFieldVisible(m_region, now.preset == Preset::Cloud);
    m_form->setFieldVisible(m_address, own);
    m_form->setFieldVisible(m_tenant, now.preset == Preset::Cloud || now.preset == Preset::OwnV3);
    m_trust->setVisible(own);
    m_form->setFieldVisible(m_management, own);
    m_form->setFieldVisible(m_discoveryCa, now.preset == Preset::OwnV2);
    m_trust->setEndpoint(now.endpoint());
    if (!m_nameChosen && m_name->text() != now.suggestedName()) {
        m_showing = true;
        m_name->setText(now.suggestedName());
        m_showing = false;
    }
    updateWords(now);
    for (const auto &[field, widget] : m_fields)
        checkField(field, false);
}

void ProfileDialog::updateWords(const Draft &now)
{
    const auto where = now.endpoint();
    const QString address = where ? ConnectionText::addressText(*where) : QString();
    switch (now.preset) {
    case Preset::Eu1:
    case Preset::Nam1:
    case Preset::Au1:
        m_form->setHint(m_preset, tr("The community's network: %1, with TLS.").arg(address));
        break;
    case Preset::Cloud:
        m_form->setHint(m_preset,
                        where ? tr("The paid network: %1, with TLS.").arg(address)
                              : tr("The paid network of The Things Industries, with TLS."));
        m_form->setHint(m_tenant, tr("The first part of your Console's address."));
        break;
    case Preset::OwnV3:
        m_form->setHint(m_preset, tr("One that you or your company runs."));
        m_form->setHint(m_tenant, tr("Only where there are tenants; empty on an open-source server."));
        break;
    case Preset::OwnV2:
        m_form->setHint(m_preset, tr("One that you or your company runs: the public TTN v2 was closed in 2021."));
        break;
    }
    m_form->setHint(m_address,
                    where && now.address.trimmed() != address
                        ? tr("Connects to %1.").arg(address)
                        : tr("Host, or host:port when the port is not 8883 with TLS or 1883 without."));
    const auto services = now.managementEndpoint();
    const QString servicesText = services ? ConnectionText::addressText(*services) : QString();
    m_management->setPlaceholderText(now.management.isEmpty() ? servicesText : QString());
    m_form->setHint(m_management,
                    now.preset == Preset::OwnV2
                        ? tr("The discovery server, which tells where applications live; usually on port 1900.")
                        : tr("gRPC of the same server, for applications and devices; usually on port 8884 with TLS or "
                             "1884 without."));
    const QStringList names = now.userNames();
    QString shown = names.mid(0, ShownNames).join(QStringLiteral(", "));
    if (names.size() > ShownNames)
        shown += tr(" and %1 more").arg(names.size() - ShownNames);
    m_preview->setText(tr("User name for MQTT: %1").arg(shown));
    m_preview->setVisible(!names.isEmpty() && now.mistake(Field::Applications, true).isEmpty());

    QString advice = now.generation() == Domain::Generation::V2
        ? tr("An access key of the application, with the right “messages:up:r”.")
        : tr("Make one in the Console: application, API keys, Add API key, with the right “Read application traffic "
             "(uplink and downlink)” (RIGHT_APPLICATION_TRAFFIC_READ).");
    if (names.size() > 1)
        advice += tr(" One key for several applications is a personal one, of a user who may read all of them.");
    m_form->setHint(m_key, advice);
    if (m_base.id.isNull())
        m_key->setPlaceholderText(now.generation() == Domain::Generation::V2 ? QStringLiteral("ttn-account-v2.…")
                                                                             : QStringLiteral("NNSXS.…"));
    const bool goesElsewhere = !m_base.id.isNull() && now.key.isEmpty() && where && where->host != m_base.mqtt.host;
    const bool cleaned = !now.key.isEmpty() && ConnectionText::cleanKey(now.key).changed;
    const QString kept = m_context->secretsArePersistent()
        ? tr("Kept in the keychain of this computer.")
        : tr("No keychain was found: the key is kept in memory and asked for again at the next start.");
    if (cleaned)
        m_keyNote->setText(tr("Blanks, line breaks or quotes around the key are left out. %1").arg(kept));
    else
        m_keyNote->setText(goesElsewhere ? tr("The saved key is sent to %1 then.").arg(where->host) : kept);
}

void ProfileDialog::checkField(Field field, bool complete)
{
    const bool keyMayStay = field == Field::Key && !m_base.id.isNull() && m_key->text().isEmpty();
    m_form->setMistake(m_fields.at(field), keyMayStay ? QString() : draft().mistake(field, complete));
}

// --- Done ---

QByteArray ProfileDialog::secret() const
{
    return ConnectionText::cleanKey(m_key->text()).key;
}

bool ProfileDialog::readServices(const Draft &draft, Domain::Profile *profile)
{
    *profile = draft.withServices(*profile, m_base);
    const QString path = m_discoveryCa->text().trimmed();
    if (draft.preset != Preset::OwnV2 || path.isEmpty() || !profile->discovery)
        return true;
    QString mistake;
    const std::optional<QByteArray> pem = TrustFields::readPem(path, &mistake);
    m_form->setMistake(m_discoveryCa, mistake);
    if (pem)
        profile->discovery->trust = Domain::TrustPolicy::ca(*pem);
    return pem.has_value();
}

std::optional<Domain::Profile> ProfileDialog::read(bool forTest)
{
    const Draft now = draft();
    QWidget *wrong = nullptr;
    for (const Field field : {Field::Address, Field::Tenant, Field::Region, Field::Applications, Field::Key,
                              Field::Management, Field::Name}) {
        if (forTest && field == Field::Name)
            continue;
        checkField(field, true);
        const bool keyMayStay = field == Field::Key && !m_base.id.isNull() && now.key.isEmpty();
        if (!wrong && !keyMayStay && !now.mistake(field, true).isEmpty())
            wrong = m_fields.at(field);
    }
    Domain::Profile profile = now.applied(m_base);
    const bool trusted = now.isPublic() || profile.mqtt.host.isEmpty() || m_trust->read(&profile);
    if (wrong)
        wrong->setFocus();
    const bool served = trusted && readServices(now, &profile);
    return wrong || !served ? std::nullopt : std::optional(profile);
}

void ProfileDialog::test()
{
    if (const auto profile = read(true)) {
        const QByteArray key = secret();
        const auto make
            = [service = &m_context->connections(), wanted = *profile, key] { return service->makeTest(wanted, key); };
        (new ConnectionTestDialog(*profile, make, m_theme, this))->open();
    }
}

void ProfileDialog::onAccepted()
{
    const auto profile = read(false);
    if (!profile)
        return;
    const QByteArray key = secret();
    m_showing = true;
    m_key->clear();
    Q_EMIT profileEntered(*profile, key);
    accept();
}

} // namespace Gui
