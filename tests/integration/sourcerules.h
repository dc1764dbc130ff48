// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

/// The rules of the house that a compiler does not check: arrows between the layers, where a library may be seen,
/// licence lines, sizes. docs/architecture.md draws the arrows.
class SourceRules
{
public:
    /// Folders in which the headers of Qt's modules lie.
    SourceRules(QStringList coreFolders, QStringList networkFolders);

    /// What is wrong with one file, one sentence each; `path` is relative to the repository.
    [[nodiscard]] QStringList check(const QString &path, const QByteArray &text) const;

private:
    [[nodiscard]] QString checkOwnInclude(const QString &layer, const QString &path, const QString &header) const;
    [[nodiscard]] QString checkSystemInclude(const QString &layer, const QString &path, const QString &header) const;
    [[nodiscard]] bool isInModule(const QString &header, const QString &module, const QStringList &folders) const;

    QStringList m_coreFolders;
    QStringList m_networkFolders;
};
