// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/call.h"
#include "backend/domain/result.h"

#include <QStringList>

#include <deque>
#include <functional>
#include <map>
#include <optional>

namespace TestSupport {

template <typename T>
using Answer = Domain::Call<Domain::Result<T>>;

/// Where all calls of a fake network arrive: notes them, and answers with the event loop, or once the test says so.
/// A line is the name of the call and its most telling arguments: `deleteDevice orchard field-01`.
class FakeDesk
{
public:
    /// What happens at the server happens when the answer is given, not when the call is made.
    template <typename T>
    Answer<T> answer(const QString &line, std::function<Domain::Result<T>()> work)
    {
        const Domain::CallSource<Domain::Result<T>> source;
        Answer<T> call = source.call();
        source.onCancel([this, line] { cancelled << line; });
        take(line, [this, line, source, work = std::move(work)] {
            if (source.isCancelled())
                return;
            const Domain::Problem problem = refusalOf(line);
            source.deliver(problem ? Domain::Result<T>(problem) : work());
        });
        return call;
    }
    /// As answer(), for what only succeeds or fails.
    Answer<Domain::Done> done(const QString &line, std::function<Domain::Problem()> work);

    /// From now on the calls whose lines begin like this wait for release().
    void hold(const QString &begin = {});
    /// Answers what waits, and lets nothing wait any more.
    void goOn();
    /// The oldest `count` of the calls that wait; -1: all.
    void release(int count = -1);
    /// Every call whose line begins like this fails.
    void refuse(const QString &begin, const Domain::Problem &problem);
    void refuse(const QString &begin, Domain::Problem::Code code);
    /// The answers to the next calls whose lines begin like this; a problem without a code lets one pass.
    void refuseNext(const QString &begin, const QList<Domain::Problem> &problems);
    /// No call whose line begins like this fails any more.
    void allow(const QString &begin = {});
    [[nodiscard]] int count(const QString &begin) const;

    QStringList calls;
    QStringList cancelled;
    std::deque<std::function<void()>> waiting;

private:
    void take(const QString &line, std::function<void()> give);
    [[nodiscard]] Domain::Problem refusalOf(const QString &line);

    std::optional<QString> m_held;
    std::map<QString, Domain::Problem> m_refusals;
    std::map<QString, QList<Domain::Problem>> m_next;
};

Domain::Problem fakeProblem(Domain::Problem::Code code, const QStringList &args = {});

} // namespace TestSupport
