// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportdialog.h"

#include "ui/common/roomfortext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"
#include "ui/export/exportservice.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QCheckBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSettings>
#include <QShortcut>
#include <QStandardPaths>

namespace Gui {

using Domain::ExportColumn;
using Domain::ExportRequest;

namespace {

/// What an event takes in a file, roughly: for the estimate.
constexpr quint64 LineBytes = 1'000;
constexpr quint64 FullRowBytes = 700;
constexpr quint64 RowBytes = 150;
constexpr int DialogWidth = 560;

QString suffixOf(bool csv)
{
    return csv ? QStringLiteral("csv") : QStringLiteral("jsonl");
}

QString fileName(QString name, bool csv)
{
    static const QRegularExpression strange(QStringLiteral("[^A-Za-z0-9_.-]+"));
    name.replace(strange, QStringLiteral("-"));
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm"));
    return QStringLiteral("ttn-%1-%2.%3").arg(name.left(60), time, suffixOf(csv));
}

} // namespace

ExportDialog::ExportDialog(ConsoleContext *context, const Theme *theme, QSettings *settings, ExportChoice choice,
                           QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_theme(theme)
    , m_settings(settings)
    , m_choice(std::move(choice))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export events"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    auto *form = new QVBoxLayout(this);
    form->setContentsMargins(24, 24, 24, 16);
    form->setSpacing(16);
    buildRows(form);
    buildFormat(form);
    buildColumns(form);
    buildFile(form);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_export = buttons->button(QDialogButtonBox::Ok);
    m_export->setText(tr("Export"));
    m_export->setObjectName(QStringLiteral("exportButton"));
    const QKeySequence key(Qt::CTRL | Qt::Key_Return);
    m_export->setToolTip(tr("Begin the export (%1)").arg(key.toString(QKeySequence::NativeText)));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("exportCancel"));
    form->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(new QShortcut(key, this), &QShortcut::activated, this, &ExportDialog::start);
    for (const QButtonGroup *group : {m_rows, m_format, m_columns})
        connect(group, &QButtonGroup::idToggled, this, &ExportDialog::refresh);
    connect(m_format, &QButtonGroup::idToggled, this, &ExportDialog::updateSuffix);
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::refresh);
    restore();
    refresh();
    m_rows->checkedButton()->setFocus();
}

QVBoxLayout *ExportDialog::addGroup(QVBoxLayout *form, const QString &heading)
{
    auto *title = new QLabel(heading, this);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    auto *group = new QVBoxLayout;
    group->setSpacing(4);
    group->addWidget(title);
    form->addLayout(group);
    return group;
}

QRadioButton *ExportDialog::addChoice(QVBoxLayout *group, QButtonGroup *buttons, int id, const char *name,
                                      const QString &text, const QString &hint)
{
    auto *button = new QRadioButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setAccessibleDescription(hint);
    buttons->addButton(button, id);
    group->addWidget(button);
    if (hint.isEmpty())
        return button;
    auto *label = new QLabel(hint, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setIndent(24);
    label->setForegroundRole(QPalette::PlaceholderText);
    group->addWidget(label);
    return button;
}

void ExportDialog::buildRows(QVBoxLayout *form)
{
    QVBoxLayout *group = addGroup(form, tr("Events"));
    m_rows = new QButtonGroup(this);
    const auto number = [](const ExportRows &rows) { return groupedNumber(rows.count); };
    QRadioButton *selected
        = addChoice(group, m_rows, int(Rows::Selected), "exportSelected",
                    m_choice.selected.count == 0       ? tr("The selected rows")
                        : m_choice.selected.count == 1 ? tr("The selected row")
                                                       : tr("The %1 selected rows").arg(number(m_choice.selected)),
                    {});
    selected->setEnabled(m_choice.selected.count > 0);
    QRadioButton *shown
        = addChoice(group, m_rows, int(Rows::Shown), "exportShown",
                    m_choice.narrowed ? tr("All %1 rows that pass the filter").arg(number(m_choice.shown))
                                      : tr("All %1 rows in the log").arg(number(m_choice.shown)),
                    {});
    shown->setEnabled(m_choice.shown.count > 0);
    const quint64 stored = storedEvents();
    QRadioButton *all
        = addChoice(group, m_rows, int(Rows::Stored), "exportStored",
                    m_choice.narrowed ? tr("All stored events that pass the filter") : tr("All stored events"),
                    tr("Looks through %1 events, also those that left the log.").arg(groupedNumber(stored)));
    all->setEnabled(stored > 0);
}

void ExportDialog::buildFormat(QVBoxLayout *form)
{
    QVBoxLayout *group = addGroup(form, tr("Format"));
    m_format = new QButtonGroup(this);
    addChoice(group, m_format, int(ExportRequest::Format::Csv), "exportCsv", tr("CSV"),
              tr("For spreadsheets: a table with one column for each decoded field."));
    addChoice(group, m_format, int(ExportRequest::Format::JsonLines), "exportJsonLines", tr("JSON lines"),
              tr("For scripts: one event per line with everything that it says, as ttnc prints it."));
}

void ExportDialog::buildColumns(QVBoxLayout *form)
{
    m_columnsBox = new QWidget(this);
    auto *box = new QVBoxLayout(m_columnsBox);
    box->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *group = addGroup(box, tr("Columns"));
    m_columns = new QButtonGroup(this);
    addChoice(group, m_columns, int(Columns::Visible), "exportVisibleColumns",
              tr("Those that the log shows, and the decoded fields"), {});
    addChoice(group, m_columns, int(Columns::Everything), "exportAllColumns", tr("Everything"), {});
    m_byteOrderMark = new QCheckBox(tr("With a byte order mark, so that Excel shows all characters"), this);
    m_byteOrderMark->setObjectName(QStringLiteral("exportByteOrderMark"));
    m_byteOrderMark->setAccessibleName(m_byteOrderMark->text());
    group->addSpacing(4);
    group->addWidget(m_byteOrderMark);
    form->addWidget(m_columnsBox);
}

void ExportDialog::buildFile(QVBoxLayout *form)
{
    QVBoxLayout *group = addGroup(form, tr("File"));
    m_file = new QLineEdit(this);
    m_file->setObjectName(QStringLiteral("exportFile"));
    m_file->setAccessibleName(tr("File"));
    m_file->setMinimumWidth(DialogWidth - 48 - 120);
    auto *choose = new QPushButton(tr("Choose…"), this);
    choose->setObjectName(QStringLiteral("exportBrowse"));
    choose->setAccessibleName(tr("Choose a file"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::browse);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    group->addLayout(row);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("exportNote"));
    m_note->setAccessibleName(tr("About this export"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * m_note->fontMetrics().lineSpacing()); // nothing jumps when a second line comes
    m_note->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    group->addWidget(m_note);
}

void ExportDialog::restore()
{
    const bool csv = m_settings->value(QStringLiteral("export/csv"), true).toBool();
    const bool everything = m_settings->value(QStringLiteral("export/everything"), false).toBool();
    m_format->button(int(csv ? ExportRequest::Format::Csv : ExportRequest::Format::JsonLines))->setChecked(true);
    m_columns->button(int(everything ? Columns::Everything : Columns::Visible))->setChecked(true);
    m_byteOrderMark->setChecked(m_settings->value(QStringLiteral("export/byteOrderMark"), false).toBool());
    // One row is selected because one reads it; several are selected for something.
    Rows rows = m_choice.selected.count > 1 ? Rows::Selected : Rows::Shown;
    if (!m_rows->button(int(rows))->isEnabled())
        rows = Rows::Stored;
    m_rows->button(int(rows))->setChecked(true);
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    QString folder = m_settings->value(QStringLiteral("export/folder")).toString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QFileInfo(documents).isDir() ? documents : QDir::homePath();
    m_file->setText(QDir::toNativeSeparators(QDir(folder).filePath(fileName(m_choice.name, csv))));
}

ExportDialog::Rows ExportDialog::rows() const
{
    return Rows(m_rows->checkedId());
}

bool ExportDialog::isCsv() const
{
    return m_format->checkedId() == int(ExportRequest::Format::Csv);
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

QString ExportDialog::path() const
{
    const QString typed = QDir::fromNativeSeparators(m_file->text().trimmed());
    return typed.isEmpty() ? QString() : QDir::home().absoluteFilePath(typed);
}

QString ExportDialog::obstacle() const
{
    const QString file = path();
    if (file.isEmpty() || file.endsWith(u'/'))
        return tr("Say which file it is to be.");
    const QFileInfo info(file);
    if (info.isDir())
        return tr("This is a folder. Add a name for the file.");
    if (!info.dir().exists())
        return tr("There is no such folder.");
    return {};
}

QString ExportDialog::estimate() const
{
    const quint64 row = !isCsv() ? LineBytes : isEverything() ? FullRowBytes : RowBytes;
    const ExportRows &chosen = rows() == Rows::Selected ? m_choice.selected : m_choice.shown;
    const bool filtered = rows() == Rows::Stored && !m_choice.filter.isEmpty();
    const quint64 count = rows() == Rows::Stored ? storedEvents() : chosen.count;
    QStringList parts;
    parts << (filtered ? tr("At most about %1.").arg(byteSize(count * row))
                       : tr("About %1.").arg(byteSize(count * row)));
    if (rows() != Rows::Stored && chosen.unsaved > 0)
        parts << tr("%1 rows are not stored yet and are left out.").arg(groupedNumber(chosen.unsaved));
    if (QFileInfo::exists(path()))
        parts << tr("The file exists and will be replaced.");
    return parts.join(u' ');
}

void ExportDialog::refresh()
{
    m_columnsBox->setEnabled(isCsv());
    const QString why = obstacle();
    m_export->setEnabled(why.isEmpty());
    m_note->setText(why.isEmpty() ? estimate() : why);
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText,
                     m_theme->color(why.isEmpty() ? Models::Meaning::Quiet : Models::Meaning::Bad));
    m_note->setPalette(palette);
}

/// The name follows the format as long as it has the other one's ending.
void ExportDialog::updateSuffix()
{
    const QString other = QString(u'.' + suffixOf(!isCsv()));
    const QString text = m_file->text();
    if (text.endsWith(other, Qt::CaseInsensitive))
        m_file->setText(text.chopped(other.size()) + u'.' + suffixOf(isCsv()));
}

void ExportDialog::browse()
{
    auto *chooser = new QFileDialog(this, tr("Export to"), path(),
                                    isCsv() ? tr("Tables (*.csv);;All files (*)")
                                            : tr("JSON lines (*.jsonl *.json);;All files (*)"));
    chooser->setObjectName(QStringLiteral("exportChooser"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setDefaultSuffix(suffixOf(isCsv()));
    connect(chooser, &QFileDialog::fileSelected, this,
            [this](const QString &file) { m_file->setText(QDir::toNativeSeparators(file)); });
    chooser->open();
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
    refresh();
    if (!m_export->isEnabled())
        return;
    m_settings->setValue(QStringLiteral("export/csv"), isCsv());
    m_settings->setValue(QStringLiteral("export/everything"), isEverything());
    m_settings->setValue(QStringLiteral("export/byteOrderMark"), m_byteOrderMark->isChecked());
    m_settings->setValue(QStringLiteral("export/folder"), QFileInfo(path()).absolutePath());
    m_context->exports().start(request());
    accept();
}

} // namespace Gui
