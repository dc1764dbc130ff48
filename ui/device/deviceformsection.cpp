// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/deviceformsection.h"

#include "backend/domain/clock.h"
#include "backend/domain/problemtext.h"
#include "models/deviceeditor.h"
#include "models/placetext.h"
#include "ui/common/theme.h"
#include "ui/device/devicefields.h"
#include "ui/device/factlist.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMetaEnum>
#include <QPushButton>

namespace Gui {

using Models::DeviceEditor;
using Models::DeviceField;
using Models::DeviceSection;
using Models::DeviceWords;

namespace {

constexpr int WidestText = 640;

/// One whose rights are those of the whole section.
DeviceField typicalField(DeviceSection section)
{
    switch (section) {
    case DeviceSection::Keys:
        return DeviceField::AppSKey;
    case DeviceSection::Session:
        return DeviceField::FCntUp;
    case DeviceSection::Mac:
        return DeviceField::Rx1Delay;
    case DeviceSection::Location:
        return DeviceField::Latitude;
    case DeviceSection::Formatters:
        return DeviceField::InheritsFormatters;
    default:
        return DeviceField::Description;
    }
}

} // namespace

DeviceFormSection::DeviceFormSection(DeviceSection section, const DevicePageParts *parts, QWidget *parent)
    : DeviceSectionView(parts, parent)
    , m_section(section)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("device%1Section")
                      .arg(QLatin1String(QMetaEnum::fromType<DeviceSection>().valueToKey(int(section)))));
    setMaximumWidth(WidestText); // else heights are reckoned with lines that are longer
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(16);
    m_note = addLabel("sectionNote", tr("What can be changed"));
    if (section == DeviceSection::Keys)
        addKeyParts();
    if (section == DeviceSection::Session)
        addSessionParts();
    if (section == DeviceSection::Location)
        addPlaceParts();
    m_layout->addStretch(1);
    connect(parts->theme, &Theme::changed, this, &DeviceFormSection::refresh);
    refresh();
}

QLabel *DeviceFormSection::addLabel(const char *name, const QString &accessibleName)
{
    auto *label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMaximumWidth(WidestText);
    label->hide();
    m_layout->addWidget(label);
    return label;
}

void DeviceFormSection::addKeyParts()
{
    m_keysText = addLabel("keysText", tr("Why no key is shown"));
    m_readKeys = new QPushButton(tr("Read the keys again"), this);
    m_readKeys->setObjectName(QStringLiteral("readKeysButton"));
    m_readKeys->hide();
    connect(m_readKeys, &QPushButton::clicked, m_parts->editor, &DeviceEditor::readKeys);
    m_layout->addWidget(m_readKeys, 0, Qt::AlignLeft);
}

void DeviceFormSection::addSessionParts()
{
    m_facts = new FactList(m_parts->theme, this);
    connect(m_facts, &FactList::noted, this, &DeviceSectionView::noted);
    m_layout->addWidget(m_facts);
    m_reset = new QPushButton(tr("Reset the device…"), this);
    m_reset->setObjectName(QStringLiteral("resetSessionButton"));
    m_reset->setToolTip(tr("Forget session and MAC state, as if the device was new; says first what is lost"));
    connect(m_reset, &QPushButton::clicked, this, [this] { Q_EMIT resetRequested(false); });
    m_layout->addWidget(m_reset, 0, Qt::AlignLeft);
}

void DeviceFormSection::addPlaceParts()
{
    m_place = new QWidget(this);
    auto *row = new QHBoxLayout(m_place);
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const char *name, const QString &text, const QString &hint) {
        auto *button = new QPushButton(text, m_place);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(hint);
        row->addWidget(button);
        return button;
    };
    const auto copy = [this](QString (*words)(const Domain::GeoPoint &), const QString &note) {
        const auto &texts = m_parts->editor->draft();
        const auto latitude = Models::PlaceText::readDegrees(texts.text(DeviceField::Latitude));
        const auto longitude = Models::PlaceText::readDegrees(texts.text(DeviceField::Longitude));
        if (!latitude || !longitude)
            return;
        QGuiApplication::clipboard()->setText(words({*latitude, *longitude}));
        Q_EMIT noted(note);
    };
    connect(add("copyPlaceButton", tr("Copy coordinates"), tr("Copy both, as a map takes them")), &QPushButton::clicked,
            this, [copy] { copy(&Models::PlaceText::pair, tr("Coordinates copied")); });
    connect(add("copyMapButton", tr("Copy map link"),
                tr("A link to OpenStreetMap, to open in a browser; nothing is fetched from here")),
            &QPushButton::clicked, this, [copy] { copy(&Models::PlaceText::mapLink, tr("Map link copied")); });
    connect(add("removePlaceButton", tr("Remove the place"), tr("The device has no place then; saved with Save")),
            &QPushButton::clicked, this, [this] {
                for (const DeviceField field : {DeviceField::Latitude, DeviceField::Longitude, DeviceField::Altitude})
                    m_parts->editor->setText(field, {});
            });
    row->addStretch();
    m_layout->addWidget(m_place);
}

void DeviceFormSection::showEvent(QShowEvent *event)
{
    DeviceSectionView::showEvent(event);
    if (m_section == DeviceSection::Keys)
        m_parts->editor->readKeys();
    if (m_section == DeviceSection::General || m_section == DeviceSection::Mac)
        m_parts->editor->loadCatalog();
}

QWidget *DeviceFormSection::fieldWidget(DeviceField field) const
{
    return m_fields ? m_fields->widget(field) : nullptr;
}

void DeviceFormSection::refresh()
{
    updateSession(); // what stands above is made first: so goes the Tab key
    rebuild();
    if (m_fields)
        m_fields->sync();
    updateNote();
    updateKeys();
    updatePlace();
}

void DeviceFormSection::rebuild()
{
    const Models::DeviceShape shape = m_parts->editor->shape();
    const auto groups = DeviceWords::groups(m_section, shape);
    QStringList built;
    for (const Models::DeviceFieldGroup &group : groups) {
        built << group.title << group.note;
        for (const DeviceField field : group.fields)
            built << DeviceWords::title(field, shape);
    }
    if (built == m_built)
        return;
    m_built = built;
    delete m_fields;
    m_fields = nullptr;
    if (groups.empty())
        return;
    m_fields = new DeviceFields(m_parts->editor, m_parts->theme, groups, this);
    connect(m_fields, &DeviceFields::noted, this, &DeviceSectionView::noted);
    // Before the stretch, and before the buttons that belong below.
    const int below = m_place ? m_layout->indexOf(m_place)
        : m_reset             ? m_layout->indexOf(m_reset)
                              : m_layout->count() - 1;
    m_layout->insertWidget(below, m_fields);
    // They are older than the fields, and would come first with Tab.
    QWidget *before = m_fields;
    const QList<QWidget *> inside = m_fields->findChildren<QWidget *>();
    for (QWidget *widget : inside) {
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->window() == window() && !widget->focusProxy())
            before = widget;
    }
    QList<QPushButton *> buttons = m_place ? m_place->findChildren<QPushButton *>() : QList<QPushButton *>();
    if (m_reset)
        buttons << m_reset;
    for (QPushButton *button : std::as_const(buttons)) {
        setTabOrder(before, button);
        before = button;
    }
}

QString DeviceFormSection::missingWords() const
{
    if (m_fields)
        return {};
    switch (m_section) {
    case DeviceSection::Mac:
        return tr("This network has no MAC settings of single devices: it decides by itself.");
    case DeviceSection::Formatters:
        return tr("On this network payload functions belong to the application, not to single devices.");
    default:
        return tr("There is nothing to set here for this device.");
    }
}

void DeviceFormSection::updateNote()
{
    const QString missing = missingWords();
    const QString text = missing.isEmpty() ? m_parts->editor->readOnlyReason(typicalField(m_section)) : missing;
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText,
                     m_parts->theme->color(missing.isEmpty() ? Models::Meaning::Downlink : Models::Meaning::Quiet));
    m_note->setPalette(palette);
}

void DeviceFormSection::updateKeys()
{
    if (!m_keysText)
        return;
    const DeviceEditor &editor = *m_parts->editor;
    using Keys = DeviceEditor::Keys;
    QString text;
    if (editor.keys() == Keys::Reading)
        text = tr("The keys are read…");
    else if (editor.keys() == Keys::Refused)
        text = DeviceWords::noKeysReason(editor.shape());
    else if (editor.keys() == Keys::Failed)
        text = Domain::problemLine(editor.keysProblem());
    m_keysText->setText(text);
    m_keysText->setVisible(!text.isEmpty());
    m_readKeys->setVisible(editor.keys() == Keys::Failed);
    const bool quiet = editor.keys() == Keys::Reading;
    QPalette palette = m_keysText->palette();
    palette.setColor(QPalette::WindowText,
                     m_parts->theme->color(quiet ? Models::Meaning::Quiet : Models::Meaning::Downlink));
    m_keysText->setPalette(palette);
}

void DeviceFormSection::updateSession()
{
    if (!m_facts)
        return;
    const DeviceEditor &editor = *m_parts->editor;
    const Models::DeviceFacts facts(m_parts->text);
    m_facts->setFacts(facts.session({&editor.device(), editor.shape(), m_parts->heardNs(), Domain::nowNs()}));
    m_reset->setVisible(editor.capabilities().testFlag(Domain::Capability::ResetDevices));
    m_reset->setEnabled(editor.work() == DeviceEditor::Work::None
                        && editor.readOnlyReason(DeviceField::FCntUp).isEmpty());
}

void DeviceFormSection::updatePlace()
{
    if (!m_place)
        return;
    const Models::DeviceDraft &draft = m_parts->editor->draft();
    const bool placed = Models::PlaceText::readDegrees(draft.text(DeviceField::Latitude))
        && Models::PlaceText::readDegrees(draft.text(DeviceField::Longitude));
    const QList<QPushButton *> buttons = m_place->findChildren<QPushButton *>();
    for (QPushButton *button : buttons)
        button->setEnabled(placed
                           && (button->objectName() != u"removePlaceButton"
                               || m_parts->editor->readOnlyReason(DeviceField::Latitude).isEmpty()));
}

} // namespace Gui
