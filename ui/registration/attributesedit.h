// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registrationdraft.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace Gui {

class Theme;

/// Names and values, one pair a row, rows added and removed by buttons.
class AttributesEdit : public QWidget
{
    Q_OBJECT

public:
    using Attribute = Models::RegistrationDraft::Attribute;

    explicit AttributesEdit(const Theme *theme, QWidget *parent = nullptr);

    void setAttributes(const QList<Attribute> &attributes);
    [[nodiscard]] QList<Attribute> attributes() const;

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        QWidget *whole = nullptr;
        QLineEdit *name = nullptr;
        QLineEdit *value = nullptr;
        QToolButton *remove = nullptr;
    };

    void addRow(const Attribute &attribute);
    void removeRow(QWidget *whole);
    void updateLook();

    const Theme *m_theme = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QPushButton *m_add = nullptr; ///< the one that has the focus for all of it
    QList<Row> m_rows;
    int m_made = 0; ///< for names that no other row has
};

} // namespace Gui
