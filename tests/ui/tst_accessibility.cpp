// SPDX-FileCopyrightText: 2026 TTN Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fakecontext.h"
#include "tests/fakes/fakenetwork.h"
#include "tests/fakes/guitest.h"
#include "ui/common/theme.h"
#include "ui/mainwindow.h"
#include "ui/screenshots/screenshots.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMetaEnum>
#include <QPainter>
#include <QSettings>
#include <QSplitter>
#include <QStyle>
#include <QStyleOption>
#include <QToolButton>

using Gui::MainWindow;
using Gui::Theme;
using TestSupport::batch;
using TestSupport::FakeContext;
using TestSupport::uplinks;

namespace {

constexpr double TextContrast = 4.5;
constexpr double IconContrast = 3.0; ///< also of what is disabled

struct House
{
    House()
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    {
        v3 = context.addNetwork(QStringLiteral("Sandbox v3"), {QStringLiteral("orchard"), QStringLiteral("vineyard")});
        context.addNetwork(QStringLiteral("Sandbox v2"), {QStringLiteral("greenhouse")});
        context.faults = {QStringLiteral("v3 cut")};
        auto network = std::make_shared<TestSupport::FakeNetwork>();
        for (int i = 1; i <= 20; ++i) {
            Domain::Device device;
            device.application = QStringLiteral("orchard");
            device.id = QStringLiteral("field-%1").arg(i, 2, 10, QLatin1Char('0'));
            device.devEui = Domain::Eui(0x0004A30B00000000 + quint64(i));
            network->deviceApi.add(device);
        }
        context.services = network;
        window = std::make_unique<MainWindow>(context, settings);
        window->show();
        context.log.append(batch(v3, uplinks(1, 60, context.names.internDevice(v3, "orchard", "field-01"))));
        context.setStatus(v3, Domain::ConnectionStatus::State::Waiting, Domain::Problem::Code::ConnectionRefused);
    }

    QTemporaryDir folder;
    QSettings settings;
    FakeContext context;
    Domain::ProfileRef v3 = 0;
    std::unique_ptr<MainWindow> window;
};

QString describe(const QObject *object)
{
    QStringList path;
    for (; object && path.size() < 4; object = object->parent())
        path << QLatin1String(object->metaObject()->className()) + u'#' + object->objectName();
    return path.join(QStringLiteral(" in "));
}

QString roleName(QAccessible::Role role)
{
    return QString::fromLatin1(QMetaEnum::fromType<QAccessible::Role>().valueToKey(role));
}

/// What a person operates or reads, and so must be able to name.
bool needsName(QAccessible::Role role)
{
    static const QSet<int> roles{
        QAccessible::PushButton,   QAccessible::CheckBox,   QAccessible::RadioButton,    QAccessible::ComboBox,
        QAccessible::EditableText, QAccessible::SpinBox,    QAccessible::Slider,         QAccessible::Table,
        QAccessible::Tree,         QAccessible::List,       QAccessible::PageTabList,    QAccessible::PageTab,
        QAccessible::MenuItem,     QAccessible::ButtonMenu, QAccessible::ButtonDropDown, QAccessible::ProgressBar,
        QAccessible::Link,         QAccessible::Dialog,     QAccessible::Window,         QAccessible::StatusBar,
        QAccessible::ToolBar,      QAccessible::Graphic,    QAccessible::Terminal,       QAccessible::WebDocument};
    return roles.contains(role);
}

bool isOfQt(const QObject *object)
{
    return object->objectName().startsWith(QLatin1String("qt_"));
}

/// Parts of a control that screen readers take with it, as the field of a spin box.
bool isPart(const QAccessibleInterface *item)
{
    const QAccessibleInterface *parent = item->parent();
    const auto role = parent ? parent->role() : QAccessible::NoRole;
    return role == QAccessible::SpinBox || role == QAccessible::ComboBox || (item->object() && isOfQt(item->object()));
}

void findNameless(QAccessibleInterface *item, QStringList &found)
{
    if (!item || !item->isValid() || item->state().invisible || isPart(item))
        return;
    const QAccessible::Role role = item->role();
    if (needsName(role) && item->text(QAccessible::Name).trimmed().isEmpty())
        found << roleName(role) + u' ' + describe(item->object());
    // Something to press that a screen reader does not know as such.
    if (qobject_cast<QAbstractButton *>(item->object())
        && (role == QAccessible::Client || role == QAccessible::NoRole || role == QAccessible::Pane))
        found << QStringLiteral("not a button: ") + describe(item->object());
    if (role == QAccessible::Table || role == QAccessible::Tree || role == QAccessible::List)
        return; // cells may be empty
    for (int i = 0; i < item->childCount(); ++i)
        findNameless(item->child(i), found);
}

/// What `widget` is painted on.
QColor groundOf(const QWidget *widget)
{
    const QWidget *ground = widget;
    while (!ground->isWindow() && !ground->autoFillBackground() && !qobject_cast<const QLineEdit *>(ground))
        ground = ground->parentWidget();
    QPalette::ColorRole role = ground->backgroundRole();
    if (ground == widget && qobject_cast<const QLineEdit *>(widget))
        role = QPalette::Base;
    if (qobject_cast<const QAbstractButton *>(widget) && !widget->property("autoRaise").toBool()
        && widget->inherits("QPushButton"))
        return widget->palette().color(QPalette::Button);
    return ground->palette().color(role);
}

bool isBetter(double contrast, bool enabled)
{
    return contrast >= (enabled ? TextContrast : IconContrast);
}

void findUnreadable(const QWidget *top, QStringList &found)
{
    const QList<QWidget *> widgets = top->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisibleTo(top) || isOfQt(widget))
            continue;
        QColor text;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty())
            text = label->palette().color(label->foregroundRole());
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget);
                 button && !button->text().isEmpty())
            text = button->palette().color(button->foregroundRole());
        else if (const auto *field = qobject_cast<const QLineEdit *>(widget))
            text = field->palette().color(field->text().isEmpty() ? QPalette::PlaceholderText : QPalette::Text);
        else
            continue;
        const double contrast = Theme::contrast(text, groundOf(widget));
        if (!isBetter(contrast, widget->isEnabled()))
            found << QStringLiteral("%1 %2 on %3: %4")
                         .arg(describe(widget), text.name(), groundOf(widget).name())
                         .arg(contrast);
    }
}

/// Texts and buttons that have less room than they need.
void findCut(const QWidget *top, QStringList &found)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QList<QWidget *> widgets = top->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if (!widget->isVisibleTo(top) || isOfQt(widget))
            continue;
        int height = 0;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->text().isEmpty())
            height = label->wordWrap() ? label->heightForWidth(label->width()) : label->minimumSizeHint().height();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget);
                 button && !button->text().isEmpty() && !button->inherits("QLineEditIconButton"))
            height = widget->minimumSizeHint().height();
        if (widget->height() < height)
            found << QStringLiteral("%1 is %2 px high instead of %3")
                         .arg(describe(widget))
                         .arg(widget->height())
                         .arg(height);
    }
}

/// Right below `top`: what Tab reaches, in its order.
QList<QWidget *> tabOrder(QWidget *top)
{
    QList<QWidget *> order;
    for (QWidget *widget = top->nextInFocusChain(); widget && widget != top; widget = widget->nextInFocusChain()) {
        if (top->isAncestorOf(widget) && widget->isVisibleTo(top) && widget->isEnabled() && !widget->focusProxy()
            && (widget->focusPolicy() & Qt::TabFocus) && !isOfQt(widget) && widget->window() == top->window())
            order << widget;
    }
    return order;
}

/// True when both are in panes that stand side by side, which are read one after the other: the first one's left.
bool inPanesInOrder(const QWidget *before, const QWidget *after)
{
    for (const QWidget *pane = before; pane; pane = pane->parentWidget()) {
        const auto *splitter = qobject_cast<const QSplitter *>(pane->parentWidget());
        if (splitter && splitter->orientation() == Qt::Horizontal && !pane->isAncestorOf(after)
            && splitter->isAncestorOf(after))
            return pane->mapTo(before->window(), QPoint()).x() < after->mapTo(after->window(), QPoint()).x();
    }
    return false;
}

void findDisorder(QWidget *top, QStringList &found)
{
    const QList<QWidget *> order = tabOrder(top);
    for (qsizetype i = 1; i < order.size(); ++i) {
        const QRect before(order[i - 1]->mapTo(top, QPoint()), order[i - 1]->size());
        const QRect after(order[i]->mapTo(top, QPoint()), order[i]->size());
        if (inPanesInOrder(order[i - 1], order[i]))
            continue;
        const bool sameLine = after.top() < before.bottom() && before.top() < after.bottom();
        if (after.bottom() <= before.top() || (sameLine && after.left() < before.left()))
            found << describe(order[i - 1]) + QStringLiteral(" before ") + describe(order[i]);
    }
}

/// Pages and rows within the window: the tree stands beside the page, not above it.
QList<QWidget *> regionsOf(QWidget *window)
{
    QList<QWidget *> regions;
    const QList<QWidget *> widgets = window->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (widget->isVisible()
            && (widget->inherits("Gui::Page") || widget->objectName().endsWith(u"Page")
                || widget->objectName() == u"topRow" || widget->objectName() == u"palette"))
            regions << widget;
    }
    return regions;
}

/// A colour that lets the ground shine through, as thin lines do.
QColor over(const QColor &ground, const QColor &color)
{
    const auto mixed = [&](float back, float front) { return back + (front - back) * color.alphaF(); };
    return QColor::fromRgbF(mixed(ground.redF(), color.redF()), mixed(ground.greenF(), color.greenF()),
                            mixed(ground.blueF(), color.blueF()));
}

/// The colour of the strongest pixel.
QColor colorOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage();
    QColor strongest(Qt::transparent);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (color.alpha() > strongest.alpha())
                strongest = color;
        }
    }
    return strongest;
}

} // namespace

class TestAccessibility : public GuiTestBase
{
    Q_OBJECT

private:
    /// Goes through every page, dialog and state in both themes; `look` adds what it finds wrong.
    static QStringList walk(House &house, const std::function<void(QWidget *top, QStringList &found)> &look)
    {
        QStringList all;
        int seen = 0;
        bool done = false;
        Gui::visitScreens(
            *house.window, std::chrono::milliseconds(1),
            [&](const QString &name, QWidget *dialog) {
                QStringList found;
                look(dialog ? dialog : house.window.get(), found);
                found.removeDuplicates();
                for (const QString &line : found)
                    all << name + QStringLiteral(": ") + line;
                ++seen;
            },
            [&] { done = true; });
        if (!QTest::qWaitFor([&] { return done; }, 120'000) || seen < 20)
            all << QStringLiteral("the walk ended after %1 states").arg(seen);
        return all;
    }

private Q_SLOTS:
    void everyControlHasANameAndARole()
    {
        House house;
        const QStringList found = walk(house, [](QWidget *top, QStringList &nameless) {
            findNameless(QAccessible::queryAccessibleInterface(top), nameless);
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void everyTextCanBeRead()
    {
        House house;
        const QStringList found = walk(house, [](QWidget *top, QStringList &wrong) {
            findUnreadable(top, wrong);
            findCut(top, wrong);
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void tabOrderIsReadingOrder()
    {
        House house;
        const QStringList found = walk(house, [](QWidget *top, QStringList &wrong) {
            if (qobject_cast<MainWindow *>(top)) {
                const QList<QWidget *> regions = regionsOf(top);
                for (QWidget *region : regions)
                    findDisorder(region, wrong);
            } else {
                findDisorder(top, wrong);
            }
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }

    void theseTestsCanFail()
    {
        QWidget top;
        QPushButton nameless(&top);
        QPushButton second(QStringLiteral("second"), &top);
        nameless.setGeometry(0, 100, 50, 20);
        second.setGeometry(0, 0, 50, 20);
        QLabel pale(QStringLiteral("pale"), &top);
        QPalette palette = pale.palette();
        palette.setColor(QPalette::WindowText, palette.color(QPalette::Window).darker(105));
        pale.setPalette(palette);
        top.show();
        QStringList found;
        findNameless(QAccessible::queryAccessibleInterface(&top), found);
        QVERIFY(found.join(u' ').contains(QStringLiteral("Button QPushButton")));
        found.clear();
        findUnreadable(&top, found);
        QVERIFY(found.join(u' ').contains(QStringLiteral("QLabel")));
        found.clear();
        pale.setWordWrap(true);
        pale.resize(pale.sizeHint().width(), 2);
        findCut(&top, found);
        QVERIFY(found.join(u' ').contains(QStringLiteral("QLabel")));
        found.clear();
        findDisorder(&top, found);
        QCOMPARE(found.size(), 1);
    }

    void everyActionSaysItsKeys()
    {
        House house;
        QStringList found;
        const QList<QAction *> actions = house.window->findChildren<QAction *>();
        for (const QAction *action : actions) {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            if (!action->text().isEmpty() && !keys.isEmpty() && !action->toolTip().contains(keys))
                found << describe(action) + u' ' + keys;
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        const QList<QAbstractButton *> buttons = house.window->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            // A picture alone needs words on hover.
            if (!isOfQt(button) && button->text().isEmpty() && !button->icon().isNull()
                && !qobject_cast<const QLineEdit *>(button->parent()))
                QVERIFY2(!button->toolTip().isEmpty(), qPrintable(describe(button)));
        }
    }

    void everyPairOfThePaletteIsReadable()
    {
        House house;
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme *theme = house.window->theme();
            theme->setMode(mode);
            const Gui::ColorTokens &tokens = theme->tokens();
            const auto meanings = QMetaEnum::fromType<Models::Meaning>();
            const QColor grounds[] = {tokens.base, tokens.alternate, tokens.selected, tokens.window};
            const auto check = [](const QString &what, const QColor &front, const QColor &back, double least) {
                const double contrast = Theme::contrast(front, back);
                QVERIFY2(
                    contrast >= least,
                    qPrintable(QStringLiteral("%1: %2 on %3: %4").arg(what, front.name(), back.name()).arg(contrast)));
            };
            for (const QColor &ground : grounds) {
                for (int i = 0; i < meanings.keyCount(); ++i)
                    check(QLatin1String(meanings.key(i)), theme->color(Models::Meaning(meanings.value(i))), ground,
                          TextContrast);
                check(QStringLiteral("accent"), tokens.accent, ground, TextContrast);
            }
            const QPalette palette = QApplication::palette();
            const QPalette::ColorRole back[]
                = {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button, QPalette::ToolTipBase};
            const QPalette::ColorRole front[]
                = {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,  QPalette::ToolTipText,
                   QPalette::BrightText, QPalette::Link, QPalette::LinkVisited, QPalette::PlaceholderText};
            for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
                const double least = group == QPalette::Disabled ? IconContrast : TextContrast;
                for (const QPalette::ColorRole ground : back) {
                    for (const QPalette::ColorRole text : front)
                        check(QStringLiteral("role %1 on %2").arg(text).arg(ground), palette.color(group, text),
                              palette.color(group, ground), least);
                }
                check(QStringLiteral("selection"), palette.color(group, QPalette::HighlightedText),
                      palette.color(group, QPalette::Highlight), least);
                // Views paint texts of their own colour on selected rows.
                check(QStringLiteral("text of a selected row"), palette.color(group, QPalette::Text),
                      palette.color(group, QPalette::Highlight), least);
            }
        }
    }

    /// An empty box and the focus are seen, too.
    void boxesAndFocusAreSeen()
    {
        House house;
        const auto strongest = [](const std::function<void(QPainter *, const QStyleOption *)> &draw, bool focus) {
            const QColor ground = QApplication::palette().color(QPalette::Window);
            QImage image(20, 20, QImage::Format_RGB32);
            image.fill(ground);
            QPainter painter(&image);
            QStyleOption option;
            option.rect = QRect(2, 2, 16, 16);
            option.palette = QApplication::palette();
            option.state = QStyle::State_Enabled;
            option.state |= focus ? QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange : QStyle::State_Off;
            draw(&painter, &option);
            painter.end();
            double best = 1;
            for (int x = 0; x < image.width(); ++x)
                best = std::max(best, Theme::contrast(image.pixelColor(x, image.height() / 2), ground));
            return best;
        };
        const auto primitive = [](QStyle::PrimitiveElement element) {
            return [element](QPainter *painter, const QStyleOption *option) {
                QApplication::style()->drawPrimitive(element, option, painter);
            };
        };
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            house.window->theme()->setMode(mode);
            for (const auto element : {QStyle::PE_IndicatorCheckBox, QStyle::PE_IndicatorRadioButton}) {
                QVERIFY(strongest(primitive(element), false) >= IconContrast);
                QVERIFY(strongest(primitive(element), true) >= IconContrast);
            }
            for (const auto element : {QStyle::PE_FrameFocusRect, QStyle::PE_FrameLineEdit})
                QVERIFY(strongest(primitive(element), true) >= IconContrast);
        }
    }

    void everyIconIsSeen()
    {
        House house;
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 25);
        for (const Theme::Mode mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme *theme = house.window->theme();
            theme->setMode(mode);
            const Gui::ColorTokens &tokens = theme->tokens();
            const QColor grounds[] = {tokens.base, tokens.alternate, tokens.selected, tokens.window,
                                      QApplication::palette().color(QPalette::Button)};
            for (const QString &file : files) {
                const QIcon icon = theme->icon(file.chopped(4));
                for (const QIcon::Mode state : {QIcon::Normal, QIcon::Disabled}) {
                    const QColor color = colorOf(icon.pixmap(QSize(16, 16), 1, state));
                    for (const QColor &ground : grounds)
                        QVERIFY2(Theme::contrast(over(ground, color), ground) >= IconContrast, qPrintable(file));
                }
                for (const double scale : {1.0, 1.25, 2.0, 3.0})
                    QCOMPARE(icon.pixmap(QSize(20, 20), scale).size(), QSize(20, 20) * scale);
            }
            for (const auto meaning :
                 {Models::Meaning::Good, Models::Meaning::Bad, Models::Meaning::Downlink, Models::Meaning::Quiet}) {
                const QColor color = colorOf(theme->dot(meaning).pixmap(12, 12));
                for (const QColor &ground : grounds)
                    QVERIFY(Theme::contrast(color, ground) >= IconContrast);
            }
        }
    }

    /// Of everything that shows an icon, none keeps the colour of the theme before.
    void everyIconFollowsTheTheme()
    {
        House house;
        Theme *theme = house.window->theme();
        theme->setMode(Theme::Mode::Light);
        const auto icons = [&] {
            std::vector<std::pair<QString, QIcon>> found;
            const QList<QAction *> actions = house.window->findChildren<QAction *>();
            for (const QAction *action : actions)
                found.emplace_back(describe(action), action->icon());
            const QList<QAbstractButton *> buttons = house.window->findChildren<QAbstractButton *>();
            for (const QAbstractButton *button : buttons)
                found.emplace_back(describe(button), button->icon());
            std::erase_if(found, [](const auto &entry) { return entry.second.isNull(); });
            return found;
        };
        const auto before = icons();
        QVERIFY(before.size() > 5);
        for (const auto &[name, icon] : before)
            QVERIFY2(Theme::contrast(colorOf(icon.pixmap(16, 16)), theme->tokens().base) >= IconContrast,
                     qPrintable(name));
        theme->setMode(Theme::Mode::Dark);
        for (const auto &[name, icon] : icons())
            QVERIFY2(Theme::contrast(colorOf(icon.pixmap(16, 16)), theme->tokens().base) >= IconContrast,
                     qPrintable(name));
        // Also where somebody has kept the icon itself.
        const QIcon kept = theme->icon(QStringLiteral("search"));
        QCOMPARE(colorOf(kept.pixmap(32, 32)), theme->tokens().text);
        theme->setMode(Theme::Mode::Light);
        QCOMPARE(colorOf(kept.pixmap(32, 32)), theme->tokens().text);
        QCOMPARE(colorOf(kept.pixmap(QSize(32, 32), QIcon::Disabled)), theme->tokens().secondary);
    }

    /// What is painted by delegates and by hand: no pixel of the picture remembers the other theme's ground.
    void everyPictureFollowsTheTheme()
    {
        House house;
        Theme *theme = house.window->theme();
        const auto grab = [&](Theme::Mode mode) {
            theme->setMode(mode);
            QTest::qWait(1);
            return house.window->grab().toImage();
        };
        const auto share = [](const QImage &image, const auto &wanted) {
            int count = 0, all = 0;
            for (int y = 0; y < image.height(); y += 3) {
                for (int x = 0; x < image.width(); x += 3, ++all)
                    count += wanted(image.pixelColor(x, y).lightness());
            }
            return double(count) / all;
        };
        QTRY_COMPARE(grab(Theme::Mode::Light), grab(Theme::Mode::Light)); // all texts have come
        const QImage light = grab(Theme::Mode::Light);
        const QImage dark = grab(Theme::Mode::Dark);
        QVERIFY(share(light, [](int value) { return value > 200; }) > 0.85);
        QVERIFY(share(dark, [](int value) { return value < 90; }) > 0.85);
        QCOMPARE(grab(Theme::Mode::Light), light);
    }

    void highContrastOfTheSystemWins()
    {
        const QPalette usual = QApplication::palette();
        QPalette high(Qt::white, Qt::black, Qt::white, Qt::darkGray, Qt::gray, Qt::white, Qt::black);
        high.setColor(QPalette::Window, Qt::black);
        high.setColor(QPalette::Base, Qt::black);
        high.setColor(QPalette::AlternateBase, Qt::black);
        high.setColor(QPalette::WindowText, Qt::white);
        high.setColor(QPalette::Text, Qt::white);
        high.setColor(QPalette::Highlight, Qt::yellow);
        high.setColor(QPalette::HighlightedText, Qt::black);
        QApplication::setPalette(high);
        {
            Theme theme;
            QVERIFY(theme.isHighContrast());
            QVERIFY(theme.isDark());
            for (const QPalette::ColorRole role :
                 {QPalette::Window, QPalette::Base, QPalette::Text, QPalette::Highlight, QPalette::HighlightedText})
                QCOMPARE(QApplication::palette().color(role), high.color(role));
            const auto meanings = QMetaEnum::fromType<Models::Meaning>();
            for (int i = 0; i < meanings.keyCount(); ++i)
                QCOMPARE(theme.color(Models::Meaning(meanings.value(i))), QColor(Qt::white));
            QCOMPARE(colorOf(theme.icon(QStringLiteral("search")).pixmap(16, 16)), QColor(Qt::white));
            // An explicit choice is one, too; the way back leads to the system's.
            theme.setMode(Theme::Mode::Light);
            QVERIFY(!theme.isHighContrast());
            QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::light().base);
            theme.setMode(Theme::Mode::System);
            QCOMPARE(QApplication::palette().color(QPalette::Highlight), QColor(Qt::yellow));
        }
        QApplication::setPalette(usual);
        Theme theme;
        QVERIFY(!theme.isHighContrast());
    }
};

TTN_GUI_TEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
