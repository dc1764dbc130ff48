// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/networkapi.h"
#include "models/backgroundwork.h"
#include "models/importdraft.h"
#include "models/importsmodel.h"
#include "ui/common/page.h"

#include <QDialog>

#include <memory>

class QPushButton;
class QStackedWidget;

namespace Gui {

class ConsoleContext;
class ImportCheckStep;
class ImportList;
class ImportRunStep;
class ImportSourceStep;
class NoticeBar;
class StepBar;
class Theme;

/// Registers many devices from a list: which list, what its columns are, and then row by row. Closing it while rows are
/// being registered only hides it: the work goes on in the background and is listed there. GUI thread.
class ImportWindow : public QDialog
{
    Q_OBJECT

public:
    enum class Step : quint8 { Source, Check, Run };

    /// All must outlive it; the network is held. `network` has devices.
    ImportWindow(ConsoleContext *context, const Models::DeviceActivity *activity, const Theme *theme,
                 const Scope &scope, std::shared_ptr<Domain::NetworkApi> network, QWidget *parent = nullptr);
    ~ImportWindow() override;

    [[nodiscard]] const Scope &scope() const { return m_scope; }
    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] Models::ImportDraft *draft() { return &m_draft; }
    [[nodiscard]] bool isRunning() const;
    void setStep(Step step);
    /// Shows this run, which is to be started there.
    void watch(std::unique_ptr<Domain::ImportRun> run);

Q_SIGNALS:
    /// Devices were registered: lists are to be read anew.
    void registered();
    void noted(const QString &text);
    /// The log is to show these devices of the scope only.
    void devicesRequested(const Gui::Scope &scope, const QStringList &devices);

protected:
    void reject() override;

private:
    void goOn();
    void goBack();
    void begin();
    void resume(const QString &import);
    void onRunChanged();
    void showWork();
    void update();

    ConsoleContext *m_context;
    const Scope m_scope;
    const std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::DeviceImports &m_imports;
    Models::ImportDraft m_draft;
    Models::ImportsModel m_list;
    std::unique_ptr<Domain::ImportRun> m_run;
    Models::BackgroundWork::Id m_work = 0;
    Step m_step = Step::Source;
    StepBar *m_steps = nullptr;
    QStackedWidget *m_pages = nullptr;
    ImportSourceStep *m_source = nullptr;
    ImportList *m_listView = nullptr;
    ImportCheckStep *m_check = nullptr;
    ImportRunStep *m_running = nullptr;
    NoticeBar *m_notice = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace Gui
