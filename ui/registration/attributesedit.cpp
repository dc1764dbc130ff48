// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/attributesedit.h"

#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace Gui {

AttributesEdit::AttributesEdit(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout)
    , m_add(new QPushButton(tr("Add attribute"), this))
{
    setObjectName(QStringLiteral("attributesEdit"));
    m_layout->setSpacing(4);
    m_add->setObjectName(QStringLiteral("attributeAdd"));
    m_add->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_layout);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_rows.last().name->setFocus();
        Q_EMIT edited();
    });
    connect(theme, &Theme::changed, this, &AttributesEdit::updateLook);
    setFocusProxy(m_add);
}

void AttributesEdit::setAttributes(const QList<Attribute> &attributes)
{
    if (attributes == this->attributes())
        return;
    for (const Row &row : std::as_const(m_rows))
        delete row.whole;
    m_rows.clear();
    for (const Attribute &attribute : attributes)
        addRow(attribute);
}

QList<AttributesEdit::Attribute> AttributesEdit::attributes() const
{
    QList<Attribute> found;
    for (const Row &row : m_rows) {
        // A row that was added and not used is none.
        if (!row.name->text().trimmed().isEmpty() || !row.value->text().trimmed().isEmpty())
            found += {row.name->text(), row.value->text()};
    }
    return found;
}

void AttributesEdit::addRow(const Attribute &attribute)
{
    const int number = m_made++;
    Row row;
    row.whole = new QWidget(this);
    const auto newLine = [&](const char *name, const QString &accessible, const QString &text) {
        auto *line = new QLineEdit(text, row.whole);
        line->setObjectName(QLatin1String(name) + QString::number(number));
        line->setAccessibleName(accessible);
        line->setPlaceholderText(accessible);
        line->setMaxLength(1'000);
        connect(line, &QLineEdit::textEdited, this, &AttributesEdit::edited);
        return line;
    };
    row.name = newLine("attributeName", tr("Name"), attribute.first);
    row.value = newLine("attributeValue", tr("Value"), attribute.second);
    row.remove = new QToolButton(row.whole);
    row.remove->setObjectName(u"attributeRemove" + QString::number(number));
    row.remove->setAccessibleName(tr("Remove this attribute"));
    row.remove->setToolTip(tr("Remove this attribute"));
    row.remove->setAutoRaise(true);
    row.remove->setFocusPolicy(Qt::StrongFocus);
    auto *line = new QHBoxLayout(row.whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(row.name, 2);
    line->addWidget(row.value, 3);
    line->addWidget(row.remove);
    m_layout->addWidget(row.whole);
    // New widgets are the last of the window, wherever they stand.
    QWidget *before = m_add->previousInFocusChain();
    while (before != m_add && (before == this || !(before->focusPolicy() & Qt::TabFocus)))
        before = before->previousInFocusChain();
    setTabOrder(before, row.name);
    setTabOrder(row.name, row.value);
    setTabOrder(row.value, row.remove);
    setTabOrder(row.remove, m_add);
    m_rows += row;
    connect(row.remove, &QToolButton::clicked, this, [this, whole = row.whole] { removeRow(whole); });
    updateLook();
}

void AttributesEdit::removeRow(QWidget *whole)
{
    m_add->setFocus();
    whole->hide();
    whole->deleteLater(); // its button is still in its click
    m_rows.removeIf([whole](const Row &row) { return row.whole == whole; });
    Q_EMIT edited();
}

void AttributesEdit::updateLook()
{
    for (const Row &row : std::as_const(m_rows))
        row.remove->setIcon(m_theme->icon(QStringLiteral("close")));
}

} // namespace Gui
