// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/formcolumn.h"

#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace Gui {

namespace {

constexpr int LongestText = 20'000; ///< the page of a Console, pasted as a whole
constexpr int LargestWidth = 640;
constexpr double NoteScale = 0.9;

void colored(QLabel *label, const QColor &color)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace

FormColumn::FormColumn(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    setMaximumWidth(LargestWidth);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(16);
    connect(theme, &Theme::changed, this, &FormColumn::updateColors);
}

QLabel *FormColumn::newLabel(const QString &name)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * NoteScale);
    label->setFont(font);
    return label;
}

void FormColumn::addField(QWidget *field, const QString &title, const QString &hint, QWidget *beside)
{
    addRow(field, title, hint, beside, true);
}

void FormColumn::addSelfNamed(QWidget *field, const QString &title, const QString &hint)
{
    addRow(field, title, hint, nullptr, false);
}

void FormColumn::addRow(QWidget *field, const QString &title, const QString &hint, QWidget *beside, bool labelled)
{
    Row row;
    row.whole = new QWidget(this);
    auto *column = new QVBoxLayout(row.whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    row.mark = newLabel(field->objectName() + u"Mark");
    row.mark->setText(tr("changed"));
    row.mark->setWordWrap(false);
    row.mark->hide();
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    if (labelled) {
        row.title = new QLabel(row.whole);
        row.title->setBuddy(field);
        top->addWidget(row.title);
    } else {
        top->addWidget(field);
    }
    top->addWidget(row.mark);
    top->addStretch();
    column->addLayout(top);
    if (beside) {
        auto *line = new QHBoxLayout;
        line->addWidget(field, 1);
        line->addWidget(beside, 0, Qt::AlignTop); // the field may have words below it
        column->addLayout(line);
    } else if (labelled) {
        column->addWidget(field);
    }
    row.hint = newLabel(field->objectName() + u"Hint");
    row.mistake = newLabel(field->objectName() + u"Error");
    row.warning = newLabel(field->objectName() + u"Warning");
    column->addWidget(row.hint);
    column->addWidget(row.mistake);
    column->addWidget(row.warning);
    row.hint->setText(hint);
    row.warning->hide();
    m_rows[field] = row;
    setTitle(field, title);
    m_layout->addWidget(row.whole);
    showNote(row);
    updateColors();
}

void FormColumn::addHeading(const QString &title, const QString &note)
{
    auto *heading = new QLabel(title, this);
    heading->setTextFormat(Qt::PlainText);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    m_layout->addWidget(heading);
    if (note.isEmpty())
        return;
    QLabel *below = newLabel({});
    below->setText(note);
    below->setAccessibleName(tr("About %1").arg(title));
    m_notes += below;
    m_layout->addWidget(below);
    updateColors();
}

QLineEdit *FormColumn::addLine(const char *name, const QString &title, const QString &example, const QString &hint)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(QLatin1String(name));
    field->setPlaceholderText(example);
    field->setMaxLength(LongestText);
    addField(field, title, hint);
    return field;
}

void FormColumn::addBlock(QWidget *widget)
{
    m_layout->addWidget(widget);
}

QLabel *FormColumn::addNote(const char *name, QWidget *field)
{
    QLabel *note = newLabel(QLatin1String(name));
    m_notes += note;
    m_rows.at(field).whole->layout()->addWidget(note);
    updateColors();
    return note;
}

void FormColumn::addStretch()
{
    m_layout->addStretch(1);
}

void FormColumn::setTitle(QWidget *field, const QString &title)
{
    const Row &row = m_rows.at(field);
    if (row.title)
        row.title->setText(title);
    field->setAccessibleName(title);
    row.mark->setAccessibleName(tr("%1 is changed and not saved").arg(title));
    row.hint->setAccessibleName(tr("About %1").arg(title));
    row.mistake->setAccessibleName(tr("What is wrong with %1").arg(title));
    row.warning->setAccessibleName(tr("What changing %1 costs").arg(title));
}

void FormColumn::setHint(QWidget *field, const QString &hint)
{
    const Row &row = m_rows.at(field);
    row.hint->setText(hint);
    showNote(row);
}

void FormColumn::setMistake(QWidget *field, const QString &sentence)
{
    const Row &row = m_rows.at(field);
    row.mistake->setText(sentence);
    field->setAccessibleDescription(sentence.isEmpty() ? row.hint->text() : sentence);
    showNote(row);
}

void FormColumn::setWarning(QWidget *field, const QString &sentence)
{
    const Row &row = m_rows.at(field);
    row.warning->setText(sentence);
    row.warning->setVisible(!sentence.isEmpty());
}

void FormColumn::setChanged(QWidget *field, bool changed)
{
    m_rows.at(field).mark->setVisible(changed);
}

void FormColumn::setFieldVisible(QWidget *field, bool visible)
{
    m_rows.at(field).whole->setVisible(visible);
}

void FormColumn::showNote(const Row &row)
{
    const bool wrong = !row.mistake->text().isEmpty();
    row.mistake->setVisible(wrong);
    row.hint->setVisible(!wrong && !row.hint->text().isEmpty());
}

void FormColumn::updateColors()
{
    const QColor quiet = m_theme->color(Models::Meaning::Quiet);
    for (QLabel *note : std::as_const(m_notes))
        colored(note, quiet);
    for (const auto &[field, row] : m_rows) {
        colored(row.hint, quiet);
        colored(row.mistake, m_theme->color(Models::Meaning::Bad));
        colored(row.warning, m_theme->color(Models::Meaning::Downlink));
        colored(row.mark, m_theme->color(Models::Meaning::Uplink));
    }
}

} // namespace Gui
