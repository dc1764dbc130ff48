// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/sandbox/sandboxnetwork.h"

namespace Backend {

/// The control commands of ttn-sandbox: one line of words each, answered by one JSON object: `{"ok":true,…}` or
/// `{"ok":false,"error":"…"}`. docs/sandbox.md lists them. Thread of the network.
class SandboxControl
{
public:
    explicit SandboxControl(SandboxNetwork &network)
        : m_network(network)
    {
    }

    /// The answer, without line end.
    QByteArray execute(const QByteArray &line);

    /// The fault of that name (`cut`, `half-open`, …).
    static std::optional<SandboxFault> faultNamed(const QByteArray &name);
    static QByteArray faultName(SandboxFault fault);

private:
    using Words = QList<QByteArray>;

    QByteArray fault(const Words &words);
    QByteArray rate(const Words &words);
    QByteArray forward(const Words &words);
    QByteArray device(const Words &words);
    QByteArray downlink(const Words &words);
    QByteArray status();
    [[nodiscard]] QByteArray help() const;
    [[nodiscard]] SandboxDevice *find(const Words &words);

    SandboxNetwork &m_network;
};

} // namespace Backend
