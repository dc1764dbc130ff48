// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/certificatedialog.h"

#include "backend/domain/clock.h"
#include "ui/common/roomfortext.h"
#include "ui/common/theme.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace Gui {

namespace {

constexpr int LongestName = 300; ///< the certificate is the other side's text
constexpr int MostNames = 12;

QString dateOf(qint64 ns)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ns / 1'000'000).date(), QLocale::LongFormat);
}

} // namespace

CertificateDialog::CertificateDialog(const QString &host, const CertificateFacts &facts, const Theme *theme,
                                     QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("certificateDialog"));
    setWindowTitle(tr("Certificate of %1").arg(host));
    setAttribute(Qt::WA_DeleteOnClose);
    keepRoomForText(this);
    setMinimumWidth(520);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    const auto row = [&](const char *name, const QString &title, const QString &text) {
        auto *label = new QLabel(text.left(LongestName), this);
        label->setObjectName(QLatin1String(name));
        label->setAccessibleName(title);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        form->addRow(title, label);
        return label;
    };
    row("certificateSubject", tr("Subject"), facts.subject);
    row("certificateIssuer", tr("Issuer"), facts.issuer);
    QString names = facts.names.mid(0, MostNames).join(QStringLiteral(", "));
    if (facts.names.size() > MostNames)
        names += tr(" and %1 more").arg(facts.names.size() - MostNames);
    row("certificateNames", tr("Names"), names);
    row("certificateValidity", tr("Valid"), tr("%1 to %2").arg(dateOf(facts.notBeforeNs), dateOf(facts.notAfterNs)));
    row("certificateFingerprint", tr("SHA-256"), readableFingerprint(facts.sha256))->setFont(Theme::monospace());

    const qint64 now = Domain::nowNs();
    const bool expired = facts.notAfterNs < now || facts.notBeforeNs > now;
    auto *verdict = new QLabel(this);
    verdict->setObjectName(QStringLiteral("certificateVerdict"));
    verdict->setAccessibleName(tr("Verdict"));
    verdict->setTextFormat(Qt::PlainText);
    verdict->setWordWrap(true);
    verdict->setText(facts.trusted ? tr("This computer trusts this certificate; a pin is not needed.")
                         : expired
                         ? tr("This certificate is not valid today. Accept it only if you know why.")
                         : tr("This computer does not know who issued this certificate. Compare the fingerprint with "
                              "one that you got in another way before you accept it."));
    QPalette palette = verdict->palette();
    palette.setColor(QPalette::WindowText, theme->color(facts.trusted ? Models::Meaning::Good : Models::Meaning::Bad));
    verdict->setPalette(palette);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *acceptButton = buttons->addButton(tr("Accept only this certificate"), QDialogButtonBox::AcceptRole);
    acceptButton->setObjectName(QStringLiteral("acceptCertificate"));
    acceptButton->setAutoDefault(false);
    acceptButton->setDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("refuseCertificate"));
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, sha256 = facts.sha256] {
        Q_EMIT certificateAccepted(sha256);
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(form);
    layout->addWidget(verdict);
    layout->addWidget(buttons);
}

QString CertificateDialog::readableFingerprint(const QByteArray &sha256)
{
    const QByteArray hex = sha256.toHex(':').toUpper();
    constexpr int HalfLine = 16 * 3;
    return QString::fromLatin1(hex.left(HalfLine)) + u'\n' + QString::fromLatin1(hex.mid(HalfLine));
}

} // namespace Gui
