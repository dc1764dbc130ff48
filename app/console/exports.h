// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/export/exporter.h"
#include "models/backgroundwork.h"
#include "ui/consolecontext.h"
#include "ui/export/exportservice.h"

#include <QHash>

namespace App {

/// Lets the exporter work and tells the list of background work about it. GUI thread.
class Exports : public QObject, public Gui::ExportService
{
    Q_OBJECT

public:
    /// Both outlive this.
    Exports(Gui::ConsoleContext &context, Models::BackgroundWork &work, QObject *parent = nullptr);

    void start(const Domain::ExportRequest &request) override;

private:
    void onProgressed(int number, const Domain::ExportProgress &progress);
    void onFinished(int number, const Domain::ExportResult &result);

    Gui::ConsoleContext &m_context;
    Models::BackgroundWork &m_work;
    QHash<int, Models::BackgroundWork::Id> m_works; ///< by the exporter's number
    Backend::Exporter m_exporter;
};

} // namespace App
