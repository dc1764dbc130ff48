// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/trustfields.h"

#include "backend/domain/problemtext.h"
#include "ui/common/theme.h"
#include "ui/connect/certificatedialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace Gui {

namespace {

constexpr quint16 TlsPort = 8883;
constexpr qint64 LargestCaFile = 1024 * 1024;
constexpr int Sha256Bytes = 32;

} // namespace

TrustFields::TrustFields(ConsoleContext *context, const Theme *theme, QWidget *parent)
    : FormColumn(theme, parent)
    , m_context(context)
    , m_theme(theme)
{
    m_protection = new QComboBox(this);
    m_protection->setObjectName(QStringLiteral("protectionBox"));
    m_protection->addItem(tr("TLS, trusting whom this computer trusts"), SystemRoots);
    m_protection->addItem(tr("TLS, trusting a certificate authority of mine"), CaFile);
    m_protection->addItem(tr("TLS, trusting exactly one certificate"), PinnedCertificate);
    m_protection->addItem(tr("No encryption"), Plaintext);
    addField(m_protection, tr("Protection"));

    m_caPath = new QLineEdit(this);
    m_caPath->setObjectName(QStringLiteral("caPath"));
    auto *browse = new QPushButton(tr("Choose…"), this);
    browse->setObjectName(QStringLiteral("caBrowse"));
    browse->setAccessibleName(tr("Choose the file with the certificate authority"));
    addField(m_caPath, tr("File with the certificate authority (PEM)"), {}, browse);

    m_pin = new QLineEdit(this);
    m_pin->setObjectName(QStringLiteral("pinField"));
    m_pin->setFont(Theme::monospace());
    m_showCertificate = new QPushButton(tr("Show certificate"), this);
    m_showCertificate->setObjectName(QStringLiteral("showCertificate"));
    m_showCertificate->setToolTip(tr("Ask the server for its certificate, without trusting it yet"));
    addField(m_pin, tr("SHA-256 fingerprint of the certificate"), {}, m_showCertificate);

    m_plaintext = new QCheckBox(tr("I know that the key and all data travel readable for everyone on the way"), this);
    m_plaintext->setObjectName(QStringLiteral("plaintextBox"));
    addBlock(m_plaintext);

    connect(m_protection, &QComboBox::currentIndexChanged, this, [this] {
        updateFields();
        Q_EMIT edited();
    });
    connect(m_caPath, &QLineEdit::textChanged, this, [this] { setMistake(m_caPath, {}); });
    connect(m_pin, &QLineEdit::textChanged, this, [this] { setMistake(m_pin, {}); });
    connect(m_plaintext, &QCheckBox::toggled, this, [this] { setMistake(m_protection, {}); });
    connect(browse, &QPushButton::clicked, this, &TrustFields::browseCa);
    connect(m_showCertificate, &QPushButton::clicked, this, &TrustFields::showCertificate);
    connect(context, &ConsoleContext::certificateProbed, this,
            [this](const QString &host, quint16, const CertificateFacts &facts, const Domain::Problem &problem) {
                onCertificateProbed(host, facts, problem);
            });
    updateFields();
}

TrustFields::Protection TrustFields::protection() const
{
    return Protection(m_protection->currentData().toInt());
}

bool TrustFields::isPlaintext() const
{
    return protection() == Plaintext;
}

void TrustFields::setPlaintext(bool plaintext)
{
    if (plaintext != isPlaintext())
        m_protection->setCurrentIndex(plaintext ? Plaintext : SystemRoots);
}

void TrustFields::setEndpoint(const std::optional<Models::ConnectionText::Address> &endpoint)
{
    m_endpoint = endpoint;
    updateFields();
}

void TrustFields::showTrust(const Domain::Profile &profile)
{
    m_plaintext->setChecked(profile.plaintextAllowed);
    if (!profile.mqtt.trust) {
        m_protection->setCurrentIndex(Plaintext);
        return;
    }
    switch (profile.mqtt.trust->kind) {
    case Domain::TrustPolicy::Kind::System:
        m_protection->setCurrentIndex(SystemRoots);
        break;
    case Domain::TrustPolicy::Kind::Ca:
        m_keptCa = profile.mqtt.trust->pem;
        m_caPath->setPlaceholderText(tr("unchanged"));
        m_protection->setCurrentIndex(CaFile);
        break;
    case Domain::TrustPolicy::Kind::Pin:
        m_pin->setText(QString::fromLatin1(profile.mqtt.trust->sha256.toHex(':').toUpper()));
        m_protection->setCurrentIndex(PinnedCertificate);
        break;
    }
}

void TrustFields::updateFields()
{
    setFieldVisible(m_caPath, protection() == CaFile);
    setFieldVisible(m_pin, protection() == PinnedCertificate);
    const bool loopback = m_endpoint && Domain::Endpoint{m_endpoint->host, 0, {}}.isLoopback();
    m_plaintext->setVisible(protection() == Plaintext && !loopback);
    m_showCertificate->setEnabled(m_endpoint.has_value());
    setMistake(m_protection, {});
}

void TrustFields::browseCa()
{
    auto *dialog = new QFileDialog(this, tr("Certificate authority"));
    dialog->setObjectName(QStringLiteral("caFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_caPath, &QLineEdit::setText);
    dialog->open();
}

void TrustFields::showCertificate()
{
    if (!m_endpoint)
        return;
    m_probedHost = m_endpoint->host;
    m_showCertificate->setEnabled(false);
    m_showCertificate->setText(tr("Asking…"));
    m_context->probeCertificate(m_probedHost, m_endpoint->port ? m_endpoint->port : TlsPort);
}

void TrustFields::onCertificateProbed(const QString &host, const CertificateFacts &facts,
                                      const Domain::Problem &problem)
{
    if (host != m_probedHost)
        return;
    m_probedHost.clear();
    m_showCertificate->setText(tr("Show certificate"));
    m_showCertificate->setEnabled(true);
    if (problem) {
        setMistake(m_pin, Domain::problemLine(problem));
        return;
    }
    auto *dialog = new CertificateDialog(host, facts, m_theme, this);
    connect(dialog, &CertificateDialog::certificateAccepted, this,
            [this](const QByteArray &sha256) { m_pin->setText(QString::fromLatin1(sha256.toHex(':').toUpper())); });
    dialog->open();
}

bool TrustFields::read(Domain::Profile *profile)
{
    switch (protection()) {
    case SystemRoots:
        profile->mqtt.trust = Domain::TrustPolicy::system();
        return true;
    case CaFile:
        return readCa(profile);
    case PinnedCertificate:
        return readPin(profile);
    case Plaintext:
        break;
    }
    profile->mqtt.trust.reset();
    profile->plaintextAllowed = m_plaintext->isChecked();
    if (!profile->plaintextAllowed && !profile->mqtt.isLoopback()) {
        setMistake(m_protection,
                   tr("Without encryption everyone on the way can read the key. Tick the box below if you want that."));
        return false;
    }
    return true;
}

bool TrustFields::readCa(Domain::Profile *profile)
{
    const QString path = m_caPath->text().trimmed();
    if (path.isEmpty() && !m_keptCa.isEmpty()) {
        profile->mqtt.trust = Domain::TrustPolicy::ca(m_keptCa);
        return true;
    }
    QString mistake;
    const std::optional<QByteArray> pem = readPem(path, &mistake);
    setMistake(m_caPath, mistake);
    if (!pem)
        return false;
    profile->mqtt.trust = Domain::TrustPolicy::ca(*pem);
    return true;
}

std::optional<QByteArray> TrustFields::readPem(const QString &path, QString *mistake)
{
    QFile file(path);
    // Opening a FIFO would wait for a writer.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || file.size() > LargestCaFile) {
        *mistake = tr("This file cannot be read.");
        return std::nullopt;
    }
    const QByteArray pem = file.read(LargestCaFile);
    if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
        *mistake = tr("There is no certificate in PEM form in this file.");
        return std::nullopt;
    }
    return pem;
}

bool TrustFields::readPin(Domain::Profile *profile)
{
    static const QRegularExpression separators(QStringLiteral("^sha-?256:|[\\s:]"),
                                               QRegularExpression::CaseInsensitiveOption);
    const QByteArray hex = m_pin->text().trimmed().remove(separators).toLatin1();
    const QByteArray sha256 = QByteArray::fromHex(hex);
    if (sha256.size() != Sha256Bytes || hex.size() != 2 * Sha256Bytes) {
        setMistake(m_pin, tr("A fingerprint has 64 hexadecimal digits. Show the certificate to take it from there."));
        return false;
    }
    profile->mqtt.trust = Domain::TrustPolicy::pin(sha256);
    return true;
}

} // namespace Gui
