// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/exportchoice.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QGroupBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSettings;
class QVBoxLayout;

namespace Gui {

class ConsoleContext;
class Theme;

/// What of the log goes into which file, and how. Remembers the answers; begins the export and closes.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// Context, theme and settings must outlive the dialog.
    ExportDialog(ConsoleContext *context, const Theme *theme, QSettings *settings, ExportChoice choice,
                 QWidget *parent = nullptr);

    /// What would be written now.
    [[nodiscard]] Domain::ExportRequest request() const;

private:
    enum class Rows : int { Selected, Shown, Stored };
    enum class Columns : int { Visible, Everything };

    QVBoxLayout *addGroup(QVBoxLayout *form, const QString &heading);
    QRadioButton *addChoice(QVBoxLayout *group, QButtonGroup *buttons, int id, const char *name, const QString &text,
                            const QString &hint);
    void buildRows(QVBoxLayout *form);
    void buildFormat(QVBoxLayout *form);
    void buildColumns(QVBoxLayout *form);
    void buildFile(QVBoxLayout *form);
    void restore();
    void refresh();
    void updateSuffix();
    void browse();
    void start();
    [[nodiscard]] Rows rows() const;
    [[nodiscard]] bool isCsv() const;
    [[nodiscard]] bool isEverything() const;
    [[nodiscard]] quint64 storedEvents() const;
    [[nodiscard]] std::vector<Domain::ProfileRef> profiles() const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] QString estimate() const;
    /// Why it cannot begin; empty: it can.
    [[nodiscard]] QString obstacle() const;

    ConsoleContext *m_context = nullptr;
    const Theme *m_theme = nullptr;
    QSettings *m_settings = nullptr;
    const ExportChoice m_choice;
    QButtonGroup *m_rows = nullptr;
    QButtonGroup *m_format = nullptr;
    QButtonGroup *m_columns = nullptr;
    QWidget *m_columnsBox = nullptr;
    QCheckBox *m_byteOrderMark = nullptr;
    QLineEdit *m_file = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_export = nullptr;
};

} // namespace Gui
