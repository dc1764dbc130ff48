// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace Domain {

/// What went wrong: a code and its facts, never a sentence. problemtext.h has the sentence and the advice.
struct Problem
{
    enum class Code : quint16 {
        None = 0, ///< nothing: an end that was asked for
        // Connections. args: host, port
        HostNotFound,
        ConnectionRefused,
        NetworkUnreachable,
        ConnectTimeout,
        SocketClosed, ///< the server closed the connection
        ClosedBeforeConnack, ///< closed at once, without an answer to CONNECT
        ConnackTimeout,
        KeepAliveTimeout,
        NetworkError, ///< serverText: the system's words
        // CONNACK refusals. args: host, user name
        ProtocolVersionRefused,
        ClientIdRefused,
        ServerUnavailable,
        BadUserNameOrPassword,
        NotAuthorized,
        RefusedUnknown, ///< args: host, return code
        SubscriptionRefused, ///< args: host, filter
        // TLS. args: host
        TlsHandshakeFailed,
        CertificateUntrusted,
        CertificateExpired, ///< args: host, and when known until when
        CertificateNotYetValid, ///< args: host, and when known from when
        CertificateHostMismatch, ///< args: host, and when known the names of the certificate
        CertificateSelfSigned,
        CertificateRevoked,
        PinMismatch, ///< args: host, expected, found (SHA-256, hexadecimal)
        CaUnreadable, ///< args: path
        NoSystemRoots,
        PlaintextNotAllowed, ///< args: host
        TransportMissing, ///< args: transport name
        MessageTooLarge, ///< args: bytes
        // History. args: path
        HistoryLocked, ///< args: path, program, process id, host
        HistoryDamaged, ///< args: path, set aside as
        HistoryNewer, ///< args: path, set aside as
        HistoryUnwritable, ///< args: path
        DiskFull, ///< args: path
        HistoryFailed, ///< args: path
        EventsLost, ///< args: count
        EventNotStored,
        // Profiles, files and secrets
        FileUnreadable, ///< args: path
        FileUnwritable, ///< args: path
        FileDiskFull, ///< args: path
        ExportInterrupted, ///< args: profile
        ProfilesDamaged, ///< args: path, set aside as
        ProfilesNewer, ///< args: path
        ConnectionFileInvalid, ///< args: path, where, what
        ProfileUnknown, ///< args: name
        CredentialMissing, ///< args: profile
        SealedFileDamaged, ///< args: path, and where it could be set aside as
        SealedFileForeign, ///< as above
        SealedFileNewer, ///< args: path
        SecretStoreUnavailable,
        SecretDenied,
        SecretFailed,
        // Sandbox
        BrokerNotFound, ///< args: program
        BrokerFailed, ///< args: program
        SandboxFailed,
        // Reading
        NotJson, ///< args: where
        UnexpectedShape, ///< args: where
        FilterInvalid, ///< args: term, position (1-based)
        // Calls of the management services
        CallDeadline, ///< args: host, seconds
        CallInterrupted, ///< the server went away during the call. args: host
        PlaintextRefused, ///< closed at once, probably because it wants TLS. args: host
        CallRefused, ///< serverText: the server's reason; args: host
        ServerFault, ///< the server failed. args: host
        ServiceMissing, ///< args: host
        AnswerUnreadable, ///< args: host
        RequestTooLarge, ///< args: host
        RateLimited, ///< args: seconds to wait
        // Credentials
        KeyMalformed,
        KeyUnknown,
        KeySecretWrong,
        KeyExpired,
        KeyKindUnsupported,
        KeyRejected, ///< v2's account server does not take it
        KeyIssuerUnknown, ///< args: issuer
        TokenRejected,
        NotSignedIn,
        // Rights
        RightsMissing, ///< args: application, names of the rights
        NoApplicationRights, ///< args: application
        NoUserRights, ///< args: user
        SearchForbidden,
        // What is there, and what is not
        ApplicationNotFound, ///< args: application
        DeviceNotFound, ///< args: device, application
        EntryNotFound,
        ApiKeyNotFound, ///< args: id of the key
        AccountNotFound, ///< args: user or organization
        CollaboratorNotFound, ///< args: user or organization
        HandlerNotFound, ///< args: application
        NetworkServerForgot, ///< args: EUIs
        DevAddrUnavailable, ///< args: constraints
        IdInvalid, ///< args: id
        IdTaken,
        IdForbidden, ///< args: id
        EuisTaken, ///< args: JoinEUI, DevEUI, device, application
        // What a server does not accept
        FieldInvalid, ///< args: field, rule
        FieldsForbidden, ///< args: paths
        FieldOfAnotherServer, ///< args: path
        FieldReadOnly, ///< args: field
        LengthInvalid, ///< args: what (EUI64, DevAddr, AES128Key, DevNonce)
        FrequencyPlanUnknown, ///< args: plan
        BandVersionUnknown, ///< args: version, band
        BandUnknown, ///< args: band
        BandMismatch, ///< args: band of the device, band of the plan
        ScriptTooLarge, ///< args: bytes, allowed bytes
        JoinEuiMissing,
        StoreRefused,
        AddressMismatch, ///< args: address, expected address
        AttributesRefused, ///< args: how many, how long a name, how long a value
        NotOfThisNetwork, ///< the generation has nothing like it
        PictureUnreadable,
        PayloadInvalid,
        // What does not go as things are
        ApplicationHasDevices, ///< args: count
        LastCollaborator,
        CollaboratorIsContact, ///< args: collaborator
        ContactNotCollaborator, ///< args: contact
        RestoreTooLate,
        EuiIssuingOff,
        EuiLimitReached, ///< args: limit
        NoDeviceSession,
        LinkingObsolete,
        ClaimingUnsupported, ///< args: JoinEUI
        CodeFormatUnknown,
        FormatUnknown,
        ColumnsUnknown,
        CellUnreadable, ///< args: line, column, reason
        ModelUnknown, ///< args: brand, model
        EventsUnspecified,
        EventNameUnknown, ///< args: name
        EventsNotKept,
        DeviceIncomplete, ///< args: device, application, servers that lack it
        DeviceElsewhere, ///< args: device, host that it lives on, host that was asked
        BackupIncomplete, ///< args: device, what could not be read
        MoveUndone, ///< args: device, target application, why; it is where it was
        MoveInterrupted, ///< args: device, target application, why; only its backup is left for certain
        RegistrationIncomplete, ///< args: device, application, servers that may still have it, why it failed
        // Lists of devices
        SheetUnreadable, ///< args: part, where or why
        SheetKindUnknown,
        SheetOldFormat, ///< old or encrypted
        SheetTooLarge, ///< args: most rows
        SheetEmpty,
        ImportUnreadable, ///< args: path. What is kept of an import cannot be read
        ImportKeysGone, ///< args: path. What is needed to resume an import cannot be read
        ImportInUse, ///< another program runs it
        ImportFailedBefore, ///< args: the sentence of another version of the program
        // What a network tells of devices and their messages
        NetworkReported, ///< serverText: the network's words
        JoinKeyWrong,
        DevNonceReused,
        DevNonceTooSmall,
        JoinNoncesUsedUp,
        JoinDeviceUnknown,
        JoinServerMissing,
        RootKeyMissing,
        JoinNotExpected,
        FormatterFailed, ///< args: the script's words
        DownlinkTooLong, ///< args: bytes, allowed bytes
        DownlinkQueueFull,
        DownlinkExpired,
        DownlinkUnanswered, ///< args: attempts
        DownlinkNotSent, ///< args: reason
        DownlinkPathMissing,
        CodeCount
    };

    Code code = Code::None;
    QStringList args;
    QString serverText; ///< the other side's own words, quoted
    QString details; ///< on demand: technical, never a secret
    bool retryable = false;

    explicit operator bool() const { return code != Code::None; }
    friend bool operator==(const Problem &, const Problem &) = default;
};

} // namespace Domain

Q_DECLARE_METATYPE(Domain::Problem)
