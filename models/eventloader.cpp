// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/eventloader.h"

namespace Models {

EventLoader::EventLoader(QObject *parent)
    : QObject(parent)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietMs);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        if (m_state == State::Waiting)
            setState(State::Loading);
    });
}

void EventLoader::load(const EventKey &key, Domain::HistoryReader *reader)
{
    m_key = key;
    m_call.cancel();
    m_answer = {};
    m_quiet.stop();
    if (key.seq < 0)
        return setState(State::Unsaved);
    if (!reader)
        return setState(State::Closed);
    m_call = reader->event(key.seq);
    m_call.then(this, [this](Domain::EventAnswer answer) {
        m_quiet.stop();
        m_answer = std::move(answer);
        setState(m_answer.problem ? State::Failed : m_answer.found ? State::Ready : State::Gone);
    });
    m_quiet.start();
    setState(State::Waiting);
}

void EventLoader::clear()
{
    m_key.reset();
    m_call.cancel();
    m_answer = {};
    m_quiet.stop();
    setState(State::Empty);
}

const Domain::EventAnswer *EventLoader::answer() const
{
    return m_state == State::Ready ? &m_answer : nullptr;
}

void EventLoader::setState(State state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace Models
