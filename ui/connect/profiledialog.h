// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/connectiondraft.h"
#include "ui/consolecontext.h"

#include <QDialog>

#include <map>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Gui {

class FormColumn;
class Theme;
class TrustFields;

/// The form of a connection, new or saved: which network, which applications, the key. It makes the user names itself,
/// understands the MQTT page of the network's Console pasted as a whole, and says what is wrong beside the field.
class ProfileDialog : public QDialog
{
    Q_OBJECT

public:
    ProfileDialog(ConsoleContext *context, const Theme *theme, QWidget *parent = nullptr);
    ~ProfileDialog() override;

    /// Shows a saved connection, to be changed; its id stays, its generation cannot be changed. To be called before it
    /// is opened.
    void edit(const Domain::Profile &profile);
    /// Takes what the text says, as if it had been pasted. False: it is not the MQTT page of a Console.
    bool takePage(const QString &text);

Q_SIGNALS:
    /// An empty secret: the key stays as it is.
    void profileEntered(const Domain::Profile &profile, const QByteArray &secret);

private:
    using Draft = Models::ConnectionDraft;

    void buildNetwork();
    void buildApplications();
    void buildManagement();
    /// The services for management; false: says what is wrong beside the field.
    [[nodiscard]] bool readServices(const Draft &draft, Domain::Profile *profile);
    QWidget *buildButtons();
    [[nodiscard]] Draft draft() const;
    void showDraft(const Draft &draft);
    void onEdited(QLineEdit *field);
    void updateFields();
    void updateWords(const Draft &draft);
    void checkField(Draft::Field field, bool complete);
    /// Says all mistakes at once; nullopt when there are any. `forTest`: a name is not needed.
    [[nodiscard]] std::optional<Domain::Profile> read(bool forTest);
    [[nodiscard]] QByteArray secret() const;
    void pastePage();
    void test();
    void onAccepted();

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    FormColumn *m_form = nullptr;
    QComboBox *m_preset = nullptr;
    QLabel *m_pasted = nullptr;
    QComboBox *m_region = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_tenant = nullptr;
    QLineEdit *m_applications = nullptr;
    QLabel *m_preview = nullptr;
    QLineEdit *m_key = nullptr;
    QLabel *m_keyNote = nullptr;
    TrustFields *m_trust = nullptr;
    QLineEdit *m_management = nullptr;
    QLineEdit *m_discoveryCa = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_accept = nullptr;
    std::map<Draft::Field, QWidget *> m_fields;
    Domain::Profile m_base; ///< what is edited; with a null id: a new one
    bool m_nameChosen = false; ///< by the person, so it is no longer suggested
    bool m_showing = false;
};

} // namespace Gui
