// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/applicationdraft.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace Gui {

/// Names and values, one pair in a row, with a button for one more. The rules are ApplicationDraft's.
class AttributeFields : public QWidget
{
    Q_OBJECT

public:
    explicit AttributeFields(QWidget *parent = nullptr);

    void setPairs(const Models::ApplicationDraft::Pairs &pairs);
    [[nodiscard]] Models::ApplicationDraft::Pairs pairs() const;
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    struct Row
    {
        QWidget *whole = nullptr;
        QLineEdit *name = nullptr;
        QLineEdit *value = nullptr;
        QPushButton *remove = nullptr;
    };

    void addRow(const QString &name, const QString &value);
    void removeRow(const QWidget *whole);
    void nameRows();

    QVBoxLayout *m_layout = nullptr;
    QPushButton *m_add = nullptr;
    QList<Row> m_rows;
    bool m_readOnly = false;
};

} // namespace Gui
