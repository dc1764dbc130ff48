// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/problem.h"

#include <QByteArrayView>
#include <QString>

#include <sqlite3.h>
#include <string_view>
#include <utility>

namespace Backend {

/// A prepared statement; move-only. Used in the thread of its database. Blobs and texts are bound without a copy: they
/// must live until reset().
class SqliteStatement
{
public:
    SqliteStatement() = default;
    explicit SqliteStatement(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    SqliteStatement(SqliteStatement &&other) noexcept
        : m_statement(std::exchange(other.m_statement, nullptr))
    {
    }
    SqliteStatement &operator=(SqliteStatement &&other) noexcept
    {
        std::swap(m_statement, other.m_statement);
        return *this;
    }
    ~SqliteStatement() { sqlite3_finalize(m_statement); }

    [[nodiscard]] bool isValid() const { return m_statement != nullptr; }

    void bind(int index, qint64 value) { sqlite3_bind_int64(m_statement, index, value); }
    void bindBlob(int index, QByteArrayView bytes)
    {
        sqlite3_bind_blob64(m_statement, index, bytes.data(), sqlite3_uint64(bytes.size()), SQLITE_STATIC);
    }
    void bindText(int index, const QByteArray &utf8)
    {
        sqlite3_bind_text64(m_statement, index, utf8.constData(), sqlite3_uint64(utf8.size()), SQLITE_STATIC,
                            SQLITE_UTF8);
    }

    /// SQLITE_ROW, SQLITE_DONE or an error.
    int step() { return sqlite3_step(m_statement); }
    /// Ends the statement's read; the result of the last step once more.
    int reset() { return sqlite3_reset(m_statement); }
    /// One step of a statement without rows, then reset. SQLITE_OK or an error.
    int run()
    {
        sqlite3_step(m_statement);
        return sqlite3_reset(m_statement);
    }

    [[nodiscard]] qint64 integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    [[nodiscard]] bool isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    /// Valid until the next step() or reset().
    [[nodiscard]] QByteArrayView blob(int column) const
    {
        const void *data = sqlite3_column_blob(m_statement, column);
        return {static_cast<const char *>(data), qsizetype(sqlite3_column_bytes(m_statement, column))};
    }
    /// UTF-8, valid until the next step() or reset().
    [[nodiscard]] std::string_view text(int column) const
    {
        const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return data ? std::string_view(data, std::size_t(sqlite3_column_bytes(m_statement, column)))
                    : std::string_view();
    }

private:
    sqlite3_stmt *m_statement = nullptr;
};

/// One connection; used by one thread at a time.
class SqliteDatabase
{
public:
    enum class Mode : quint8 { ReadWrite, ReadOnly };

    SqliteDatabase() = default;
    SqliteDatabase(const SqliteDatabase &) = delete;
    SqliteDatabase &operator=(const SqliteDatabase &) = delete;
    ~SqliteDatabase() { close(); }

    /// SQLITE_OK or an error. Does not create the file.
    int open(const QString &path, Mode mode);
    void close();
    [[nodiscard]] bool isOpen() const { return m_database != nullptr; }

    int exec(const char *sql);
    /// An invalid statement when the text cannot be compiled; error() tells why.
    [[nodiscard]] SqliteStatement prepare(const char *sql);
    /// The first column of the first row; `fallback` when there is none. `result`: SQLITE_OK or an error.
    qint64 integer(const char *sql, qint64 fallback = 0, int *result = nullptr);

    /// What the last failure means for a person. `path` is the history file.
    [[nodiscard]] Domain::Problem problem(int result, const QString &path) const;
    [[nodiscard]] sqlite3 *handle() const { return m_database; }

private:
    sqlite3 *m_database = nullptr;
};

/// Ends in a rollback unless commit() succeeded.
class SqliteTransaction
{
public:
    explicit SqliteTransaction(SqliteDatabase &database)
        : m_database(database)
        , m_result(database.exec("BEGIN IMMEDIATE"))
    {
    }
    SqliteTransaction(const SqliteTransaction &) = delete;
    SqliteTransaction &operator=(const SqliteTransaction &) = delete;
    ~SqliteTransaction() { rollback(); }

    [[nodiscard]] int begun() const { return m_result; }
    int commit() { return m_database.exec("COMMIT"); }
    void rollback()
    {
        // SQLite itself rolls back on some errors, a full disk among them.
        if (m_result == SQLITE_OK && !sqlite3_get_autocommit(m_database.handle()))
            m_database.exec("ROLLBACK");
    }

private:
    SqliteDatabase &m_database;
    int m_result;
};

} // namespace Backend
