// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/page.h"

#include <QDialog>

#include <map>
#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;
class QSettings;
class QStackedWidget;

namespace Gui {

class CheckStep;
class CodeReader;
class ConsoleContext;
class DoneStep;
class RegistrationStep;
class RegistrationWork;
class ScanStep;
class StartStep;
class StepBar;
class Theme;

/// Registers devices: by hand, from the Device Repository, as a copy, or scanned. Steps at the left; back without loss;
/// at the end what was done and what to do next. Closing it while something is being registered cancels that, and what
/// was made is taken back.
class RegistrationWizard : public QDialog
{
    Q_OBJECT

public:
    enum class Step : quint8 { Start, Product, Radio, Identity, Place, Check, Scan, Done };

    /// All must outlive the wizard. `copyOf`: begin with the settings of this device.
    RegistrationWizard(ConsoleContext *context, const Theme *theme, const Scope &scope, QWidget *parent = nullptr,
                       const QString &copyOf = {});
    ~RegistrationWizard() override;

    /// Where the choices for each application are kept; to be called before it is opened.
    void setSettings(QSettings *settings);
    /// What reads codes in pictures; to be called before it is opened.
    void setCodeReader(CodeReader *reader);
    [[nodiscard]] RegistrationWork &work() const { return *m_work; }
    /// One that belongs to the chosen way; nothing is checked.
    void goTo(Step step);

Q_SIGNALS:
    void registered(const QString &device);
    /// The page of this device is to be shown.
    void detailsRequested(const QString &device);
    /// Something that is to be said when the wizard is gone.
    void noted(const QString &text);

public Q_SLOTS:
    void reject() override;

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildSteps();
    QWidget *buildButtons();
    void addStep(Step step, RegistrationStep *page);
    void connectSteps();
    [[nodiscard]] std::vector<Step> path() const;
    [[nodiscard]] Step current() const;
    void goForward();
    void goBack();
    void startRegistration();
    void onListChanged();
    void onListFinished();
    void finishSingle();
    void finishScan();
    void another();
    void updateButtons();
    void updateSteps();
    /// False: the person is asked first.
    [[nodiscard]] bool mayClose();
    void leave();

    RegistrationWork *m_work = nullptr;
    const Theme *m_theme = nullptr;
    StepBar *m_bar = nullptr;
    QLabel *m_title = nullptr;
    QStackedWidget *m_stack = nullptr;
    std::map<Step, RegistrationStep *> m_steps;
    StartStep *m_start = nullptr;
    ScanStep *m_scan = nullptr;
    CheckStep *m_check = nullptr;
    DoneStep *m_done = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    std::size_t m_at = 0; ///< in path()
    bool m_leaving = false;
};

} // namespace Gui
