// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/bytestab.h"

#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/inspector/inspectortable.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QToolButton>

namespace Gui {

using Models::HexDumpModel;

namespace {

constexpr int CellSpace = 14;

/// Cells are bytes here: what is chosen of them is one run of hex digits.
class BytesTable : public InspectorTable
{
public:
    BytesTable(const Theme *theme, HexDumpModel *model, QWidget *parent)
        : InspectorTable(theme, "bytesTable", BytesTab::tr("Payload bytes"), Lines::Single, parent)
        , m_model(model)
    {
        setModel(model);
        setSelectionBehavior(SelectItems);
    }

    [[nodiscard]] QString selectedText() const override
    {
        QString hex;
        const QByteArray &bytes = m_model->bytes();
        const QItemSelection selection = selectionModel()->selection();
        std::vector<bool> chosen(std::size_t(bytes.size()));
        for (const QItemSelectionRange &range : selection) {
            for (int row = range.top(); row <= range.bottom(); ++row) {
                for (int column = range.left(); column <= range.right(); ++column) {
                    if (const int offset = m_model->offsetOf(m_model->index(row, column)); offset >= 0)
                        chosen[std::size_t(offset)] = true;
                }
            }
        }
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if (chosen[std::size_t(i)])
                hex += HexDumpModel::text(bytes.mid(i, 1), HexDumpModel::Form::Hex);
        }
        return hex;
    }

private:
    HexDumpModel *m_model;
};

} // namespace

BytesTab::BytesTab(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_size(new QLabel(this))
    , m_table(new BytesTable(theme, &m_model, this))
{
    setObjectName(QStringLiteral("bytesTab"));
    m_size->setObjectName(QStringLiteral("bytesSize"));
    m_size->setAccessibleName(tr("Size of the payload"));
    m_size->setTextFormat(Qt::PlainText);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 4, 8, 4);
    bar->setSpacing(4);
    bar->addWidget(m_size, 1);
    const auto add = [&](const char *name, const QString &text, const QString &tip, HexDumpModel::Form form) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setAccessibleName(tip);
        button->setToolTip(tip);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, [this, form] { copy(form); });
        bar->addWidget(button);
        m_copies.push_back(button);
    };
    add("copyHexButton", tr("Copy hex"), tr("Copy the payload as hexadecimal digits"), HexDumpModel::Form::Hex);
    add("copyBase64Button", tr("Base64"), tr("Copy the payload as base64"), HexDumpModel::Form::Base64);
    add("copyCArrayButton", tr("C array"), tr("Copy the payload as a C array"), HexDumpModel::Form::CArray);
    m_table->horizontalHeader()->setFont(Theme::monospace());
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    setBytes(std::nullopt);
}

BytesTab::~BytesTab()
{
    delete m_table;
}

void BytesTab::setBytes(const std::optional<QByteArray> &bytes)
{
    m_model.setBytes(bytes.value_or(QByteArray()));
    m_size->setText(!bytes                   ? tr("This message carries no application payload.")
                        : bytes->isEmpty()   ? tr("The payload is empty.")
                        : bytes->size() == 1 ? tr("1 byte")
                                             : tr("%1 bytes").arg(groupedNumber(quint64(bytes->size()))));
    for (QToolButton *button : m_copies)
        button->setEnabled(bytes && !bytes->isEmpty());
    m_table->setVisible(bytes && !bytes->isEmpty());
    fit();
}

void BytesTab::fit()
{
    const QFontMetrics metrics(Theme::monospace());
    const int digit = metrics.horizontalAdvance(u'0');
    const int byteWidth = 2 * digit + CellSpace;
    const auto width = [&](int count) { return 4 * digit + 3 * CellSpace + count * (byteWidth + digit) + CellSpace; };
    m_model.setBytesPerRow(this->width() - m_table->verticalScrollBar()->sizeHint().width() >= width(16) ? 16 : 8);
    m_table->setColumnWidth(
        0,
        std::max(4 * digit + 2 * CellSpace,
                 metrics.horizontalAdvance(m_model.headerData(0, Qt::Horizontal, 0).toString()) + CellSpace));
    for (int column = 1; column <= m_model.bytesPerRow(); ++column)
        m_table->setColumnWidth(column, byteWidth);
    m_table->setColumnWidth(m_model.asciiColumn(), m_model.bytesPerRow() * digit + 2 * CellSpace);
}

void BytesTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void BytesTab::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_table)
        fit();
}

void BytesTab::copy(HexDumpModel::Form form)
{
    QGuiApplication::clipboard()->setText(HexDumpModel::text(m_model.bytes(), form));
    Q_EMIT noted(tr("Payload copied"));
}

} // namespace Gui
