// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/applications/formsection.h"

class QComboBox;

namespace Gui {

/// What devices without formatters of their own inherit from the application (v3). Scripts are kept, and written
/// elsewhere.
class FormatterSection : public FormSection
{
    Q_OBJECT

public:
    FormatterSection(ApplicationDesk *desk, const Theme *theme, QWidget *parent);

    [[nodiscard]] QString title() const override { return tr("Default formatters"); }
    void load(bool anew) override;
    void undoChanges() override;

protected:
    void save() override;

private:
    QComboBox *addChoice(const char *name, const QString &title, const QString &hint);
    void showFormatters();
    void onEdited();
    void fill(QComboBox *box, const QString &kind, const QString &parameter);
    [[nodiscard]] Domain::Formatters chosen() const;

    QComboBox *m_up = nullptr;
    QComboBox *m_down = nullptr;
    bool m_filling = false;
    bool m_asked = false;
    bool m_loaded = false;
    Domain::Formatters m_before;
    std::shared_ptr<Domain::NetworkApi> m_network;
    Domain::Call<Domain::Result<Domain::Formatters>> m_read;
    Domain::Call<Domain::Result<Domain::Done>> m_call;
};

} // namespace Gui
