// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportdialog.h"

#include "ui/common/texts.h"
#include "ui/consolecontext.h"
#include "ui/export/exportservice.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QCheckBox>
#include <QDateTime>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSettings>

namespace Gui {

using Domain::ExportColumn;
using Domain::ExportRequest;

namespace {

/// What an event takes in a file, roughly: for the estimate.
constexpr quint64 LineBytes = 1'000;
constexpr quint64 FullRowBytes = 700;
constexpr quint64 RowBytes = 150;

QString fileName(QString name)
{
    static const QRegularExpression strange(QStringLiteral("[^A-Za-z0-9_.-]+"));
    name.replace(strange, QStringLiteral("-"));
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm"));
    return QStringLiteral("ttn-%1-%2").arg(name.left(60), time);
}

} // namespace

ExportDialog::ExportDialog(ConsoleContext *context, const Theme *theme, QSettings *settings, ExportChoice choice,
                           QWidget *parent)
    : ExportForm(theme, settings, "export", {QStringLiteral("jsonl"), tr("JSON lines (*.jsonl *.json);;All files (*)")},
                 parent)
    , m_context(context)
    , m_choice(std::move(choice))
{
    setWindowTitle(tr("Export events"));
    buildRows();
    addFormat(tr("For spreadsheets: a table with one column for each decoded field."), named("JsonLines"),
              tr("JSON lines"), tr("For scripts: one event per line with everything that it says, as ttnc prints it."));
    buildColumns();
    addFile(2);
    restore();
    for (const QButtonGroup *group : {m_rows, m_columns})
        connect(group, &QButtonGroup::idToggled, this, [this] { refresh(); });
    m_rows->checkedButton()->setFocus();
}

void ExportDialog::restore()
{
    const bool everything = settings()->value(QStringLiteral("export/everything"), false).toBool();
    m_columns->button(int(everything ? Columns::Everything : Columns::Visible))->setChecked(true);
    m_byteOrderMark->setChecked(settings()->value(QStringLiteral("export/byteOrderMark"), false).toBool());
    // One row is selected because one reads it; several are selected for something.
    Rows rows = m_choice.selected.count > 1 ? Rows::Selected : Rows::Shown;
    if (!m_rows->button(int(rows))->isEnabled())
        rows = Rows::Stored;
    m_rows->button(int(rows))->setChecked(true);
    restoreFile(fileName(m_choice.name));
}

void ExportDialog::buildRows()
{
    QVBoxLayout *group = addGroup(form(), tr("Events"));
    m_rows = new QButtonGroup(this);
    const auto number = [](const ExportRows &rows) { return groupedNumber(rows.count); };
    QRadioButton *selected
        = addChoice(group, m_rows, int(Rows::Selected), named("Selected"),
                    m_choice.selected.count == 0       ? tr("The selected rows")
                        : m_choice.selected.count == 1 ? tr("The selected row")
                                                       : tr("The %1 selected rows").arg(number(m_choice.selected)),
                    {});
    selected->setEnabled(m_choice.selected.count > 0);
    QRadioButton *shown
        = addChoice(group, m_rows, int(Rows::Shown), named("Shown"),
                    m_choice.narrowed               ? m_choice.shown.count == 1
                                          ? tr("The one row that passes the filter")
                                          : tr("All %1 rows that pass the filter").arg(number(m_choice.shown))
                                      : m_choice.shown.count == 1 ? tr("The one row in the log")
                                                    : tr("All %1 rows in the log").arg(number(m_choice.shown)),
                    {});
    shown->setEnabled(m_choice.shown.count > 0);
    const quint64 stored = storedEvents();
    QRadioButton *all = addChoice(
        group, m_rows, int(Rows::Stored), named("Stored"),
        m_choice.narrowed ? tr("All stored events that pass the filter") : tr("All stored events"),
        stored == 1 ? tr("Looks through the one stored event.")
                    : tr("Looks through %1 events, also those that left the log.").arg(groupedNumber(stored)));
    all->setEnabled(stored > 0);
}

void ExportDialog::buildColumns()
{
    m_columnsBox = new QWidget(this);
    auto *box = new QVBoxLayout(m_columnsBox);
    box->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *group = addGroup(box, tr("Columns"));
    m_columns = new QButtonGroup(this);
    addChoice(group, m_columns, int(Columns::Visible), named("VisibleColumns"),
              tr("Those that the log shows, and the decoded fields"), {});
    addChoice(group, m_columns, int(Columns::Everything), named("AllColumns"), tr("Everything"), {});
    m_byteOrderMark = new QCheckBox(tr("With a byte order mark, so that Excel shows all characters"), this);
    m_byteOrderMark->setObjectName(QStringLiteral("exportByteOrderMark"));
    m_byteOrderMark->setAccessibleName(m_byteOrderMark->text());
    group->addSpacing(4);
    group->addWidget(m_byteOrderMark);
    form()->addWidget(m_columnsBox);
}

ExportDialog::Rows ExportDialog::rows() const
{
    return Rows(m_rows->checkedId());
}

bool ExportDialog::isEverything() const
{
    return m_columns->checkedId() == int(Columns::Everything);
}

std::vector<Domain::ProfileRef> ExportDialog::profiles() const
{
    std::vector<Domain::ProfileRef> result;
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        if ((m_choice.profile == 0 || m_choice.profile == profile) && m_context->reader(profile))
            result.push_back(profile);
    }
    return result;
}

quint64 ExportDialog::storedEvents() const
{
    quint64 sum = 0;
    for (const Domain::ProfileRef profile : profiles())
        sum += m_context->historyInfo(profile).events;
    return sum;
}

QString ExportDialog::note() const
{
    const quint64 row = !isCsv() ? LineBytes : isEverything() ? FullRowBytes : RowBytes;
    const ExportRows &chosen = rows() == Rows::Selected ? m_choice.selected : m_choice.shown;
    const bool filtered = rows() == Rows::Stored && !m_choice.filter.isEmpty();
    const quint64 count = rows() == Rows::Stored ? storedEvents() : chosen.count;
    QStringList parts;
    parts << (filtered ? tr("At most about %1.").arg(byteSize(count * row))
                       : tr("About %1.").arg(byteSize(count * row)));
    if (rows() != Rows::Stored && chosen.unsaved > 0)
        parts << (chosen.unsaved == 1
                      ? tr("One row is not stored yet and is left out.")
                      : tr("%1 rows are not stored yet and are left out.").arg(groupedNumber(chosen.unsaved)));
    if (const QString replaced = replacement(); !replaced.isEmpty())
        parts << replaced;
    return parts.join(u' ');
}

void ExportDialog::refresh()
{
    m_columnsBox->setEnabled(isCsv());
    ExportForm::refresh();
}

ExportRequest ExportDialog::request() const
{
    ExportRequest request;
    request.path = path();
    request.format = isCsv() ? ExportRequest::Format::Csv : ExportRequest::Format::JsonLines;
    request.byteOrderMark = isCsv() && m_byteOrderMark->isChecked();
    request.utc = m_choice.utc;
    if (isEverything()) {
        for (int column = 0; column < Domain::ExportColumnCount; ++column)
            request.columns.push_back(ExportColumn(column));
    } else {
        request.columns = m_choice.columns;
    }
    if (rows() != Rows::Stored) {
        request.rows = rows() == Rows::Selected ? m_choice.selected.ranges : m_choice.shown.ranges;
        return request;
    }
    request.filter = m_choice.filter;
    request.withoutNormalized = m_choice.withoutNormalized;
    for (const Domain::ProfileRef profile : profiles()) {
        const Domain::HistoryInfo info = m_context->historyInfo(profile);
        // Up to what is there now: a history that grows would have no end.
        request.rows[profile]
            = {{std::max<qint64>(1, info.firstSeq), info.lastSeq > 0 ? info.lastSeq : ExportRequest::ToTheEnd}};
    }
    return request;
}

void ExportDialog::start()
{
    settings()->setValue(QStringLiteral("export/everything"), isEverything());
    settings()->setValue(QStringLiteral("export/byteOrderMark"), m_byteOrderMark->isChecked());
    m_context->exports().start(request());
    accept();
}

} // namespace Gui
