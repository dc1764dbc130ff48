// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferencesdialog.h"

#include "backend/domain/history.h"
#include "models/livelogstore.h"
#include "ui/common/formscroll.h"
#include "ui/common/roomfortext.h"
#include "ui/common/texts.h"
#include "ui/consolecontext.h"
#include "ui/preferences/preferences.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

namespace Gui {

namespace {

constexpr int FormWidth = 460;
constexpr int RowSteps[] = {100'000, 250'000, 500'000, 1'000'000, 2'000'000, 4'000'000};
constexpr int RowBytes = int(sizeof(Models::LiveLogStore::Rows)) / Models::LiveLogStore::BlockRows;
constexpr int GigabyteBits = 30;

} // namespace

PreferencesDialog::PreferencesDialog(Preferences *preferences, ConsoleContext *context, QWidget *parent)
    : QDialog(parent)
    , m_preferences(preferences)
    , m_context(context)
{
    setObjectName(QStringLiteral("preferencesDialog"));
    setWindowTitle(tr("Preferences"));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    m_scroll = new FormScroll(this);
    buildWindow();
    buildLog();
    buildHistory();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeButton"));
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_scroll->addBelow(buttons);
}

QBoxLayout *PreferencesDialog::addGroup(const QString &title)
{
    auto *heading = new QLabel(title, this);
    QFont font = heading->font();
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    auto *group = new QVBoxLayout;
    group->setSpacing(4);
    group->addWidget(heading);
    m_scroll->body()->addLayout(group);
    return group;
}

QLabel *PreferencesDialog::addNote(QBoxLayout *group, const char *name)
{
    auto *note = new QLabel(this);
    note->setObjectName(QLatin1String(name));
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    note->setFixedWidth(FormWidth);
    note->setForegroundRole(QPalette::PlaceholderText);
    group->addWidget(note);
    return note;
}

void PreferencesDialog::addField(QBoxLayout *group, const QString &label, QWidget *field)
{
    auto *text = new QLabel(label, this);
    text->setBuddy(field);
    field->setAccessibleName(QString(label).remove(u'&'));
    group->addSpacing(4);
    group->addWidget(text);
    group->addWidget(field);
}

void PreferencesDialog::buildWindow()
{
    QBoxLayout *group = addGroup(tr("Window"));
    auto *theme = new QComboBox(this);
    theme->setObjectName(QStringLiteral("themeField"));
    theme->addItem(tr("As the system says"), int(Theme::Mode::System));
    theme->addItem(tr("Light"), int(Theme::Mode::Light));
    theme->addItem(tr("Dark"), int(Theme::Mode::Dark));
    const auto showTheme = [this, theme] { theme->setCurrentIndex(theme->findData(int(m_preferences->themeMode()))); };
    showTheme();
    connect(theme, &QComboBox::activated, this,
            [this, theme] { m_preferences->setThemeMode(Theme::Mode(theme->currentData().toInt())); });
    connect(m_preferences, &Preferences::themeModeChanged, this, showTheme);
    addField(group, tr("&Colours"), theme);

    auto *times = new QComboBox(this);
    times->setObjectName(QStringLiteral("timesField"));
    times->addItem(tr("In the zone of this computer"), false);
    times->addItem(tr("In UTC"), true);
    const auto showTimes = [this, times] { times->setCurrentIndex(times->findData(m_preferences->utc())); };
    showTimes();
    connect(times, &QComboBox::activated, this,
            [this, times] { m_preferences->setUtc(times->currentData().toBool()); });
    connect(m_preferences, &Preferences::utcChanged, this, showTimes);
    addField(group, tr("&Times"), times);

    auto *secrets = new QComboBox(this);
    secrets->setObjectName(QStringLiteral("clipboardField"));
    secrets->addItem(tr("After a minute"), 1);
    secrets->addItem(tr("After 5 minutes"), 5);
    secrets->addItem(tr("Never"), 0);
    if (secrets->findData(m_preferences->clipboardMinutes()) < 0)
        secrets->addItem(tr("After %1 minutes").arg(m_preferences->clipboardMinutes()),
                         m_preferences->clipboardMinutes());
    secrets->setCurrentIndex(secrets->findData(m_preferences->clipboardMinutes()));
    connect(secrets, &QComboBox::activated, this,
            [this, secrets] { m_preferences->setClipboardMinutes(secrets->currentData().toInt()); });
    addField(group, tr("Take copied &keys out of the clipboard"), secrets);
}

void PreferencesDialog::buildLog()
{
    QBoxLayout *group = addGroup(tr("Log"));
    auto *rows = new QComboBox(this);
    rows->setObjectName(QStringLiteral("rowsField"));
    for (const int step : RowSteps)
        rows->addItem(tr("%1 (about %2)").arg(groupedNumber(quint64(step)), byteSize(quint64(step) * RowBytes)), step);
    if (rows->findData(m_preferences->logRows()) < 0)
        rows->addItem(groupedNumber(quint64(m_preferences->logRows())), m_preferences->logRows());
    rows->setCurrentIndex(rows->findData(m_preferences->logRows()));
    connect(rows, &QComboBox::activated, this,
            [this, rows] { m_preferences->setLogRows(rows->currentData().toInt()); });
    addField(group, tr("Events kept in &memory"), rows);
    addNote(group, "rowsNote")
        ->setText(tr("Applies at once. Older events stay in the history, from where they can be loaded and searched."));

    group->addSpacing(4);
    auto *keys = new QCheckBox(tr("&Single keys act in the log"), this);
    keys->setObjectName(QStringLiteral("singleKeysField"));
    keys->setChecked(m_preferences->singleKeys());
    connect(keys, &QCheckBox::toggled, m_preferences, &Preferences::setSingleKeys);
    group->addWidget(keys);
    addNote(group, "singleKeysNote")
        ->setText(tr("Space pauses, N and P go to the next and previous event of a device. Off: against slips, and for "
                     "speech input."));
}

void PreferencesDialog::buildHistory()
{
    QBoxLayout *group = addGroup(tr("History, for each network"));
    const Domain::RetentionPolicy keep = m_preferences->retention();
    m_days = new QSpinBox(this);
    m_days->setObjectName(QStringLiteral("daysField"));
    m_days->setRange(1, Preferences::MostDays);
    m_days->setValue(int(keep.age.count() / 24));
    m_days->setSuffix(tr(" days"));
    addField(group, tr("Keep events for at &most"), m_days);
    m_gigabytes = new QSpinBox(this);
    m_gigabytes->setObjectName(QStringLiteral("gigabytesField"));
    m_gigabytes->setRange(1, Preferences::MostGigabytes);
    m_gigabytes->setValue(int(keep.bytes >> GigabyteBits));
    m_gigabytes->setSuffix(tr(" GB"));
    addField(group, tr("and until they &fill"), m_gigabytes);
    m_historyNote = addNote(group, "historyNote");
    m_historyNote->setAccessibleName(tr("What these limits delete"));
    group->addSpacing(4);
    m_applyHistory = new QPushButton(tr("&Apply these limits"), this);
    m_applyHistory->setObjectName(QStringLiteral("applyHistoryButton"));
    m_applyHistory->setAutoDefault(false);
    group->addWidget(m_applyHistory, 0, Qt::AlignRight);
    for (QSpinBox *field : {m_days, m_gigabytes})
        connect(field, &QSpinBox::valueChanged, this, &PreferencesDialog::updateHistory);
    connect(m_applyHistory, &QPushButton::clicked, this, [this] {
        Domain::RetentionPolicy policy;
        policy.age = std::chrono::hours(24 * m_days->value());
        policy.bytes = quint64(m_gigabytes->value()) << GigabyteBits;
        m_preferences->setRetention(policy);
        updateHistory();
    });
    updateHistory();
}

void PreferencesDialog::updateHistory()
{
    const Domain::RetentionPolicy keep = m_preferences->retention();
    const quint64 bytes = quint64(m_gigabytes->value()) << GigabyteBits;
    const bool changed = m_days->value() != keep.age.count() / 24 || bytes != keep.bytes;
    m_applyHistory->setEnabled(changed);
    const QDateTime from = QDateTime::currentDateTimeUtc().addDays(-m_days->value());
    QStringList losing;
    for (const Domain::ProfileRef profile : m_context->profiles()) {
        const Domain::HistoryInfo info = m_context->historyInfo(profile);
        const bool tooOld = info.oldestNs != 0 && info.oldestNs < from.toMSecsSinceEpoch() * 1'000'000;
        if (tooOld || m_context->counters(profile).storedBytes > bytes)
            losing << m_context->profile(profile).name;
    }
    if (losing.isEmpty())
        m_historyNote->setText(tr("Nothing that is stored now is beyond these limits."));
    else
        m_historyNote->setText(tr("Beyond these limits, and deleted for good: the oldest events of %1.")
                                   .arg(losing.join(QStringLiteral(", "))));
}

} // namespace Gui
