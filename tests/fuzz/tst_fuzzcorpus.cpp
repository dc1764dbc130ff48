// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/exercise.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <random>

using namespace Domain;

namespace {

constexpr int Mutations = 100'000;

/// What parsers stumble over.
const QByteArrayList morsels = {"null",
                                "true",
                                "{}",
                                "[]",
                                "\"\"",
                                "-1",
                                "0",
                                "1e400",
                                "18446744073709551616",
                                "9223372036854775808",
                                "1.5",
                                "\"1\"",
                                "-0",
                                "\\u0000",
                                "\\ud800",
                                "\xff",
                                "\xc0\x80",
                                "\xe2\x80\xae",
                                "{",
                                "}",
                                "[",
                                "]",
                                "\"",
                                ",",
                                ":",
                                "\\",
                                "[[[[[[[[",
                                "]]]]]]]]",
                                "\"rssi\":",
                                "\"f_cnt\":4294967296,",
                                "\"port\":-1,",
                                "=",
                                "\n",
                                "\x01"};

} // namespace

/// Every recorded message, and a fixed number of seeded mutations of them, through both codecs.
class TestFuzzCorpus : public TestBase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void recordings();
    void mutations();

private:
    QByteArray mutated(std::mt19937 &random) const;
    void exercise(const QByteArray &input);

    QByteArrayList m_inputs;
    std::unique_ptr<Backend::TrafficCodec> m_v3 = Backend::TrafficCodec::create(Generation::V3);
    std::unique_ptr<Backend::TrafficCodec> m_v2 = Backend::TrafficCodec::create(Generation::V2);
};

void TestFuzzCorpus::initTestCase()
{
    QStringList files;
    for (const QLatin1String folder : {QLatin1String("/v3/mqtt"), QLatin1String("/v2/mqtt")}) {
        QDirIterator it(QStringLiteral(TTN_TEST_DATA) + folder, {QStringLiteral("*.jsonl")});
        while (it.hasNext())
            files += it.next();
    }
    files.sort(); // the same inputs everywhere
    for (const QString &name : std::as_const(files)) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        while (!file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
            m_inputs += QByteArray(line[QLatin1String("topic")].toString().toUtf8() + '\n'
                                   + line[QLatin1String("payload")].toString().toUtf8());
        }
    }
    m_inputs += "$console/gap\n{\"cause\":\"asleep\",\"from\":\"2026-11-20T23:45:39Z\",\"applications\":1}";
    m_inputs += "$console/lost\n{\"events\":3,\"reason\":\"disk full\"}";
    QVERIFY(m_inputs.size() > 600);
}

void TestFuzzCorpus::exercise(const QByteArray &input)
{
    for (Backend::TrafficCodec *const codec : {m_v3.get(), m_v2.get()}) {
        const char *const broken = exerciseCodec(*codec, input);
        QVERIFY2(!broken, QByteArray(QByteArray(broken) + ": " + input).constData());
    }
}

void TestFuzzCorpus::recordings()
{
    for (const QByteArray &input : std::as_const(m_inputs)) {
        exercise(input);
        if (QTest::currentTestFailed())
            return;
    }
}

QByteArray TestFuzzCorpus::mutated(std::mt19937 &random) const
{
    // Not std::uniform_int_distribution: its results differ between standard libraries.
    const auto below = [&random](qsizetype limit) { return limit > 0 ? qsizetype(random() % quint32(limit)) : 0; };
    QByteArray text = m_inputs[below(m_inputs.size())];
    for (qsizetype steps = 1 + below(4); steps > 0; --steps) {
        const qsizetype at = below(text.size());
        const qsizetype length = below(std::min<qsizetype>(text.size() - at, 40)) + 1;
        switch (below(8)) {
        case 0:
            text[at] = char(text[at] ^ (1 << below(8)));
            break;
        case 1:
            text.remove(at, length);
            break;
        case 2:
            text.insert(at, text.mid(below(text.size()), length));
            break;
        case 3:
            text.insert(at, morsels[below(morsels.size())]);
            break;
        case 4:
            text.replace(at, length, morsels[below(morsels.size())]);
            break;
        case 5:
            text.truncate(at + 1);
            break;
        case 6: { // another value for a field
            const qsizetype colon = text.indexOf(':', at);
            const qsizetype end = colon < 0 ? -1 : text.indexOf(',', colon);
            if (end > 0)
                text.replace(colon + 1, end - colon - 1, morsels[below(morsels.size())]);
            break;
        }
        default: {
            const QByteArray &other = m_inputs[below(m_inputs.size())];
            text.replace(at, length, other.mid(below(other.size()), below(200) + 1));
            break;
        }
        }
        if (text.isEmpty())
            text = "\n";
    }
    return text;
}

void TestFuzzCorpus::mutations()
{
    std::mt19937 random(20261121);
    for (int i = 0; i < Mutations; ++i) {
        exercise(mutated(random));
        if (QTest::currentTestFailed())
            return;
    }
}

TTN_TEST_MAIN(TestFuzzCorpus)
#include "tst_fuzzcorpus.moc"
