// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/consolecontext.h"

#include <QDialog>

#include <map>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace Gui {

class Theme;

/// A form for a new network: where it is, whom to trust, which applications, the key. What is wrong is said under its
/// field.
class ProfileDialog : public QDialog
{
    Q_OBJECT

public:
    ProfileDialog(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);

    /// Reads `host`, `host:port`, `[v6]:port`; port 0 when none is given. False: neither.
    static bool readAddress(const QString &text, QString *host, quint16 *port);

Q_SIGNALS:
    void profileEntered(const Domain::Profile &profile, const QByteArray &secret);

private:
    enum Protection : int { SystemRoots = 0, CaFile = 1, PinnedCertificate = 2, Plaintext = 3 };

    QLineEdit *addLine(QVBoxLayout *form, const char *name, const QString &title, const QString &example);
    void addRow(QVBoxLayout *form, const QString &title, QWidget *field, QWidget *beside = nullptr);
    void buildTrust(QVBoxLayout *form);
    void updateFields();
    void browseCa();
    void showCertificate();
    void onCertificateProbed(const QString &host, quint16 port, const CertificateFacts &facts,
                             const Domain::Problem &problem);
    void onAccepted();
    /// Shows the sentence under the field; an empty one takes it away.
    void setError(QWidget *field, const QString &sentence);
    [[nodiscard]] bool readEndpoint(Domain::Profile *profile);
    [[nodiscard]] bool readTrust(Domain::Profile *profile);
    [[nodiscard]] bool readApplications(Domain::Profile *profile);
    [[nodiscard]] Protection protection() const;
    [[nodiscard]] Domain::Generation generation() const;

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_generation = nullptr;
    QLineEdit *m_address = nullptr;
    QComboBox *m_protection = nullptr;
    QWidget *m_caRow = nullptr;
    QLineEdit *m_caPath = nullptr;
    QWidget *m_pinRow = nullptr;
    QLineEdit *m_pin = nullptr;
    QPushButton *m_showCertificate = nullptr;
    QCheckBox *m_plaintext = nullptr;
    QLineEdit *m_applications = nullptr;
    QLineEdit *m_tenant = nullptr;
    QLabel *m_tenantTitle = nullptr;
    QLineEdit *m_key = nullptr;
    std::map<QWidget *, QLabel *> m_errors;
    QString m_probedHost; ///< whose certificate was asked for
};

} // namespace Gui
