// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicewords.h"
#include "ui/device/devicesection.h"

class QVBoxLayout;

namespace Gui {

class DeviceFields;
class FactList;

/// A section that is a form: keys, session, general, MAC settings, location, formatters. Above the fields stands what
/// concerns all of them.
class DeviceFormSection : public DeviceSectionView
{
    Q_OBJECT

public:
    DeviceFormSection(Models::DeviceSection section, const DevicePageParts *parts, QWidget *parent = nullptr);

    void refresh() override;
    [[nodiscard]] QWidget *fieldWidget(Models::DeviceField field) const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    QLabel *addLabel(const char *name, const QString &accessibleName);
    void addKeyParts();
    void addSessionParts();
    void addPlaceParts();
    void rebuild();
    void updateNote();
    void updateKeys();
    void updateSession();
    void updatePlace();
    [[nodiscard]] QString missingWords() const;

    const Models::DeviceSection m_section;
    QVBoxLayout *m_layout = nullptr;
    QLabel *m_note = nullptr; ///< why nothing can be changed, or why there is nothing
    FactList *m_facts = nullptr; ///< session
    QLabel *m_keysText = nullptr;
    QPushButton *m_readKeys = nullptr;
    QPushButton *m_reset = nullptr; ///< session
    QWidget *m_place = nullptr; ///< buttons below the coordinates
    DeviceFields *m_fields = nullptr;
    QStringList m_built; ///< what m_fields was made of
};

} // namespace Gui
