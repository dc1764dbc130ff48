// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lastjoin.h"

namespace Models {

using Domain::FilterTerm;

void LastJoin::look(Domain::HistoryReader *reader, const QString &application, const QString &device)
{
    m_reader = reader;
    const auto term = [](FilterTerm::Field field, const QString &word) {
        FilterTerm made;
        made.field = field;
        made.words = {word};
        return made;
    };
    m_filter = {};
    m_filter.terms = {term(FilterTerm::Field::Application, application), term(FilterTerm::Field::Device, device),
                      term(FilterTerm::Field::Kind, QStringLiteral("join"))};
    scan(0);
}

void LastJoin::scan(qint64 beforeSeq)
{
    m_call = m_reader->scan(m_filter, beforeSeq, 1);
    m_call.then(this, [this](const Domain::ScanPage &page) {
        if (!page.matches.empty())
            Q_EMIT finished(page.matches.back().timeNs);
        else if (page.problem || page.nextSeq == 0)
            Q_EMIT finished(0);
        else
            scan(page.nextSeq);
    });
}

} // namespace Models
