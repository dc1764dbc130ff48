// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/sandbox/certificates.h"

#include <QHostAddress>
#include <QSslCertificate>

#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace Backend {
namespace {

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

enum class Role { Ca, Leaf };

QByteArray contents(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? QByteArray(data, size) : QByteArray();
}

bool addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSerial(X509 *certificate)
{
    unsigned char bytes[8];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] &= 0x7f; // a serial number is positive
    const std::unique_ptr<BIGNUM, Deleter<BN_free>> number(BN_bin2bn(bytes, sizeof bytes, nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool setName(X509 *certificate, const QString &commonName)
{
    const QByteArray name = commonName.toUtf8();
    return X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(name.constData()), int(name.size()), -1,
                                      0)
        == 1;
}

bool setTimes(X509 *certificate, const CertificateRequest &request)
{
    return ASN1_TIME_adj(X509_getm_notBefore(certificate), time_t(request.notBefore.toSecsSinceEpoch()), 0, 0)
        && ASN1_TIME_adj(X509_getm_notAfter(certificate), time_t(request.notAfter.toSecsSinceEpoch()), 0, 0);
}

QByteArray alternativeNames(const QStringList &hosts)
{
    QByteArrayList names;
    for (const QString &host : hosts)
        names += (QHostAddress(host).isNull() ? QByteArrayLiteral("DNS:") : QByteArrayLiteral("IP:")) + host.toUtf8();
    return names.join(',');
}

/// `signer` and `signerKey` null: signs itself.
Certificate make(const CertificateRequest &request, Role role, X509 *signer, EVP_PKEY *signerKey)
{
    const Key key(EVP_EC_gen("P-256"));
    const X509Ptr certificate(X509_new());
    if (!key || !certificate)
        return {};
    X509 *const issuer = signer ? signer : certificate.get();
    const bool described = X509_set_version(certificate.get(), X509_VERSION_3) == 1 && setSerial(certificate.get())
        && setTimes(certificate.get(), request) && setName(certificate.get(), request.commonName)
        && X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer)) == 1
        && X509_set_pubkey(certificate.get(), key.get()) == 1;
    if (!described)
        return {};

    bool extended = addExtension(certificate.get(), issuer, NID_subject_key_identifier, "hash")
        && addExtension(certificate.get(), issuer, NID_authority_key_identifier, "keyid");
    if (role == Role::Ca)
        extended = extended && addExtension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:TRUE")
            && addExtension(certificate.get(), issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
    else
        extended = extended && addExtension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE")
            && addExtension(certificate.get(), issuer, NID_ext_key_usage, "serverAuth");
    // One that signs itself says nothing about key usage: without keyCertSign it would not count as its own issuer.
    if (role == Role::Leaf && signer)
        extended = extended && addExtension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature");
    if (!request.hosts.isEmpty())
        extended = extended
            && addExtension(certificate.get(), issuer, NID_subject_alt_name, alternativeNames(request.hosts));
    if (!extended || X509_sign(certificate.get(), signerKey ? signerKey : key.get(), EVP_sha256()) == 0)
        return {};

    const Bio certificateBio(BIO_new(BIO_s_mem()));
    const Bio keyBio(BIO_new(BIO_s_mem()));
    if (!certificateBio || !keyBio || PEM_write_bio_X509(certificateBio.get(), certificate.get()) != 1
        || PEM_write_bio_PrivateKey(keyBio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return {contents(certificateBio.get()), contents(keyBio.get())};
}

} // namespace

QByteArray Certificate::sha256() const
{
    return QSslCertificate(certificatePem, QSsl::Pem).digest(QCryptographicHash::Sha256);
}

Certificate Certificates::makeCa(const CertificateRequest &request)
{
    return make(request, Role::Ca, nullptr, nullptr);
}

Certificate Certificates::makeLeaf(const Certificate &ca, const CertificateRequest &request)
{
    const Bio certificateBio(BIO_new_mem_buf(ca.certificatePem.constData(), int(ca.certificatePem.size())));
    const Bio keyBio(BIO_new_mem_buf(ca.keyPem.constData(), int(ca.keyPem.size())));
    const X509Ptr signer(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    const Key signerKey(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
    if (!signer || !signerKey)
        return {};
    return make(request, Role::Leaf, signer.get(), signerKey.get());
}

Certificate Certificates::makeSelfSigned(const CertificateRequest &request)
{
    return make(request, Role::Leaf, nullptr, nullptr);
}

} // namespace Backend
