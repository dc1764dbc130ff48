// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/devices/movedialog.h"

#include "backend/domain/problemtext.h"
#include "ui/common/roomfortext.h"
#include "ui/common/texts.h"
#include "ui/common/theme.h"
#include "ui/consolecontext.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>

namespace Gui {

namespace {

constexpr QSize UsualSize(480, 440);
constexpr int PageSize = 1'000;
constexpr int IdRole = Qt::UserRole;

} // namespace

MoveDialog::MoveDialog(ConsoleContext *context, const Theme *theme, const Scope &scope, const QStringList &ids,
                       QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_theme(theme)
    , m_scope(scope)
    , m_network(context->network(scope.profile, scope.application))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("moveDialog"));
    setWindowTitle(ids.size() == 1 ? tr("Move %1").arg(ids.first())
                                   : tr("Move %1 devices").arg(groupedNumber(quint64(ids.size()))));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    auto *to = new QLabel(tr("To the application"), this);
    to->setBuddy(m_search);
    m_search->setObjectName(QStringLiteral("moveSearch"));
    m_search->setAccessibleName(tr("Search applications"));
    m_search->setPlaceholderText(tr("Search: ID or name"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(256);
    m_list->setObjectName(QStringLiteral("moveTargets"));
    m_list->setAccessibleName(tr("Applications"));
    m_list->setUniformItemSizes(true);
    m_note->setObjectName(QStringLiteral("moveNote"));
    m_note->setAccessibleName(tr("What a move does"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("moveCancel"));
    m_move = buttons->addButton(tr("Move"), QDialogButtonBox::AcceptRole);
    m_move->setObjectName(QStringLiteral("moveButton"));
    m_move->setAccessibleName(m_move->text());
    const QKeySequence key(Qt::CTRL | Qt::Key_Return);
    m_move->setToolTip(tr("Begin the move (%1)").arg(key.toString(QKeySequence::NativeText)));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(to);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    layout->addSpacing(8);
    layout->addWidget(buttons);
    resize(UsualSize);
    connect(buttons, &QDialogButtonBox::accepted, this, &MoveDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(new QShortcut(key, this), &QShortcut::activated, this, &MoveDialog::finish);
    connect(m_search, &QLineEdit::textChanged, this, &MoveDialog::filter);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &MoveDialog::updateButtons);
    connect(m_theme, &Theme::changed, this, &MoveDialog::colorNote);
    connect(m_list, &QListWidget::itemActivated, this, &MoveDialog::finish);
    say(tr("Each device is backed up, deleted here and registered there with its keys, session and counters. What "
           "waits to be sent to it is lost. Events that were heard stay stored under %1. A move can be undone, and its "
           "backups stay in Recently deleted.")
            .arg(scope.application),
        false);
    ask();
    updateButtons();
    m_search->setFocus();
}

void MoveDialog::ask()
{
    if (!m_network || !(m_network->capabilities() & Domain::Capability::ListApplications)) {
        // A network that lists none has those of the connection.
        const QStringList known = m_context->profile(m_scope.profile).applications;
        for (const QString &id : known)
            add(id, {});
        return;
    }
    Domain::ApplicationQuery query;
    query.limit = PageSize;
    query.page = m_page;
    m_asking = m_network->applications(query);
    m_asking.then(this, [this](const Domain::Result<Domain::ApplicationPage> &answer) { onPage(answer); });
}

void MoveDialog::onPage(const Domain::Result<Domain::ApplicationPage> &answer)
{
    if (answer.problem) {
        const Domain::ProblemText text = Domain::problemText(answer.problem);
        say(QStringList({text.title, text.body, text.advice}).join(u' ').trimmed(), true);
        return;
    }
    for (const Domain::Application &application : answer.value.applications)
        add(application.id, application.name);
    filter(m_search->text());
    if (qint64(m_page) * PageSize < answer.value.total) {
        ++m_page;
        ask();
    } else if (m_list->count() == 0) {
        say(tr("The key sees no other application of this network."), true);
    }
}

void MoveDialog::add(const QString &id, const QString &name)
{
    if (id == m_scope.application)
        return;
    auto *item = new QListWidgetItem(name.isEmpty() ? id : tr("%1 · %2").arg(id, name), m_list);
    item->setData(IdRole, id);
}

void MoveDialog::filter(const QString &text)
{
    QListWidgetItem *only = nullptr;
    int shown = 0;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const bool matches = item->text().contains(text.trimmed(), Qt::CaseInsensitive);
        item->setHidden(!matches);
        if (!matches)
            item->setSelected(false);
        only = matches && ++shown == 1 ? item : only;
    }
    if (shown == 1)
        m_list->setCurrentItem(only);
    updateButtons();
}

QString MoveDialog::target() const
{
    const QList<QListWidgetItem *> items = m_list->selectedItems();
    return items.isEmpty() || items.first()->isHidden() ? QString() : items.first()->data(IdRole).toString();
}

void MoveDialog::updateButtons()
{
    m_move->setEnabled(!target().isEmpty());
}

void MoveDialog::say(const QString &text, bool bad)
{
    m_note->setText(text);
    m_isBad = bad;
    colorNote();
}

void MoveDialog::colorNote()
{
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(m_isBad ? Models::Meaning::Bad : Models::Meaning::Quiet));
    m_note->setPalette(palette);
}

void MoveDialog::finish()
{
    const QString application = target();
    if (application.isEmpty())
        return;
    accept();
    Q_EMIT chosen(application);
}

} // namespace Gui
