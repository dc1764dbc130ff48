// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/applications/formsection.h"

class QComboBox;
class QLineEdit;

namespace Gui {

/// How an application of TTN v2 reads payloads, and with which key devices register themselves.
class PayloadSection : public FormSection
{
    Q_OBJECT

public:
    PayloadSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

    [[nodiscard]] QString title() const override { return tr("General"); }
    void load(bool anew) override;
    void undoChanges() override;

protected:
    void save() override;

private:
    /// What becomes of the key that devices register themselves with.
    enum Joining : int { AsItIs, NewKey, NoKey };

    void onDeskChanged();
    void showApplication();
    void onEdited();
    [[nodiscard]] Domain::ApplicationChange change() const;
    [[nodiscard]] QString keyMistake() const;
    [[nodiscard]] static QString sizes(const Domain::PayloadFunctions &functions);

    QComboBox *m_format = nullptr;
    QLabel *m_functions = nullptr;
    QComboBox *m_joining = nullptr;
    QLineEdit *m_key = nullptr;
    bool m_filling = false;
    Domain::Application m_before;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
};

} // namespace Gui
