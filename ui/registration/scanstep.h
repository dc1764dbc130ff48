// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/catalogapi.h"
#include "ui/registration/codereader.h"
#include "ui/registration/registrationstep.h"

#include <map>

class QLineEdit;
class QPushButton;
class QTableView;

namespace Gui {

class ScanEditor;

/// Devices by their codes: typed by a USB scanner, pasted, or read from pictures that are opened, dropped or pasted.
/// The focus stays where a scanner types.
class ScanStep : public RegistrationStep
{
    Q_OBJECT

public:
    explicit ScanStep(RegistrationWork *work, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Scan"); }
    void enter() override;
    void takeFocus() override;
    /// As if a scanner had typed it.
    void take(const QString &text);

Q_SIGNALS:
    void cleanUpRequested(int row);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *buildField();
    void takeCode(const Models::DeviceCode &code);
    void takeKey(const Models::DeviceCode &code);
    void askTemplate(int row);
    void openPicture();
    void readPicture(Domain::Call<CodesInPicture> call);
    [[nodiscard]] bool takeMime(const QMimeData *mime);
    void say(const QString &text, Models::Meaning meaning);
    void updateEditor();
    void updateLook();

    using TemplateCall = Domain::Call<Domain::Result<Domain::DeviceTemplate>>;

    QLineEdit *m_field = nullptr;
    QPushButton *m_open = nullptr;
    QLabel *m_result = nullptr;
    QTableView *m_table = nullptr;
    ScanEditor *m_editor = nullptr;
    QPushButton *m_cleanUp = nullptr;
    Models::Meaning m_resultMeaning = Models::Meaning::Quiet;
    std::map<quint64, TemplateCall> m_templates; ///< by DevEUI
    Domain::Call<CodesInPicture> m_picture;
};

} // namespace Gui
