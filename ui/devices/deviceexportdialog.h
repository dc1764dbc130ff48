// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/deviceimports.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QVBoxLayout;

namespace Gui {

class Theme;

/// Which devices go into which file, and whether with their keys. Remembers the answers, but for the keys: they are
/// only ever written when somebody has just asked for them.
class DeviceExportDialog : public QDialog
{
    Q_OBJECT

public:
    struct Choice
    {
        QString application;
        QStringList selected;
        int all = 0;
    };

    /// Theme and settings must outlive the dialog; `settings` may be null.
    DeviceExportDialog(const Theme *theme, QSettings *settings, Choice choice, QWidget *parent = nullptr);

    /// What would be written now.
    [[nodiscard]] Domain::DeviceExportRequest request() const;

Q_SIGNALS:
    void chosen(const Domain::DeviceExportRequest &request);

private:
    enum class Rows : int { Selected, All };

    QVBoxLayout *addGroup(QVBoxLayout *form, const QString &heading);
    void addChoice(QVBoxLayout *group, QButtonGroup *buttons, int id, const char *name, const QString &text,
                   const QString &hint);
    void buildRows(QVBoxLayout *form);
    void buildFormat(QVBoxLayout *form);
    void buildKeys(QVBoxLayout *form);
    void buildFile(QVBoxLayout *form);
    void restore();
    void refresh();
    void updateSuffix();
    void browse();
    void finish();
    [[nodiscard]] bool isCsv() const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] QString obstacle() const;

    const Theme *m_theme;
    QSettings *m_settings;
    const Choice m_choice;
    QButtonGroup *m_rows = nullptr;
    QButtonGroup *m_format = nullptr;
    QCheckBox *m_keys = nullptr;
    QLabel *m_warning = nullptr;
    QLineEdit *m_file = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_export = nullptr;
};

} // namespace Gui
