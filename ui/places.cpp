// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/places.h"

#include "ui/consolecontext.h"
#include "ui/sidetree.h"

#include <QSettings>

namespace Gui {

Places::Places(ConsoleContext &context, QSettings &settings, SideTree *tree, Workspace *workspace)
    : m_context(context)
    , m_settings(settings)
    , m_tree(tree)
    , m_workspace(workspace)
{
}

QString Places::scopeWord(const ConsoleContext &context, const Scope &scope)
{
    return scope.profile == 0 ? QStringLiteral("everything")
                              : context.profile(scope.profile).id.toString(QUuid::WithoutBraces);
}

Places::Place Places::read(const QString &prefix) const
{
    return {m_settings.value(prefix + QLatin1String("scope")).toString(),
            m_settings.value(prefix + QLatin1String("application")).toString(),
            pageKind(m_settings.value(prefix + QLatin1String("page")).toString()),
            m_settings.value(prefix + QLatin1String("geometry")).toByteArray()};
}

void Places::load()
{
    m_chosen = read(QStringLiteral("window/"));
    if (m_chosen->scope.isEmpty())
        m_chosen.reset();
    const int windows = m_settings.beginReadArray(QStringLiteral("windows"));
    for (int i = 0; i < windows; ++i) {
        m_settings.setArrayIndex(i);
        m_waiting.push_back(read({}));
    }
    m_settings.endArray();
}

void Places::save() const
{
    const Scope scope = m_workspace->scope();
    const Place chosen
        = m_chosen.value_or(Place{scopeWord(m_context, scope), scope.application, m_workspace->kind(), {}});
    m_settings.setValue(QStringLiteral("window/scope"), chosen.scope);
    m_settings.setValue(QStringLiteral("window/application"), chosen.application);
    m_settings.setValue(QStringLiteral("window/page"), pageWord(chosen.kind));
    std::vector<Place> places = m_waiting;
    for (const Workspace::TornOff &torn : m_workspace->tornOff())
        places.push_back({scopeWord(m_context, torn.scope), torn.scope.application, torn.kind, torn.geometry});
    m_settings.beginWriteArray(QStringLiteral("windows"), int(places.size()));
    for (std::size_t i = 0; i < places.size(); ++i) {
        m_settings.setArrayIndex(int(i));
        m_settings.setValue(QStringLiteral("scope"), places[i].scope);
        m_settings.setValue(QStringLiteral("application"), places[i].application);
        m_settings.setValue(QStringLiteral("page"), pageWord(places[i].kind));
        m_settings.setValue(QStringLiteral("geometry"), places[i].geometry);
    }
    m_settings.endArray();
}

std::optional<Scope> Places::find(const Place &place) const
{
    if (place.scope == scopeWord(m_context, {}))
        return Scope{};
    for (const Domain::ProfileRef profile : m_context.profiles()) {
        const Scope scope{profile, place.application};
        if (scopeWord(m_context, scope) == place.scope && m_tree->has(scope))
            return scope;
    }
    return std::nullopt;
}

void Places::restore()
{
    if (m_chosen) {
        if (const auto scope = find(*m_chosen)) {
            const PageKind kind = m_chosen->kind;
            m_chosen.reset();
            m_tree->setScope(*scope);
            m_workspace->setKind(kind);
        }
    }
    for (auto place = m_waiting.begin(); place != m_waiting.end();) {
        if (const auto scope = find(*place)) {
            m_workspace->tearOff(place->kind, *scope, place->geometry);
            place = m_waiting.erase(place);
        } else {
            ++place;
        }
    }
}

} // namespace Gui
