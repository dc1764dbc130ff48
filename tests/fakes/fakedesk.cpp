// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakedesk.h"

#include <algorithm>
#include <utility>

namespace TestSupport {

Answer<Domain::Done> FakeDesk::done(const QString &line, std::function<Domain::Problem()> work)
{
    return answer<Domain::Done>(line, [work = std::move(work)]() -> Domain::Result<Domain::Done> {
        if (const Domain::Problem problem = work())
            return problem;
        return Domain::Done{};
    });
}

void FakeDesk::hold(const QString &begin)
{
    m_held = begin;
}

void FakeDesk::goOn()
{
    m_held.reset();
    release();
}

void FakeDesk::release(int count)
{
    for (; count != 0 && !waiting.empty(); --count) {
        const std::function<void()> give = std::move(waiting.front());
        waiting.pop_front();
        give();
    }
}

void FakeDesk::refuse(const QString &begin, const Domain::Problem &problem)
{
    m_refusals[begin] = problem;
}

void FakeDesk::refuse(const QString &begin, Domain::Problem::Code code)
{
    refuse(begin, Domain::Problem{code, {}, {}, {}, true});
}

void FakeDesk::refuseNext(const QString &begin, const QList<Domain::Problem> &problems)
{
    m_next[begin] = problems;
}

void FakeDesk::allow(const QString &begin)
{
    const auto meant = [&begin](const auto &refused) { return refused.first.startsWith(begin); };
    std::erase_if(m_refusals, meant);
    std::erase_if(m_next, meant);
}

int FakeDesk::count(const QString &begin) const
{
    return int(std::count_if(calls.begin(), calls.end(), [&](const QString &line) { return line.startsWith(begin); }));
}

void FakeDesk::take(const QString &line, std::function<void()> give)
{
    calls << line;
    if (m_held && line.startsWith(*m_held))
        waiting.push_back(std::move(give));
    else
        give();
}

Domain::Problem FakeDesk::refusalOf(const QString &line)
{
    for (auto &[begin, problems] : m_next) {
        if (line.startsWith(begin) && !problems.isEmpty())
            return problems.takeFirst();
    }
    for (const auto &[begin, problem] : m_refusals) {
        if (line.startsWith(begin))
            return problem;
    }
    return {};
}

Domain::Problem fakeProblem(Domain::Problem::Code code, const QStringList &args)
{
    return {code, args, {}, {}, false};
}

} // namespace TestSupport
