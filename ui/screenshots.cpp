// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screenshots.h"

#include "backend/domain/clock.h"
#include "ui/connect/certificatedialog.h"
#include "ui/live/livelogview.h"
#include "ui/live/livepage.h"
#include "ui/mainwindow.h"

#include <QDir>
#include <QPointer>
#include <QTimer>

#include <vector>

namespace Gui {

namespace {

/// For texts to come and layouts to settle.
constexpr int SettleMs = 250;
constexpr QSize PictureSize(1280, 800);

/// One walk through all states; deletes itself at its end.
class ScreenWalk : public QObject
{
public:
    ScreenWalk(MainWindow *window, const QString &folder, std::function<void(const QStringList &)> done)
        : QObject(window)
        , m_window(window)
        , m_folder(folder)
        , m_done(std::move(done))
    {
        m_timer.setSingleShot(true);
        m_timer.setInterval(SettleMs);
        connect(&m_timer, &QTimer::timeout, this, &ScreenWalk::take);
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            m_mode = mode;
            addStates();
        }
        m_window->resize(PictureSize);
        m_window->show();
        next();
    }

private:
    struct Step
    {
        QString name;
        std::function<void()> enter;
        std::function<void()> leave;
    };

    void add(const char *name, std::function<void()> enter, std::function<void()> leave = {})
    {
        const QString scheme = m_mode == Theme::Mode::Dark ? QStringLiteral("dark") : QStringLiteral("light");
        m_steps.push_back({QLatin1String(name) + u'-' + scheme,
                           [this, mode = m_mode, enter = std::move(enter)] {
                               m_window->theme()->setMode(mode);
                               enter();
                           },
                           std::move(leave)});
    }

    void addDialog(const char *name, const char *objectName, std::function<void()> open)
    {
        add(
            name,
            [this, objectName, open = std::move(open)] {
                open();
                m_dialog = m_window->findChild<QWidget *>(QLatin1String(objectName));
            },
            [this] {
                if (m_dialog)
                    m_dialog->close();
                m_dialog.clear();
            });
    }

    void addStates()
    {
        LivePage *page = m_window->livePage();
        add("live-everything", [this, page] {
            m_window->showWelcome(m_window->context().profiles().empty());
            m_window->showScope(0, {});
            page->setFilterText({});
            choose(-1);
        });
        add("live-application", [this] {
            for (const Domain::ProfileRef profile : m_window->context().profiles()) {
                const QStringList applications = m_window->context().profile(profile).applications;
                if (!applications.isEmpty()) {
                    m_window->showScope(profile, applications.constFirst());
                    break;
                }
            }
            choose(2);
        });
        add("live-filtered", [this, page] {
            m_window->showScope(0, {});
            page->setFilterText(QStringLiteral("kind:uplink fport:1,2,3"));
            choose(0);
        });
        add("live-filter-error", [page] { page->setFilterText(QStringLiteral("kind:uplink fport:many")); });
        add("live-gap", [page] { page->setFilterText(QStringLiteral("kind:gap,join,sent,queued,ack,nack")); });
        add("live-paused", [page] {
            page->setFilterText({});
            page->setPaused(true);
        });
        add("live-empty", [page] {
            page->setPaused(false);
            page->setFilterText(QStringLiteral("device:no-device-has-this-name"));
        });
        add("welcome-first", [this, page] {
            page->setFilterText({});
            m_window->showWelcome(true);
        });
        addDialog("profile-dialog", "profileDialog", [this] {
            m_window->showWelcome(m_window->context().profiles().empty());
            m_window->askForNetwork();
        });
        if (!m_window->context().profiles().empty()) {
            const Domain::ProfileRef profile = m_window->context().profiles().front();
            addDialog("credentials-dialog", "credentialDialog", [this, profile] { m_window->askForKey(profile); });
            addDialog("history-delete", "deleteHistoryBox", [this, profile] { m_window->askToDeleteHistory(profile); });
        }
        addDialog("certificate-dialog", "certificateDialog", [this] {
            CertificateFacts facts;
            facts.subject = QStringLiteral("CN=lorawan.example");
            facts.issuer = QStringLiteral("CN=Orchard Test Authority");
            facts.names = {QStringLiteral("lorawan.example"), QStringLiteral("127.0.0.1")};
            facts.sha256 = QByteArray::fromHex("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
            facts.notBeforeNs = Domain::parseRfc3339("2026-01-01T00:00:00Z").value_or(0);
            facts.notAfterNs = Domain::parseRfc3339("2030-01-01T00:00:00Z").value_or(0);
            (new CertificateDialog(QStringLiteral("lorawan.example"), facts, m_window->theme(), m_window))->open();
        });
        addDialog("shortcuts-dialog", "shortcutsDialog", [this] { m_window->showShortcuts(); });
    }

    /// Makes the n-th newest event with a payload the current one; -1: none.
    void choose(int fromEnd)
    {
        LiveLogView *view = m_window->livePage()->view();
        const int row = view->model()->rowCount() - 1 - fromEnd;
        view->setCurrentIndex(fromEnd < 0 || row < 0 ? QModelIndex() : view->model()->index(row, 0));
        view->followTail();
    }

    void next()
    {
        if (m_at == m_steps.size()) {
            m_done(m_failed);
            deleteLater();
            return;
        }
        m_steps[m_at].enter();
        m_timer.start();
    }

    void take()
    {
        const Step &step = m_steps[m_at];
        const QString path = QDir(m_folder).filePath(step.name + QStringLiteral(".png"));
        QPixmap picture = m_window->grab();
        if (m_dialog && !picture.isNull()) {
            // A dialog is a window of its own: put into the middle of its parent, as a desktop would.
            const QPixmap dialog = m_dialog->grab();
            QPainter painter(&picture);
            const QSize size = m_dialog->size();
            const QPoint at((m_window->width() - size.width()) / 2, (m_window->height() - size.height()) / 2);
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90));
            painter.drawPixmap(at, dialog);
        }
        if (!picture.save(path))
            m_failed << path;
        if (step.leave)
            step.leave();
        ++m_at;
        next();
    }

    MainWindow *m_window = nullptr;
    QString m_folder;
    std::function<void(const QStringList &)> m_done;
    QTimer m_timer;
    Theme::Mode m_mode = Theme::Mode::Light;
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    QPointer<QWidget> m_dialog;
    QStringList m_failed;
};

} // namespace

void renderScreens(MainWindow &window, const QString &folder, std::function<void(const QStringList &failed)> done)
{
    new ScreenWalk(&window, folder, std::move(done));
}

} // namespace Gui
