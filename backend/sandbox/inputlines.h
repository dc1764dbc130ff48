// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

namespace Backend {

/// The lines of standard input as they come, without blocking. In a thread with an event loop; at most one object.
class InputLines : public QObject
{
    Q_OBJECT

public:
    explicit InputLines(QObject *parent = nullptr);
    ~InputLines() override;

Q_SIGNALS:
    void line(const QByteArray &text);
    void ended();

private:
    void take(const QByteArray &bytes);

    struct Private;
    std::unique_ptr<Private> d;
    QByteArray m_rest;
};

} // namespace Backend
