// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace Backend {

/// AES-256-GCM with one key. What is sealed can neither be read nor changed without it, nor be passed off as something
/// else: `about` must be the same for both ways. Value type, any thread; wipes its copy of the key.
class Seal
{
public:
    static constexpr qsizetype keyBytes = 32;
    static constexpr qsizetype idBytes = 8;
    static constexpr qsizetype overheadBytes = 12 + 16; ///< nonce and tag

    /// From the system's secure random source; empty when that fails.
    static QByteArray makeKey();

    /// `key`: keyBytes long.
    explicit Seal(const QByteArray &key);
    ~Seal();
    Seal(const Seal &other);
    Seal &operator=(const Seal &) = delete;

    /// Tells one key from another and nothing more.
    [[nodiscard]] QByteArray keyId() const;
    /// Empty when the library fails.
    [[nodiscard]] QByteArray close(const QByteArray &plain, const QByteArray &about) const;
    /// nullopt: changed, cut, or sealed with another key or about something else.
    [[nodiscard]] std::optional<QByteArray> open(const QByteArray &sealed, const QByteArray &about) const;

private:
    QByteArray m_key;
};

} // namespace Backend
