// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jsontreemodel.h"

#include "backend/domain/filterspec.h"

#include <algorithm>

namespace Models {

using Domain::FilterTerm;
using JsonScan::Type;

namespace {

constexpr qsizetype NameCharacters = 200;
constexpr qsizetype ValueCharacters = 400;
constexpr qsizetype PreviewCharacters = 120;
constexpr qsizetype LongestTerm = 200;
/// How far a search reads into one array before it stops at the row that stands for the rest.
constexpr int MostBatches = 400;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

} // namespace

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_nodes(1)
{
}

bool JsonTreeModel::isJson(QByteArrayView text, const JsonScan::Extents &extents)
{
    const qsizetype begin = JsonScan::skipBlanks(text, 0);
    if (begin >= text.size() || !JsonScan::isContainer(JsonScan::typeOf(text.sliced(begin))))
        return false;
    const qsizetype end = extents.skipValue(text, begin);
    return end >= 0 && JsonScan::skipBlanks(text, end) == text.size();
}

void JsonTreeModel::setParts(std::vector<Part> parts)
{
    beginResetModel();
    m_parts.clear();
    m_nodes.clear();
    m_nodes.emplace_back();
    m_extents.clear();
    for (Part &part : parts) {
        const JsonScan::Extents extents(part.json);
        if (!isJson(part.json, extents))
            continue;
        m_parts.push_back(std::move(part));
        m_extents.push_back(extents);
    }
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const QByteArray &text = m_parts[i].json;
        Node node;
        node.part = int(i);
        node.begin = JsonScan::skipBlanks(text, 0);
        node.end = m_extents[i].skipValue(text, node.begin);
        node.type = JsonScan::typeOf(QByteArrayView(text).sliced(node.begin));
        node.isHeading = true;
        if (m_parts.size() == 1 && m_parts[i].name.isEmpty()) {
            m_nodes.front() = node;
            bool more = false;
            for (Node &child : readBatch(0, &more))
                add(0, std::move(child));
            if (more) {
                Node rest;
                rest.isMore = true;
                add(0, rest);
            }
        } else {
            add(0, node);
        }
    }
    endResetModel();
}

int JsonTreeModel::add(int parent, Node node)
{
    const int number = int(m_nodes.size());
    node.parent = parent;
    node.part = node.part < 0 ? m_nodes[std::size_t(parent)].part : node.part;
    node.depth = m_nodes[std::size_t(parent)].depth + 1;
    node.row = int(m_nodes[std::size_t(parent)].children.size());
    m_nodes.push_back(std::move(node));
    m_nodes[std::size_t(parent)].children.push_back(number);
    return number;
}

QByteArrayView JsonTreeModel::valueOf(const Node &node) const
{
    return json(node).sliced(node.begin, node.end - node.begin);
}

/// Whether the node's children are shown.
bool JsonTreeModel::isOpen(const Node &node) const
{
    if (node.isMore || node.part < 0 || !JsonScan::isContainer(node.type) || node.depth >= MaxDepth)
        return false;
    return JsonScan::skipBlanks(json(node), node.begin + 1) < node.end - 1;
}

std::vector<JsonTreeModel::Node> JsonTreeModel::readBatch(int parent, bool *more)
{
    Node &node = m_nodes[std::size_t(parent)];
    std::vector<Node> batch;
    *more = false;
    if (!isOpen(node))
        return batch;
    qsizetype at = node.next > 0 ? node.next : node.begin + 1;
    const QByteArrayView text = json(node);
    const JsonScan::Extents &extents = m_extents[std::size_t(node.part)];
    while (const auto member = JsonScan::nextMember(text, at, node.end - 1, node.type == Type::Object, extents)) {
        if (int(batch.size()) == BatchRows) {
            *more = true;
            break;
        }
        at = member->next;
        Node child;
        child.keyBegin = member->keyBegin;
        child.keyEnd = member->keyEnd;
        child.begin = member->begin;
        child.end = member->end;
        child.type = JsonScan::typeOf(text.sliced(member->begin, member->end - member->begin));
        batch.push_back(child);
    }
    node.next = at;
    return batch;
}

void JsonTreeModel::insert(int parent, std::vector<Node> nodes, bool more)
{
    if (more) {
        Node rest;
        rest.isMore = true;
        nodes.push_back(rest);
    }
    if (nodes.empty())
        return;
    const int first = int(m_nodes[std::size_t(parent)].children.size());
    beginInsertRows(indexOf(parent), first, first + int(nodes.size()) - 1);
    for (Node &node : nodes)
        add(parent, std::move(node));
    endInsertRows();
}

bool JsonTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Node &node = m_nodes[std::size_t(nodeOf(parent))];
    return node.next == 0 && isOpen(node);
}

void JsonTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    bool more = false;
    std::vector<Node> batch = readBatch(nodeOf(parent), &more);
    insert(nodeOf(parent), std::move(batch), more);
}

void JsonTreeModel::loadMore(const QModelIndex &more)
{
    const int number = nodeOf(more);
    if (!more.isValid() || !m_nodes[std::size_t(number)].isMore)
        return;
    const int parent = m_nodes[std::size_t(number)].parent;
    const int row = m_nodes[std::size_t(number)].row;
    beginRemoveRows(indexOf(parent), row, row);
    m_nodes[std::size_t(parent)].children.pop_back();
    endRemoveRows();
    bool rest = false;
    std::vector<Node> batch = readBatch(parent, &rest);
    insert(parent, std::move(batch), rest);
}

QModelIndex JsonTreeModel::indexOf(int node, int column) const
{
    return node <= 0 ? QModelIndex() : createIndex(m_nodes[std::size_t(node)].row, column, quintptr(node));
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node &node = m_nodes[std::size_t(nodeOf(parent))];
    return createIndex(row, column, quintptr(node.children[std::size_t(row)]));
}

QModelIndex JsonTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(m_nodes[std::size_t(nodeOf(index))].parent) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(m_nodes[std::size_t(nodeOf(parent))].children.size());
}

int JsonTreeModel::columnCount(const QModelIndex & /*parent*/) const
{
    return ColumnCount;
}

bool JsonTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Node &node = m_nodes[std::size_t(nodeOf(parent))];
    return !node.children.empty() || (node.next == 0 && isOpen(node));
}

QString JsonTreeModel::nameText(const Node &node) const
{
    if (node.isMore)
        return tr("more…");
    if (node.isHeading)
        return m_parts[std::size_t(node.part)].name;
    if (node.keyBegin < 0)
        return QString::number(node.row);
    const QString key = JsonScan::unescaped(json(node).sliced(node.keyBegin, node.keyEnd - node.keyBegin));
    return key.isEmpty() ? QStringLiteral("\"\"") : JsonScan::visible(key, NameCharacters);
}

QString JsonTreeModel::valueText(const Node &node) const
{
    if (node.isMore || node.isHeading)
        return {};
    const QByteArrayView value = valueOf(node);
    if (node.type == Type::String)
        return u'"' + JsonScan::visible(JsonScan::unescaped(value, ValueCharacters + 1), ValueCharacters) + u'"';
    return JsonScan::line(value, JsonScan::isContainer(node.type) ? PreviewCharacters : ValueCharacters);
}

QString JsonTreeModel::path(int number) const
{
    QStringList names;
    for (const Node *node = &m_nodes[std::size_t(number)]; node->parent >= 0 && !node->isHeading;
         node = &m_nodes[std::size_t(node->parent)]) {
        if (node->isMore)
            return {};
        names.prepend(node->keyBegin < 0
                          ? QString::number(node->row)
                          : JsonScan::unescaped(json(*node).sliced(node->keyBegin, node->keyEnd - node->keyBegin)));
    }
    return names.join(u'.');
}

QStringList JsonTreeModel::terms(int number) const
{
    const Node &node = m_nodes[std::size_t(number)];
    if (node.isMore || node.isHeading || !m_parts[std::size_t(node.part)].filterable || JsonScan::isContainer(node.type)
        || node.end - node.begin > LongestTerm)
        return {};
    FilterTerm term;
    term.field = FilterTerm::Field::DecodedField;
    term.name = path(number);
    if (term.name.size() > LongestTerm)
        return {};
    QStringList texts;
    const auto add = [&texts](const FilterTerm &wanted) {
        // Only what is read back as the same condition.
        Domain::FilterSpec spec;
        spec.terms = {wanted};
        const QString text = spec.toText();
        if (Domain::FilterSpec::parse(text).spec == spec)
            texts << text;
    };
    const QByteArrayView value = valueOf(node);
    term.words = {node.type == Type::String ? JsonScan::unescaped(value) : QString::fromUtf8(value)};
    add(term);
    if (node.type == Type::Number) {
        term.words.clear();
        term.number = value.toByteArray().toDouble();
        for (const FilterTerm::Op op : {FilterTerm::Op::GreaterOrEqual, FilterTerm::Op::LessOrEqual}) {
            term.op = op;
            add(term);
        }
    }
    return texts;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int number = nodeOf(index);
    const Node &node = m_nodes[std::size_t(number)];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? nameText(node) : valueText(node);
    case PathRole:
        return path(number);
    case CopyRole:
        if (node.isMore)
            return {};
        return node.type == Type::String ? JsonScan::unescaped(valueOf(node)) : QString::fromUtf8(valueOf(node));
    case TermsRole:
        return terms(number);
    case MoreRole:
        return node.isMore;
    case NumberRole:
        return node.type == Type::Number;
    case HeadingRole:
        return node.isHeading;
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Field") : tr("Value");
}

/// The deepest node over this position of the first part; reads what is necessary.
int JsonTreeModel::nodeAt(qsizetype offset)
{
    int number = 0;
    int batches = 0;
    if (m_nodes.front().part < 0 && !m_nodes.front().children.empty())
        number = m_nodes.front().children.front();
    for (;;) {
        fetchMore(indexOf(number));
        const std::vector<int> &children = m_nodes[std::size_t(number)].children;
        if (children.empty())
            return number;
        const int last = children.back();
        if (m_nodes[std::size_t(last)].isMore && offset >= m_nodes[std::size_t(number)].next) {
            if (++batches > MostBatches)
                return last;
            loadMore(indexOf(last));
            continue;
        }
        const auto it = std::upper_bound(children.begin(), children.end(), offset, [this](qsizetype at, int child) {
            const Node &node = m_nodes[std::size_t(child)];
            return node.isMore || at < (node.keyBegin >= 0 ? node.keyBegin : node.begin);
        });
        if (it == children.begin())
            return number;
        const int child = *(it - 1);
        if (offset >= m_nodes[std::size_t(child)].end)
            return number;
        number = child;
        if (offset < m_nodes[std::size_t(child)].begin || !isOpen(m_nodes[std::size_t(child)]))
            return child;
    }
}

QModelIndex JsonTreeModel::find(const QString &text, const QModelIndex &from)
{
    if (text.isEmpty() || m_parts.empty() || isEmpty())
        return {};
    const QByteArray needle = text.toUtf8();
    const QByteArrayView all = m_parts.front().json;
    qsizetype start = 0;
    if (from.isValid()) {
        const Node &node = m_nodes[std::size_t(nodeOf(from))];
        start = node.isMore ? m_nodes[std::size_t(node.parent)].end : isOpen(node) ? node.begin + 1 : node.end;
    }
    const auto search = [&](qsizetype begin, qsizetype end) -> qsizetype {
        const auto it = std::search(all.begin() + begin, all.begin() + end, needle.begin(), needle.end(),
                                    [](char a, char b) { return lower(a) == lower(b); });
        return it == all.begin() + end ? -1 : it - all.begin();
    };
    qsizetype found = search(std::min(start, all.size()), all.size());
    if (found < 0)
        found = search(0, std::min(all.size(), start + needle.size()));
    return found < 0 ? QModelIndex() : indexOf(nodeAt(found));
}

} // namespace Models
