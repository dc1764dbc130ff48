// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace Gui {

class Theme;

/// A form of one column: a label above each field, below it a hint, in whose place a mistake is said. At most 640 px
/// wide. Fields are named before they are added; the labels take their names from them (`<field>Hint`, `<field>Error`,
/// `<field>Warning`).
class FormColumn : public QWidget
{
    Q_OBJECT

public:
    explicit FormColumn(const Theme *theme, QWidget *parent = nullptr);

    void addField(QWidget *field, const QString &title, const QString &hint = {}, QWidget *beside = nullptr);
    QLineEdit *addLine(const char *name, const QString &title, const QString &example, const QString &hint = {});
    /// A field that has its own words, like a check box: no label above it.
    void addSelfNamed(QWidget *field, const QString &title, const QString &hint = {});
    /// What the fields below have in common. `note` may be empty.
    void addHeading(const QString &title, const QString &note = {});
    /// Something that is no field, across the column.
    void addBlock(QWidget *widget);
    /// A label in secondary colour below what is said of the field.
    QLabel *addNote(const char *name, QWidget *field);
    void addStretch();

    void setTitle(QWidget *field, const QString &title);
    void setHint(QWidget *field, const QString &hint);
    /// An empty sentence takes it away.
    void setMistake(QWidget *field, const QString &sentence);
    /// What it costs, although it is right. An empty sentence takes it away.
    void setWarning(QWidget *field, const QString &sentence);
    /// Marks what differs from what is saved.
    void setChanged(QWidget *field, bool changed);
    /// With its label and what is said below it.
    void setFieldVisible(QWidget *field, bool visible);

private:
    struct Row
    {
        QWidget *whole = nullptr;
        QLabel *title = nullptr; ///< null: the field says itself what it is
        QLabel *mark = nullptr;
        QLabel *hint = nullptr;
        QLabel *mistake = nullptr;
        QLabel *warning = nullptr;
    };

    QLabel *newLabel(const QString &name);
    void addRow(QWidget *field, const QString &title, const QString &hint, QWidget *beside, bool labelled);
    void updateColors();
    static void showNote(const Row &row);

    const Theme *m_theme = nullptr;
    QVBoxLayout *m_layout = nullptr;
    std::map<QWidget *, Row> m_rows;
    QList<QLabel *> m_notes;
};

} // namespace Gui
