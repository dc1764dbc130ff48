// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

/// A running `ttn-sandbox` for tests: its JSON line, its commands, and connection files for ttnc.
class SandboxProcess
{
public:
    ~SandboxProcess()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(5'000))
            m_process.kill();
    }

    bool start(const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(TTN_BIN_DIR "/ttn-sandbox"), arguments);
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(20'000))
                return false;
        }
        m_line = QJsonDocument::fromJson(m_process.readLine()).object();
        return m_line.contains(QLatin1String("v3")) && m_line.contains(QLatin1String("v2"));
    }

    /// Sends a command and returns the answer.
    QJsonObject command(const QByteArray &text)
    {
        m_process.write(text + '\n');
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(10'000))
                return {};
        }
        return QJsonDocument::fromJson(m_process.readLine()).object();
    }

    [[nodiscard]] QJsonObject network(const char *name) const { return m_line.value(QLatin1String(name)).toObject(); }
    [[nodiscard]] QJsonObject application(const char *network, int index) const
    {
        return this->network(network).value(QLatin1String("applications")).toArray().at(index).toObject();
    }
    [[nodiscard]] QByteArray key(const char *network, int index) const
    {
        const QJsonObject json = application(network, index);
        return json.value(QLatin1String(qstrcmp(network, "v3") == 0 ? "api_key" : "access_key")).toString().toUtf8();
    }

    /// Writes a connection file for these applications of a network; `tls`: by the sandbox's own CA.
    QString connectionFile(const QTemporaryDir &folder, const char *network, const QStringList &applications,
                           bool tls = false)
    {
        const QJsonObject json = this->network(network);
        QJsonObject mqtt{{QLatin1String("address"), json.value(QLatin1String(tls ? "mqtts" : "mqtt"))}};
        if (tls)
            mqtt.insert(QLatin1String("tls"), QJsonObject{{QLatin1String("ca"), json.value(QLatin1String("ca"))}});
        else
            mqtt.insert(QLatin1String("tls"), QJsonValue::Null);
        QJsonObject file{{QLatin1String("format"), 1},
                         {QLatin1String("generation"), QLatin1String(network)},
                         {QLatin1String("mqtt"), mqtt},
                         {QLatin1String("applications"), QJsonArray::fromStringList(applications)}};
        if (json.contains(QLatin1String("grpc")))
            file.insert(QLatin1String("grpc"),
                        QJsonObject{{QLatin1String("identity"), json.value(QLatin1String("grpc"))},
                                    {QLatin1String("cluster"), json.value(QLatin1String("grpc"))},
                                    {QLatin1String("tls"), QJsonValue::Null}});
        if (json.contains(QLatin1String("discovery")))
            file.insert(QLatin1String("discovery"),
                        QJsonObject{{QLatin1String("address"), json.value(QLatin1String("discovery"))},
                                    {QLatin1String("tls"),
                                     QJsonObject{{QLatin1String("ca"), json.value(QLatin1String("certificate"))}}}});
        const QString path = folder.filePath(QLatin1String(network) + (tls ? QLatin1String("-tls") : QLatin1String(""))
                                             + QLatin1String(".json"));
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly))
            return {};
        out.write(QJsonDocument(file).toJson());
        return path;
    }

private:
    QProcess m_process;
    QJsonObject m_line;
};
