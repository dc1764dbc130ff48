// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/seal.h"

#include "backend/accounts/wipe.h"

#include <QCryptographicHash>

#include <limits>
#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace Backend {

namespace {

constexpr qsizetype nonceBytes = 12;
constexpr qsizetype tagBytes = 16;
static_assert(Seal::overheadBytes == nonceBytes + tagBytes);

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char *at(QByteArray &bytes, qsizetype offset = 0)
{
    return reinterpret_cast<unsigned char *>(bytes.data()) + offset;
}

const unsigned char *at(const QByteArray &bytes, qsizetype offset = 0)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData()) + offset;
}

bool fits(const QByteArray &bytes)
{
    return bytes.size() <= std::numeric_limits<int>::max() - Seal::overheadBytes;
}

} // namespace

QByteArray Seal::makeKey()
{
    QByteArray key(keyBytes, '\0');
    return RAND_bytes(at(key), int(keyBytes)) == 1 ? key : QByteArray();
}

Seal::Seal(const QByteArray &key)
    : m_key(ownCopy(key))
{
    Q_ASSERT(key.size() == keyBytes);
}

Seal::~Seal()
{
    wipe(m_key);
}

Seal::Seal(const Seal &other)
    : m_key(ownCopy(other.m_key))
{
}

QByteArray Seal::keyId() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayLiteral("ttn-console key id"));
    hash.addData(m_key);
    return hash.result().left(idBytes);
}

QByteArray Seal::close(const QByteArray &plain, const QByteArray &about) const
{
    const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray sealed(nonceBytes + plain.size() + tagBytes, '\0');
    int written = 0;
    int finished = 0;
    const bool done = context && fits(plain) && fits(about) && RAND_bytes(at(sealed), int(nonceBytes)) == 1
        && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, at(m_key), at(sealed)) == 1
        && EVP_EncryptUpdate(context.get(), nullptr, &written, at(about), int(about.size())) == 1
        && EVP_EncryptUpdate(context.get(), at(sealed, nonceBytes), &written, at(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(context.get(), at(sealed, nonceBytes + written), &finished) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, int(tagBytes),
                               at(sealed, nonceBytes + plain.size()))
            == 1;
    return done ? sealed : QByteArray();
}

std::optional<QByteArray> Seal::open(const QByteArray &sealed, const QByteArray &about) const
{
    const qsizetype size = sealed.size() - overheadBytes;
    if (size < 0 || !fits(sealed) || !fits(about))
        return std::nullopt;
    const CipherContext context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray plain(size, '\0');
    QByteArray tag = sealed.right(tagBytes);
    int written = 0;
    int finished = 0;
    const bool done = context
        && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, at(m_key), at(sealed)) == 1
        && EVP_DecryptUpdate(context.get(), nullptr, &written, at(about), int(about.size())) == 1
        && EVP_DecryptUpdate(context.get(), at(plain), &written, at(sealed, nonceBytes), int(size)) == 1
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, int(tagBytes), at(tag)) == 1
        && EVP_DecryptFinal_ex(context.get(), at(plain, written), &finished) == 1;
    if (done)
        return plain;
    wipe(plain); // nothing of what was not authentic leaves this place
    return std::nullopt;
}

} // namespace Backend
