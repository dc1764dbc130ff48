// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QPushButton;

namespace Gui {

/// The rights of an application to tick, in groups and words, with buttons for what is most often wanted.
class RightsChooser : public QWidget
{
    Q_OBJECT

public:
    explicit RightsChooser(QWidget *parent = nullptr);

    void setRights(Domain::Rights rights);
    [[nodiscard]] Domain::Rights rights() const;
    /// A key can only give what it has itself; what is ticked already stays.
    void setGrantable(Domain::Rights grantable, const QString &reason);

Q_SIGNALS:
    void edited();

private:
    QPushButton *addPreset(const char *name, const QString &text, const QString &hint, Domain::Rights rights);
    void choose(Domain::Rights rights);

    std::map<Domain::Right, QCheckBox *> m_boxes;
    Domain::Rights m_grantable;
};

} // namespace Gui
