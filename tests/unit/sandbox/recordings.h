// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

#include <map>

/// What the recordings of the real servers show of the shape of messages.
namespace Recordings {

struct Message
{
    QString topic;
    QByteArray payload;
};

/// All messages of tests/data/<folder>.
inline QList<Message> load(const QString &folder)
{
    QList<Message> out;
    const QDir dir(QStringLiteral(TTN_TEST_DATA "/") + folder);
    for (const QString &name : dir.entryList({QStringLiteral("*.jsonl")})) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        while (!file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
            out.append({line.value(QLatin1String("topic")).toString(),
                        line.value(QLatin1String("payload")).toString().toUtf8()});
        }
    }
    return out;
}

/// What follows `devices/<id>/`.
inline QString suffix(const QString &topic)
{
    const qsizetype at = topic.indexOf(u"/devices/");
    return topic.mid(topic.indexOf(u'/', at + 9) + 1);
}

/// Every path of the message with the type of its value, `end_device_ids.device_id:string`. Free content (decoded
/// values and the like) is not looked into.
inline void paths(const QJsonValue &value, const QString &path, QSet<QString> &out)
{
    static const QStringList free
        = {QStringLiteral("decoded_payload"), QStringLiteral("normalized_payload"), QStringLiteral("payload_fields"),
           QStringLiteral("attributes"),      QStringLiteral("locations"),          QStringLiteral("data")};
    static const QStringList types = {QStringLiteral("null"),   QStringLiteral("bool"),  QStringLiteral("number"),
                                      QStringLiteral("string"), QStringLiteral("array"), QStringLiteral("object")};
    out.insert(path + u':' + types.value(int(value.type())));
    if (free.contains(path.section(u'.', -1)))
        return;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            paths(it.value(), path + u'.' + it.key(), out);
    }
    for (const QJsonValue &item : value.toArray())
        paths(item, path + u"[]", out);
}

/// The order of the keys of each object, as text: pairs "before<after" by path.
void keyOrder(const QByteArray &json, QSet<QString> &pairs);

} // namespace Recordings
