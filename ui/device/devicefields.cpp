// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/devicefields.h"

#include "models/deviceeditor.h"
#include "models/devicerules.h"
#include "models/placetext.h"
#include "ui/common/hexfield.h"
#include "ui/common/theme.h"
#include "ui/device/copybutton.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMetaEnum>
#include <QPlainTextEdit>
#include <QRandomGenerator>

#include <array>

namespace Gui {

using Models::DeviceField;
using Models::FieldKind;
namespace Values = Models::DeviceValues;

namespace {

constexpr int LongestLine = 4'096;
constexpr int TextLines = 4;
constexpr int ScriptLines = 10;

bool isHex(DeviceField field)
{
    return Models::isKey(field) || field == DeviceField::DevEui || field == DeviceField::JoinEui
        || field == DeviceField::DevAddr;
}

QString newKey()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const QByteArrayView bytes(reinterpret_cast<const char *>(words.data()), Domain::Aes128Key::byteCount);
    return Domain::writeHex(bytes, Domain::HexForm::Msb);
}

} // namespace

DeviceFields::DeviceFields(Models::DeviceEditor *editor, const Theme *theme,
                           const std::vector<Models::DeviceFieldGroup> &groups, QWidget *parent)
    : FormColumn(theme, parent)
    , m_editor(editor)
    , m_theme(theme)
{
    for (const Models::DeviceFieldGroup &group : groups) {
        addHeading(group.title, group.note);
        for (const DeviceField field : group.fields)
            add(field);
    }
    addStretch();
    sync();
}

DeviceFields::~DeviceFields()
{
    // Fields tell of their end what was typed into them.
    m_syncing = true;
}

void DeviceFields::add(DeviceField field)
{
    const QString name
        = QStringLiteral("device") + QLatin1String(QMetaEnum::fromType<DeviceField>().valueToKey(int(field)));
    const QString title = Models::DeviceWords::title(field, m_editor->shape());
    if (isHex(field)) {
        addHex(field, name, title);
        return;
    }
    QWidget *widget = nullptr;
    switch (kindOf(field)) {
    case FieldKind::Choice:
        widget = makeChoice(field, name);
        break;
    case FieldKind::Lines:
    case FieldKind::Script:
        widget = makeText(field, name);
        break;
    case FieldKind::Switch: {
        auto *box = new QCheckBox(title, this);
        box->setObjectName(name);
        connect(box, &QCheckBox::toggled, this, [this, field](bool on) { onTyped(field, Values::switchText(on)); });
        m_widgets[field] = box;
        addSelfNamed(box, title);
        return;
    }
    default:
        widget = makeLine(field, name);
        break;
    }
    m_widgets[field] = widget;
    addField(widget, title);
}

void DeviceFields::addHex(DeviceField field, const QString &name, const QString &title)
{
    const bool secret = isKey(field);
    const auto kind = secret            ? HexField::Kind::Key
        : field == DeviceField::DevAddr ? HexField::Kind::DevAddr
                                        : HexField::Kind::Eui;
    auto *hex = new HexField(name.toLatin1().constData(), kind, title, m_theme, this);
    if (secret) {
        hex->setGenerator(tr("New"), tr("A new key from this computer's source of randomness"));
        connect(hex, &HexField::generateRequested, this, [this, field] { m_editor->setText(field, newKey()); });
    }
    auto *copy = new CopyButton(
        m_theme, title, secret ? CopyButton::Kind::Secret : CopyButton::Kind::Public,
        [hex] { return hex->value().bytes; }, this);
    copy->setObjectName(name + u"Copy");
    connect(copy, &CopyButton::noted, this, &DeviceFields::noted);
    connect(hex->line(), &QLineEdit::textChanged, copy, [hex, copy] { copy->setEnabled(bool(hex->value())); });
    copy->setEnabled(false);
    connect(hex, &HexField::edited, this, [this, field, hex] { onTyped(field, hex->text()); });
    m_widgets[field] = hex;
    addField(hex, title, {}, copy);
}

QWidget *DeviceFields::makeLine(DeviceField field, const QString &name)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(name);
    line->setMaxLength(LongestLine);
    connect(line, &QLineEdit::textChanged, this, [this, field](const QString &text) { onTyped(field, text); });
    return line;
}

QWidget *DeviceFields::makeChoice(DeviceField field, const QString &name)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(20);
    connect(box, &QComboBox::currentIndexChanged, this, [this, field, box](int index) {
        if (index >= 0)
            onTyped(field, box->itemData(index).toString());
    });
    return box;
}

QWidget *DeviceFields::makeText(DeviceField field, const QString &name)
{
    const bool script = kindOf(field) == FieldKind::Script;
    auto *text = new QPlainTextEdit(this);
    text->setObjectName(name);
    text->setTabChangesFocus(true);
    if (script) {
        text->setFont(Theme::monospace());
        text->setLineWrapMode(QPlainTextEdit::NoWrap);
    }
    const int lines = script ? ScriptLines : TextLines;
    text->setFixedHeight(lines * text->fontMetrics().lineSpacing() + 16);
    connect(text, &QPlainTextEdit::textChanged, this, [this, field, text] { onTyped(field, text->toPlainText()); });
    return text;
}

void DeviceFields::onTyped(DeviceField field, const QString &text)
{
    if (m_syncing)
        return;
    const bool isPlace = field == DeviceField::Latitude || field == DeviceField::Longitude;
    if (const auto place = isPlace ? Models::PlaceText::read(text) : std::nullopt) {
        // Both were pasted into one.
        m_editor->setText(DeviceField::Latitude, Models::PlaceText::degrees(place->latitude));
        m_editor->setText(DeviceField::Longitude, Models::PlaceText::degrees(place->longitude));
        if (place->altitude != 0)
            m_editor->setText(DeviceField::Altitude, QString::number(place->altitude));
        sync();
        return;
    }
    m_editor->setText(field, text);
}

QWidget *DeviceFields::widget(DeviceField field) const
{
    const auto found = m_widgets.find(field);
    return found == m_widgets.end() ? nullptr : found->second;
}

// --- As the editor has it ---

void DeviceFields::sync()
{
    if (m_syncing)
        return;
    m_syncing = true;
    for (const auto &[field, widget] : m_widgets) {
        showChoices(field, widget);
        showText(field, widget);
        showRemarks(field, widget);
        setFieldVisible(widget, isWanted(field));
    }
    m_syncing = false;
}

void DeviceFields::showChoices(DeviceField field, QWidget *widget)
{
    auto *box = qobject_cast<QComboBox *>(widget);
    if (!box)
        return;
    std::vector<Models::DeviceChoice> choices = m_editor->choices(field);
    const QString text = m_editor->draft().text(field);
    if (text.isEmpty() && (choices.empty() || !choices.front().text.isEmpty()))
        choices.insert(choices.begin(), {QString(), tr("Choose…")});
    bool same = box->count() == int(choices.size());
    for (int i = 0; same && i < box->count(); ++i)
        same = box->itemData(i).toString() == choices[std::size_t(i)].text
            && box->itemText(i) == choices[std::size_t(i)].words;
    if (same)
        return;
    box->clear();
    for (const Models::DeviceChoice &choice : choices)
        box->addItem(choice.words, choice.text);
}

void DeviceFields::showText(DeviceField field, QWidget *widget)
{
    const QString &text = m_editor->draft().text(field);
    if (auto *hex = qobject_cast<HexField *>(widget)) {
        // What is being typed stays as it is written.
        if (Values::canonical(field, hex->text()) != Values::canonical(field, text))
            hex->setText(text);
    } else if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        const QString standard = m_editor->standard(field);
        line->setPlaceholderText(standard.isEmpty() ? QString() : tr("%1, by the band").arg(standard));
        if (line->text() != text)
            line->setText(text);
    } else if (auto *box = qobject_cast<QComboBox *>(widget)) {
        box->setCurrentIndex(box->findData(text));
    } else if (auto *check = qobject_cast<QCheckBox *>(widget)) {
        check->setChecked(Values::isOn(text));
    } else if (auto *lines = qobject_cast<QPlainTextEdit *>(widget); lines && lines->toPlainText() != text) {
        lines->setPlainText(text);
    }
}

void DeviceFields::showRemarks(DeviceField field, QWidget *widget)
{
    const QString readOnly = m_editor->readOnlyReason(field);
    const QString rule = Models::DeviceRules::rule(field, m_editor->shape());
    const QString mistake = m_editor->mistake(field);
    const QString &text = m_editor->draft().text(field);
    setReadOnly(widget, !readOnly.isEmpty() || m_editor->work() != Models::DeviceEditor::Work::None);
    setWarning(widget, mistake.isEmpty() ? Models::DeviceRules::warning(m_editor->draft(), field) : QString());
    setChanged(widget, m_editor->draft().isChanged(field));
    auto *hex = qobject_cast<HexField *>(widget);
    if (!hex) {
        setHint(widget, rule);
        setMistake(widget, mistake);
        return;
    }
    // It counts digits itself. Of a key that nobody sees or may type there is nothing to count.
    hex->setHint(isKey(field) && !readOnly.isEmpty() && text.isEmpty() ? tr("Not shown.") : rule);
    const auto digits = hex->value().mistake;
    const bool counts = digits != Domain::HexInput::Mistake::None && digits != Domain::HexInput::Mistake::Empty;
    hex->setMistake(counts ? QString() : mistake);
}

void DeviceFields::setReadOnly(QWidget *widget, bool readOnly)
{
    if (auto *hex = qobject_cast<HexField *>(widget)) {
        hex->setReadOnly(readOnly);
        hex->setGeneratorEnabled(!readOnly);
    } else if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        line->setReadOnly(readOnly);
    } else if (auto *text = qobject_cast<QPlainTextEdit *>(widget)) {
        text->setReadOnly(readOnly);
        text->viewport()->setBackgroundRole(readOnly ? QPalette::Window : QPalette::Base);
    } else {
        widget->setEnabled(!readOnly);
    }
}

bool DeviceFields::isWanted(DeviceField field) const
{
    const Models::DeviceDraft &draft = m_editor->draft();
    const QString &adr = draft.text(DeviceField::Adr);
    const bool inherits = Values::isOn(draft.text(DeviceField::InheritsFormatters));
    const auto script = [&](DeviceField formatter, DeviceField parameter) {
        return !inherits && (draft.text(formatter) == u"FORMATTER_JAVASCRIPT" || !draft.text(parameter).isEmpty());
    };
    switch (field) {
    case DeviceField::AdrMargin:
        return adr == u"dynamic";
    case DeviceField::StaticDataRate:
    case DeviceField::StaticTxPower:
    case DeviceField::StaticRepetitions:
        return adr == u"static";
    case DeviceField::FormatterUp:
    case DeviceField::FormatterDown:
        return !inherits;
    case DeviceField::ParameterUp:
        return script(DeviceField::FormatterUp, field);
    case DeviceField::ParameterDown:
        return script(DeviceField::FormatterDown, field);
    default:
        return true;
    }
}

} // namespace Gui
