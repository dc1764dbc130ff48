// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/profiledialog.h"

#include "backend/domain/problemtext.h"
#include "ui/common/theme.h"
#include "ui/connect/certificatedialog.h"
#include "ui/connect/keyfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>

namespace Gui {

namespace {

constexpr quint16 TlsPort = 8883;
constexpr quint16 PlainPort = 1883;
constexpr qint64 LargestCaFile = 1024 * 1024;
constexpr int Sha256Bytes = 32;
constexpr int MostApplications = 200;

} // namespace

ProfileDialog::ProfileDialog(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("profileDialog"));
    setWindowTitle(tr("Connect to a network"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *formWidget = new QWidget(this);
    formWidget->setMaximumWidth(640);
    auto *form = new QVBoxLayout(formWidget);
    form->setContentsMargins(24, 24, 24, 8);
    form->setSpacing(4);

    m_generation = new QComboBox(this);
    m_generation->setObjectName(QStringLiteral("generationBox"));
    m_generation->addItem(tr("The Things Stack v3"), int(Domain::Generation::V3));
    m_generation->addItem(tr("TTN v2"), int(Domain::Generation::V2));
    addRow(form, tr("Network speaks"), m_generation);
    m_name = addLine(form, "profileName", tr("Name, as you want to see it"), tr("eu1"));
    m_address = addLine(form, "profileAddress", tr("MQTT address"), QStringLiteral("eu1.cloud.thethings.network:8883"));
    buildTrust(form);
    m_applications = addLine(form, "profileApplications", tr("Application IDs, with commas between them"),
                             QStringLiteral("orchard, vineyard"));
    m_tenant
        = addLine(form, "profileTenant", tr("Tenant"), tr("ttn on the community's network; empty on your own server"));
    m_tenantTitle = qobject_cast<QLabel *>(form->itemAt(form->indexOf(m_tenant) - 1)->widget());
    m_key = makeKeyField(this);
    addRow(form, tr("Key; it must have the right to read application traffic"), m_key);
    auto *keyNote = new QLabel(
        context->secretsArePersistent()
            ? tr("Kept in the keychain of this computer.")
            : tr("No keychain was found: the key is kept in memory and asked for again at the next start."),
        this);
    keyNote->setObjectName(QStringLiteral("profileKeyNote"));
    keyNote->setWordWrap(true);
    form->addWidget(keyNote);
    form->addStretch(1);

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("profileForm"));
    scroll->setAccessibleName(tr("Network"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(formWidget);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton *connectButton = buttons->button(QDialogButtonBox::Ok);
    connectButton->setText(tr("Connect"));
    connectButton->setObjectName(QStringLiteral("profileConnect"));
    connectButton->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    connectButton->setToolTip(
        tr("Keep this network and connect (%1)").arg(connectButton->shortcut().toString(QKeySequence::NativeText)));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("profileCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &ProfileDialog::onAccepted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(24, 8, 24, 16);
    bottom->addWidget(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addLayout(bottom);
    resize(560, 560);

    connect(m_generation, &QComboBox::currentIndexChanged, this, &ProfileDialog::updateFields);
    connect(m_protection, &QComboBox::currentIndexChanged, this, &ProfileDialog::updateFields);
    connect(m_address, &QLineEdit::textChanged, this, &ProfileDialog::updateFields);
    connect(context, &ConsoleContext::certificateProbed, this, &ProfileDialog::onCertificateProbed);
    updateFields();
}

void ProfileDialog::addRow(QVBoxLayout *form, const QString &title, QWidget *field, QWidget *beside)
{
    auto *label = new QLabel(title, this);
    label->setBuddy(field);
    field->setAccessibleName(title);
    auto *error = new QLabel(this);
    error->setObjectName(field->objectName() + QStringLiteral("Error"));
    error->setTextFormat(Qt::PlainText);
    error->setWordWrap(true);
    error->hide();
    QPalette palette = error->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    error->setPalette(palette);
    m_errors[field] = error;
    form->addWidget(label);
    if (beside) {
        auto *line = new QHBoxLayout;
        line->addWidget(field, 1);
        line->addWidget(beside);
        form->addLayout(line);
    } else {
        form->addWidget(field);
    }
    form->addWidget(error);
    form->addSpacing(8);
}

QLineEdit *ProfileDialog::addLine(QVBoxLayout *form, const char *name, const QString &title, const QString &example)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(QLatin1String(name));
    field->setPlaceholderText(example);
    field->setMaxLength(2048);
    connect(field, &QLineEdit::textChanged, this, [this, field] { setError(field, {}); });
    addRow(form, title, field);
    return field;
}

void ProfileDialog::buildTrust(QVBoxLayout *form)
{
    m_protection = new QComboBox(this);
    m_protection->setObjectName(QStringLiteral("protectionBox"));
    m_protection->addItem(tr("TLS, trusting whom this computer trusts"), SystemRoots);
    m_protection->addItem(tr("TLS, trusting a certificate authority of mine"), CaFile);
    m_protection->addItem(tr("TLS, trusting exactly one certificate"), PinnedCertificate);
    m_protection->addItem(tr("No encryption"), Plaintext);
    addRow(form, tr("Protection"), m_protection);

    const auto group = [&](QVBoxLayout **inner) {
        auto *widget = new QWidget(this);
        *inner = new QVBoxLayout(widget);
        (*inner)->setContentsMargins(0, 0, 0, 0);
        (*inner)->setSpacing(4);
        form->addWidget(widget);
        return widget;
    };
    QVBoxLayout *inner = nullptr;
    m_caRow = group(&inner);
    m_caPath = new QLineEdit(this);
    m_caPath->setObjectName(QStringLiteral("caPath"));
    connect(m_caPath, &QLineEdit::textChanged, this, [this] { setError(m_caPath, {}); });
    auto *browse = new QPushButton(tr("Choose …"), this);
    browse->setObjectName(QStringLiteral("caBrowse"));
    browse->setAccessibleName(tr("Choose the file with the certificate authority"));
    connect(browse, &QPushButton::clicked, this, &ProfileDialog::browseCa);
    addRow(inner, tr("File with the certificate authority (PEM)"), m_caPath, browse);

    m_pinRow = group(&inner);
    m_pin = new QLineEdit(this);
    m_pin->setObjectName(QStringLiteral("pinField"));
    m_pin->setFont(Theme::monospace());
    connect(m_pin, &QLineEdit::textChanged, this, [this] { setError(m_pin, {}); });
    m_showCertificate = new QPushButton(tr("Show certificate"), this);
    m_showCertificate->setObjectName(QStringLiteral("showCertificate"));
    m_showCertificate->setToolTip(tr("Ask the server for its certificate, without trusting it yet"));
    connect(m_showCertificate, &QPushButton::clicked, this, &ProfileDialog::showCertificate);
    addRow(inner, tr("SHA-256 fingerprint of the certificate"), m_pin, m_showCertificate);

    m_plaintext = new QCheckBox(tr("I know that the key and all data travel readable for everyone on the way"), this);
    m_plaintext->setObjectName(QStringLiteral("plaintextBox"));
    connect(m_plaintext, &QCheckBox::toggled, this, [this] { setError(m_protection, {}); });
    form->addWidget(m_plaintext);
}

ProfileDialog::Protection ProfileDialog::protection() const
{
    return Protection(m_protection->currentData().toInt());
}

Domain::Generation ProfileDialog::generation() const
{
    return Domain::Generation(m_generation->currentData().toInt());
}

void ProfileDialog::updateFields()
{
    const bool v3 = generation() == Domain::Generation::V3;
    m_tenant->setVisible(v3);
    if (m_tenantTitle)
        m_tenantTitle->setVisible(v3);
    m_caRow->setVisible(protection() == CaFile);
    m_pinRow->setVisible(protection() == PinnedCertificate);
    Domain::Endpoint endpoint;
    quint16 port = 0;
    const bool readable = readAddress(m_address->text(), &endpoint.host, &port);
    m_plaintext->setVisible(protection() == Plaintext && !(readable && endpoint.isLoopback()));
    m_showCertificate->setEnabled(readable);
    setError(m_protection, {});
}

bool ProfileDialog::readAddress(const QString &text, QString *host, quint16 *port)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:[a-z]+://)?(?:\\[([0-9a-f:.]+)\\]|([^\\s:/@\\[\\]]+))(?::([0-9]{1,5}))?/?$"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text.trimmed());
    if (!match.hasMatch())
        return false;
    const uint number = match.captured(3).toUInt();
    if (number > 65535 || (number == 0 && !match.captured(3).isEmpty()))
        return false;
    *host = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    *port = quint16(number);
    return true;
}

void ProfileDialog::browseCa()
{
    auto *dialog = new QFileDialog(this, tr("Certificate authority"));
    dialog->setObjectName(QStringLiteral("caFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_caPath, &QLineEdit::setText);
    dialog->open();
}

void ProfileDialog::showCertificate()
{
    quint16 port = 0;
    if (!readAddress(m_address->text(), &m_probedHost, &port)) {
        setError(m_address, tr("This is not an address: host or host:port."));
        return;
    }
    m_showCertificate->setEnabled(false);
    m_showCertificate->setText(tr("Asking …"));
    m_context->probeCertificate(m_probedHost, port ? port : TlsPort);
}

void ProfileDialog::onCertificateProbed(const QString &host, quint16, const CertificateFacts &facts,
                                        const Domain::Problem &problem)
{
    if (host != m_probedHost)
        return;
    m_showCertificate->setText(tr("Show certificate"));
    m_showCertificate->setEnabled(true);
    if (problem) {
        setError(m_pin, Domain::problemLine(problem));
        return;
    }
    auto *dialog = new CertificateDialog(host, facts, m_theme, this);
    connect(dialog, &CertificateDialog::certificateAccepted, this,
            [this](const QByteArray &sha256) { m_pin->setText(QString::fromLatin1(sha256.toHex(':').toUpper())); });
    dialog->open();
}

void ProfileDialog::setError(QWidget *field, const QString &sentence)
{
    QLabel *error = m_errors.at(field);
    error->setText(sentence);
    error->setVisible(!sentence.isEmpty());
    field->setAccessibleDescription(sentence);
}

bool ProfileDialog::readEndpoint(Domain::Profile *profile)
{
    if (!readAddress(m_address->text(), &profile->mqtt.host, &profile->mqtt.port)) {
        setError(m_address, tr("This is not an address: host or host:port."));
        return false;
    }
    if (profile->mqtt.port == 0)
        profile->mqtt.port = protection() == Plaintext ? PlainPort : TlsPort;
    return true;
}

bool ProfileDialog::readTrust(Domain::Profile *profile)
{
    switch (protection()) {
    case SystemRoots:
        profile->mqtt.trust = Domain::TrustPolicy::system();
        return true;
    case CaFile: {
        QFile file(m_caPath->text().trimmed());
        if (!file.open(QIODevice::ReadOnly) || file.size() > LargestCaFile) {
            setError(m_caPath, tr("This file cannot be read."));
            return false;
        }
        const QByteArray pem = file.read(LargestCaFile);
        if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
            setError(m_caPath, tr("There is no certificate in PEM form in this file."));
            return false;
        }
        profile->mqtt.trust = Domain::TrustPolicy::ca(pem);
        return true;
    }
    case PinnedCertificate: {
        static const QRegularExpression separators(QStringLiteral("^sha-?256:|[\\s:]"),
                                                   QRegularExpression::CaseInsensitiveOption);
        const QByteArray hex = m_pin->text().trimmed().remove(separators).toLatin1();
        const QByteArray sha256 = QByteArray::fromHex(hex);
        if (sha256.size() != Sha256Bytes || hex.size() != 2 * Sha256Bytes) {
            setError(m_pin, tr("A fingerprint has 64 hexadecimal digits. Show the certificate to take it from there."));
            return false;
        }
        profile->mqtt.trust = Domain::TrustPolicy::pin(sha256);
        return true;
    }
    case Plaintext:
        break;
    }
    profile->mqtt.trust.reset();
    profile->plaintextAllowed = m_plaintext->isChecked();
    if (!profile->plaintextAllowed && !profile->mqtt.isLoopback()) {
        setError(m_protection,
                 tr("Without encryption everyone on the way can read the key. Tick the box below if you want that."));
        return false;
    }
    return true;
}

bool ProfileDialog::readApplications(Domain::Profile *profile)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    const bool v3 = generation() == Domain::Generation::V3;
    profile->tenant = v3 ? m_tenant->text().trimmed() : QString();
    for (const QString &word : m_applications->text().split(separators, Qt::SkipEmptyParts)) {
        // The user name of the MQTT page is `application@tenant`.
        const QString id = word.section(u'@', 0, 0);
        const QString tenant = word.section(u'@', 1);
        if (v3 && !tenant.isEmpty() && profile->tenant.isEmpty())
            profile->tenant = tenant;
        if (!Domain::isValidId(profile->generation, id)) {
            setError(
                m_applications,
                tr("“%1” is not an application ID: lower-case letters, digits and single hyphens.").arg(id.left(64)));
            return false;
        }
        if (!profile->applications.contains(id))
            profile->applications << id;
    }
    if (profile->applications.isEmpty() || profile->applications.size() > MostApplications) {
        setError(m_applications,
                 profile->applications.isEmpty() ? tr("Give at least one application ID.")
                                                 : tr("At most 200 applications."));
        return false;
    }
    return true;
}

void ProfileDialog::onAccepted()
{
    Domain::Profile profile;
    profile.generation = generation();
    profile.name = m_name->text().trimmed();
    bool good = true;
    if (profile.name.isEmpty()) {
        setError(m_name, tr("Give it a name."));
        good = false;
    }
    // All of them, so that everything wrong is said at once.
    const bool endpoint = readEndpoint(&profile);
    good = endpoint && good;
    if (endpoint)
        good = readTrust(&profile) && good;
    good = readApplications(&profile) && good;
    const QByteArray secret = m_key->text().trimmed().toUtf8();
    if (secret.isEmpty()) {
        setError(m_key,
                 tr("Paste a key of the application: in its console under “API keys” (v3) or “Access keys” (v2)."));
        good = false;
    } else {
        setError(m_key, {});
    }
    if (!good)
        return;
    m_key->clear();
    Q_EMIT profileEntered(profile, secret);
    accept();
}

} // namespace Gui
