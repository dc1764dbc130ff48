// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/devicearchive.h"

#include <utility>
#include <vector>

namespace TestSupport {

/// *Recently deleted* in memory; answers come with the event loop.
class FakeArchive : public Domain::DeviceArchive
{
public:
    [[nodiscard]] bool isPersistent() const override;
    [[nodiscard]] Domain::Call<Domain::Result<QString>> keep(const Domain::DeviceBackup &backup,
                                                             const Domain::ArchivedDevice &about) override;
    [[nodiscard]] Domain::Call<Domain::Result<QList<Domain::ArchivedDevice>>> list() override;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::DeviceBackup>> take(const QString &id) override;
    [[nodiscard]] Domain::Call<Domain::Result<Domain::Done>> drop(const QString &id) override;

    std::vector<std::pair<Domain::ArchivedDevice, Domain::DeviceBackup>> entries; ///< newest first
    Domain::Problem problem; ///< what keep() and list() answer with
    bool persistent = true;

private:
    std::vector<std::pair<Domain::ArchivedDevice, Domain::DeviceBackup>>::iterator find(const QString &id);

    int m_last = 0;
};

} // namespace TestSupport
