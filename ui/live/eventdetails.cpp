// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/eventdetails.h"

#include "backend/domain/problemtext.h"
#include "models/livelogmodel.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

namespace Gui {

using Models::LiveLogModel;

namespace {

QLabel *dataLabel(const char *name, const QString &accessibleName, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(accessibleName);
    // Text from the network is never read as HTML.
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    return label;
}

} // namespace

EventDetails::EventDetails(ConsoleContext *context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(dataLabel("detailsTitle", tr("Event"), this))
    , m_summary(dataLabel("detailsSummary", tr("Summary of the event"), this))
    , m_topic(dataLabel("detailsTopic", tr("MQTT topic"), this))
    , m_asReceived(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_message(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("eventDetails"));
    setAccessibleName(tr("Details of the event"));
    QFont title = m_title->font();
    title.setWeight(QFont::DemiBold);
    m_title->setFont(title);

    m_asReceived->setObjectName(QStringLiteral("asReceivedButton"));
    m_asReceived->setText(tr("As received"));
    m_asReceived->setAccessibleName(tr("Show the message as received"));
    m_asReceived->setToolTip(tr("Show the bytes of the message without line breaks of ours"));
    m_asReceived->setCheckable(true);
    connect(m_asReceived, &QToolButton::toggled, this, &EventDetails::render);

    m_copy->setObjectName(QStringLiteral("copyMessageButton"));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the message as received"));
    m_copy->setToolTip(tr("Copy the message as received (%1)")
                           .arg(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C).toString(QKeySequence::NativeText)));
    connect(m_copy, &QToolButton::clicked, this, &EventDetails::copyMessage);

    m_message->setObjectName(QStringLiteral("rawMessage"));
    m_message->setAccessibleName(tr("Message of the event"));
    m_message->setReadOnly(true);
    m_message->setFont(Theme::monospace());
    m_message->setFrameShape(QFrame::NoFrame);
    m_message->setTabChangesFocus(true);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(8, 4, 8, 0);
    m_summary->setWordWrap(true);
    m_message->document()->setDocumentMargin(8);
    heading->addWidget(m_title, 1);
    heading->addWidget(m_asReceived);
    heading->addWidget(m_copy);
    auto *facts = new QVBoxLayout;
    facts->setContentsMargins(8, 0, 8, 4);
    facts->setSpacing(2);
    facts->addWidget(m_summary);
    facts->addWidget(m_topic);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(heading);
    layout->addLayout(facts);
    layout->addWidget(m_message, 1);
    setEvent(std::nullopt, nullptr);
}

void EventDetails::setEvent(const std::optional<Models::EventKey> &key, const LiveLogModel *log)
{
    const int row = key && log ? log->store()->find(key->profile, key->seq) : -1;
    m_summary->setVisible(row >= 0);
    if (row < 0) {
        m_title->clear();
        m_key.reset();
        m_call.cancel();
        m_raw = {};
        m_note = tr("Choose an event to see its message.");
        render();
        return;
    }
    const auto text = [&](LiveLogModel::Column column) { return log->index(row, column).data().toString(); };
    QStringList title;
    for (const LiveLogModel::Column column :
         {LiveLogModel::Kind, LiveLogModel::Device, LiveLogModel::Application, LiveLogModel::Network}) {
        if (!text(column).isEmpty())
            title << text(column);
    }
    m_title->setText(title.join(QStringLiteral(" · ")));
    m_summary->setText(summaryOf(row, log));
    m_summary->setToolTip(plainToolTip(m_summary->text()));

    const bool revised = m_key == key;
    m_key = key;
    m_call.cancel();
    if (!revised)
        m_raw = {};
    m_note.clear();
    Domain::HistoryReader *reader = m_context->reader(key->profile);
    if (key->seq < 0) {
        m_note = tr("This event could not be stored; its message is not kept.");
    } else if (!reader) {
        m_note = tr("The history of this network is not open.");
    } else {
        m_call = reader->raw(key->seq);
        m_call.then(this, [this](const Domain::RawAnswer &answer) { showMessage(answer); });
        if (!revised)
            m_message->clear();
        return;
    }
    render();
}

QString EventDetails::summaryOf(int row, const LiveLogModel *log) const
{
    const Domain::EventRecord &record = log->store()->record(row);
    if (Models::EventText::isSpan(record))
        return log->index(row, LiveLogModel::Decoded).data(LiveLogModel::SpanRole).toString();
    QStringList facts;
    if (record.has(Domain::EventRecord::HasNetworkTime)) {
        facts << tr("network %1").arg(log->text().fullTime(record.timeNs));
        facts << tr("here %1 ms later").arg(log->index(row, LiveLogModel::Delay).data().toString());
    } else {
        facts << tr("arrived %1").arg(log->text().fullTime(record.receivedNs));
    }
    const auto add = [&](LiveLogModel::Column column, const QString &unit = {}) {
        const QString value = log->index(row, column).data().toString();
        if (!value.isEmpty()) {
            facts << LiveLogModel::columnTitle(column) + u' ' + value
                    + (unit.isEmpty() ? QString() : QString(QChar(0x2009) + unit));
        }
    };
    add(LiveLogModel::DevEui);
    add(LiveLogModel::DataRate);
    add(LiveLogModel::Frequency, QStringLiteral("MHz"));
    add(LiveLogModel::BestGateway);
    add(LiveLogModel::Rssi, QStringLiteral("dBm"));
    add(LiveLogModel::Snr, QStringLiteral("dB"));
    add(LiveLogModel::Airtime, QStringLiteral("ms"));
    const QString counter = log->index(row, LiveLogModel::FCnt).data(Qt::ToolTipRole).toString();
    if (!counter.isEmpty())
        facts << counter;
    return facts.join(QStringLiteral(" · "));
}

void EventDetails::showMessage(const Domain::RawAnswer &answer)
{
    m_raw = answer.message;
    if (answer.problem)
        m_note = Domain::problemLine(answer.problem);
    else if (!answer.found)
        m_note = tr("The history no longer has this message.");
    else if (answer.message.payload.isEmpty())
        m_note = tr("The message is empty.");
    render();
}

void EventDetails::render()
{
    const bool here = m_note.isEmpty() && !m_raw.payload.isEmpty();
    m_asReceived->setEnabled(here);
    m_copy->setEnabled(here);
    m_asReceived->setVisible(m_key.has_value());
    m_copy->setVisible(m_key.has_value());
    m_topic->setVisible(!m_raw.topic.isEmpty());
    m_topic->setText(QString::fromUtf8(m_raw.topic) + (m_raw.retained ? tr(" · retained") : QString()));
    if (!here) {
        m_message->setPlainText(m_note);
        return;
    }
    const bool asReceived = m_asReceived->isChecked();
    m_message->setLineWrapMode(asReceived ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    m_message->setPlainText(asReceived ? receivedText(m_raw.payload) : indentedJson(m_raw.payload));
}

void EventDetails::copyMessage() const
{
    if (m_note.isEmpty() && !m_raw.payload.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_raw.payload));
}

} // namespace Gui
