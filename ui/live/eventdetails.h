// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/history.h"
#include "models/cellcache.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace Models {
class EventText;
class LiveLogModel;
} // namespace Models

namespace Gui {

class ConsoleContext;

/// The pane below the log: a summary of the current event and its message, indented or exactly as received.
class EventDetails : public QWidget
{
    Q_OBJECT

public:
    explicit EventDetails(ConsoleContext *context, QWidget *parent = nullptr);

    /// The event, with its record's values from `log`; nullopt: none is chosen.
    void setEvent(const std::optional<Models::EventKey> &key, const Models::LiveLogModel *log);
    /// Puts the message as received into the clipboard when it is here.
    void copyMessage() const;

private:
    void showMessage(const Domain::RawAnswer &answer);
    void render();
    [[nodiscard]] QString summaryOf(int row, const Models::LiveLogModel *log) const;

    ConsoleContext *m_context = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_topic = nullptr;
    QToolButton *m_asReceived = nullptr;
    QToolButton *m_copy = nullptr;
    QPlainTextEdit *m_message = nullptr;
    std::optional<Models::EventKey> m_key;
    Domain::Call<Domain::RawAnswer> m_call;
    Domain::RawMessage m_raw;
    QString m_note; ///< instead of a message: why there is none
};

} // namespace Gui
