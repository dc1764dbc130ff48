// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exportform.h"

#include "ui/common/formscroll.h"
#include "ui/common/roomfortext.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QShortcut>
#include <QStandardPaths>

namespace Gui {

namespace {

constexpr int DialogWidth = 560;
constexpr int Border = 24;
constexpr int Csv = 0;
constexpr int NotCsv = 1;

} // namespace

ExportForm::ExportForm(const Theme *theme, QSettings *settings, const char *name, Other other, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_name(QLatin1String(name))
    , m_other(std::move(other))
    , m_scroll(new FormScroll(this))
{
    setObjectName(named("Dialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    setMinimumWidth(DialogWidth);
}

QVBoxLayout *ExportForm::form() const
{
    return m_scroll->body();
}

QString ExportForm::named(const char *part) const
{
    return m_name + QLatin1String(part);
}

QVBoxLayout *ExportForm::addGroup(QVBoxLayout *form, const QString &heading)
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

QRadioButton *ExportForm::addChoice(QVBoxLayout *group, QButtonGroup *buttons, int id, const QString &name,
                                    const QString &text, const QString &hint)
{
    auto *button = new QRadioButton(text, this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setAccessibleDescription(hint);
    buttons->addButton(button, id);
    group->addWidget(button);
    if (hint.isEmpty())
        return button;
    auto *label = new QLabel(hint, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setIndent(Border);
    label->setForegroundRole(QPalette::PlaceholderText);
    group->addWidget(label);
    return button;
}

void ExportForm::addFormat(const QString &csvHint, const QString &otherName, const QString &otherText,
                           const QString &otherHint)
{
    QVBoxLayout *group = addGroup(form(), tr("Format"));
    m_format = new QButtonGroup(this);
    addChoice(group, m_format, Csv, named("Csv"), tr("CSV"), csvHint);
    addChoice(group, m_format, NotCsv, otherName, otherText, otherHint);
    connect(m_format, &QButtonGroup::idToggled, this, &ExportForm::updateSuffix);
    connect(m_format, &QButtonGroup::idToggled, this, [this] { refresh(); });
}

void ExportForm::addFile(int lines)
{
    QVBoxLayout *group = addGroup(form(), tr("File"));
    m_file = new QLineEdit(this);
    m_file->setObjectName(named("File"));
    m_file->setAccessibleName(tr("File"));
    auto *choose = new QPushButton(tr("Choose…"), this);
    choose->setObjectName(named("Browse"));
    choose->setAccessibleName(tr("Choose a file"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ExportForm::browse);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    group->addLayout(row);
    m_note = new QLabel(this);
    m_note->setObjectName(named("Note"));
    m_note->setAccessibleName(tr("About this export"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(lines * m_note->fontMetrics().lineSpacing()); // nothing jumps when a line comes
    m_note->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    group->addWidget(m_note);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_export = buttons->button(QDialogButtonBox::Ok);
    m_export->setText(tr("Export"));
    m_export->setObjectName(named("Button"));
    const QKeySequence key(Qt::CTRL | Qt::Key_Return);
    m_export->setToolTip(tr("Begin the export (%1)").arg(key.toString(QKeySequence::NativeText)));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(named("Cancel"));
    m_scroll->addBelow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportForm::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(new QShortcut(key, this), &QShortcut::activated, this, &ExportForm::finish);
    connect(m_file, &QLineEdit::textChanged, this, [this] { refresh(); });
}

void ExportForm::restoreFile(const QString &name)
{
    const bool csv = !m_settings || m_settings->value(named("/csv"), true).toBool();
    QString folder = m_settings ? m_settings->value(named("/folder")).toString() : QString();
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QFileInfo(documents).isDir() ? documents : QDir::homePath();
    m_file->setText(QDir::toNativeSeparators(QDir(folder).filePath(name + u'.' + suffix(csv))));
    m_format->button(csv ? Csv : NotCsv)->setChecked(true);
}

void ExportForm::remember()
{
    if (!m_settings)
        return;
    m_settings->setValue(named("/csv"), isCsv());
    m_settings->setValue(named("/folder"), QFileInfo(path()).absolutePath());
}

bool ExportForm::isCsv() const
{
    return m_format->checkedId() == Csv;
}

QString ExportForm::suffix(bool csv) const
{
    return csv ? QStringLiteral("csv") : m_other.suffix;
}

QString ExportForm::path() const
{
    const QString typed = QDir::fromNativeSeparators(m_file->text().trimmed());
    return typed.isEmpty() ? QString() : QDir::home().absoluteFilePath(typed);
}

QString ExportForm::replacement() const
{
    return QFileInfo::exists(path()) ? tr("The file exists and will be replaced.") : QString();
}

QString ExportForm::obstacle() const
{
    const QString file = path();
    if (file.isEmpty() || file.endsWith(u'/'))
        return tr("Say which file it is to be.");
    const QFileInfo info(file);
    if (info.isDir())
        return tr("This is a folder. Add a name for the file.");
    return info.dir().exists() ? QString() : tr("There is no such folder.");
}

void ExportForm::refresh()
{
    const QString why = obstacle();
    m_export->setEnabled(why.isEmpty());
    m_note->setText(why.isEmpty() ? note() : why);
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText,
                     m_theme->color(why.isEmpty() ? Models::Meaning::Quiet : Models::Meaning::Bad));
    m_note->setPalette(palette);
}

/// The name follows the format as long as it has the other one's ending.
void ExportForm::updateSuffix()
{
    const QString other = QString(u'.' + suffix(!isCsv()));
    const QString text = m_file->text();
    if (text.endsWith(other, Qt::CaseInsensitive))
        m_file->setText(text.chopped(other.size()) + u'.' + suffix(isCsv()));
}

void ExportForm::browse()
{
    auto *chooser = new QFileDialog(this, tr("Export to"), path(),
                                    isCsv() ? tr("Tables (*.csv);;All files (*)") : m_other.filter);
    chooser->setObjectName(named("Chooser"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setDefaultSuffix(suffix(isCsv()));
    connect(chooser, &QFileDialog::fileSelected, this,
            [this](const QString &file) { m_file->setText(QDir::toNativeSeparators(file)); });
    chooser->open();
}

void ExportForm::finish()
{
    refresh();
    if (!m_export->isEnabled())
        return;
    remember();
    start();
}

} // namespace Gui
