// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/decodedtab.h"

#include "models/jsontreemodel.h"
#include "ui/common/theme.h"
#include "ui/inspector/jsonview.h"

#include <QLabel>
#include <QVBoxLayout>

namespace Gui {

using Domain::EventKind;
using Models::JsonTreeModel;

namespace {

/// All of them, and all of each, are in the summary.
constexpr int MostWarnings = 5;
constexpr qsizetype LongestWarning = 300;

QString whyEmpty(const Domain::TrafficEvent &event)
{
    if (event.kind == EventKind::Uplink && !event.fPort)
        return DecodedTab::tr("This frame has no application payload, so there is nothing to decode.");
    if (event.kind == EventKind::Uplink && event.payload)
        return DecodedTab::tr(
            "Not decoded: the message carries no decoded fields.\nNo payload formatter is set for this "
            "device, or it failed; then the warning is above.");
    return DecodedTab::tr("This message carries no decoded fields.");
}

} // namespace

DecodedTab::DecodedTab(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_warnings(new QLabel(this))
    , m_nothing(new QLabel(this))
    , m_tree(new JsonView(theme, "decodedTree", tr("Decoded fields"), this))
{
    setObjectName(QStringLiteral("decodedTab"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_warnings->setObjectName(QStringLiteral("decoderWarnings"));
    m_warnings->setAccessibleName(tr("Warnings"));
    m_nothing->setObjectName(QStringLiteral("decodedNote"));
    m_nothing->setAccessibleName(tr("Why nothing is decoded"));
    for (QLabel *label : {m_warnings, m_nothing}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setContentsMargins(12, 8, 12, 8);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        label->hide();
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_warnings);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    layout->addStretch(0);
    connect(m_tree, &JsonView::termRequested, this, &DecodedTab::termRequested);
    connect(theme, &Theme::changed, this, &DecodedTab::paintWarnings);
    paintWarnings();
}

void DecodedTab::paintWarnings()
{
    QPalette palette = m_warnings->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Downlink));
    m_warnings->setPalette(palette);
    palette = m_nothing->palette();
    palette.setColor(QPalette::WindowText, m_theme->tokens().secondary);
    m_nothing->setPalette(palette);
}

void DecodedTab::setEvent(const Domain::TrafficEvent &event)
{
    QStringList warnings;
    for (const QString &warning : event.warnings.mid(0, MostWarnings))
        warnings << u"\u26A0 "
                + (warning.size() > LongestWarning ? QString(warning.left(LongestWarning) + u'…') : warning);
    if (event.warnings.size() > MostWarnings)
        warnings << tr("%1 more").arg(event.warnings.size() - MostWarnings);
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());

    std::vector<JsonTreeModel::Part> parts;
    const bool one = event.decoded.isEmpty() != event.normalized.isEmpty();
    const bool normalized = event.kind == EventKind::Normalized;
    if (!event.decoded.isEmpty())
        parts.push_back(
            {one ? QString() : tr("Decoded"), event.decoded, event.kind != EventKind::Location && !normalized});
    if (!event.normalized.isEmpty())
        parts.push_back({one && normalized ? QString() : tr("Normalized"), event.normalized, normalized});
    m_tree->json()->setParts(std::move(parts));
    m_tree->expandSome();
    m_tree->setVisible(isFilled());
    m_nothing->setVisible(!isFilled());
    m_nothing->setText(!event.decoded.isEmpty() ? tr("The formatter answered with an object without fields.")
                                                : whyEmpty(event));
}

void DecodedTab::clear()
{
    m_tree->json()->setParts({});
    m_tree->hide();
    m_warnings->hide();
    m_nothing->hide();
}

bool DecodedTab::isFilled() const
{
    return !m_tree->json()->isEmpty();
}

} // namespace Gui
