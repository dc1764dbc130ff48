// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/hexfield.h"

#include "models/hextext.h"
#include "ui/common/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace Gui {

using Mistake = Domain::HexInput::Mistake;

namespace {

constexpr int LongestText = 5'000; ///< what is longer than readHex() takes is still told as such
constexpr int HeldMs = 400; ///< a shorter press is a click
constexpr double NoteScale = 0.9;

QToolButton *makeButton(const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

HexField::HexField(const char *name, Kind kind, const QString &title, const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
    , m_line(new QLineEdit(this))
    , m_rule(new QLabel(this))
{
    const QString prefix = QString::fromLatin1(name);
    setObjectName(prefix);
    m_line->setObjectName(prefix + u"Line");
    m_line->setFont(Theme::monospace());
    m_line->setMaxLength(LongestText);
    m_line->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhPreferUppercase | Qt::ImhSensitiveData);
    setFocusProxy(m_line);

    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_line, 1);
    if (kind == Kind::Key) {
        m_line->setEchoMode(QLineEdit::Password);
        m_line->setInputMethodHints(m_line->inputMethodHints() | Qt::ImhHiddenText);
        m_reveal = makeButton(prefix + u"Reveal", this);
        m_reveal->setCheckable(true);
        row->addWidget(m_reveal);
        connect(m_reveal, &QToolButton::pressed, this, [this] {
            m_pressed.start();
            m_wasRevealed = m_line->echoMode() == QLineEdit::Normal;
            setRevealed(true);
        });
        connect(m_reveal, &QToolButton::released, this,
                [this] { setRevealed(m_pressed.elapsed() < HeldMs && !m_wasRevealed); });
    }
    m_reverse = makeButton(prefix + u"Reverse", this);
    row->addWidget(m_reverse);
    connect(m_reverse, &QToolButton::clicked, this, &HexField::reverse);

    m_rule->setObjectName(prefix + u"Rule");
    m_rule->setTextFormat(Qt::PlainText);
    m_rule->setWordWrap(true);
    QFont font = m_rule->font();
    font.setPointSizeF(font.pointSizeF() * NoteScale);
    m_rule->setFont(font);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_rule);

    connect(m_line, &QLineEdit::textChanged, this, &HexField::onTextChanged);
    connect(m_line, &QLineEdit::editingFinished, this, &HexField::onEditingFinished);
    connect(theme, &Theme::changed, this, &HexField::updateLook);
    setTitle(title);
    updateLook();
}

int HexField::byteCount() const
{
    switch (m_kind) {
    case Kind::Eui:
        return Domain::Eui::byteCount;
    case Kind::DevAddr:
        return Domain::DevAddr::byteCount;
    case Kind::Key:
        break;
    }
    return Domain::Aes128Key::byteCount;
}

void HexField::setTitle(const QString &title)
{
    m_title = title;
    m_line->setAccessibleName(title);
    m_rule->setAccessibleName(tr("About %1").arg(title));
    m_reverse->setAccessibleName(tr("Reverse the bytes of %1").arg(title));
    m_reverse->setToolTip(tr("Reverse the bytes: for values that were written least significant byte first"));
    if (m_reveal)
        m_reveal->setAccessibleName(tr("Show %1").arg(title));
    if (m_generate)
        m_generate->setAccessibleName(tr("%1: %2").arg(title, m_generate->text()));
}

QString HexField::text() const
{
    return m_line->text();
}

void HexField::setText(const QString &text)
{
    m_setting = true;
    m_unfinishedIsWrong = !text.isEmpty();
    m_mistake.clear();
    m_line->setText(text);
    m_setting = false;
    updateRule();
}

Domain::HexInput HexField::value() const
{
    return Domain::readHex(m_line->text(), byteCount());
}

bool HexField::isEmpty() const
{
    return value().mistake == Mistake::Empty;
}

void HexField::setHint(const QString &hint)
{
    m_hint = hint;
    updateRule();
}

void HexField::setRemark(const QString &remark)
{
    m_remark = remark;
    updateRule();
}

void HexField::setMistake(const QString &sentence)
{
    m_mistake = sentence;
    updateRule();
}

void HexField::complain(bool required)
{
    m_required = required;
    m_unfinishedIsWrong = true;
    updateRule();
}

void HexField::setGenerator(const QString &word, const QString &toolTip)
{
    if (!m_generate) {
        m_generate = new QPushButton(this);
        m_generate->setObjectName(objectName() + u"Generate");
        m_generate->setAutoDefault(false);
        static_cast<QBoxLayout *>(layout()->itemAt(0)->layout())->addWidget(m_generate);
        setTabOrder(m_reverse, m_generate);
        connect(m_generate, &QPushButton::clicked, this, &HexField::generateRequested);
    }
    m_generate->setText(word);
    m_generate->setToolTip(toolTip);
    setTitle(m_title);
}

void HexField::setGeneratorEnabled(bool enabled)
{
    if (m_generate)
        m_generate->setEnabled(enabled);
}

void HexField::setReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
    updateRule();
}

void HexField::onTextChanged()
{
    m_required = false;
    if (!m_setting) {
        m_unfinishedIsWrong = false;
        m_mistake.clear();
    }
    updateRule();
    if (!m_setting)
        Q_EMIT edited();
}

void HexField::onEditingFinished()
{
    m_unfinishedIsWrong = !m_line->text().isEmpty();
    const Domain::HexInput input = value();
    // Plain digits show what was read. Words about the order stay until the order is settled.
    if (input && !input.namesLsb && !m_line->isReadOnly()) {
        const QString plain = Domain::writeHex(input.bytes, Domain::HexForm::Msb);
        if (m_line->text() != plain) {
            m_setting = true;
            m_line->setText(plain);
            m_setting = false;
        }
    }
    updateRule();
}

void HexField::reverse()
{
    const Domain::HexInput input = value();
    if (!input)
        return;
    // Through the field's own editing, so that it can be undone.
    m_line->selectAll();
    m_line->insert(Domain::writeHex(input.bytes, Domain::HexForm::Lsb));
}

void HexField::setRevealed(bool revealed)
{
    m_line->setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setChecked(revealed);
    m_reveal->setToolTip(revealed ? tr("Hide it again") : tr("Show it: while this is held, or until the next click"));
}

void HexField::hideEvent(QHideEvent *event)
{
    if (m_reveal)
        setRevealed(false);
    QWidget::hideEvent(event);
}

QString HexField::remark(const Domain::HexInput &input) const
{
    if (!input)
        return {};
    if (input.namesLsb)
        return tr("The text says that the least significant byte stands first: press the arrows to reverse it.");
    if (const auto eui = input.eui(); m_kind == Kind::Eui && eui && Domain::looksReversed(*eui))
        return tr("Looks reversed: a manufacturer's prefix stands at its end. The arrows turn it around.");
    return m_remark;
}

void HexField::updateRule()
{
    const Domain::HexInput input = value();
    QString text = m_mistake;
    bool bad = !m_mistake.isEmpty();
    if (!bad && input.mistake == Mistake::Empty && m_required) {
        text = Models::hexMistake(input);
        bad = true;
    } else if (!bad && input.mistake != Mistake::Empty && input.mistake != Mistake::None) {
        text = Models::hexMistake(input);
        const bool unfinished = input.mistake == Mistake::Incomplete || input.mistake == Mistake::Odd;
        bad = !unfinished || m_unfinishedIsWrong;
    }
    auto meaning = bad ? Models::Meaning::Bad : Models::Meaning::Quiet;
    if (text.isEmpty()) {
        text = remark(input);
        if (!text.isEmpty())
            meaning = Models::Meaning::Downlink;
        else
            text = m_hint.isEmpty() ? Models::hexRule(byteCount()) : m_hint;
    }
    m_rule->setText(text);
    m_line->setAccessibleDescription(text);
    QPalette colors = m_rule->palette();
    colors.setColor(QPalette::WindowText, m_theme->color(meaning));
    m_rule->setPalette(colors);
    m_reverse->setEnabled(bool(input) && !m_line->isReadOnly());
    if (m_reveal)
        m_reveal->setEnabled(!m_line->text().isEmpty() || !m_line->isReadOnly());
}

void HexField::updateLook()
{
    m_reverse->setIcon(m_theme->icon(QStringLiteral("reverse")));
    if (m_reveal) {
        m_reveal->setIcon(m_theme->icon(QStringLiteral("reveal")));
        setRevealed(m_line->echoMode() == QLineEdit::Normal);
    }
    updateRule();
}

} // namespace Gui
