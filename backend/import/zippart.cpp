// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/import/zippart.h"

#include <utility>
#include <zip.h>

namespace Backend {

namespace {

/// Excel's cells have at most 32,767 letters; XML readers keep a text as a whole.
constexpr qint64 longestText = 4LL << 20;

} // namespace

struct ZipArchive::Handle
{
    zip_t *zip = nullptr;

    ~Handle()
    {
        if (zip)
            zip_discard(zip);
    }
};

struct ZipPart::File
{
    zip_file_t *file = nullptr;

    ~File()
    {
        if (file)
            zip_fclose(file);
    }
};

ZipArchive::ZipArchive(QByteArray bytes)
    : m_bytes(std::move(bytes))
    , m_handle(std::make_unique<Handle>())
{
    zip_source_t *source = zip_source_buffer_create(m_bytes.constData(), zip_uint64_t(m_bytes.size()), 0, nullptr);
    if (!source)
        return;
    m_handle->zip = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (!m_handle->zip)
        zip_source_free(source);
}

ZipArchive::~ZipArchive() = default;

bool ZipArchive::isValid() const
{
    return m_handle->zip != nullptr;
}

bool ZipArchive::contains(const QString &name) const
{
    return m_handle->zip && zip_name_locate(m_handle->zip, name.toUtf8().constData(), ZIP_FL_NOCASE) >= 0;
}

std::unique_ptr<ZipPart> ZipArchive::open(const QString &name, qint64 mostBytes) const
{
    if (!m_handle->zip)
        return nullptr;
    auto file = std::make_unique<ZipPart::File>();
    file->file = zip_fopen(m_handle->zip, name.toUtf8().constData(), ZIP_FL_NOCASE);
    if (!file->file)
        return nullptr;
    return std::make_unique<ZipPart>(std::move(file), mostBytes);
}

ZipPart::ZipPart(std::unique_ptr<File> file, qint64 mostBytes)
    : m_file(std::move(file))
    , m_left(mostBytes)
{
    QIODevice::open(QIODevice::ReadOnly);
}

ZipPart::~ZipPart() = default;

qint64 ZipPart::readData(char *data, qint64 size)
{
    const zip_int64_t got = zip_fread(m_file->file, data, zip_uint64_t(size));
    if (got < 0)
        return -1;
    m_left -= got;
    const qsizetype markup = QByteArrayView(data, got).lastIndexOf('<');
    m_sinceMarkup = markup < 0 ? m_sinceMarkup + got : got - markup;
    m_tooLarge = m_left < 0 || m_sinceMarkup > longestText;
    return m_tooLarge ? -1 : got;
}

qint64 ZipPart::writeData(const char * /*data*/, qint64 /*size*/)
{
    return -1;
}

} // namespace Backend
