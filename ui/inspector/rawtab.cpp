// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/rawtab.h"

#include "models/jsontreemodel.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/inspector/jsonview.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStringDecoder>
#include <QToolButton>

namespace Gui {

using Models::JsonTreeModel;

namespace {

/// A text widget lays out what it is given at once: more than this would be felt, most of all as a single line.
constexpr qsizetype MostIndented = 128 * 1024;
constexpr qsizetype MostReceived = 32 * 1024;
constexpr qsizetype MostHex = 4 * 1024;
constexpr int HexPerLine = 16;

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !text.contains(QChar(0));
}

QString hexText(const QByteArray &bytes)
{
    QString text;
    const qsizetype size = std::min(bytes.size(), MostHex);
    for (qsizetype at = 0; at < size; at += HexPerLine) {
        const QByteArray line = bytes.mid(at, std::min<qsizetype>(HexPerLine, size - at));
        QString ascii;
        for (const char c : line)
            ascii += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        text += QString::number(at, 16).toUpper().rightJustified(6, QLatin1Char('0')) + QStringLiteral("  ")
            + QString::fromLatin1(line.toHex(' ')).toUpper().leftJustified(3 * HexPerLine, QLatin1Char(' '))
            + QLatin1Char(' ') + ascii + u'\n';
    }
    if (bytes.size() > size)
        text += RawTab::tr("… %1 more not shown").arg(byteSize(quint64(bytes.size() - size)));
    return text;
}

} // namespace

RawTab::RawTab(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stack(new QStackedWidget(this))
    , m_tree(new JsonView(theme, "rawTree", tr("Message as a tree"), this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("rawTab"));
    m_text->setObjectName(QStringLiteral("rawMessage"));
    m_text->setAccessibleName(tr("Message of the event"));
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(Theme::monospace());
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->document()->setDocumentMargin(8);
    m_text->setUndoRedoEnabled(false);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);
    auto *bar = new QWidget(this);
    buildBar(bar);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_stack, 1);
    connect(m_tree, &JsonView::termRequested, this, &RawTab::termRequested);
    setForm(Form::Indented);
}

void RawTab::buildBar(QWidget *bar)
{
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    m_forms = new QButtonGroup(bar);
    const auto add = [&](Form form, const char *name, const QString &text, const QString &tip) {
        auto *button = new QToolButton(bar);
        button->setObjectName(QLatin1String(name));
        button->setText(text);
        button->setAccessibleName(tip);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setAutoRaise(true);
        m_forms->addButton(button, int(form));
        row->addWidget(button);
    };
    add(Form::Tree, "rawTreeButton", tr("Tree"), tr("Show the message as a tree"));
    add(Form::Indented, "indentedButton", tr("Indented"), tr("Show the message with line breaks"));
    add(Form::AsReceived, "asReceivedButton", tr("As received"), tr("Show the message exactly as received"));
    connect(m_forms, &QButtonGroup::idClicked, this, [this](int id) { setForm(Form(id)); });

    m_find = new QLineEdit(bar);
    m_find->setObjectName(QStringLiteral("rawFind"));
    m_find->setAccessibleName(tr("Find in the message"));
    m_find->setPlaceholderText(tr("Find in the message"));
    m_find->setToolTip(tr("Enter finds the next place"));
    m_find->setClearButtonEnabled(true);
    m_find->setMaxLength(1000);
    m_find->setMaximumWidth(320);
    connect(m_find, &QLineEdit::returnPressed, this, &RawTab::find);
    connect(m_find, &QLineEdit::textChanged, this, [this] { m_findNote->clear(); });
    m_findNote = new QLabel(bar);
    m_findNote->setObjectName(QStringLiteral("rawFindNote"));
    m_findNote->setAccessibleName(tr("About the search"));
    m_findNote->setTextFormat(Qt::PlainText);
    m_copy = new QToolButton(bar);
    m_copy->setObjectName(QStringLiteral("copyMessageButton"));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the message as received"));
    m_copy->setToolTip(tr("Copy the whole message as received (%1)")
                           .arg(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C).toString(QKeySequence::NativeText)));
    m_copy->setAutoRaise(true);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        copy();
        Q_EMIT noted(tr("Message copied"));
    });
    row->addSpacing(8);
    row->addWidget(m_find, 1);
    row->addWidget(m_findNote);
    row->addStretch(0);
    row->addWidget(m_copy);
}

void RawTab::setForm(Form form)
{
    const bool changed = form != m_form;
    m_form = form;
    m_textStale |= changed;
    m_forms->button(int(form))->setChecked(true);
    render();
    if (changed)
        Q_EMIT formChanged();
}

void RawTab::setMessage(const Domain::RawMessage &message)
{
    m_message = message;
    m_isText = isUtf8(message.payload.left(MostIndented));
    m_isJson = m_isText && JsonTreeModel::isJson(message.payload);
    m_treeStale = m_textStale = true;
    m_findNote->clear();
    m_forms->button(int(Form::Tree))->setEnabled(m_isJson);
    m_forms->button(int(Form::Indented))->setEnabled(m_isJson);
    m_copy->setEnabled(!message.payload.isEmpty());
    if (isVisible())
        render();
}

void RawTab::clear()
{
    setMessage({});
    m_tree->json()->setParts({});
    m_text->clear();
}

void RawTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    render();
}

void RawTab::render()
{
    const bool tree = m_form == Form::Tree && m_isJson;
    m_stack->setCurrentWidget(tree ? static_cast<QWidget *>(m_tree) : m_text);
    if (tree && m_treeStale) {
        m_treeStale = false;
        m_tree->json()->setParts({{QString(), m_message.payload, false}});
        m_tree->expandSome();
    }
    if (tree || !m_textStale)
        return;
    m_textStale = false;
    const bool indented = m_form != Form::AsReceived && m_isJson;
    m_text->setLineWrapMode(indented ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setPlainText(m_message.payload.isEmpty() ? tr("The message is empty.")
                             : !m_isText             ? hexText(m_message.payload)
                             : indented              ? indentedJson(m_message.payload, MostIndented)
                                                     : receivedText(m_message.payload, MostReceived));
}

void RawTab::find()
{
    const QString text = m_find->text();
    if (text.isEmpty())
        return;
    bool found = false;
    if (m_stack->currentWidget() == m_tree) {
        found = m_tree->findNext(text);
    } else {
        found = m_text->find(text);
        if (!found) {
            m_text->moveCursor(QTextCursor::Start);
            found = m_text->find(text);
        }
    }
    m_findNote->setText(found ? QString() : tr("not found"));
}

void RawTab::keyPressEvent(QKeyEvent *event)
{
    // One level back: out of the search first.
    if (event->key() == Qt::Key_Escape && !m_find->text().isEmpty()) {
        m_find->clear();
        return;
    }
    QWidget::keyPressEvent(event);
}

void RawTab::copy() const
{
    QGuiApplication::clipboard()->setText(m_isText ? QString::fromUtf8(m_message.payload)
                                                   : QString::fromLatin1(m_message.payload.toHex()).toUpper());
}

} // namespace Gui
