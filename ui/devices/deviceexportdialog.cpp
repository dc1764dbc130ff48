// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/deviceexportdialog.h"

#include "ui/common/roomfortext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"

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
#include <QSettings>
#include <QShortcut>
#include <QStandardPaths>

namespace Gui {

using Format = Domain::DeviceExportRequest::Format;

namespace {

constexpr int DialogWidth = 560;

QString suffixOf(bool csv)
{
    return csv ? QStringLiteral("csv") : QStringLiteral("json");
}

} // namespace

DeviceExportDialog::DeviceExportDialog(const Theme *theme, QSettings *settings, Choice choice, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_settings(settings)
    , m_choice(std::move(choice))
{
    setObjectName(QStringLiteral("deviceExportDialog"));
    setWindowTitle(tr("Export devices"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    setMinimumWidth(DialogWidth);
    auto *form = new QVBoxLayout(this);
    form->setContentsMargins(24, 24, 24, 16);
    form->setSpacing(16);
    buildRows(form);
    buildFormat(form);
    buildKeys(form);
    buildFile(form);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_export = buttons->button(QDialogButtonBox::Ok);
    m_export->setText(tr("Export"));
    m_export->setObjectName(QStringLiteral("deviceExportButton"));
    const QKeySequence key(Qt::CTRL | Qt::Key_Return);
    m_export->setToolTip(tr("Begin the export (%1)").arg(key.toString(QKeySequence::NativeText)));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("deviceExportCancel"));
    form->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &DeviceExportDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(new QShortcut(key, this), &QShortcut::activated, this, &DeviceExportDialog::finish);
    connect(m_format, &QButtonGroup::idToggled, this, &DeviceExportDialog::updateSuffix);
    connect(m_keys, &QCheckBox::toggled, this, &DeviceExportDialog::refresh);
    connect(m_file, &QLineEdit::textChanged, this, &DeviceExportDialog::refresh);
    restore();
    refresh();
    m_rows->checkedButton()->setFocus();
}

QVBoxLayout *DeviceExportDialog::addGroup(QVBoxLayout *form, const QString &heading)
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

void DeviceExportDialog::addChoice(QVBoxLayout *group, QButtonGroup *buttons, int id, const char *name,
                                   const QString &text, const QString &hint)
{
    auto *button = new QRadioButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setAccessibleDescription(hint);
    buttons->addButton(button, id);
    group->addWidget(button);
    if (hint.isEmpty())
        return;
    auto *label = new QLabel(hint, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setIndent(24);
    label->setForegroundRole(QPalette::PlaceholderText);
    group->addWidget(label);
}

void DeviceExportDialog::buildRows(QVBoxLayout *form)
{
    QVBoxLayout *group = addGroup(form, tr("Devices"));
    m_rows = new QButtonGroup(this);
    const auto selected = m_choice.selected.size();
    addChoice(group, m_rows, int(Rows::Selected), "deviceExportSelected",
              selected == 1 ? tr("The selected device")
                            : tr("The %1 selected devices").arg(groupedNumber(quint64(selected))),
              {});
    m_rows->button(int(Rows::Selected))->setEnabled(selected > 0);
    addChoice(group, m_rows, int(Rows::All), "deviceExportAll",
              tr("All %1 devices of %2").arg(groupedNumber(quint64(m_choice.all)), m_choice.application), {});
}

void DeviceExportDialog::buildFormat(QVBoxLayout *form)
{
    QVBoxLayout *group = addGroup(form, tr("Format"));
    m_format = new QButtonGroup(this);
    addChoice(group, m_format, int(Format::Csv), "deviceExportCsv", tr("CSV"),
              tr("A table with the columns of The Things Stack, for spreadsheets and for importing elsewhere."));
    addChoice(group, m_format, int(Format::Json), "deviceExportJson", tr("JSON"),
              tr("Everything that a device is, one after the other, as ttn-lw-cli reads it."));
}

void DeviceExportDialog::buildKeys(QVBoxLayout *form)
{
    QVBoxLayout *group = addGroup(form, tr("Keys"));
    m_keys = new QCheckBox(tr("With root and session keys"), this);
    m_keys->setObjectName(QStringLiteral("deviceExportKeys"));
    m_keys->setAccessibleName(m_keys->text());
    m_warning = new QLabel(tr("Whoever has this file can read everything these devices send, and speak in their name. "
                              "It is not encrypted."),
                           this);
    m_warning->setObjectName(QStringLiteral("deviceExportWarning"));
    m_warning->setAccessibleName(tr("Warning"));
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setWordWrap(true);
    m_warning->setIndent(24);
    QSizePolicy keeps = m_warning->sizePolicy();
    keeps.setRetainSizeWhenHidden(true); // nothing jumps
    m_warning->setSizePolicy(keeps);
    QPalette palette = m_warning->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Models::Meaning::Bad));
    m_warning->setPalette(palette);
    group->addWidget(m_keys);
    group->addWidget(m_warning);
}

void DeviceExportDialog::buildFile(QVBoxLayout *form)
{
    QVBoxLayout *group = addGroup(form, tr("File"));
    m_file = new QLineEdit(this);
    m_file->setObjectName(QStringLiteral("deviceExportFile"));
    m_file->setAccessibleName(tr("File"));
    auto *choose = new QPushButton(tr("Choose…"), this);
    choose->setObjectName(QStringLiteral("deviceExportBrowse"));
    choose->setAccessibleName(tr("Choose a file"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &DeviceExportDialog::browse);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    group->addLayout(row);
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("deviceExportNote"));
    m_note->setAccessibleName(tr("About this export"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(m_note->fontMetrics().lineSpacing());
    group->addWidget(m_note);
}

void DeviceExportDialog::restore()
{
    const bool csv = !m_settings || m_settings->value(QStringLiteral("deviceExport/csv"), true).toBool();
    m_format->button(int(csv ? Format::Csv : Format::Json))->setChecked(true);
    // One row is chosen because one reads it; several are chosen for something.
    m_rows->button(int(m_choice.selected.size() > 1 ? Rows::Selected : Rows::All))->setChecked(true);
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    QString folder = m_settings ? m_settings->value(QStringLiteral("deviceExport/folder")).toString() : QString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QFileInfo(documents).isDir() ? documents : QDir::homePath();
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm"));
    const QString name = QStringLiteral("devices-%1-%2.%3").arg(m_choice.application, time, suffixOf(csv));
    m_file->setText(QDir::toNativeSeparators(QDir(folder).filePath(name)));
}

bool DeviceExportDialog::isCsv() const
{
    return m_format->checkedId() == int(Format::Csv);
}

QString DeviceExportDialog::path() const
{
    const QString typed = QDir::fromNativeSeparators(m_file->text().trimmed());
    return typed.isEmpty() ? QString() : QDir::home().absoluteFilePath(typed);
}

QString DeviceExportDialog::obstacle() const
{
    const QString file = path();
    if (file.isEmpty() || file.endsWith(u'/'))
        return tr("Say which file it is to be.");
    const QFileInfo info(file);
    if (info.isDir())
        return tr("This is a folder. Add a name for the file.");
    return info.dir().exists() ? QString() : tr("There is no such folder.");
}

void DeviceExportDialog::refresh()
{
    m_warning->setVisible(m_keys->isChecked());
    const QString why = obstacle();
    m_export->setEnabled(why.isEmpty());
    const QString replaced = QFileInfo::exists(path()) ? tr("The file exists and will be replaced.") : QString();
    m_note->setText(why.isEmpty() ? replaced : why);
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText,
                     m_theme->color(why.isEmpty() ? Models::Meaning::Quiet : Models::Meaning::Bad));
    m_note->setPalette(palette);
}

/// The name follows the format as long as it has the other one's ending.
void DeviceExportDialog::updateSuffix()
{
    const QString other = QString(u'.' + suffixOf(!isCsv()));
    const QString text = m_file->text();
    if (text.endsWith(other, Qt::CaseInsensitive))
        m_file->setText(text.chopped(other.size()) + u'.' + suffixOf(isCsv()));
}

void DeviceExportDialog::browse()
{
    auto *chooser = new QFileDialog(this, tr("Export to"), path(),
                                    isCsv() ? tr("Tables (*.csv);;All files (*)") : tr("JSON (*.json);;All files (*)"));
    chooser->setObjectName(QStringLiteral("deviceExportChooser"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setDefaultSuffix(suffixOf(isCsv()));
    connect(chooser, &QFileDialog::fileSelected, this,
            [this](const QString &file) { m_file->setText(QDir::toNativeSeparators(file)); });
    chooser->open();
}

Domain::DeviceExportRequest DeviceExportDialog::request() const
{
    Domain::DeviceExportRequest request;
    request.path = path();
    request.format = isCsv() ? Format::Csv : Format::Json;
    request.application = m_choice.application;
    if (m_rows->checkedId() == int(Rows::Selected))
        request.ids = m_choice.selected;
    request.withKeys = m_keys->isChecked();
    return request;
}

void DeviceExportDialog::finish()
{
    refresh();
    if (!m_export->isEnabled())
        return;
    if (m_settings) {
        m_settings->setValue(QStringLiteral("deviceExport/csv"), isCsv());
        m_settings->setValue(QStringLiteral("deviceExport/folder"), QFileInfo(path()).absolutePath());
    }
    const Domain::DeviceExportRequest wanted = request();
    accept();
    Q_EMIT chosen(wanted);
}

} // namespace Gui
