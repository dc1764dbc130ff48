// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/logline.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace Gui {

LogLine::LogLine(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new QLabel(this))
    , m_search(new QPushButton(this))
    , m_silence(new QPushButton(tr("What it may mean"), this))
{
    setObjectName(QStringLiteral("logLine"));
    m_text->setObjectName(QStringLiteral("logLineText"));
    m_text->setAccessibleName(tr("About the log"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_search->setObjectName(QStringLiteral("searchOlderButton"));
    m_silence->setObjectName(QStringLiteral("silenceButton"));
    m_silence->setAccessibleName(m_silence->text());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_text, 1);
    row->addWidget(m_search);
    row->addWidget(m_silence);
    connect(m_search, &QPushButton::clicked, this, &LogLine::searchClicked);
    connect(m_silence, &QPushButton::clicked, this, &LogLine::silenceClicked);
    connect(theme, &Theme::changed, this, &LogLine::refresh);
    refresh();
}

void LogLine::showSearch(const QString &text, const QString &button, const QString &hint)
{
    m_searchText = text;
    m_search->setText(button);
    m_search->setAccessibleName(button.isEmpty() ? tr("Search") : button);
    m_search->setToolTip(hint);
    refresh();
}

void LogLine::showSilence(const QString &text)
{
    m_silenceText = text;
    refresh();
}

void LogLine::refresh()
{
    QStringList parts;
    for (const QString &part : {m_searchText, m_silenceText}) {
        if (!part.isEmpty())
            parts << part;
    }
    m_text->setText(parts.join(QStringLiteral(" · ")));
    m_text->setToolTip(plainToolTip(m_text->text()));
    QPalette palette = m_text->palette();
    palette.setColor(QPalette::WindowText, m_theme->tokens().secondary);
    m_text->setPalette(palette);
    m_search->setVisible(!m_search->text().isEmpty());
    m_silence->setVisible(!m_silenceText.isEmpty());
    setVisible(!parts.isEmpty() || !m_search->text().isEmpty());
}

} // namespace Gui
