// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jsonscan.h"

#include <QAbstractItemModel>
#include <QByteArray>

#include <deque>
#include <vector>

namespace Models {

/// JSON text as a tree, exactly as sent. Children are read when they are asked for, some hundred at a time; a row says
/// that there are more (MoreRole, loadMore()). Deeper than MaxDepth a value is shown as text. GUI thread.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    static constexpr int MaxDepth = 64;
    static constexpr int BatchRows = 250;

    enum Column : int { Name, Value, ColumnCount };
    enum Role : int {
        PathRole = Qt::UserRole + 1, ///< QString: names with dots, items by number, as filters have it
        CopyRole, ///< QString: a string's characters, anything else as sent
        TermsRole, ///< QStringList: filter terms for this value, the plain one first
        MoreRole, ///< bool: stands for the children that were not read yet
        NumberRole, ///< bool: the value is a number
        HeadingRole, ///< bool: the name of a part
    };
    Q_ENUM(Role)

    /// Several texts can stand below each other; one without a name has its members at the top.
    struct Part
    {
        QString name;
        QByteArray json;
        bool filterable = false; ///< its fields are what filters call decoded fields
    };

    explicit JsonTreeModel(QObject *parent = nullptr);

    /// Parts that are not JSON (nothing that begins and ends like it) are left out.
    void setParts(std::vector<Part> parts);
    [[nodiscard]] bool isEmpty() const { return m_nodes.front().children.empty(); }
    [[nodiscard]] static bool isJson(QByteArrayView text, const JsonScan::Extents &extents = {});

    /// Reads the next children in place of a row with MoreRole.
    void loadMore(const QModelIndex &more);
    /// The next row behind `from` (invalid: from the start) whose name or value holds the text, case ignored for ASCII;
    /// goes round. Invalid: none.
    [[nodiscard]] QModelIndex find(const QString &text, const QModelIndex &from);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    using QObject::parent;

private:
    struct Node
    {
        int parent = -1;
        int row = 0;
        int part = -1;
        int depth = 0;
        qsizetype keyBegin = -1, keyEnd = -1;
        qsizetype begin = 0, end = 0; ///< of the value
        qsizetype next = 0; ///< where its children go on; 0: none was read
        JsonScan::Type type = JsonScan::Type::Other;
        bool isMore = false;
        bool isHeading = false;
        std::vector<int> children;
    };

    [[nodiscard]] int nodeOf(const QModelIndex &index) const { return index.isValid() ? int(index.internalId()) : 0; }
    [[nodiscard]] QModelIndex indexOf(int node, int column = 0) const;
    [[nodiscard]] QByteArrayView json(const Node &node) const { return m_parts[std::size_t(node.part)].json; }
    [[nodiscard]] QByteArrayView valueOf(const Node &node) const;
    [[nodiscard]] bool isOpen(const Node &node) const;
    [[nodiscard]] std::vector<Node> readBatch(int parent, bool *more);
    void insert(int parent, std::vector<Node> nodes, bool more);
    int add(int parent, Node node);
    [[nodiscard]] QString nameText(const Node &node) const;
    [[nodiscard]] QString valueText(const Node &node) const;
    [[nodiscard]] QString path(int node) const;
    [[nodiscard]] QStringList terms(int node) const;
    [[nodiscard]] int nodeAt(qsizetype offset);

    std::vector<Part> m_parts;
    std::vector<JsonScan::Extents> m_extents; ///< of the parts
    std::deque<Node> m_nodes; ///< the first is the root that nobody sees
};

} // namespace Models
