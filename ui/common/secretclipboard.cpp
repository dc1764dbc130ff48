// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/secretclipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>

namespace Gui {

namespace {

QByteArray digestOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

SecretClipboard &SecretClipboard::instance()
{
    auto *present = qApp->findChild<SecretClipboard *>(QString(), Qt::FindDirectChildrenOnly);
    return present ? *present : *new SecretClipboard(qApp);
}

SecretClipboard::SecretClipboard(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SecretClipboard::clear);
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] {
        if (m_lifetime.count() > 0)
            clear();
    });
}

void SecretClipboard::copy(const QString &secret)
{
    auto *data = new QMimeData;
    data->setText(secret);
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    data->setData(QStringLiteral("application/x-nspasteboard-concealed-type"), QByteArrayLiteral("1"));
    QGuiApplication::clipboard()->setMimeData(data);
    m_digest = digestOf(secret);
    if (m_lifetime.count() > 0)
        m_timer.start(m_lifetime);
    else
        m_timer.stop();
}

void SecretClipboard::clear()
{
    m_timer.stop();
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (!m_digest.isEmpty() && digestOf(clipboard->text()) == m_digest)
        clipboard->clear();
    m_digest.clear();
}

QString SecretClipboard::copiedNote(const QString &what) const
{
    constexpr int MsPerMinute = 60'000;
    const auto minutes = m_lifetime.count() / MsPerMinute;
    if (m_lifetime.count() == 0)
        return tr("%1 copied. It stays in the clipboard until something else is copied.").arg(what);
    return minutes <= 1 ? tr("%1 copied. It leaves the clipboard in a minute.").arg(what)
                        : tr("%1 copied. It leaves the clipboard in %2 minutes.").arg(what).arg(minutes);
}

} // namespace Gui
