// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/deviceexportdialog.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QCheckBox>
#include <QDateTime>
#include <QLabel>
#include <QRadioButton>

namespace Gui {

using Format = Domain::DeviceExportRequest::Format;

DeviceExportDialog::DeviceExportDialog(const Theme *theme, QSettings *settings, Choice choice, QWidget *parent)
    : ExportForm(theme, settings, "deviceExport", {QStringLiteral("json"), tr("JSON (*.json);;All files (*)")}, parent)
    , m_choice(std::move(choice))
{
    setWindowTitle(tr("Export devices"));
    buildRows();
    addFormat(tr("A table with the columns of The Things Stack, for spreadsheets and for importing elsewhere."),
              named("Json"), tr("JSON"),
              tr("Everything that a device is, one after the other, as ttn-lw-cli reads it."));
    buildKeys();
    addFile(1);
    // One row is chosen because one reads it; several are chosen for something.
    m_rows->button(int(m_choice.selected.size() > 1 ? Rows::Selected : Rows::All))->setChecked(true);
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmm"));
    restoreFile(QStringLiteral("devices-%1-%2").arg(m_choice.application, time));
    m_rows->checkedButton()->setFocus();
}

void DeviceExportDialog::buildRows()
{
    QVBoxLayout *group = addGroup(form(), tr("Devices"));
    m_rows = new QButtonGroup(this);
    const auto selected = m_choice.selected.size();
    addChoice(group, m_rows, int(Rows::Selected), named("Selected"),
              selected == 1 ? tr("The selected device")
                            : tr("The %1 selected devices").arg(groupedNumber(quint64(selected))),
              {});
    m_rows->button(int(Rows::Selected))->setEnabled(selected > 0);
    addChoice(group, m_rows, int(Rows::All), named("All"),
              m_choice.all == 1
                  ? tr("The one device of %1").arg(m_choice.application)
                  : tr("All %1 devices of %2").arg(groupedNumber(quint64(m_choice.all)), m_choice.application),
              {});
}

void DeviceExportDialog::buildKeys()
{
    QVBoxLayout *group = addGroup(form(), tr("Keys"));
    m_keys = new QCheckBox(tr("With root and session keys"), this);
    m_keys->setObjectName(named("Keys"));
    m_keys->setAccessibleName(m_keys->text());
    m_warning = new QLabel(tr("Whoever has this file can read everything these devices send, and speak in their name. "
                              "It is not encrypted."),
                           this);
    m_warning->setObjectName(named("Warning"));
    m_warning->setAccessibleName(tr("Warning"));
    m_warning->setTextFormat(Qt::PlainText);
    m_warning->setWordWrap(true);
    m_warning->setIndent(24);
    QSizePolicy keeps = m_warning->sizePolicy();
    keeps.setRetainSizeWhenHidden(true); // nothing jumps
    m_warning->setSizePolicy(keeps);
    QPalette palette = m_warning->palette();
    palette.setColor(QPalette::WindowText, theme()->color(Models::Meaning::Bad));
    m_warning->setPalette(palette);
    connect(m_keys, &QCheckBox::toggled, this, [this] { refresh(); });
    group->addWidget(m_keys);
    group->addWidget(m_warning);
}

void DeviceExportDialog::refresh()
{
    m_warning->setVisible(m_keys->isChecked());
    ExportForm::refresh();
}

QString DeviceExportDialog::note() const
{
    return replacement();
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

void DeviceExportDialog::start()
{
    const Domain::DeviceExportRequest wanted = request();
    accept();
    Q_EMIT chosen(wanted);
}

} // namespace Gui
