// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/export/exportjob.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

namespace Backend {

using Domain::EventRecord;
using Domain::Problem;
using Domain::RowsPage;
using Domain::SeqRange;

namespace {

/// Between two slices others in the thread have their turn, and a cancellation is seen.
constexpr qint64 SliceNs = 20'000'000;
constexpr qint64 ToldEveryMs = 100;
constexpr int PageRows = 1'000;
/// One page is written while the next one is read.
constexpr std::size_t PagesAhead = 2;
/// Ranges closer together than this are read as one: their messages share blocks.
constexpr qint64 NearRows = 128;
constexpr qint64 WindowRows = 8'192;
/// With less than this left a file that could not be written stands on a full disk.
constexpr qint64 FullDiskBytes = 1 << 20;

/// What view order is made of; a gap stands where it began.
qint64 arrival(const EventRecord &record)
{
    return record.kind == Domain::EventKind::Gap ? record.timeNs : record.receivedNs;
}

} // namespace

struct ExportJob::Source
{
    ExportSource facts;
    std::unique_ptr<TrafficCodec> codec;
    std::vector<SeqRange> ranges;
    std::size_t range = 0; ///< the first one that is not read to its end
    qint64 next = 0; ///< everything below was asked for
    qint64 until = 0; ///< end of what is being asked for
    Domain::Call<RowsPage> call;
    std::deque<RowsPage> pages; ///< none is empty
    std::size_t row = 0; ///< of the first page
    bool isRead = false; ///< nothing is left to be asked for

    [[nodiscard]] const EventRecord &front() const { return pages.front().records[row]; }
};

ExportJob::ExportJob(Domain::ExportRequest request, const std::vector<ExportSource> &sources,
                     std::shared_ptr<ExportReaders> readers, const Domain::Dictionary &dictionary)
    : m_request(std::move(request))
    , m_readers(std::move(readers))
    , m_dictionary(dictionary)
    , m_filter(m_request.filter)
{
    m_result.path = m_request.path;
    if (m_request.withoutNormalized) {
        Domain::FilterTerm folded;
        folded.field = Domain::FilterTerm::Field::Kind;
        folded.negated = true;
        folded.words = {QString::fromLatin1(Domain::kindWord(Domain::EventKind::Normalized))};
        m_filter.terms.push_back(folded);
    }
    for (const ExportSource &facts : sources) {
        const auto rows = m_request.rows.find(facts.profile);
        if (rows == m_request.rows.end() || rows->second.empty())
            continue;
        auto source = std::make_unique<Source>();
        source->facts = facts;
        source->codec = TrafficCodec::create(facts.generation);
        source->ranges = rows->second;
        for (const SeqRange &range : source->ranges) {
            if (range.last < Domain::ExportRequest::ToTheEnd)
                m_progress.total += quint64(range.last - range.first + 1);
        }
        m_sources.push_back(std::move(source));
    }
}

ExportJob::~ExportJob() = default;

void ExportJob::start()
{
    m_sinceTold.start();
    if (m_ended || !openFiles())
        return;
    for (const auto &source : m_sources) {
        if (!m_ended)
            ask(*source);
    }
    pumpLater();
}

bool ExportJob::openFiles()
{
    m_out = std::make_unique<QSaveFile>(m_request.path);
    if (!m_out->open(QIODevice::WriteOnly)) {
        fail(writeProblem(*m_out));
        return false;
    }
    // Beside the file: where there is room for one, a person has room for the other, and it is the same disk to fill.
    m_body = std::make_unique<QTemporaryFile>(QFileInfo(m_request.path).dir().filePath(QStringLiteral(".ttn-export")));
    if (m_request.format == Domain::ExportRequest::Format::Csv && !m_body->open()) {
        fail(writeProblem(*m_body));
        return false;
    }
    m_writer = ExportWriter::create(m_request, *m_out, *m_body);
    return true;
}

void ExportJob::ask(Source &source)
{
    if (source.call.isPending() || source.pages.size() >= PagesAhead || source.isRead)
        return;
    const std::vector<SeqRange> &ranges = source.ranges;
    while (source.range < ranges.size() && source.next > ranges[source.range].last)
        ++source.range;
    source.isRead = source.range == ranges.size();
    if (source.isRead)
        return;
    const qint64 from = std::max(source.next, ranges[source.range].first);
    source.until = ranges[source.range].last + 1;
    for (std::size_t i = source.range + 1;
         i < ranges.size() && ranges[i].first - source.until < NearRows && source.until - from < WindowRows; ++i)
        source.until = ranges[i].last + 1;
    auto call = m_readers->rows(source.facts.profile, m_filter, from, source.until, PageRows);
    if (!call) {
        onReaderGone(source.facts.profile);
        return;
    }
    source.call = std::move(*call);
    source.call.then(this, [this, &source](RowsPage page) { onPage(source, std::move(page)); });
}

/// A question covers ranges and what lies between them.
void ExportJob::keepWanted(const Source &source, RowsPage &page) const
{
    std::size_t kept = 0;
    std::size_t range = source.range;
    for (std::size_t i = 0; i < page.records.size(); ++i) {
        const qint64 seq = page.records[i].seq;
        while (range < source.ranges.size() && seq > source.ranges[range].last)
            ++range;
        if (range == source.ranges.size() || seq < source.ranges[range].first)
            continue;
        if (kept != i) {
            page.records[kept] = page.records[i];
            page.raw[kept] = std::move(page.raw[i]);
        }
        ++kept;
    }
    page.records.resize(kept);
    page.raw.resize(kept);
}

void ExportJob::onPage(Source &source, RowsPage page)
{
    if (m_ended)
        return;
    if (page.problem) {
        fail(page.problem);
        return;
    }
    m_progress.looked += page.scanned;
    keepWanted(source, page);
    source.next = page.nextSeq > 0 ? page.nextSeq : source.until;
    if (!page.records.empty())
        source.pages.push_back(std::move(page));
    ask(source);
    pumpLater();
}

void ExportJob::onReaderGone(Domain::ProfileRef profile)
{
    for (const auto &source : m_sources) {
        if (source->facts.profile == profile && !source->isRead) {
            fail({.code = Problem::Code::ExportInterrupted, .args = {source->facts.name}});
            return;
        }
    }
}

void ExportJob::pumpLater()
{
    if (m_pumping || m_ended)
        return;
    m_pumping = true;
    QMetaObject::invokeMethod(this, &ExportJob::pump, Qt::QueuedConnection);
}

void ExportJob::pump()
{
    m_pumping = false;
    QElapsedTimer clock;
    clock.start();
    while (!m_ended) {
        if (m_cancelled) {
            m_result.cancelled = true;
            end();
            return;
        }
        if (m_finishing) {
            finishFile();
        } else {
            Source *source = nullptr;
            const Next next = oldest(&source);
            if (next == Next::Wait)
                break;
            if (next == Next::AllWritten)
                m_finishing = true;
            else if (!writeRow(*source))
                return;
        }
        if (clock.nsecsElapsed() > SliceNs) {
            pumpLater();
            break;
        }
    }
    tellProgress();
}

ExportJob::Next ExportJob::oldest(Source **source)
{
    for (const auto &candidate : m_sources) {
        if (candidate->pages.empty()) {
            if (!candidate->isRead)
                return Next::Wait;
            continue;
        }
        if (!*source || arrival(candidate->front()) < arrival((*source)->front()))
            *source = candidate.get();
    }
    return *source ? Next::Row : Next::AllWritten;
}

bool ExportJob::writeRow(Source &source)
{
    const EventRecord &record = source.front();
    const Domain::TrafficEvent event = source.codec->event(source.pages.front().raw[source.row]);
    const QString gateway = m_dictionary.gateway(record.gateway);
    if (!m_writer->add({event, record, source.facts.name, gateway})) {
        // The body lies on the same disk; whichever failed knows why.
        fail(writeProblem(m_body->error() != QFileDevice::NoError ? static_cast<QFileDevice &>(*m_body) : *m_out));
        return false;
    }
    ++m_progress.written;
    if (++source.row == source.pages.front().records.size()) {
        source.pages.pop_front();
        source.row = 0;
        ask(source);
    }
    return !m_ended;
}

void ExportJob::finishFile()
{
    switch (m_writer->finish()) {
    case ExportWriter::Step::More:
        break;
    case ExportWriter::Step::Failed:
        fail(writeProblem(m_body->error() != QFileDevice::NoError ? static_cast<QFileDevice &>(*m_body) : *m_out));
        break;
    case ExportWriter::Step::Done:
        m_writer->describe(m_result);
        if (m_out->commit())
            end();
        else
            fail(writeProblem(*m_out));
        break;
    }
}

void ExportJob::tellProgress()
{
    if (m_ended || m_sinceTold.elapsed() < ToldEveryMs)
        return;
    m_sinceTold.start();
    if (m_progress.total > 0)
        m_progress.looked = std::min(m_progress.looked, m_progress.total);
    Q_EMIT progressed(m_progress);
}

Problem ExportJob::writeProblem(const QFileDevice &file) const
{
    const QStorageInfo disk(QFileInfo(m_request.path).absolutePath());
    const bool full = file.error() == QFileDevice::ResourceError
        || (disk.isValid() && !disk.isReadOnly() && disk.bytesAvailable() < FullDiskBytes);
    return {.code = full ? Problem::Code::FileDiskFull : Problem::Code::FileUnwritable,
            .args = {QDir::toNativeSeparators(m_request.path)},
            .details = file.errorString()};
}

void ExportJob::fail(const Problem &problem)
{
    m_result.problem = problem;
    end();
}

void ExportJob::end()
{
    if (m_ended)
        return;
    m_ended = true;
    m_result.events = m_progress.written;
    for (const auto &source : m_sources) {
        source->call.cancel();
        source->pages.clear();
    }
    // Without a commit the file takes itself away.
    m_writer.reset();
    m_body.reset();
    m_out.reset();
    Q_EMIT finished(m_result);
}

} // namespace Backend
