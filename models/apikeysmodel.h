// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/accessapi.h"

#include <QAbstractTableModel>

#include <vector>

namespace Models {

/// The API keys of an application, in the order of the network. Holds no secret. GUI thread.
class ApiKeysModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { Name, Id, Rights, Created, Expires, ColumnCount };
    enum Role : int { MeaningRole = Qt::UserRole + 1 };

    /// A key that ends within this time is marked.
    static constexpr int SoonDays = 14;

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that stay are the same rows afterwards, so that the selection survives.
    void setKeys(const QList<Domain::ApiKey> &keys);
    /// The one that this console works with; empty: none of these.
    void setOwn(const QString &id);
    void setUtc(bool utc);

    [[nodiscard]] bool isOwn(int row) const;
    /// nullptr without such a row. Valid until the next change.
    [[nodiscard]] const Domain::ApiKey *key(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const Domain::ApiKey &key, int column) const;

    std::vector<Domain::ApiKey> m_keys;
    QString m_own;
    bool m_utc = false;
};

} // namespace Models
