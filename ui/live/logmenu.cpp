// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/logmenu.h"

#include "models/cellterms.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeySequence>
#include <QMenu>

namespace Gui {

using Domain::FilterTerm;
using Models::LiveLogModel;
namespace CellTerms = Models::CellTerms;

namespace {

constexpr qsizetype LongestShown = 60;

/// Text from the network in a menu: bounded, and an ampersand is no mnemonic.
QString menuText(QString text)
{
    if (text.size() > LongestShown)
        text = text.left(LongestShown) + u'…';
    return text.replace(u'&', QStringLiteral("&&"));
}

QString termText(const FilterTerm &term)
{
    Domain::FilterSpec spec;
    spec.terms.push_back(term);
    return menuText(spec.toText());
}

void copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

QString withKeys(const QString &text, const QKeySequence &keys)
{
    return text + u'\t' + keys.toString(QKeySequence::NativeText);
}

} // namespace

LogMenu::LogMenu(QMenu *menu, const Models::LiveLogProxy *proxy, const QModelIndex &index)
    : QObject(menu)
{
    const LiveLogModel &log = *proxy->log();
    const int row = proxy->mapToSource(index).row();
    const auto column = LiveLogModel::Column(index.column());
    const Domain::EventRecord &record = log.store()->record(row);

    addTerms(menu, CellTerms::of(log, row, column));
    const QString device = index.siblingAtColumn(LiveLogModel::Device).data().toString();
    if (!device.isEmpty()) {
        menu->addAction(withKeys(tr("Only %1").arg(menuText(device)), QKeySequence(Qt::Key_Return)), this,
                        &LogMenu::deviceRequested)
            ->setObjectName(QStringLiteral("onlyDeviceAction"));
    }
    QStringList names;
    const std::vector<CellTerms::DecodedField> fields = CellTerms::decodedFields(log, row);
    for (const CellTerms::DecodedField &field : fields)
        names << field.name;
    if (column == LiveLogModel::Decoded && !names.isEmpty())
        addFields(menu, names);
    if (!menu->isEmpty())
        menu->addSeparator();

    menu->addAction(withKeys(tr("Copy rows"), QKeySequence::Copy), this, &LogMenu::rowsRequested)
        ->setObjectName(QStringLiteral("copyRowsAction"));
    const QString cell = index.data(LiveLogModel::CopyRole).toString();
    QAction *copyCell = menu->addAction(tr("Copy this cell"), this, [cell] { copy(cell); });
    copyCell->setObjectName(QStringLiteral("copyCellAction"));
    copyCell->setEnabled(!cell.isEmpty());
    menu->addAction(withKeys(tr("Copy the message as received"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)), this,
                    &LogMenu::messageRequested)
        ->setObjectName(QStringLiteral("copyJsonAction"));
    if (record.has(Domain::EventRecord::HasPayload))
        addPayload(menu, log.cell(row));
    menu->addSeparator();
    menu->addAction(withKeys(tr("Export…"), QKeySequence(Qt::CTRL | Qt::Key_E)), this, &LogMenu::exportRequested)
        ->setObjectName(QStringLiteral("exportRowsAction"));
}

void LogMenu::addTerms(QMenu *menu, const std::vector<FilterTerm> &terms)
{
    const auto add = [this](QMenu *to, const QString &text, const FilterTerm &term, const char *name) {
        to->addAction(text, this, [this, term] { Q_EMIT termRequested(term); })->setObjectName(QLatin1String(name));
    };
    const auto opposite = [](FilterTerm term) {
        term.negated = !term.negated;
        return term;
    };
    if (terms.size() == 1) {
        add(menu, tr("Filter by %1").arg(termText(terms.front())), terms.front(), "filterByAction");
        add(menu, tr("Exclude %1").arg(termText(terms.front())), opposite(terms.front()), "excludeAction");
        return;
    }
    if (terms.empty())
        return;
    QMenu *by = menu->addMenu(tr("Filter by"));
    for (const FilterTerm &term : terms)
        add(by, termText(term), term, "filterByAction");
    if (terms.front().op != FilterTerm::Op::Matches)
        return; // a time and its opposite are in the list already
    QMenu *exclude = menu->addMenu(tr("Exclude"));
    for (const FilterTerm &term : terms)
        add(exclude, termText(term), opposite(term), "excludeAction");
}

void LogMenu::addFields(QMenu *menu, const QStringList &names)
{
    QMenu *fields = menu->addMenu(tr("Show as a column"));
    fields->setObjectName(QStringLiteral("fieldColumnMenu"));
    for (const QString &name : names)
        fields->addAction(menuText(name), this, [this, name] { Q_EMIT fieldRequested(name); });
}

void LogMenu::addPayload(QMenu *menu, const Domain::CellText *cell)
{
    QMenu *payload = menu->addMenu(tr("Copy the payload"));
    payload->setObjectName(QStringLiteral("copyPayloadMenu"));
    // Bytes that are not (all) here are not copied as if they were.
    if (!cell || cell->payloadCut || cell->payload.isEmpty()) {
        const QString why = !cell ? tr("It is still being read.")
            : cell->payloadCut    ? tr("It is longer than 255 bytes: copy the message instead.")
                                  : tr("The history no longer has it.");
        payload->addAction(why)->setEnabled(false);
        return;
    }
    const QByteArray bytes = cell->payload;
    const auto add = [&](const char *name, const QString &text, const QString &form) {
        payload->addAction(text, this, [form] { copy(form); })->setObjectName(QLatin1String(name));
    };
    add("copyHexAction", tr("As hex"), QString::fromLatin1(bytes.toHex()).toUpper());
    add("copyBase64Action", tr("As base64"), QString::fromLatin1(bytes.toBase64()));
    add("copyCArrayAction", tr("As C array"), cArray(bytes));
}

QString LogMenu::cArray(const QByteArray &bytes)
{
    QStringList parts;
    for (const char byte : bytes)
        parts << QStringLiteral("0x%1").arg(uint(uchar(byte)), 2, 16, QLatin1Char('0')).toUpper().replace(u'X', u'x');
    return u'{' + parts.join(QStringLiteral(", ")) + u'}';
}

} // namespace Gui
