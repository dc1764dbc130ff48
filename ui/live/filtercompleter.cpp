// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/filtercompleter.h"

#include "backend/domain/dictionary.h"
#include "backend/domain/filterterms.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSet>

namespace Gui {

using Field = Domain::FilterTerm::Field;
namespace FilterTerms = Domain::FilterTerms;

namespace {

/// A list to choose from, not one to read.
constexpr qsizetype MostOffers = 50;
constexpr int MostWidth = 360;

bool isOperator(QChar c)
{
    return c == u':' || c == u'=' || c == u'<' || c == u'>';
}

bool fits(const QString &name, const QString &typed)
{
    return !name.isEmpty() && name.startsWith(typed, Qt::CaseInsensitive)
        && name.compare(typed, Qt::CaseInsensitive) != 0;
}

} // namespace

FilterCompleter::FilterCompleter(QLineEdit *edit, const Domain::Dictionary *dictionary)
    : QObject(edit)
    , m_edit(edit)
    , m_dictionary(dictionary)
    , m_completer(new QCompleter(&m_offers, this))
{
    m_completer->setWidget(edit);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setObjectName(QStringLiteral("filterOffers"));
    m_completer->popup()->setAccessibleName(tr("What may follow in the filter"));
    connect(edit, &QLineEdit::textEdited, this, &FilterCompleter::offer);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterCompleter::take);
}

FilterCompleter::Word FilterCompleter::word() const
{
    const QString text = m_edit->text().left(m_edit->cursorPosition());
    Word word;
    bool quoted = false;
    for (int i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"')
            quoted = !quoted;
        else if (!quoted && c.isSpace())
            word = {i + 1, {}, {}, false};
        else if (!quoted && c == u'-' && word.start == i && word.field.isEmpty())
            word.start = i + 1;
        else if (!quoted && isOperator(c)) {
            if (word.field.isEmpty())
                word.field = text.mid(word.start, i - word.start);
            word.comparison = word.comparison || c == u'<' || c == u'>';
            word.start = i + 1;
        } else if (!quoted && c == u',')
            word.start = i + 1;
    }
    word.typed = text.mid(word.start);
    word.typed.remove(u'"');
    return word;
}

QStringList FilterCompleter::namesFor(Field field, const QString &typed) const
{
    QStringList names;
    QSet<QString> known;
    const auto add = [&](const QString &name) {
        if (names.size() < MostOffers && fits(name, typed) && !known.contains(name)) {
            known.insert(name);
            names << name;
        }
    };
    const auto isInScope = [&](const Domain::DeviceEntry &entry) {
        return m_scope.profile == 0
            || (entry.profile == m_scope.profile
                && (m_scope.application.isEmpty() || entry.application == m_scope.application));
    };
    if (field == Field::Device || field == Field::Application || field == Field::Network) {
        for (Domain::DeviceRef ref = 1; ref < m_dictionary->deviceCount() && names.size() < MostOffers; ++ref) {
            const Domain::DeviceEntry &entry = m_dictionary->device(ref);
            if (!isInScope(entry))
                continue;
            add(field == Field::Device            ? entry.device
                    : field == Field::Application ? entry.application
                                                  : m_dictionary->profileName(entry.profile));
        }
    } else if (field == Field::Gateway) {
        for (Domain::GatewayRef ref = 1; ref < m_dictionary->gatewayCount() && names.size() < MostOffers; ++ref)
            add(m_dictionary->gateway(ref));
    } else if (field == Field::DataRate) {
        for (Domain::RadioRef ref = 1; ref < m_dictionary->radioCount(); ++ref)
            add(m_dictionary->radio(ref).dataRate);
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

QStringList FilterCompleter::offersFor(const Word &word) const
{
    QStringList offers;
    if (word.field.isEmpty()) {
        if (word.typed.isEmpty())
            return {};
        for (const FilterTerms::FieldInfo &info : FilterTerms::allFields()) {
            const QString field = QLatin1String(info.word);
            if (field.startsWith(word.typed, Qt::CaseInsensitive))
                offers << field + QLatin1String(info.kind == FilterTerms::Kind::Time ? ">" : ":");
        }
        return offers;
    }
    const FilterTerms::FieldInfo *info = FilterTerms::fieldByWord(word.field);
    if (!info)
        return {};
    QStringList words;
    switch (info->kind) {
    case FilterTerms::Kind::Text:
        return namesFor(info->field, word.typed);
    case FilterTerms::Kind::KindWords:
        for (int i = 0; i < Domain::EventKindCount; ++i)
            words << QLatin1String(Domain::kindWord(Domain::EventKind(i)));
        break;
    case FilterTerms::Kind::YesNo:
        words = {QStringLiteral("yes"), QStringLiteral("no")};
        break;
    case FilterTerms::Kind::Time:
        if (word.comparison)
            words = {QStringLiteral("-15min"), QStringLiteral("-1h"), QStringLiteral("-1d"), QStringLiteral("today")};
        break;
    default:
        break;
    }
    for (const QString &candidate : std::as_const(words)) {
        if (fits(candidate, word.typed))
            offers << candidate;
    }
    return offers;
}

void FilterCompleter::offer()
{
    const QStringList offers = offersFor(word());
    m_offers.setStringList(offers);
    if (offers.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->complete(QRect(0, 0, std::min(MostWidth, m_edit->width()), m_edit->height()));
}

bool FilterCompleter::isChoosing() const
{
    return m_completer->popup()->isVisible() && m_completer->popup()->currentIndex().isValid();
}

void FilterCompleter::take(const QString &offer)
{
    m_completer->popup()->hide();
    const Word at = word();
    const bool needsQuotes = offer.contains(u' ') || offer.contains(u',');
    const QString taken = needsQuotes ? QString(u'"' + offer + u'"') : offer;
    QString text = m_edit->text();
    text.replace(at.start, m_edit->cursorPosition() - at.start, taken);
    m_edit->setText(text);
    m_edit->setCursorPosition(at.start + int(taken.size()));
    // After a field's word comes its value.
    if (!offer.isEmpty() && isOperator(offer.back()))
        this->offer();
}

} // namespace Gui
