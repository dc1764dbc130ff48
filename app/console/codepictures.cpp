// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/codepictures.h"

#include "backend/qr/codereading.h"

#include <QFileInfo>
#include <QImageReader>
#include <QPainter>
#include <QThreadPool>

#include <algorithm>
#include <cstring>

namespace App {

namespace {

constexpr int LargestSide = 4'000; ///< of what is looked through; codes in larger photos are large, too
constexpr qint64 LargestFile = 64 * 1'024 * 1'024;
constexpr qint64 MostPixels = 30'000'000; ///< of a picture that is decoded as a whole: Qt takes no more, and complains

using Source = Domain::CallSource<Gui::CodesInPicture>;

Gui::CodesInPicture codesIn(QImage picture)
{
    if (picture.isNull())
        return {};
    if (std::max(picture.width(), picture.height()) > LargestSide)
        picture = picture.scaled(LargestSide, LargestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    if (picture.hasAlphaChannel()) {
        QImage paper(picture.size(), QImage::Format_RGB32);
        paper.fill(Qt::white);
        QPainter(&paper).drawImage(0, 0, picture);
        picture = paper;
    }
    picture = picture.convertToFormat(QImage::Format_Grayscale8);
    Backend::GreyPicture grey{picture.width(), picture.height(), {}};
    grey.pixels.resize(qsizetype(grey.width) * grey.height);
    for (int y = 0; y < grey.height; ++y)
        std::memcpy(grey.pixels.data() + qsizetype(y) * grey.width, picture.constScanLine(y), std::size_t(grey.width));
    return {true, Backend::readCodes(grey)};
}

template <typename Work>
Domain::Call<Gui::CodesInPicture> inPool(Work work)
{
    const Source source;
    QThreadPool::globalInstance()->start([source, work = std::move(work)] {
        if (!source.isCancelled())
            source.deliver(work());
    });
    return source.call();
}

} // namespace

Domain::Call<Gui::CodesInPicture> CodePictures::read(const QImage &picture)
{
    return inPool([picture] { return codesIn(picture); });
}

Domain::Call<Gui::CodesInPicture> CodePictures::readFile(const QString &path)
{
    return inPool([path]() -> Gui::CodesInPicture {
        const QFileInfo file(path);
        if (!file.isFile() || file.size() > LargestFile)
            return {};
        QImageReader reader(path);
        reader.setDecideFormatFromContent(true);
        reader.setAutoTransform(true);
        const QSize size = reader.size();
        const bool shrinks = reader.format() == "jpeg"; // while it is decoded
        if (shrinks && std::max(size.width(), size.height()) > LargestSide)
            reader.setScaledSize(size.scaled(LargestSide, LargestSide, Qt::KeepAspectRatio));
        else if (!size.isValid() || qint64(size.width()) * size.height() > MostPixels)
            return {};
        return codesIn(reader.read());
    });
}

} // namespace App
