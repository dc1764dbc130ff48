// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/applications/applicationheard.h"

#include "backend/domain/dictionary.h"

#include <algorithm>

namespace Gui {

QHash<QString, Models::ApplicationsModel::Heard> heardOfApplications(const Models::DeviceActivity &activity,
                                                                     Domain::ProfileRef profile)
{
    QHash<QString, Models::ApplicationsModel::Heard> heard;
    for (int i = 0; i < activity.count(); ++i) {
        const Models::DeviceActivity::Device &device = activity.device(i);
        if (device.profile != profile)
            continue;
        Models::ApplicationsModel::Heard &application = heard[activity.dictionary()->device(device.ref).application];
        ++application.devices;
        application.lastNs = std::max(application.lastNs, device.lastHeard().ns);
    }
    return heard;
}

} // namespace Gui
