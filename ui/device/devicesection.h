// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/devicefield.h"
#include "models/eventtext.h"
#include "ui/common/page.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace Domain {
class NetworkEvents;
} // namespace Domain

namespace Models {
class DeviceActivity;
class DeviceEditor;
} // namespace Models

namespace Gui {

class ConsoleContext;
class Theme;

/// What the sections of a device's page share.
struct DevicePageParts
{
    ConsoleContext *context = nullptr;
    Models::DeviceActivity *activity = nullptr;
    const Theme *theme = nullptr;
    Models::DeviceEditor *editor = nullptr;
    const Models::EventText *text = nullptr; ///< tells times
    Scope scope;

    /// 0: this console never heard it.
    [[nodiscard]] Domain::DeviceRef device() const;
    /// When this console heard it last; 0: not known.
    [[nodiscard]] qint64 heardNs() const;

private:
    mutable Domain::DeviceRef m_found = 0; ///< names are never given to others
};

/// One section of a device's page. It is made when it is first shown. GUI thread.
class DeviceSectionView : public QWidget
{
    Q_OBJECT

public:
    /// The parts must outlive it.
    explicit DeviceSectionView(const DevicePageParts *parts, QWidget *parent = nullptr);

    /// The device, what was typed, or what may be done has changed.
    virtual void refresh() = 0;
    virtual void setUtc(bool /*utc*/) { }
    /// Null: it has no such field.
    [[nodiscard]] virtual QWidget *fieldWidget(Models::DeviceField /*field*/) const { return nullptr; }
    /// It fills its place by itself and must not be scrolled.
    [[nodiscard]] virtual bool fills() const { return false; }

Q_SIGNALS:
    void noted(const QString &text);
    void deletionRequested();
    void resetRequested(bool joinNonces);
    void sectionRequested(Models::DeviceSection section);

protected:
    const DevicePageParts *m_parts; // NOLINT: of the derived classes
};

/// Makes the view of a section.
[[nodiscard]] DeviceSectionView *makeDeviceSection(Models::DeviceSection section, const DevicePageParts *parts,
                                                   QWidget *parent);

} // namespace Gui
