// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/connectiontest.h"
#include "backend/domain/profile.h"

#include <QDialog>
#include <QElapsedTimer>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace Gui {

class Theme;

/// Shows a test of a connection while it runs: each step, how it stands, how long it took, what was found and what to
/// do. Closing it cancels the test.
class ConnectionTestDialog : public QDialog
{
    Q_OBJECT

public:
    using Make = std::function<std::unique_ptr<Domain::ConnectionTest>()>;

    /// `make` gives a new test of `profile`, once for each time that it is run.
    ConnectionTestDialog(Domain::Profile profile, Make make, const Theme *theme, QWidget *parent = nullptr);
    ~ConnectionTestDialog() override;

    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    struct Row;

    void run();
    void cancelOrClose();
    void buildRows();
    void showStep(int index);
    void showTime(int index);
    void updateTimes();
    void updateVerdict();
    void updateColors();
    void onFinished();

    const Domain::Profile m_profile;
    const Make m_make;
    const Theme *m_theme = nullptr;
    std::unique_ptr<Domain::ConnectionTest> m_test;
    QLabel *m_verdict = nullptr;
    QWidget *m_list = nullptr;
    QVBoxLayout *m_listLayout = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_close = nullptr;
    std::vector<Row> m_rows;
    QTimer m_tick;
    bool m_running = false;
    bool m_cancelled = false;
};

} // namespace Gui
