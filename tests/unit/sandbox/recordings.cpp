// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/recordings.h"

#include <simdjson.h>

namespace Recordings {

namespace {

void walk(const simdjson::dom::element &element, const QString &path, QSet<QString> &pairs)
{
    simdjson::dom::object object;
    if (!element.get(object)) {
        QStringList before;
        for (const simdjson::dom::key_value_pair field : object) {
            const QString key = QString::fromUtf8(field.key.data(), qsizetype(field.key.size()));
            for (const QString &earlier : std::as_const(before))
                pairs.insert(path + u'.' + earlier + u'<' + key);
            before.append(key);
            // The content of these is the sensor's, in alphabetical order.
            if (key != u"decoded_payload" && key != u"payload_fields" && key != u"normalized_payload"
                && key != u"locations" && key != u"attributes")
                walk(field.value, path + u'.' + key, pairs);
        }
    }
    simdjson::dom::array array;
    if (!element.get(array)) {
        for (const simdjson::dom::element item : array)
            walk(item, path + u"[]", pairs);
    }
}

} // namespace

void keyOrder(const QByteArray &json, QSet<QString> &pairs)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (!parser.parse(json.constData(), std::size_t(json.size())).get(root))
        walk(root, {}, pairs);
}

} // namespace Recordings
