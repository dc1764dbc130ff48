// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importsourcestep.h"

#include "backend/domain/problemtext.h"
#include "models/importdraft.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>

namespace Gui {

namespace {

/// The one local file that is dragged; empty: something else.
QString fileOf(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

ImportSourceStep::ImportSourceStep(Models::ImportDraft *draft, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("importSourceStep"));
    setAcceptDrops(true);
    const auto label = [this](const char *name, const QString &text) {
        auto *result = new QLabel(text, this);
        result->setObjectName(QLatin1String(name));
        result->setTextFormat(Qt::PlainText);
        result->setWordWrap(true);
        return result;
    };
    const auto button = [this](const char *name, const QString &text, const QString &hint) {
        auto *result = new QPushButton(text, this);
        result->setObjectName(QLatin1String(name));
        result->setToolTip(hint);
        return result;
    };
    m_choose = button("importChooseButton", tr("Choose a file…"), tr("Excel (.xlsx), CSV, or JSON"));
    m_paste = button("importPasteButton", tr("Paste"),
                     tr("Cells copied from a spreadsheet, or devices as JSON (%1)")
                         .arg(QKeySequence(QKeySequence::Paste).toString(QKeySequence::NativeText)));
    m_cancel = button("importCancelReading", tr("Stop reading"), {});
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("importReadingProgress"));
    m_progress->setAccessibleName(tr("Reading"));
    m_progress->setRange(0, 0);
    m_problem = label("importReadProblem", {});
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_choose, &QPushButton::clicked, this, &ImportSourceStep::chooseFile);
    connect(m_paste, &QPushButton::clicked, this, &ImportSourceStep::paste);
    connect(m_cancel, &QPushButton::clicked, m_draft, &Models::ImportDraft::cancelReading);
    connect(m_draft, &Models::ImportDraft::busyChanged, this, &ImportSourceStep::update);
    connect(m_draft, &Models::ImportDraft::documentChanged, this, &ImportSourceStep::update);
    connect(m_theme, &Theme::changed, this, &ImportSourceStep::update);

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_choose);
    row->addWidget(m_paste);
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(label("importSourceHint",
                            tr("Bring the list of your devices: choose it, drop it here, or paste its cells. Excel "
                               "(.xlsx), CSV with any separator, and the JSON of The Things Stack and ttn-lw-cli are "
                               "read. Nothing is registered before you have seen what becomes of each row.")));
    layout->addLayout(row);
    layout->addWidget(m_problem);
    update();
}

void ImportSourceStep::update()
{
    const bool reading = m_draft->isReading();
    m_progress->setVisible(reading);
    m_cancel->setVisible(reading);
    m_choose->setEnabled(!reading);
    m_paste->setEnabled(!reading);
    const Domain::Problem &problem = m_draft->readProblem();
    m_problem->setVisible(bool(problem) && !reading);
    m_problem->setText(problem ? Domain::problemLine(problem) : QString());
    QPalette colors = m_problem->palette();
    colors.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    m_problem->setPalette(colors);
}

void ImportSourceStep::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import devices"));
    dialog->setObjectName(QStringLiteral("importFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Lists of devices (*.xlsx *.csv *.tsv *.txt *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_draft, &Models::ImportDraft::readFile);
    dialog->open();
}

void ImportSourceStep::paste()
{
    m_draft->readText(QGuiApplication::clipboard()->text());
}

void ImportSourceStep::takeFocus()
{
    m_choose->setFocus();
}

void ImportSourceStep::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_draft->isReading() && (!fileOf(event->mimeData()).isEmpty() || event->mimeData()->hasText()))
        event->acceptProposedAction();
}

void ImportSourceStep::dropEvent(QDropEvent *event)
{
    const QString file = fileOf(event->mimeData());
    file.isEmpty() ? m_draft->readText(event->mimeData()->text()) : m_draft->readFile(file);
    event->acceptProposedAction();
}

void ImportSourceStep::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste) && m_paste->isEnabled())
        paste();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Gui
