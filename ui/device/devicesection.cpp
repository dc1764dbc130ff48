// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/devicesection.h"

#include "backend/domain/dictionary.h"
#include "models/deviceactivity.h"
#include "models/deviceeditor.h"
#include "ui/consolecontext.h"
#include "ui/device/deviceformsection.h"
#include "ui/device/deviceoverviewsection.h"
#include "ui/device/joiningsection.h"
#include "ui/device/livesection.h"

namespace Gui {

using Models::DeviceSection;

Domain::DeviceRef DevicePageParts::device() const
{
    const Domain::Dictionary &names = context->dictionary();
    if (m_found != 0)
        return m_found;
    for (Domain::DeviceRef ref = 1; ref < names.deviceCount(); ++ref) {
        const Domain::DeviceEntry &entry = names.device(ref);
        if (entry.profile == scope.profile && entry.application == scope.application && entry.device == editor->id())
            return m_found = ref;
    }
    return 0;
}

qint64 DevicePageParts::heardNs() const
{
    const Domain::DeviceRef wanted = device();
    for (int i = 0; wanted != 0 && i < activity->count(); ++i) {
        if (activity->device(i).ref == wanted)
            return activity->device(i).lastHeard().ns;
    }
    return 0;
}

DeviceSectionView::DeviceSectionView(const DevicePageParts *parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
{
}

DeviceSectionView *makeDeviceSection(DeviceSection section, const DevicePageParts *parts, QWidget *parent)
{
    switch (section) {
    case DeviceSection::Overview:
        return new DeviceOverviewSection(parts, parent);
    case DeviceSection::Joining:
        return new JoiningSection(parts, parent);
    case DeviceSection::Live:
        return new LiveSection(parts, parent);
    default:
        return new DeviceFormSection(section, parts, parent);
    }
}

} // namespace Gui
