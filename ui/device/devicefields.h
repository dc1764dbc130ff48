// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicewords.h"
#include "ui/connect/formcolumn.h"

namespace Models {
class DeviceEditor;
} // namespace Models

namespace Gui {

/// The fields of one section of a device's page: made from the groups that it is given, and always as the editor has
/// them. A field `FCntUp` is named `deviceFCntUp`.
class DeviceFields : public FormColumn
{
    Q_OBJECT

public:
    /// Both must outlive it.
    DeviceFields(Models::DeviceEditor *editor, const Theme *theme, const std::vector<Models::DeviceFieldGroup> &groups,
                 QWidget *parent = nullptr);
    ~DeviceFields() override;

    /// Texts, mistakes, marks, choices: as they are now.
    void sync();
    /// Where a person types this field; null: not here.
    [[nodiscard]] QWidget *widget(Models::DeviceField field) const;

Q_SIGNALS:
    void noted(const QString &text);

private:
    void add(Models::DeviceField field);
    void addHex(Models::DeviceField field, const QString &name, const QString &title);
    QWidget *makeLine(Models::DeviceField field, const QString &name);
    QWidget *makeChoice(Models::DeviceField field, const QString &name);
    QWidget *makeText(Models::DeviceField field, const QString &name);
    void onTyped(Models::DeviceField field, const QString &text);
    void showText(Models::DeviceField field, QWidget *widget);
    void showChoices(Models::DeviceField field, QWidget *widget);
    void showRemarks(Models::DeviceField field, QWidget *widget);
    void setReadOnly(QWidget *widget, bool readOnly);
    [[nodiscard]] bool isWanted(Models::DeviceField field) const;

    Models::DeviceEditor *m_editor;
    const Theme *m_theme;
    std::map<Models::DeviceField, QWidget *> m_widgets;
    bool m_syncing = false;
};

} // namespace Gui
