// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registrationcatalog.h"
#include "models/registrationdraft.h"
#include "models/registrationlist.h"
#include "ui/common/page.h"

#include <QObject>

#include <memory>

class QSettings;

namespace Domain {
class NetworkApi;
}

namespace Gui {

class CodeReader;
class ConsoleContext;
class Theme;

/// What the steps of the wizard have in common: the device being made, the network it is made for, and what was chosen
/// the last time. GUI thread.
class RegistrationWork : public QObject
{
    Q_OBJECT

public:
    enum class Way : quint8 { ByHand, Repository, Copy, Scan };
    using Field = Models::RegistrationDraft::Field;

    RegistrationWork(ConsoleContext *context, const Theme *theme, Scope scope, QObject *parent = nullptr);
    ~RegistrationWork() override;

    [[nodiscard]] ConsoleContext &context() const { return *m_context; }
    [[nodiscard]] const Theme *theme() const { return m_theme; }
    [[nodiscard]] const Scope &scope() const { return m_scope; }
    /// Null when the application's key is not known.
    [[nodiscard]] Domain::NetworkApi *network() const { return m_network.get(); }
    [[nodiscard]] Models::RegistrationCatalog &catalog() { return *m_catalog; }
    [[nodiscard]] Models::RegistrationList &list() { return *m_list; }

    /// An empty device; what was chosen the last time for this application is chosen again.
    void startAnew();
    /// What a template of the repository or another device gave beyond the fields that are asked for.
    void forgetProduct();
    /// The kind of device stays, its identity goes.
    void startNext();
    /// Null: nothing is remembered.
    void setSettings(QSettings *settings);
    void remember();

    /// Null: pictures cannot be read.
    void setCodeReader(CodeReader *reader) { m_codes = reader; }
    [[nodiscard]] CodeReader *codeReader() const { return m_codes; }

    /// What the person changed in the draft.
    void touch();
    [[nodiscard]] bool isTouched() const { return m_touched; }
    void setTouched(bool touched) { m_touched = touched; }

    Way way = Way::ByHand;
    Models::RegistrationDraft draft;
    QString product; ///< what a template is of, for people
    /// What the servers refused, until it is changed.
    Field refusedField = Field::None;
    QString refusal;

Q_SIGNALS:
    /// By a person; the window asks before it throws this away.
    void touched();

private:
    [[nodiscard]] QString settingsGroup() const;

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    const Scope m_scope;
    const std::shared_ptr<Domain::NetworkApi> m_network;
    Models::RegistrationCatalog *m_catalog = nullptr;
    Models::RegistrationList *m_list = nullptr;
    QSettings *m_settings = nullptr;
    CodeReader *m_codes = nullptr;
    bool m_touched = false;
};

} // namespace Gui
