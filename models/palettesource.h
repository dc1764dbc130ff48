// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/eventrecord.h"
#include "models/palettequery.h"

#include <QSet>

#include <functional>
#include <vector>

namespace Domain {
class Dictionary;
struct DeviceEntry;
} // namespace Domain

namespace Models {

/// One line of the palette: what can be run or gone to.
struct PaletteItem
{
    QString id; ///< the same after a restart: what was used last is remembered by it
    QString text;
    QString detail; ///< where it belongs; may be empty
    QString shortcut; ///< as the platform spells it
    QString icon; ///< name of a line icon
    std::optional<bool> checked; ///< of what can be on or off
    Domain::ProfileRef profile = 0;
    QString application;
    Domain::DeviceRef device = 0;
};

/// One group of the palette. An entry is a number below count(), valid until refresh(). GUI thread.
class PaletteSource
{
public:
    explicit PaletteSource(QString title);
    PaletteSource(const PaletteSource &) = delete;
    PaletteSource &operator=(const PaletteSource &) = delete;
    virtual ~PaletteSource() = default;

    [[nodiscard]] QString title() const { return m_title; }
    /// The palette opens: gather what there is now.
    virtual void refresh() = 0;
    [[nodiscard]] virtual int count() const = 0;
    /// Folded; equal ranks are ordered by it.
    [[nodiscard]] virtual QStringView key(int entry) const = 0;
    [[nodiscard]] virtual PaletteRank rank(int entry, const PaletteQuery &query) const = 0;
    [[nodiscard]] virtual PaletteItem item(int entry) const = 0;
    /// -1: not there (any more).
    [[nodiscard]] virtual int find(const QString &id) const = 0;
    /// Whether everything is listed before anything was typed.
    [[nodiscard]] virtual bool isListedAtFirst() const = 0;

private:
    QString m_title;
};

/// A handful of entries in an order of their own.
class PaletteList : public PaletteSource
{
public:
    using Fill = std::function<std::vector<PaletteItem>()>;

    PaletteList(QString title, Fill fill);

    void refresh() override;
    [[nodiscard]] int count() const override { return int(m_entries.size()); }
    [[nodiscard]] QStringView key(int entry) const override { return m_entries[std::size_t(entry)].key; }
    [[nodiscard]] PaletteRank rank(int entry, const PaletteQuery &query) const override;
    [[nodiscard]] PaletteItem item(int entry) const override { return m_entries[std::size_t(entry)].item; }
    [[nodiscard]] int find(const QString &id) const override;
    [[nodiscard]] bool isListedAtFirst() const override { return true; }

private:
    struct Entry
    {
        PaletteItem item;
        QString key;
        QString detail;
    };

    Fill m_fill;
    std::vector<Entry> m_entries;
};

/// Every device that was ever heard in the networks present: by id, or by four or more digits of its DevEUI.
class PaletteDevices : public PaletteSource
{
public:
    struct Network
    {
        Domain::ProfileRef profile = 0;
        QString id; ///< the same after a restart
        QString name;
    };
    using Networks = std::function<std::vector<Network>()>;

    /// The dictionary must outlive it.
    PaletteDevices(QString title, const Domain::Dictionary *dictionary, Networks networks);

    void refresh() override;
    [[nodiscard]] int count() const override { return int(m_entries.size()); }
    [[nodiscard]] QStringView key(int entry) const override { return m_entries[std::size_t(entry)].key; }
    [[nodiscard]] PaletteRank rank(int entry, const PaletteQuery &query) const override;
    [[nodiscard]] PaletteItem item(int entry) const override;
    [[nodiscard]] int find(const QString &id) const override;
    [[nodiscard]] bool isListedAtFirst() const override { return false; }

private:
    struct Entry
    {
        Domain::DeviceRef ref = 0;
        const Domain::DeviceEntry *device = nullptr; ///< never moves
        QString key;
    };

    [[nodiscard]] const Network *network(Domain::ProfileRef profile) const;
    [[nodiscard]] QString idOf(const Entry &entry, const Network &network) const;

    const Domain::Dictionary *m_dictionary = nullptr;
    Networks m_listNetworks;
    std::vector<Network> m_networks;
    std::vector<Entry> m_entries;
    Domain::DeviceRef m_seen = 0; ///< names of the dictionary that were looked at
};

} // namespace Models
