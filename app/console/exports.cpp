// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/exports.h"

#include "ui/common/texts.h"

#include <QFileInfo>

namespace App {

using namespace Domain;
using Gui::groupedNumber;

Exports::Exports(Gui::ConsoleContext &context, Models::BackgroundWork &work, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_work(work)
    , m_exporter(context.dictionary())
{
    connect(&context, &Gui::ConsoleContext::historyClosing, this,
            [this](ProfileRef profile) { m_exporter.setReader(profile, nullptr); });
    connect(&m_exporter, &Backend::Exporter::progressed, this, &Exports::onProgressed);
    connect(&m_exporter, &Backend::Exporter::finished, this, &Exports::onFinished);
}

void Exports::start(const ExportRequest &request)
{
    std::vector<Backend::ExportSource> sources;
    for (const auto &[ref, ranges] : request.rows) {
        const Profile profile = m_context.profile(ref);
        sources.push_back({ref, profile.generation, profile.name});
        if (HistoryReader *reader = m_context.reader(ref))
            m_exporter.setReader(ref, reader);
    }
    const int number = m_exporter.start(request, sources);
    m_works[number] = m_work.add(tr("Export to %1").arg(QFileInfo(request.path).fileName()),
                                 [this, number] { m_exporter.cancel(number); });
}

void Exports::onProgressed(int number, const ExportProgress &progress)
{
    const QString detail = progress.total > progress.written && progress.looked != progress.written
        ? tr("%1 events written, %2 of %3 looked at")
              .arg(groupedNumber(progress.written), groupedNumber(progress.looked), groupedNumber(progress.total))
        : tr("%1 events written").arg(groupedNumber(progress.written));
    m_work.setProgress(m_works.value(number), progress.looked, progress.total, detail);
}

void Exports::onFinished(int number, const ExportResult &result)
{
    const Models::BackgroundWork::Id id = m_works.take(number);
    if (result.problem) {
        m_work.fail(id, result.problem);
        Q_EMIT m_context.problemNoticed(0, result.problem);
        return;
    }
    if (result.cancelled) {
        m_work.stopped(id);
        return;
    }
    QString detail = result.events == 1
        ? tr("One event, %1").arg(Gui::byteSize(quint64(result.bytes)))
        : tr("%1 events, %2").arg(groupedNumber(result.events), Gui::byteSize(quint64(result.bytes)));
    if (result.columnsLeftOver)
        detail += tr("; decoded fields beyond %1 columns are in the last one").arg(result.columns);
    m_work.finish(id, detail, result.path);
}

} // namespace App
