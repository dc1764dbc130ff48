// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/factlist.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/device/copybutton.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>

namespace Gui {

using Models::DeviceFact;
using Models::Meaning;

namespace {

constexpr int TitleWidth = 160;

/// Text without a blank would push everything out of sight: a label breaks lines between words only.
QString breakable(const QString &text)
{
    constexpr int LongestWord = 48;
    constexpr QChar MayBreak(0x200B);
    QString out;
    int word = 0;
    for (const QChar c : text) {
        word = c.isSpace() ? 0 : word + 1;
        if (word > LongestWord && !c.isLowSurrogate()) {
            out += MayBreak;
            word = 1;
        }
        out += c;
    }
    return out;
}

} // namespace

FactList::FactList(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    connect(theme, &Theme::changed, this, &FactList::updateColors);
}

void FactList::setFacts(const std::vector<DeviceFact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    rebuild();
}

void FactList::rebuild()
{
    m_colored.clear();
    delete m_content;
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    QGridLayout *grid = nullptr;
    QString group;
    int row = 0;
    for (const DeviceFact &fact : m_facts) {
        if (!grid || fact.group != group) {
            group = fact.group;
            auto *heading = new QLabel(group, m_content);
            heading->setTextFormat(Qt::PlainText);
            QFont font = heading->font();
            font.setWeight(QFont::DemiBold);
            heading->setFont(font);
            if (grid)
                column->addSpacing(8);
            column->addWidget(heading);
            grid = new QGridLayout;
            grid->setContentsMargins(0, 0, 0, 0);
            grid->setHorizontalSpacing(16);
            grid->setVerticalSpacing(4);
            grid->setColumnMinimumWidth(0, TitleWidth);
            grid->setColumnStretch(1, 1);
            column->addLayout(grid);
            row = 0;
        }
        addRow(grid, row++, fact);
    }
    layout()->addWidget(m_content);
    m_content->show();
    updateColors();
}

void FactList::addRow(QGridLayout *grid, int row, const DeviceFact &fact)
{
    auto *title = new QLabel(fact.title, m_content);
    title->setTextFormat(Qt::PlainText);
    m_colored.emplace_back(title, Meaning::Quiet);
    auto *value = new QLabel(fact.monospace ? fact.value : breakable(fact.value), m_content);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(!fact.monospace);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(fact.title);
    value->setAccessibleDescription(fact.value);
    if (fact.monospace)
        value->setFont(Theme::monospace());
    if (!fact.hint.isEmpty())
        value->setToolTip(plainToolTip(fact.hint));
    m_colored.emplace_back(value, fact.meaning);
    grid->addWidget(title, row, 0, fact.bytes.isEmpty() ? Qt::AlignTop : Qt::AlignVCenter);
    if (fact.bytes.isEmpty()) {
        grid->addWidget(value, row, 1, Qt::AlignTop);
        return;
    }
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    auto *copy = new CopyButton(
        m_theme, fact.title, CopyButton::Kind::Public, [bytes = fact.bytes] { return bytes; }, m_content);
    copy->setAutoRaise(true);
    connect(copy, &CopyButton::noted, this, &FactList::noted);
    line->addWidget(value);
    line->addWidget(copy);
    line->addStretch();
    grid->addLayout(line, row, 1);
}

void FactList::updateColors()
{
    for (const auto &[label, meaning] : m_colored) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, m_theme->color(meaning));
        label->setPalette(palette);
    }
}

} // namespace Gui
