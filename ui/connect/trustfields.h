// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/profile.h"
#include "models/connectiontext.h"
#include "ui/connect/formcolumn.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace Domain {
struct Problem;
}

namespace Gui {

class ConsoleContext;
struct CertificateFacts;

/// The part of the form that says whom to trust: this computer's authorities, one of one's own, exactly one
/// certificate, or nobody.
class TrustFields : public FormColumn
{
    Q_OBJECT

public:
    TrustFields(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);

    /// Where it is to connect to, as far as it is known: whose certificate is shown, and whether plaintext needs a
    /// tick.
    void setEndpoint(const std::optional<Models::ConnectionText::Address> &endpoint);
    void showTrust(const Domain::Profile &profile);
    void setPlaintext(bool plaintext);
    [[nodiscard]] bool isPlaintext() const;
    /// Puts the choice into the profile, whose host must be known. False: says what is wrong beside the field.
    [[nodiscard]] bool read(Domain::Profile *profile);
    /// The certificates in a file; nullopt, and a sentence in `mistake`, when there are none.
    [[nodiscard]] static std::optional<QByteArray> readPem(const QString &path, QString *mistake);

Q_SIGNALS:
    void edited();

private:
    enum Protection : int { SystemRoots = 0, CaFile = 1, PinnedCertificate = 2, Plaintext = 3 };

    [[nodiscard]] Protection protection() const;
    [[nodiscard]] bool readCa(Domain::Profile *profile);
    [[nodiscard]] bool readPin(Domain::Profile *profile);
    void updateFields();
    void browseCa();
    void showCertificate();
    void onCertificateProbed(const QString &host, const CertificateFacts &facts, const Domain::Problem &problem);

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    QComboBox *m_protection = nullptr;
    QLineEdit *m_caPath = nullptr;
    QLineEdit *m_pin = nullptr;
    QPushButton *m_showCertificate = nullptr;
    QCheckBox *m_plaintext = nullptr;
    std::optional<Models::ConnectionText::Address> m_endpoint;
    QByteArray m_keptCa; ///< of the profile that is edited
    QString m_probedHost; ///< whose certificate was asked for
};

} // namespace Gui
