// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/problemtext.h"

#include "backend/domain/problemsentences.h"

#include <algorithm>

namespace Domain {

using Detail::Row;
using Detail::Sentences;

Row Detail::Sentences::row(Problem::Code code)
{
    switch (code) {
    case Problem::Code::None:
    case Problem::Code::CodeCount:
        break;
    default:
        return managementRow(code);

    case Problem::Code::HostNotFound:
        return {tr("The server's name was not found."),
                {tr("There is no address for %1.")},
                tr("Check the spelling of the host name and that this computer is online. A name that works only "
                   "inside a company "
                   "network may need its VPN.")};
    case Problem::Code::ConnectionRefused:
        return {tr("The server refused the connection."),
                {tr("Nothing accepts connections on port %2 of %1."), tr("Nothing accepts connections there on %1.")},
                tr("Check the port. Usual are 1883 and 8883 (TLS) for MQTT, 1884 and 8884 (TLS) for managing. The "
                   "server may also "
                   "be restarting.")};
    case Problem::Code::NetworkUnreachable:
        return {tr("There is no way to the server."),
                {tr("This computer has no route to %1.")},
                tr("Check the network connection, and the VPN if the server needs one.")};
    case Problem::Code::ConnectTimeout:
        return {tr("The server did not answer in time."),
                {tr("No connection to %1, port %2, came about."), tr("No connection to %1 came about.")},
                tr("Check host and port. A firewall that drops packets silently looks like this: ask whether MQTT may "
                   "leave your "
                   "network.")};
    case Problem::Code::SocketClosed:
        return {tr("The server closed the connection."),
                {tr("The connection to %1 had been working.")},
                tr("Nothing to do if it comes back. If it happens again and again, another program may use the same "
                   "client id, or "
                   "a proxy or firewall may end long connections.")};
    case Problem::Code::ClosedBeforeConnack:
        return {tr("The server closed the connection without an answer."),
                {tr("%1, port %2, took the connection, but closed it before it answered the MQTT login."),
                 tr("%1 took the connection, but closed it before it answered the MQTT login.")},
                tr("Check that TLS and port fit: 8883 is usual with TLS, 1883 without. Otherwise the server may not "
                   "speak MQTT "
                   "3.1.1, or a limit on connections from your address was hit: wait a minute and try again.")};
    case Problem::Code::ConnackTimeout:
        return {tr("The server did not answer the login."),
                {tr("%1, port %2, took the connection, but never answered the MQTT login."),
                 tr("%1 took the connection, but never answered the MQTT login.")},
                tr("Check that an MQTT server listens on this port, and that TLS is used on a TLS port.")};
    case Problem::Code::KeepAliveTimeout:
        return {tr("The connection went silent."),
                {tr("%1 did not answer the keep-alive request.")},
                tr("Check this computer's network: it may have slept, changed its network or lost it. What the network "
                   "sent "
                   "meanwhile is marked as a gap.")};
    case Problem::Code::NetworkError:
        return {tr("The connection failed."),
                {tr("The network connection to %1, port %2, broke."), tr("The network connection to %1 broke.")},
                tr("Check this computer's network, then try again.")};

    case Problem::Code::ProtocolVersionRefused:
        return {tr("The server does not accept this MQTT version."),
                {tr("%1 refused MQTT 3.1.1.")},
                tr("Check the address: servers of The Things Stack and of The Things Network v2 accept this version.")};
    case Problem::Code::ClientIdRefused:
        return {tr("The server refused the client id."),
                {tr("%1 does not accept the name by which this connection introduces itself.")},
                tr("Ask who runs the server whether it allows only certain client ids.")};
    case Problem::Code::ServerUnavailable:
        return {tr("The server is not available now."),
                {tr("%1 is reachable, but takes no login at the moment.")},
                tr("Wait a moment: a limit on logins may have been hit, or the server is restarting.")};
    case Problem::Code::BadUserNameOrPassword:
        return {tr("The server refused user name or key."),
                {tr("%1 does not accept user name “%2” with this key."),
                 tr("%1 does not accept this user name with this key.")},
                tr("Check the application id, then paste the key again as a whole: it may have been deleted, or copied "
                   "with "
                   "something missing.")};
    case Problem::Code::NotAuthorized:
        return {
            tr("The server refused this key."),
            {tr("%1 does not let user name “%2” in with this key."),
             tr("%1 does not let this user name in with this key.")},
            tr("Check the application id, then paste the key again as a whole: it may have been deleted, belong to "
               "another "
               "application, or lack the right to read application traffic. The Things Stack answers the same for an "
               "unknown application and for a missing or wrong tenant: on the community network the user name is "
               "app@ttn, so the tenant is ttn.")};
    case Problem::Code::RefusedUnknown:
        return {tr("The server refused the connection."),
                {tr("%1 refused the MQTT login with return code %2."), tr("%1 refused the MQTT login.")},
                tr("Check the address: MQTT 3.1.1 does not know this answer, so it may be another kind of server.")};
    case Problem::Code::SubscriptionRefused:
        return {tr("The server refused to send this application's traffic."),
                {tr("%1 refused the subscription “%2”."), tr("%1 refused the subscription.")},
                tr("Check that application and tenant fit the key, and that the key may read application traffic.")};

    case Problem::Code::TlsHandshakeFailed:
        return {tr("No secure connection came about."),
                {tr("The TLS handshake with %1 failed.")},
                tr("Check that the port is the one for TLS, usually 8883. Otherwise server and console have no TLS "
                   "version in "
                   "common.")};
    case Problem::Code::CertificateUntrusted:
        return {tr("The server's certificate is not trusted."),
                {tr("None of the certificate authorities that this profile trusts has signed the certificate of %1.")},
                tr("Check the host name. If the network has a certificate authority of its own, choose its CA file in "
                   "the profile.")};
    case Problem::Code::CertificateExpired:
        return {tr("The server's certificate has expired."),
                {tr("The certificate of %1 was valid until %2."), tr("The certificate of %1 is no longer valid.")},
                tr("Check this computer's date. If it is right, whoever runs the server must renew the certificate.")};
    case Problem::Code::CertificateNotYetValid:
        return {tr("The server's certificate is not valid yet."),
                {tr("The certificate of %1 is valid from %2."), tr("The certificate of %1 becomes valid later.")},
                tr("Check this computer's date and time: a clock that is behind looks like this.")};
    case Problem::Code::CertificateHostMismatch:
        return {tr("The certificate belongs to another server."),
                {tr("The certificate that %1 showed is for %2."), tr("The certificate that was shown is not for %1.")},
                tr("Check the host name: connect by the name that the certificate names, not by an IP address or "
                   "another name.")};
    case Problem::Code::CertificateSelfSigned:
        return {tr("The server's certificate is signed by itself."),
                {tr("No certificate authority vouches for %1.")},
                tr("If it is your own server, choose its CA file in the profile, or compare the certificate's "
                   "fingerprint with "
                   "whoever runs the server and pin it.")};
    case Problem::Code::CertificateRevoked:
        return {tr("The server's certificate has been revoked."),
                {tr("The certificate of %1 was withdrawn by the authority that issued it.")},
                tr("Do not connect; tell whoever runs the server.")};
    case Problem::Code::PinMismatch:
        return {tr("The server showed another certificate than the pinned one."),
                {tr("Pinned for %1: %2. Shown now: %3."), tr("%1 showed a certificate that is not the pinned one.")},
                tr("Ask whoever runs the server whether the certificate was renewed, and compare the fingerprint. Pin "
                   "the new one "
                   "only if it is the same; otherwise somebody may be listening in between.")};
    case Problem::Code::CaUnreadable:
        return {tr("The CA file cannot be used."),
                {tr("There is no readable certificate in %1.")},
                tr("Choose a file with one or more certificates in PEM form (“-----BEGIN CERTIFICATE-----”).")};
    case Problem::Code::NoSystemRoots:
        return {tr("This computer has no list of trusted certificate authorities."),
                {tr("Without it the certificate of %1 cannot be checked."),
                 tr("Without it no server's certificate can be checked.")},
                tr("Install the package ca-certificates, or choose a CA file in the profile.")};
    case Problem::Code::PlaintextNotAllowed:
        return {tr("This connection would not be encrypted."),
                {tr("Key and data would travel to %1 in plain text."), tr("Key and data would travel in plain text.")},
                tr("Use TLS. If the network has none, allow plain text in the profile; in a connection file write "
                   "“\"plaintext\": true”.")};
    case Problem::Code::TransportMissing:
        return {tr("This MQTT library is not part of this program."),
                {tr("The transport “%1” was not built in.")},
                tr("Start without the option --mqtt to use the one that is.")};
    case Problem::Code::MessageTooLarge:
        return {tr("The message is too large."), {tr("It has %1 bytes.")}, tr("Send less, or in several messages.")};

    case Problem::Code::HistoryLocked:
        return {tr("Another program receives for this profile."),
                {tr("%2 (process %3 on %4) holds %1. You can read along; what it receives appears here, too."),
                 tr("%2 (process %3) holds %1. You can read along; what it receives appears here, too."),
                 tr("%1 is in use. You can read along; what the other program receives appears here, too.")},
                tr("Close the other program if this one shall receive.")};
    case Problem::Code::HistoryDamaged:
        return {
            tr("The history of this profile was damaged."),
            {tr("%1 could not be read. It was kept as %2, and a new history was begun."), tr("%1 could not be read.")},
            tr("Keep the old file if you want to have it repaired, otherwise delete it. Check the disk if this happens "
               "again.")};
    case Problem::Code::HistoryNewer:
        return {tr("The history was written by a newer version."),
                {tr("This version cannot read %1. It was kept as %2, and a new history was begun."),
                 tr("This version cannot read %1.")},
                tr("Update TTN Console, then put the file back under its old name.")};
    case Problem::Code::HistoryUnwritable:
        return {tr("The history cannot be written."),
                {tr("This user may not write to %1.")},
                tr("Check who owns the file and its folder. Until then new events are shown as unsaved.")};
    case Problem::Code::DiskFull:
        return {tr("The disk is full."),
                {tr("There is no room left for %1.")},
                tr("Make room. New events are still shown, marked as unsaved, and are stored as soon as there is room "
                   "again; what "
                   "was stored before is safe.")};
    case Problem::Code::HistoryFailed:
        return {tr("The history failed."),
                {tr("%1 could not be read or written.")},
                tr("Check the disk. New events are still shown, marked as unsaved, and are stored as soon as that "
                   "works again.")};
    case Problem::Code::EventsLost:
        return {tr("Some events could not be kept."),
                {tr("They could not be stored for too long. Number of events given up: %1.")},
                tr("Check that there is room on the disk. A row in the log marks where events are missing.")};
    case Problem::Code::EventNotStored:
        return {tr("This event is not stored."),
                {tr("It was received, but could not be written to the history yet.")},
                tr("Nothing to do if it is stored soon. Otherwise see the status bar for the reason.")};

    case Problem::Code::FileUnreadable:
        return {tr("The file cannot be read."),
                {tr("%1 could not be opened for reading.")},
                tr("Check that it exists and that you may read it.")};
    case Problem::Code::FileUnwritable:
        return {tr("The file cannot be written."),
                {tr("%1 could not be saved.")},
                tr("Check that you may write to its folder and that the disk has room.")};
    case Problem::Code::FileDiskFull:
        return {tr("There is no room for the file."),
                {tr("%1 could not be written because the disk is full. Nothing was left under its name.")},
                tr("Make room, or choose a place on another disk.")};
    case Problem::Code::ExportInterrupted:
        return {tr("The export ended early."),
                {tr("The history of %1 was closed while it was read. Nothing was written.")},
                tr("Connect to the network again, then export once more.")};
    case Problem::Code::ProfilesDamaged:
        return {tr("The list of profiles was damaged."),
                {tr("%1 could not be read as a whole. It was kept as %2; what could be read is here."),
                 tr("%1 could not be read as a whole, and no copy could be made. Profiles cannot be saved.")},
                tr("Add what is missing again, or put the kept file in order and back in its place: histories and keys "
                   "are found "
                   "by the ids in it.")};
    case Problem::Code::ProfilesNewer:
        return {tr("The list of profiles was written by a newer version."),
                {tr("This version cannot read %1 and leaves it as it is. Profiles cannot be saved.")},
                tr("Update TTN Console, or start it with another folder by --data-dir.")};
    case Problem::Code::ConnectionFileInvalid:
        return {tr("The connection file has a mistake."),
                {tr("%1, at %2: %3."), tr("%1 is not a connection file.")},
                tr("Correct it, or export the profile again. The user guide describes the form.")};
    case Problem::Code::ProfileUnknown:
        return {tr("There is no such profile."),
                {tr("No profile has the name “%1”.")},
                tr("Check the spelling, or use a connection file.")};
    case Problem::Code::CredentialMissing:
        return {tr("The key is missing."),
                {tr("There is no key for %1 on this computer.")},
                tr("Paste the application's key into the profile; for ttnc put it into the environment variable "
                   "TTN_CREDENTIAL.")};
    case Problem::Code::SealedFileDamaged:
        return {tr("A protected file was damaged."),
                {tr("%1 could not be read. It was kept as %2."), tr("%1 could not be read.")},
                tr("What was in it is lost unless there is a copy of the file from before: put that in its place.")};
    case Problem::Code::SealedFileForeign:
        return {tr("A protected file belongs to another keychain."),
                {tr("The keychain of this computer has no key to %1. It was kept as %2."),
                 tr("The keychain of this computer has no key to %1.")},
                tr("Such files can only be read with the keychain that they were written with.")};
    case Problem::Code::SealedFileNewer:
        return {tr("A protected file was written by a newer version."),
                {tr("This version cannot read %1 and leaves it as it is.")},
                tr("Update TTN Console.")};
    case Problem::Code::SecretStoreUnavailable:
        return {tr("Keys are kept for this session only."),
                {tr("This computer has no keychain that can be reached, so keys stay in memory and are forgotten at "
                    "the end.")},
                tr("To keep them, start a keychain service (GNOME Keyring or KWallet on Linux) and start TTN Console "
                   "again.")};
    case Problem::Code::SecretDenied:
        return {tr("The keychain did not give access."),
                {tr("Access to the key was denied, or the keychain stayed locked.")},
                tr("Unlock the keychain and try again, or paste the key for this session.")};
    case Problem::Code::SecretFailed:
        return {tr("The keychain failed."),
                {tr("The key could not be read from or written to the keychain.")},
                tr("Try again, or paste the key for this session.")};

    case Problem::Code::BrokerNotFound:
        return {tr("The broker for the sandbox is not installed."),
                {tr("The program “%1” was not found.")},
                tr("Install the package mosquitto.")};
    case Problem::Code::BrokerFailed:
        return {tr("The broker of the sandbox ended."),
                {tr("“%1” did not start, or stopped by itself.")},
                tr("Start the sandbox again; Details show what the broker wrote.")};
    case Problem::Code::SandboxFailed:
        return {tr("The sandbox is not running."),
                {tr("The local network is not available.")},
                tr("Start it again; run ttn-sandbox in a terminal to see what it says.")};

    case Problem::Code::NotJson:
        return {tr("The message is not JSON."),
                {tr("It could not be read: %1."), tr("It could not be read.")},
                tr("See Raw for what was received; nothing was lost.")};
    case Problem::Code::UnexpectedShape:
        return {tr("The message has an unexpected form."),
                {tr("This part is not as expected: %1."), tr("A part of it is not as expected.")},
                tr("See Raw for what was received; nothing was lost.")};
    case Problem::Code::FilterInvalid:
        return {tr("The filter cannot be read."),
                {tr("“%1” at position %2 is not a condition."), tr("“%1” is not a condition.")},
                tr("Correct it; for example: device:field-* fport:2 snr<-5.")};
    }
    return {};
}

QString Detail::Sentences::quoted(Problem::Code code, const QString &words)
{
    using Code = Problem::Code;
    // Who speaks: an MQTT server in its refusals, otherwise the system or a library.
    return (code >= Code::ProtocolVersionRefused && code <= Code::SubscriptionRefused)
            || (code >= Code::CallDeadline && code <= Code::RegistrationIncomplete)
        ? tr("The server said: “%1”").arg(words)
        : tr("Reported: “%1”").arg(words);
}

namespace {

/// Longest piece of foreign text within a sentence.
constexpr qsizetype foreignLimit = 500;

bool isInvisible(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
        || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
}

/// Foreign text made fit for a sentence: bounded, one line, nothing in it that hides or turns other text.
QString presentable(const QString &text)
{
    QString out;
    out.reserve(std::min(text.size(), foreignLimit));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (out.size() >= foreignLimit)
            return out + u'…';
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            out += c;
            out += text.at(++i);
        } else if (c.isSurrogate()) {
            out += QChar(QChar::ReplacementCharacter);
        } else if (c.unicode() < 0x20) {
            out += QChar(0x2400 + c.unicode()); // the control pictures: ␊ for a line feed
        } else if (isInvisible(c)) {
            out += u"<U+" + QString::number(c.unicode(), 16).toUpper().rightJustified(4, u'0') + u'>';
        } else {
            out += c;
        }
    }
    return out;
}

/// A SHA-256 in groups of four digits, to be compared by eye; other text as it is.
QString fingerprint(const QString &text)
{
    QString digits = text.toUpper();
    digits.remove(u':');
    const bool isHash = digits.size() == 64 && std::all_of(digits.cbegin(), digits.cend(), [](QChar c) {
                            return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'F');
                        });
    if (!isHash)
        return text;
    for (qsizetype at = 60; at > 0; at -= 4)
        digits.insert(at, u' ');
    return digits;
}

/// `pattern` with its facts; empty when one of them is missing. In one pass: a fact that contains "%2" stays as it is.
QString filled(const QString &pattern, const QStringList &facts)
{
    QString out;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int digit = pattern.at(i) == u'%' && i + 1 < pattern.size() ? pattern.at(i + 1).digitValue() : -1;
        if (digit < 1) {
            out += pattern.at(i);
            continue;
        }
        if (facts.value(digit - 1).isEmpty())
            return {};
        out += facts.at(digit - 1);
        ++i;
    }
    return out;
}

} // namespace

ProblemText problemText(const Problem &problem)
{
    const Row row = Sentences::row(problem.code);
    QStringList facts;
    QStringList args = problem.args;
    if (problem.code == Problem::Code::RightsMissing && args.size() > 1) {
        QStringList rights = args.at(1).split(QStringLiteral(", "));
        for (QString &right : rights)
            right = Sentences::rightWords(right);
        args[1] = rights.join(QStringLiteral(", "));
    }
    for (const QString &fact : std::as_const(args))
        facts += presentable(problem.code == Problem::Code::PinMismatch ? fingerprint(fact) : fact);

    ProblemText text{row.title, {}, row.advice};
    for (const QString &pattern : row.bodies) {
        text.body = filled(pattern, facts);
        if (!text.body.isEmpty())
            break;
    }
    if (!problem.serverText.isEmpty() && problem.code != Problem::Code::None) {
        if (!text.body.isEmpty())
            text.body += u' ';
        text.body += Sentences::quoted(problem.code, presentable(problem.serverText));
    }
    return text;
}

QString problemLine(const Problem &problem)
{
    const ProblemText text = problemText(problem);
    QStringList parts{text.title, text.body, text.advice};
    parts.removeAll(QString());
    return parts.join(u' ');
}

QString rightText(const QString &name)
{
    return Detail::Sentences::rightWords(name);
}

} // namespace Domain
