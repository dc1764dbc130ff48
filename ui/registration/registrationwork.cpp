// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/registrationwork.h"

#include "backend/domain/lorawanversions.h"
#include "backend/domain/networkapi.h"
#include "ui/consolecontext.h"

#include <QSettings>

namespace Gui {

RegistrationWork::RegistrationWork(ConsoleContext *context, const Theme *theme, Scope scope, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_theme(theme)
    , m_scope(std::move(scope))
    , m_network(context->network(m_scope.profile, m_scope.application))
    , m_catalog(new Models::RegistrationCatalog(m_network, this))
    , m_list(new Models::RegistrationList(m_network, this))
{
    startAnew();
}

RegistrationWork::~RegistrationWork() = default;

QString RegistrationWork::settingsGroup() const
{
    return u"registration/" + m_context->profile(m_scope.profile).id.toString(QUuid::WithoutBraces) + u'/'
        + m_scope.application + u'/';
}

void RegistrationWork::startAnew()
{
    draft = {};
    product.clear();
    refusedField = Field::None;
    refusal.clear();
    draft.capabilities = m_network ? m_network->capabilities() : Domain::Capabilities();
    draft.application = m_scope.application;
    if (draft.hasRadio())
        draft.macVersion = QStringLiteral("MAC_V1_0_3"); // what most devices are made for
    if (m_settings) {
        const QString group = settingsGroup();
        const auto value = [this, &group](const char *key, const QString &otherwise) {
            return m_settings->value(group + QLatin1String(key), otherwise).toString();
        };
        draft.joins = value("activation", QStringLiteral("otaa")) != u"abp";
        draft.plan = value("plan", {});
        draft.macVersion = value("mac", draft.macVersion);
        draft.phyVersion = value("phy", {});
        draft.joinEui = value("joinEui", {});
    }
    if (!Domain::LorawanVersions::fitTogether(draft.macVersion, draft.phyVersion))
        draft.phyVersion = Domain::LorawanVersions::phyVersions(draft.macVersion).value(0);
    m_list->clear();
    m_touched = false;
}

void RegistrationWork::forgetProduct()
{
    draft.base = {};
    product.clear();
}

void RegistrationWork::startNext()
{
    const Models::RegistrationDraft before = draft;
    const QString kind = product;
    startAnew();
    draft.joins = before.joins;
    draft.plan = before.plan;
    draft.macVersion = before.macVersion;
    draft.phyVersion = before.phyVersion;
    draft.supportsClassB = before.supportsClassB;
    draft.supportsClassC = before.supportsClassC;
    draft.pingSlotPeriod = before.pingSlotPeriod;
    draft.resetsCounters = before.resetsCounters;
    draft.uses32BitCounters = before.uses32BitCounters;
    draft.constraints = before.constraints;
    draft.joinEui = before.joinEui;
    draft.base = before.base;
    product = kind;
}

void RegistrationWork::setSettings(QSettings *settings)
{
    m_settings = settings;
    startAnew();
}

void RegistrationWork::remember()
{
    if (!m_settings)
        return;
    const QString group = settingsGroup();
    m_settings->setValue(group + u"activation", draft.joins ? QStringLiteral("otaa") : QStringLiteral("abp"));
    if (draft.hasRadio()) {
        m_settings->setValue(group + u"plan", draft.plan);
        m_settings->setValue(group + u"mac", draft.macVersion);
        m_settings->setValue(group + u"phy", draft.phyVersion);
    }
    if (draft.joins)
        m_settings->setValue(group + u"joinEui", draft.joinEui);
}

void RegistrationWork::touch()
{
    m_touched = true;
    refusedField = Field::None;
    refusal.clear();
    Q_EMIT touched();
}

} // namespace Gui
