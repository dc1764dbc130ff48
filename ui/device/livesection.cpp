// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/device/livesection.h"

#include "models/deviceeditor.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"

#include <QBoxLayout>

namespace Gui {

LiveSection::LiveSection(const DevicePageParts *parts, QWidget *parent)
    : DeviceSectionView(parts, parent)
    , m_page(new LivePage(parts->context, parts->theme, parts->scope, this))
{
    setObjectName(QStringLiteral("deviceLive"));
    m_page->setDevice(parts->editor->id());
    m_page->setDetailsShown(false);
    m_page->view()->setColumnShown(Models::LiveLogModel::Device, false); // it is this one
    m_page->setUtc(parts->text->isUtc());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_page);
    setFocusProxy(m_page->view());
    connect(m_page, &Page::noted, this, &DeviceSectionView::noted);
}

void LiveSection::setUtc(bool utc)
{
    m_page->setUtc(utc);
}

} // namespace Gui
