// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/attributefields.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace Gui {

using Models::ApplicationDraft;

namespace {

/// More than the rules allow, so that what is too long is seen and said instead of cut.
constexpr int LongestName = 64;
constexpr int LongestValue = 1'000;

} // namespace

AttributeFields::AttributeFields(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_add(new QPushButton(tr("Add an attribute"), this))
{
    setObjectName(QStringLiteral("attributeFields"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_add->setObjectName(QStringLiteral("addAttribute"));
    m_add->setAutoDefault(false);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({}, {});
        m_rows.last().name->setFocus();
        Q_EMIT edited();
    });
    setFocusProxy(m_add);
}

void AttributeFields::addRow(const QString &name, const QString &value)
{
    Row row;
    row.whole = new QWidget(this);
    row.name = new QLineEdit(name, row.whole);
    row.name->setMaxLength(LongestName);
    row.name->setPlaceholderText(tr("name"));
    row.value = new QLineEdit(value, row.whole);
    row.value->setMaxLength(LongestValue);
    row.value->setPlaceholderText(tr("value"));
    row.remove = new QPushButton(tr("Remove"), row.whole);
    row.remove->setAutoDefault(false);
    auto *line = new QHBoxLayout(row.whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(row.name, 2);
    line->addWidget(row.value, 3);
    line->addWidget(row.remove);
    for (QLineEdit *field : {row.name, row.value})
        connect(field, &QLineEdit::textEdited, this, &AttributeFields::edited);
    connect(row.remove, &QPushButton::clicked, this, [this, whole = row.whole] { removeRow(whole); });
    m_layout->insertWidget(int(m_rows.size()), row.whole);
    m_rows += row;
    nameRows();
}

void AttributeFields::removeRow(const QWidget *whole)
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [=](const Row &row) { return row.whole == whole; });
    if (at == m_rows.end())
        return;
    m_layout->removeWidget(at->whole);
    at->whole->setParent(nullptr);
    at->whole->deleteLater();
    m_rows.erase(at);
    nameRows();
    m_add->setFocus();
    Q_EMIT edited();
}

/// Numbered, so that they can be told apart without seeing them; and in the order of Tab.
void AttributeFields::nameRows()
{
    QWidget *before = nullptr;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        const QString number = QString::number(i + 1);
        row.name->setObjectName(u"attributeName" + number);
        row.name->setAccessibleName(tr("Name of attribute %1").arg(i + 1));
        row.value->setObjectName(u"attributeValue" + number);
        row.value->setAccessibleName(tr("Value of attribute %1").arg(i + 1));
        row.remove->setObjectName(u"removeAttribute" + number);
        row.remove->setAccessibleName(tr("Remove attribute %1").arg(i + 1));
        for (QWidget *widget : {static_cast<QWidget *>(row.name), static_cast<QWidget *>(row.value),
                                static_cast<QWidget *>(row.remove)}) {
            if (before)
                setTabOrder(before, widget);
            before = widget;
        }
        row.name->setReadOnly(m_readOnly);
        row.value->setReadOnly(m_readOnly);
        row.remove->setVisible(!m_readOnly);
    }
    if (before)
        setTabOrder(before, m_add);
    m_add->setVisible(!m_readOnly && m_rows.size() < ApplicationDraft::MostAttributes);
}

void AttributeFields::setPairs(const ApplicationDraft::Pairs &pairs)
{
    for (const Row &row : std::as_const(m_rows)) {
        m_layout->removeWidget(row.whole);
        row.whole->setParent(nullptr);
        row.whole->deleteLater();
    }
    m_rows.clear();
    for (const auto &pair : pairs)
        addRow(pair.first, pair.second);
    nameRows();
}

ApplicationDraft::Pairs AttributeFields::pairs() const
{
    ApplicationDraft::Pairs pairs;
    for (const Row &row : m_rows)
        pairs.append({row.name->text(), row.value->text()});
    return pairs;
}

void AttributeFields::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    nameRows();
}

} // namespace Gui
