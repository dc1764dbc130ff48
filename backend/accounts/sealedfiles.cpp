// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/sealedfiles.h"

#include "backend/accounts/paths.h"
#include "backend/accounts/wipe.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace Backend {

using Domain::Call;
using Domain::CallSource;
using Domain::Done;
using Domain::Problem;
using Domain::Result;
using Domain::SecretStore;

namespace {

constexpr qsizetype maxNameLength = 80;

QString account()
{
    return QStringLiteral("sealed-files");
}

QString suffix()
{
    return QStringLiteral(".sealed");
}

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= maxNameLength && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
}

template <typename T>
Call<Result<T>> answered(Result<T> result)
{
    const CallSource<Result<T>> source;
    source.deliver(std::move(result));
    return source.call();
}

Problem notAName(const QString &name)
{
    return {Problem::Code::FileUnwritable, {name}, {}, {}, false};
}

void forget(QList<QByteArray> &records)
{
    for (QByteArray &record : records)
        wipe(record);
    records.clear();
}

} // namespace

SealedFiles::SealedFiles(QString folder, SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_secrets(secrets)
{
    m_pool.setMaxThreadCount(1);
}

SealedFiles::~SealedFiles()
{
    m_pool.waitForDone();
    for (QList<QByteArray> &records : m_memory)
        forget(records);
}

QString SealedFiles::pathOf(const QString &name) const
{
    return m_folder + u'/' + name + suffix();
}

Call<Result<Done>> SealedFiles::change(const QString &name, std::function<void(QList<QByteArray> &)> inMemory,
                                       std::function<Problem(const SealedFile &)> onDisk)
{
    if (!isName(name))
        return answered(Result<Done>(notAName(name)));
    if (!isPersistent()) {
        inMemory(m_memory[name]);
        return answered(Result<Done>(Done()));
    }
    const CallSource<Result<Done>> source;
    const auto run = [this, source, name, onDisk = std::move(onDisk)](const Seal &seal) {
        if (!makePrivateFolder(m_folder)) {
            source.deliver(Problem{Problem::Code::FileUnwritable, {m_folder}, {}, {}, false});
            return;
        }
        const Problem problem = onDisk(SealedFile(pathOf(name), name, seal));
        source.deliver(problem ? Result<Done>(problem) : Result<Done>(Done()));
    };
    withKey({run, [source](const Problem &problem) { source.deliver(problem); }});
    return source.call();
}

Call<Result<Done>> SealedFiles::write(const QString &name, const QList<QByteArray> &records)
{
    return change(
        name,
        [&records](QList<QByteArray> &kept) {
            forget(kept);
            for (const QByteArray &record : records)
                kept += ownCopy(record);
        },
        [this, name, records](const SealedFile &file) {
            m_ends.remove(name);
            return file.write(records);
        });
}

Call<Result<Done>> SealedFiles::append(const QString &name, const QByteArray &record)
{
    return change(
        name, [&record](QList<QByteArray> &kept) { kept += ownCopy(record); },
        [this, name, record](const SealedFile &file) { return file.append(record, m_ends[name]); });
}

Call<Result<QList<QByteArray>>> SealedFiles::read(const QString &name, qsizetype atMost)
{
    using Records = Result<QList<QByteArray>>;
    if (!isName(name))
        return answered(Records(notAName(name)));
    if (!isPersistent()) {
        QList<QByteArray> copies;
        for (const QByteArray &record : m_memory.value(name).mid(0, atMost))
            copies += ownCopy(record);
        return answered(Records(copies));
    }
    const CallSource<Records> source;
    const auto run = [this, source, name, atMost](const Seal &seal) {
        source.deliver(SealedFile(pathOf(name), name, seal).read(atMost));
    };
    withKey({run, [source](const Problem &problem) { source.deliver(problem); }});
    return source.call();
}

Call<Result<Done>> SealedFiles::remove(const QString &name)
{
    if (!isName(name))
        return answered(Result<Done>(notAName(name)));
    if (!isPersistent()) {
        QList<QByteArray> records = m_memory.take(name);
        forget(records);
        return answered(Result<Done>(Done()));
    }
    const CallSource<Result<Done>> source;
    const auto run = [this, source, name](const Seal &) {
        m_ends.remove(name);
        QFile file(pathOf(name));
        const bool done = !file.exists() || file.remove();
        source.deliver(done ? Result<Done>(Done())
                            : Problem{Problem::Code::FileUnwritable, {file.fileName()}, file.errorString(), {}, true});
    };
    withKey({run, [source](const Problem &problem) { source.deliver(problem); }});
    return source.call();
}

Call<Result<QStringList>> SealedFiles::list(const QString &prefix)
{
    const auto matches = [prefix](const QString &name) { return name.startsWith(prefix) && isName(name); };
    if (!isPersistent()) {
        QStringList names = m_memory.keys();
        erase_if(names, [&](const QString &name) { return !matches(name); });
        return answered(Result<QStringList>(names));
    }
    const CallSource<Result<QStringList>> source;
    const auto run = [this, source, matches](const Seal &) {
        QStringList names;
        for (const QString &file : QDir(m_folder).entryList({u'*' + suffix()}, QDir::Files, QDir::Name)) {
            const QString name = file.chopped(suffix().size());
            if (matches(name))
                names += name;
        }
        source.deliver(names);
    };
    withKey({run, [source](const Problem &problem) { source.deliver(problem); }});
    return source.call();
}

void SealedFiles::withKey(Waiting task)
{
    if (m_seal) {
        start(std::move(task.run));
        return;
    }
    m_waiting.push_back(std::move(task));
    askForKey();
}

void SealedFiles::start(Task task)
{
    m_pool.start([task = std::move(task), seal = m_seal.get()] { task(*seal); });
}

void SealedFiles::askForKey()
{
    if (std::exchange(m_asking, true))
        return;
    m_secrets.read(account(), this, [this](const SecretStore::Answer &answer) { onKeyRead(answer, true); });
}

void SealedFiles::onKeyRead(const SecretStore::Answer &answer, bool mayMake)
{
    if (answer.problem) {
        refuseAll(answer.problem);
        return;
    }
    if (answer.secret.isEmpty() && mayMake) {
        makeKey();
        return;
    }
    QByteArray key = QByteArray::fromBase64(answer.secret);
    if (key.size() == Seal::keyBytes)
        onKey(key);
    else // not overwritten: it may be the key to files that are there
        refuseAll({Problem::Code::SecretFailed, {}, {}, QStringLiteral("the key of sealed files is no key"), false});
    wipe(key);
}

void SealedFiles::makeKey()
{
    QByteArray key = Seal::makeKey();
    QByteArray text = key.toBase64();
    wipe(key);
    if (text.isEmpty()) {
        refuseAll({Problem::Code::SecretFailed, {}, {}, QStringLiteral("no random numbers"), true});
        return;
    }
    m_secrets.write(account(), text, this, [this](const SecretStore::Answer &answer) {
        if (answer.problem) {
            refuseAll(answer.problem);
            return;
        }
        // Read back: what counts is what the keychain has, should another program have made one at this moment.
        m_secrets.read(account(), this, [this](const SecretStore::Answer &kept) { onKeyRead(kept, false); });
    });
    wipe(text);
}

void SealedFiles::onKey(const QByteArray &key)
{
    m_asking = false;
    m_seal = std::make_unique<Seal>(key);
    for (Waiting &task : std::exchange(m_waiting, {}))
        start(std::move(task.run));
}

void SealedFiles::refuseAll(const Problem &problem)
{
    m_asking = false;
    for (const Waiting &task : std::exchange(m_waiting, {}))
        task.refuse(problem);
}

} // namespace Backend
