// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/registration/scanstep.h"

#include "backend/domain/hexinput.h"
#include "backend/domain/problemtext.h"
#include "ui/common/densetable.h"
#include "ui/common/theme.h"
#include "ui/registration/scaneditor.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>

namespace Gui {

using Models::DeviceCode;
using Models::RegistrationDraft;
using Models::RegistrationList;

namespace {

constexpr int LongestCode = 5'000;
constexpr int EditorWidth = 300;
constexpr int TableWidth = 280;
constexpr int IdWidth = 150;
constexpr int StateWidth = 180;

} // namespace

ScanStep::ScanStep(RegistrationWork *work, QWidget *parent)
    : RegistrationStep(work, parent)
    , m_result(newPlainLabel(QStringLiteral("scanResult"), {}, this))
{
    // Made in the order in which they are read, which is that of the Tab key.
    QWidget *field = buildField();
    m_table = new QTableView(this);
    m_editor = new ScanEditor(work, this);
    m_cleanUp = new QPushButton(tr("Remove what is left of it"), this);
    setAcceptDrops(true);
    m_result->setAccessibleName(tr("The last code"));
    makeDense(m_table);
    m_table->setObjectName(QStringLiteral("scanTable"));
    m_table->setAccessibleName(tr("Scanned devices"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(&work->list());
    m_table->setItemDelegate(
        new CellDelegate(theme(), RegistrationList::MeaningRole, {int(RegistrationList::DevEuiColumn)}, m_table));
    fitRowHeight(m_table);
    m_table->setMinimumWidth(TableWidth);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->resizeSection(RegistrationList::IdColumn, IdWidth);
    m_table->horizontalHeader()->resizeSection(RegistrationList::DevEuiColumn,
                                               QFontMetrics(Theme::monospace()).horizontalAdvance(QString(18, u'0')));
    // What became of it is seen first, the product last.
    m_table->horizontalHeader()->moveSection(RegistrationList::StateColumn, RegistrationList::IdColumn);
    m_table->horizontalHeader()->resizeSection(RegistrationList::StateColumn, StateWidth);
    m_table->installEventFilter(this);
    m_editor->setMinimumWidth(EditorWidth);
    m_cleanUp->setObjectName(QStringLiteral("scanCleanUp"));
    m_cleanUp->setAutoDefault(false);
    connect(m_cleanUp, &QPushButton::clicked, this, [this] { Q_EMIT cleanUpRequested(m_editor->row()); });

    auto *right = new QVBoxLayout;
    right->addWidget(m_editor, 1);
    right->addWidget(m_cleanUp, 0, Qt::AlignLeft);
    auto *below = new QHBoxLayout;
    below->setSpacing(16);
    below->addWidget(m_table, 3);
    below->addLayout(right, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(field);
    layout->addWidget(m_result);
    layout->addLayout(below, 1);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ScanStep::updateEditor);
    connect(m_editor, &ScanEditor::removeRequested, this, [this](int row) {
        this->work().list().remove(row);
        updateEditor();
        takeFocus();
        Q_EMIT changed();
    });
    connect(&work->list(), &RegistrationList::dataChanged, this, [this] {
        m_editor->refresh();
        updateEditor();
        Q_EMIT changed();
    });
    connect(theme(), &Theme::changed, this, &ScanStep::updateLook);
    updateEditor();
}

QWidget *ScanStep::buildField()
{
    auto *box = new QWidget(this);
    auto *label = new QLabel(tr("Scan or paste a code"), box);
    m_field = new QLineEdit(box);
    m_field->setObjectName(QStringLiteral("scanField"));
    m_field->setAccessibleName(label->text());
    m_field->setPlaceholderText(QStringLiteral("LW:D0:…"));
    m_field->setFont(Theme::monospace());
    m_field->setMaxLength(LongestCode);
    m_field->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    m_field->installEventFilter(this);
    label->setBuddy(m_field);
    m_open = new QPushButton(tr("Open picture…"), box);
    m_open->setObjectName(QStringLiteral("scanOpen"));
    m_open->setAutoDefault(false);
    m_open->setToolTip(tr("A photo or screenshot of a code. Pictures can also be dropped here or pasted."));
    connect(m_open, &QPushButton::clicked, this, &ScanStep::openPicture);
    auto *line = new QHBoxLayout;
    line->addWidget(m_field, 1);
    line->addWidget(m_open);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addLayout(line);
    return box;
}

void ScanStep::enter()
{
    m_open->setVisible(work().codeReader() != nullptr);
    work().catalog().load();
    // What was chosen anew for the radio is for those whose product is not known.
    RegistrationList &list = work().list();
    for (int row = 0; row < list.count(); ++row) {
        RegistrationDraft changed = list.entry(row).draft;
        if (!list.entry(row).product.isEmpty())
            continue;
        changed.plan = draft().plan;
        changed.macVersion = draft().macVersion;
        changed.phyVersion = draft().phyVersion;
        changed.supportsClassB = draft().supportsClassB;
        changed.supportsClassC = draft().supportsClassC;
        changed.pingSlotPeriod = draft().pingSlotPeriod;
        if (list.entry(row).state == RegistrationList::State::Waiting)
            list.setDraft(row, changed);
    }
    if (list.count() == 0)
        say(tr("A USB scanner types the code and presses Enter: leave the cursor here and scan one device after the "
               "other. "
               "A code of 32 digits becomes the AppKey of the device before it."),
            Models::Meaning::Quiet);
    updateEditor();
}

void ScanStep::takeFocus()
{
    m_field->setFocus();
}

void ScanStep::say(const QString &text, Models::Meaning meaning)
{
    m_resultMeaning = meaning;
    m_result->setText(text);
    updateLook();
}

// --- Codes ---

void ScanStep::take(const QString &text)
{
    // Pasted lists have several lines.
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (line.trimmed().isEmpty())
            continue;
        const DeviceCode code = DeviceCode::read(line);
        if (!code)
            say(code.mistake, Models::Meaning::Bad);
        else if (code.form == DeviceCode::Form::Key)
            takeKey(code);
        else
            takeCode(code);
    }
    work().touch();
    updateEditor();
    Q_EMIT changed();
}

void ScanStep::takeCode(const DeviceCode &code)
{
    RegistrationList &list = work().list();
    if (const int present = list.find(*code.devEui); present >= 0) {
        m_table->selectRow(present);
        say(tr("%1 is in the list already.").arg(code.devEui->toString()), Models::Meaning::Downlink);
        return;
    }
    RegistrationList::Entry entry;
    entry.draft = draft();
    entry.draft.id.clear();
    entry.draft.appKey.clear();
    entry.draft.nwkKey.clear();
    entry.draft.joinEui = work().catalog().defaultJoinEui().value_or(Domain::Eui()).toString();
    entry.draft.take(code);
    entry.draft.prefixes = work().catalog().joinEuiPrefixes();
    entry.remark = code.remark();
    const int row = list.add(entry);
    m_table->selectRow(row);
    m_table->scrollTo(list.index(row, 0));
    say(tr("%1 is in the list.").arg(code.devEui->toString()), Models::Meaning::Good);
    askTemplate(row);
}

void ScanStep::takeKey(const DeviceCode &code)
{
    const int row = m_editor->row();
    if (row < 0 || work().list().entry(row).state == RegistrationList::State::Registered) {
        say(tr("This is a key. Scan the device first to which it belongs."), Models::Meaning::Bad);
        return;
    }
    RegistrationDraft changed = work().list().entry(row).draft;
    changed.take(code);
    work().list().setDraft(row, changed);
    say(tr("The AppKey of %1 is taken.").arg(m_table->model()->index(row, 0).data().toString()), Models::Meaning::Good);
}

void ScanStep::askTemplate(int row)
{
    const Models::RegistrationList::Entry &entry = work().list().entry(row);
    const Domain::ProfileIds profile = entry.draft.base.profileIds;
    const auto devEui = Domain::readHex(entry.draft.devEui, Domain::Eui::byteCount).eui();
    if (!work().catalog().api() || !devEui || profile.vendor == 0 || profile.profile == 0)
        return;
    TemplateCall &call = m_templates[devEui->value()] = work().catalog().api()->deviceTemplate(profile);
    call.then(this, [this, devEui, profile](const Domain::Result<Domain::DeviceTemplate> &answer) {
        RegistrationList &list = work().list();
        const int found = list.find(*devEui);
        if (found < 0 || !answer) {
            if (found >= 0)
                say(tr("The repository does not know the product of %1: radio as chosen before.")
                        .arg(devEui->toString()),
                    Models::Meaning::Downlink);
            return;
        }
        RegistrationDraft changed = list.entry(found).draft;
        changed.take(answer.value);
        changed.joins = true;
        changed.base.profileIds = profile;
        const Domain::VersionIds &versions = changed.base.versionIds;
        if (!versions.band.isEmpty() && work().catalog().bandOf(changed.plan) != versions.band) {
            const QList<Domain::FrequencyPlan> plans = work().catalog().plans(versions.band);
            changed.plan = plans.size() == 1 ? plans.first().id : QString();
        }
        list.setProduct(found, QString(versions.brand + u' ' + versions.model).trimmed());
        list.setDraft(found, changed);
    });
}

// --- Pictures ---

void ScanStep::openPicture()
{
    auto *dialog = new QFileDialog(this, tr("Open picture"));
    dialog->setObjectName(QStringLiteral("scanOpenDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setMimeTypeFilters(
        {QStringLiteral("image/png"), QStringLiteral("image/jpeg"), QStringLiteral("application/octet-stream")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { readPicture(work().codeReader()->readFile(path)); });
    connect(dialog, &QDialog::finished, this, &ScanStep::takeFocus);
    dialog->open();
}

void ScanStep::readPicture(Domain::Call<CodesInPicture> call)
{
    say(tr("Looking for codes…"), Models::Meaning::Quiet);
    m_picture = std::move(call);
    m_picture.then(this, [this](const CodesInPicture &found) {
        if (!found.isPicture)
            say(tr("This is no picture that can be read, or too large a one."), Models::Meaning::Bad);
        else if (found.texts.isEmpty())
            say(tr("There is no code in the picture that can be read. It may be blurred, too small or cut off."),
                Models::Meaning::Bad);
        for (const QString &text : found.texts)
            take(text);
        takeFocus();
    });
}

bool ScanStep::takeMime(const QMimeData *mime)
{
    CodeReader *reader = work().codeReader();
    if (!reader || !mime)
        return false;
    if (mime->hasImage()) {
        readPicture(reader->read(qvariant_cast<QImage>(mime->imageData())));
        return true;
    }
    const QList<QUrl> urls = mime->urls();
    if (urls.isEmpty() || !urls.first().isLocalFile())
        return false;
    readPicture(reader->readFile(urls.first().toLocalFile()));
    return true;
}

void ScanStep::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasImage() || event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void ScanStep::dropEvent(QDropEvent *event)
{
    if (!takeMime(event->mimeData()) && event->mimeData()->hasText())
        take(event->mimeData()->text());
    event->acceptProposedAction();
}

bool ScanStep::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return RegistrationStep::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_field && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
        && !key->modifiers().testFlag(Qt::ControlModifier)) {
        // Not the window's default button: a scanner ends each code with it.
        const QString text = m_field->text();
        m_field->clear();
        if (!text.trimmed().isEmpty())
            take(text);
        return true;
    }
    if (watched == m_field && key->matches(QKeySequence::Paste)) {
        const QMimeData *mime = QApplication::clipboard()->mimeData();
        if (takeMime(mime))
            return true;
        if (mime && mime->text().trimmed().contains(u'\n')) {
            take(mime->text());
            return true;
        }
    }
    // A scanner types wherever the focus is.
    if (watched == m_table && !key->text().isEmpty() && key->text().front().isLetterOrNumber()
        && !key->modifiers().testFlag(Qt::ControlModifier)) {
        m_field->setFocus();
        QApplication::sendEvent(m_field, event);
        return true;
    }
    return RegistrationStep::eventFilter(watched, event);
}

void ScanStep::updateEditor()
{
    const QModelIndex current = m_table->currentIndex();
    if (m_editor->row() != (current.isValid() ? current.row() : -1))
        m_editor->setRow(current.isValid() ? current.row() : -1);
    m_cleanUp->setVisible(current.isValid() && current.row() < work().list().count()
                          && work().list().entry(current.row()).state == RegistrationList::State::Incomplete);
    m_table->setVisible(work().list().count() > 0);
}

void ScanStep::updateLook()
{
    colorLabel(m_result, theme()->color(m_resultMeaning));
}

} // namespace Gui
