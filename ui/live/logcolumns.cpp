// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/logcolumns.h"

#include <QHeaderView>
#include <QMenu>
#include <QMetaEnum>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace Gui {

using Models::LiveLogModel;

namespace {

struct ColumnShape
{
    LiveLogModel::Column column;
    int width; ///< at 1280 pixels
    const char *sample; ///< a usual text that must fit; empty: it may be cut
    bool standard; ///< shown at first
    int least = 64; ///< of one that may be cut, while there is any other way
};

// In order of display; the last takes the rest.
constexpr ColumnShape Shapes[] = {
    {LiveLogModel::Time, 96, "00:00:00.000", true},
    {LiveLogModel::Network, 110, "", false},
    {LiveLogModel::Application, 120, "", true, 88},
    {LiveLogModel::Device, 150, "", true, 88},
    {LiveLogModel::DevEui, 140, "0000000000000000", false},
    {LiveLogModel::DevAddr, 76, "00000000", false},
    {LiveLogModel::Kind, 116, "+ Not acknowledged", true},
    {LiveLogModel::Confirmed, 76, "Confirmed", false},
    {LiveLogModel::FPort, 44, "FPort", true},
    {LiveLogModel::FCnt, 72, "00000 +0", true},
    {LiveLogModel::DataRate, 84, "SF12BW125", true},
    {LiveLogModel::Frequency, 72, "Frequency", false},
    {LiveLogModel::Airtime, 64, "Airtime", false},
    {LiveLogModel::Rssi, 48, "-120", true},
    {LiveLogModel::Snr, 44, "-12.25", true},
    {LiveLogModel::Gateways, 36, "GWs", true},
    {LiveLogModel::BestGateway, 130, "", false},
    {LiveLogModel::Delay, 60, "-00000", false},
    {LiveLogModel::Bytes, 48, "Bytes", false},
    {LiveLogModel::Payload, 120, "", true, 68},
    {LiveLogModel::Field, 96, "", false},
    {LiveLogModel::Decoded, 240, "", true},
};
static_assert(std::size(Shapes) == LiveLogModel::ColumnCount);

/// What a narrow log does without, first to last. The others say when, who and what.
constexpr LiveLogModel::Column Dispensable[] = {
    LiveLogModel::Bytes,     LiveLogModel::Airtime, LiveLogModel::Confirmed,   LiveLogModel::BestGateway,
    LiveLogModel::Frequency, LiveLogModel::Delay,   LiveLogModel::Payload,     LiveLogModel::DevAddr,
    LiveLogModel::DevEui,    LiveLogModel::Network, LiveLogModel::Gateways,    LiveLogModel::DataRate,
    LiveLogModel::Rssi,      LiveLogModel::Snr,     LiveLogModel::Application, LiveLogModel::FPort,
    LiveLogModel::FCnt,      LiveLogModel::Field,
};

constexpr int CellMargins = 14;
constexpr int Least = 28;
/// What the last column keeps while others can be cut, and what it keeps in a narrow window.
constexpr int RoomyRest = 220;
constexpr int LeastRest = 64;
constexpr int MostWidth = 4000;

/// How far columns give way.
enum class Squeeze { Texts, Readable, Everything };

const ColumnShape &shapeOf(int column)
{
    return *std::find_if(std::begin(Shapes), std::end(Shapes),
                         [column](const ColumnShape &shape) { return shape.column == column; });
}

bool mayBeCut(int column)
{
    return shapeOf(column).sample[0] == '\0';
}

QMetaEnum columnNames()
{
    return QMetaEnum::fromType<LiveLogModel::Column>();
}

} // namespace

LogColumns::LogColumns(QTableView *view)
    : QObject(view)
    , m_view(view)
    , m_header(view->horizontalHeader())
{
    m_header->setObjectName(QStringLiteral("liveLogHeader"));
    m_header->setHighlightSections(false);
    m_header->setSectionsClickable(false);
    m_header->setSectionsMovable(true);
    m_header->setStretchLastSection(true);
    m_header->setMinimumSectionSize(Least);
    m_header->setTextElideMode(Qt::ElideRight);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
        // The last one is stretched by the header, the others by fit(): only what is left was done by a person.
        if (m_fitting || width == 0 || column >= Count || shown().empty() || column == shown().back())
            return;
        m_wishes[std::size_t(column)] = width;
        m_widened[std::size_t(column)] = true;
    });
}

int LogColumns::leastWidth(int column) const
{
    QString sample = QString::fromLatin1(shapeOf(column).sample);
    sample.replace(u'-', QChar(0x2212)); // as it is drawn: a true minus is wider
    const QFontMetrics metrics = m_view->fontMetrics();
    return CellMargins
        + std::max(metrics.horizontalAdvance(sample),
                   metrics.horizontalAdvance(LiveLogModel::columnTitle(LiveLogModel::Column(column))));
}

int LogColumns::standardWidth(int column) const
{
    return std::max(shapeOf(column).width, leastWidth(column));
}

void LogColumns::reset()
{
    m_fitting = true;
    m_folded.fill(false);
    m_latest = -1;
    int position = 0;
    for (const ColumnShape &shape : Shapes) {
        m_wishes[std::size_t(shape.column)] = standardWidth(shape.column);
        m_widened[std::size_t(shape.column)] = false;
        const bool shown = shape.standard && (shape.column != LiveLogModel::Application || m_applicationShown);
        m_view->setColumnHidden(shape.column, !shown);
        m_header->moveSection(m_header->visualIndex(shape.column), position++);
    }
    m_fitting = false;
    fit();
    Q_EMIT changed();
}

void LogColumns::setApplicationShown(bool shown)
{
    m_applicationShown = shown;
    setShown(LiveLogModel::Application, shown);
}

bool LogColumns::isShown(int column) const
{
    return m_folded[std::size_t(column)] || !m_header->isSectionHidden(column);
}

void LogColumns::setShown(int column, bool shown)
{
    if (isShown(column) == shown)
        return;
    m_fitting = true;
    m_folded[std::size_t(column)] = false;
    m_view->setColumnHidden(column, !shown);
    m_latest = shown ? column : -1;
    m_fitting = false;
    fit();
    Q_EMIT changed();
}

std::vector<int> LogColumns::shown() const
{
    std::vector<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        if (isShown(column))
            columns.push_back(column);
    }
    return columns;
}

void LogColumns::fold(std::vector<int> &columns, int width)
{
    const auto need = [&] {
        int sum = LeastRest;
        for (std::size_t i = 0; i + 1 < columns.size(); ++i)
            sum += readableWidth(columns[i]);
        return sum;
    };
    std::array<bool, Count> folded{};
    for (const LiveLogModel::Column column : Dispensable) {
        if (need() <= width)
            break;
        const auto found = std::find(columns.begin(), columns.end(), int(column));
        if (found == columns.end() || found + 1 == columns.end() || column == m_latest
            || m_widened[std::size_t(column)])
            continue;
        columns.erase(found);
        folded[std::size_t(column)] = true;
    }
    for (int column = 0; column < Count; ++column) {
        if (folded[std::size_t(column)] != m_folded[std::size_t(column)])
            m_view->setColumnHidden(column, folded[std::size_t(column)]);
    }
    m_folded = folded;
}

int LogColumns::readableWidth(int column) const
{
    const int wish = m_wishes[std::size_t(column)];
    if (m_widened[std::size_t(column)])
        return wish;
    return std::min(wish, mayBeCut(column) ? shapeOf(column).least : leastWidth(column));
}

void LogColumns::fit()
{
    std::vector<int> columns = shown();
    const int width = m_view->viewport()->width();
    if (columns.empty() || width <= 0 || m_fitting)
        return;
    m_fitting = true;
    fold(columns, width);
    const int last = columns.back();
    columns.pop_back();
    std::vector<int> widths;
    widths.reserve(columns.size());
    for (const int column : columns)
        widths.push_back(m_wishes[std::size_t(column)]);
    int over = std::accumulate(widths.begin(), widths.end(), 0) + RoomyRest - width;
    // First what may be cut gives way, then the rest, then everything; what the person widened stays.
    for (const Squeeze squeeze : {Squeeze::Texts, Squeeze::Readable, Squeeze::Everything}) {
        over -= squeeze == Squeeze::Readable ? RoomyRest - LeastRest : 0;
        const auto roomOf = [&](std::size_t i) {
            const int floor = squeeze == Squeeze::Everything           ? Least
                : squeeze == Squeeze::Readable || mayBeCut(columns[i]) ? readableWidth(columns[i])
                                                                       : widths[i];
            return m_widened[std::size_t(columns[i])] ? 0 : std::max(0, widths[i] - floor);
        };
        int room = 0;
        for (std::size_t i = 0; i < columns.size(); ++i)
            room += roomOf(i);
        if (over <= 0 || room == 0)
            continue;
        const double share = std::min(1.0, double(over) / room);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const int less = int(std::ceil(roomOf(i) * share));
            widths[i] -= less;
            over -= less;
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i)
        m_header->resizeSection(columns[i], widths[i]);
    // Where the others were widened the rest is still something.
    const int rest = width - std::accumulate(widths.begin(), widths.end(), 0);
    m_header->resizeSection(last, over > 0 ? LeastRest : rest);
    m_fitting = false;
}

QString LogColumns::save() const
{
    QStringList parts;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        parts << (isShown(column) ? QString() : QStringLiteral("-")) + QLatin1String(columnNames().valueToKey(column))
                + u':' + QString::number(m_wishes[std::size_t(column)])
                + (m_widened[std::size_t(column)] ? QStringLiteral("!") : QString());
    }
    return parts.join(u' ');
}

bool LogColumns::restore(const QString &text)
{
    struct Saved
    {
        int column;
        int width;
        bool hidden;
        bool widened;
    };
    std::vector<Saved> columns;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    for (QString part : parts) {
        Saved saved{};
        saved.hidden = part.startsWith(u'-');
        saved.widened = part.endsWith(u'!');
        part.remove(u'-').remove(u'!');
        bool known = false, isNumber = false;
        saved.column = columnNames().keyToValue(part.section(u':', 0, 0).toLatin1().constData(), &known);
        saved.width = part.section(u':', 1).toInt(&isNumber);
        const bool twice = std::any_of(columns.begin(), columns.end(),
                                       [&](const Saved &other) { return other.column == saved.column; });
        if (!known || !isNumber || saved.column >= Count || twice)
            return false;
        columns.push_back(saved);
    }
    if (columns.empty())
        return false;
    reset();
    m_fitting = true;
    m_folded.fill(false);
    int position = 0;
    for (const Saved &saved : columns) {
        const bool hidden = saved.hidden && saved.column != LiveLogModel::Time;
        m_header->moveSection(m_header->visualIndex(saved.column), position++);
        m_view->setColumnHidden(saved.column, hidden);
        m_wishes[std::size_t(saved.column)] = std::clamp(saved.width, Least, MostWidth);
        m_widened[std::size_t(saved.column)] = saved.widened;
    }
    m_fitting = false;
    fit();
    Q_EMIT changed();
    return true;
}

void LogColumns::fillMenu(QMenu *menu)
{
    for (const ColumnShape &shape : Shapes) {
        const LiveLogModel::Column column = shape.column;
        QString title = LiveLogModel::columnTitle(column);
        if (column == LiveLogModel::Field) {
            const QString chosen = m_view->model()->headerData(column, Qt::Horizontal).toString();
            // Text from the network: an ampersand would be a mnemonic.
            title = tr("Decoded field: %1…")
                        .arg(chosen == title ? tr("none") : QString(chosen).replace(u'&', QStringLiteral("&&")));
        }
        if (m_folded[std::size_t(column)])
            title = tr("%1 (no room)").arg(title);
        QAction *action = menu->addAction(title);
        action->setObjectName(u"column" + QLatin1String(columnNames().valueToKey(column)));
        action->setToolTip(LiveLogModel::columnHint(column));
        action->setCheckable(true);
        action->setChecked(isShown(column));
        action->setEnabled(column != LiveLogModel::Time);
        if (column == LiveLogModel::Field)
            connect(action, &QAction::triggered, this, &LogColumns::fieldWanted);
        else
            connect(action, &QAction::toggled, this, [this, column](bool on) { setShown(column, on); });
    }
    menu->addSeparator();
    menu->addAction(tr("Standard columns"), this, &LogColumns::reset)->setObjectName(QStringLiteral("columnsStandard"));
}

} // namespace Gui
