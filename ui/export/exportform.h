// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSettings;
class QVBoxLayout;

namespace Gui {

class FormScroll;
class Theme;

/// What every dialog has that writes a file: groups of choices, the format, the file with a note on it, and the
/// buttons. Remembers format and folder.
class ExportForm : public QDialog
{
    Q_OBJECT

public:
    /// The format that is no table.
    struct Other
    {
        QString suffix; ///< "jsonl"
        QString filter; ///< as QFileDialog has it
    };

protected:
    /// `name` is where object names and keys of settings begin. Theme and settings outlive the dialog; `settings` may
    /// be null.
    ExportForm(const Theme *theme, QSettings *settings, const char *name, Other other, QWidget *parent);

    [[nodiscard]] QVBoxLayout *form() const;
    QVBoxLayout *addGroup(QVBoxLayout *form, const QString &heading);
    QRadioButton *addChoice(QVBoxLayout *group, QButtonGroup *buttons, int id, const QString &name, const QString &text,
                            const QString &hint);
    /// Ids 0 and 1.
    void addFormat(const QString &csvHint, const QString &otherName, const QString &otherText,
                   const QString &otherHint);
    /// File and buttons; `lines` is how long the note may become.
    void addFile(int lines);
    /// The format and a file of that name, without its ending, in the folder of last time.
    void restoreFile(const QString &name);
    void remember();

    [[nodiscard]] const Theme *theme() const { return m_theme; }
    [[nodiscard]] QSettings *settings() const { return m_settings; }
    /// `Keys` becomes `exportKeys`.
    [[nodiscard]] QString named(const char *part) const;
    [[nodiscard]] bool isCsv() const;
    [[nodiscard]] QString path() const;
    /// “The file exists and will be replaced.”, or nothing.
    [[nodiscard]] QString replacement() const;
    virtual void refresh();
    /// Said of the export when nothing is in its way.
    [[nodiscard]] virtual QString note() const = 0;
    /// Begins it; the dialog closes by itself.
    virtual void start() = 0;

private:
    void updateSuffix();
    void browse();
    void finish();
    [[nodiscard]] QString suffix(bool csv) const;
    /// Why it cannot begin; empty: it can.
    [[nodiscard]] QString obstacle() const;

    const Theme *m_theme = nullptr;
    QSettings *m_settings = nullptr;
    const QString m_name;
    const Other m_other;
    FormScroll *m_scroll = nullptr;
    QButtonGroup *m_format = nullptr;
    QLineEdit *m_file = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_export = nullptr;
};

} // namespace Gui
