// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <memory>

namespace Backend {

class ZipPart;

/// A ZIP archive in memory. One thread.
class ZipArchive
{
public:
    /// `bytes` are shared, not copied.
    explicit ZipArchive(QByteArray bytes);
    ~ZipArchive();

    [[nodiscard]] bool isValid() const;
    /// Whether the archive lists a file of this name.
    [[nodiscard]] bool contains(const QString &name) const;
    /// What is packed under this name, at most so many bytes of it; null: there is none, or it cannot be read.
    [[nodiscard]] std::unique_ptr<ZipPart> open(const QString &name, qint64 mostBytes) const;

private:
    struct Handle;
    const QByteArray m_bytes;
    std::unique_ptr<Handle> m_handle;
};

/// One file of an archive, unpacked while it is read. Ends with an error behind its limit, whatever the archive says of
/// its size, and in a text without markup that no cell can be as long as. Must not outlive the archive.
class ZipPart : public QIODevice
{
    Q_OBJECT

public:
    struct File;
    ZipPart(std::unique_ptr<File> file, qint64 mostBytes);
    ~ZipPart() override;

    [[nodiscard]] bool isSequential() const override { return true; }
    /// More is packed than may be.
    [[nodiscard]] bool isTooLarge() const { return m_tooLarge; }

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    std::unique_ptr<File> m_file;
    qint64 m_left;
    qint64 m_sinceMarkup = 0;
    bool m_tooLarge = false;
};

} // namespace Backend
