// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>

/// One run of ttnc.
struct Ttnc
{
    int exitCode = -1;
    QList<QJsonObject> lines;
    QByteArray errors;
    QByteArray output;
};

inline void prepare(QProcess &process, const QByteArray &credential)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!credential.isEmpty())
        environment.insert(QStringLiteral("TTN_CREDENTIAL"), QString::fromUtf8(credential));
    process.setProcessEnvironment(environment);
    process.setProgram(QStringLiteral(TTN_BIN_DIR "/ttnc"));
}

inline Ttnc collect(QProcess &process, int waitMs = 60'000)
{
    Ttnc run;
    if (!process.waitForFinished(waitMs)) {
        process.kill();
        process.waitForFinished();
        run.errors = "did not end; " + process.readAllStandardError();
        return run;
    }
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    run.output = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    for (const QByteArray &line : run.output.split('\n')) {
        if (!line.isEmpty())
            run.lines.append(QJsonDocument::fromJson(line).object());
    }
    return run;
}

inline Ttnc run(const QStringList &arguments, const QByteArray &credential = {})
{
    QProcess process;
    prepare(process, credential);
    process.setArguments(arguments);
    process.start();
    return collect(process);
}
