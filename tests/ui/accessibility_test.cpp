// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

#include "core/base/os.h"
#include "core/engine/machine.h"
#include "tests/core/store/run_folders.h"
#include "tests/support/workplace.h"
#include "ui/models/run_words.h"
#include "ui/models/text.h"
#include "ui/shell/keyboard_keeper.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/run_head.h"
#include "ui/widgets/run_plots.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

constexpr int kSettle = 350, kAgain = 60;  // milliseconds for what a page reads when it is first seen, and later
constexpr int kMostControls = 200;
constexpr const char* kOverLabels = "20260101-000000-eeee";  // the oldest run

QString tell(const QWidget& widget) { return QStringLiteral("%1 \"%2\" %3").arg(widget.metaObject()->className(), widget.objectName(), widget.accessibleName()); }

bool takesTab(const QWidget& widget) {
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy() && !widget.isWindow();
}

QList<QWidget*> controlsOf(QWidget& root) {
    QList<QWidget*> controls;
    for (QWidget* widget : root.findChildren<QWidget*>()) {
        if (takesTab(*widget)) controls << widget;
    }
    return controls;
}

/// The letters that lead to something which can be seen, with what they lead to.
QMultiMap<QString, QString> lettersOf(const QWidget& root) {
    QMultiMap<QString, QString> letters;
    const auto add = [&](const QString& text) {
        if (const QKeySequence key = QKeySequence::mnemonic(text); !key.isEmpty()) letters.insert(key.toString(), text);
    };
    for (const auto* button : root.findChildren<QAbstractButton*>()) {
        if (button->isVisibleTo(&root)) add(button->text());
    }
    for (const auto* named : root.findChildren<QLabel*>()) {
        if (named->isVisibleTo(&root) && named->buddy()) add(named->text());
    }
    for (const auto* bar : root.findChildren<QTabBar*>()) {
        for (int i = 0; bar->isVisibleTo(&root) && i < bar->count(); ++i) add(bar->tabText(i));
    }
    return letters;
}

/// Letters that lead to two things.
QStringList equalLetters(const QMultiMap<QString, QString>& letters) {
    QStringList equal;
    for (const QString& key : letters.uniqueKeys()) {
        if (letters.count(key) > 1) equal << key + ": " + letters.values(key).join(QStringLiteral(" / "));
    }
    return equal;
}

/// Every page and every step of the assistant, in both languages: what a person without a mouse, or without sight, meets.
class AccessibilityTest : public QObject {
    Q_OBJECT

    struct View {
        QString name, page, step;
        QStringList with;
        bool mixUps = false;  ///< of a run over labels
    };

    std::vector<View> views() const {
        std::vector<View> all;
        for (const PageInfo& page : pages()) {
            if (page.name == "wizard") {
                for (const StepInfo& step : steps()) all.push_back({page.name + "/" + step.name, page.name, step.name, {}});
            } else {
                if (page.name == "run") all.push_back({"run/mix-ups", "run", {}, {QString::fromLatin1(kOverLabels)}, true});
                all.push_back({page.name, page.name, {}, page.name == "compare" ? runs_ : page.name == "home" || page.name == "preferences" ? QStringList() : runs_.mid(0, 1)});
            }
        }
        return all;
    }

    void go(const View& view) {
        window_->go(view.page, view.with);
        if (!view.step.isEmpty()) window_->pageWidget()->findChild<QAbstractButton*>(view.step + "StepButton")->click();
        if (view.mixUps) showMixUps();
        QStringList& seen = open_.at(languageInUse()).seen;
        QTest::qWait(seen.contains(view.name) ? kAgain : kSettle);
        seen << view.name;
        // A page that reads a run first takes the keyboard when that is done.
        (void)QTest::qWaitFor([this] { return window_->pageWidget()->isAncestorOf(QApplication::focusWidget()); }, 20000);
    }

    void showMixUps() {
        auto* tabs = window_->pageWidget()->findChild<QTabWidget*>("runSideTabs");
        QVERIFY(QTest::qWaitFor([&] { return tabs->isTabVisible(1); }, 30000));
        tabs->setCurrentIndex(1);
    }

    struct Open {
        std::unique_ptr<Studio> studio;
        std::unique_ptr<MainWindow> window;
        QStringList seen;
    };

    void open(Open& made, const QString& language) {
        made.studio = std::make_unique<Studio>(folders_.home());
        PreferenceValues values;
        values.training = TrainingPlace::Process;  // the engine is not what is looked at
        values.language = language;
        made.studio->preferences().set(values);
        made.studio->draft().change([this](Recipe& recipe) {
            recipe.model.path = textOf(testing::dataFile("models/tiny-chat"));
            recipe.model.init = "random";
            recipe.data.train = {place_.file("rows.jsonl")};
        });
        made.window = std::make_unique<MainWindow>(*made.studio);
        made.window->resize(1180, 780);
        made.window->show();
        QVERIFY(QTest::qWaitFor([&] { return made.studio->history().isKnown(); }, 30000));
    }

    void addViews() {
        QTest::addColumn<int>("at");
        int at = 0;
        for (const View& view : views()) QTest::newRow(qPrintable(view.name)) << at++;
    }
    View shown() {
        QFETCH(int, at);
        const View view = views()[static_cast<size_t>(at)];
        go(view);
        return view;
    }

    /// A text that does not fit its place; empty when there is none.
    QString cutText() const {
        for (const auto* label : window_->findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty()) continue;
            const QSize wanted = label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
            if (label->width() < wanted.width() || label->height() < wanted.height()) return label->text();
        }
        for (const auto* line : window_->findChildren<QLineEdit*>()) {
            if (line->isVisible() && line->fontMetrics().horizontalAdvance(line->placeholderText()) >= line->width()) return line->placeholderText();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("language");
        for (const Language& language : languages()) QTest::newRow(qPrintable(language.code)) << language.code;
    }

    void initTestCase() {
        os::setEnvironment("LUTHIER_HOME", textOf(folders_.home()));
        rememberSpeeds(Json::parse(R"({"float32": {"gflops": 10, "small_gflops": 10}, "bfloat16": {"gflops": 5, "small_gflops": 5}})"), os::usableCores(), "");
        for (const char* id : {"20260101-000001-aaaa", "20260101-000002-bbbb", "20260101-000003-cccc"}) {
            const std::filesystem::path folder = folders_.make(id, {.name = id});
            std::filesystem::create_directories(folder / "adapter");
            testing::RunFolders::write(folder / "adapter/adapter_config.json", "{}");
            runs_ << QString::fromLatin1(id);
        }
        const std::filesystem::path labelled = folders_.make(kOverLabels, {.name = "labels"});
        const Json metrics = Json::parse(R"({"accuracy": 0.7, "majority": 0.5, "classes": [{"label": "cat"}, {"label": "dog"}], "confusion": [[4, 1], [2, 3]]})");
        testing::RunFolders::append(labelled / "events.jsonl", testing::RunFolders::line(EvalDone{4, 1.5, 4, 10, metrics, true}, 1700000100));
        Theme::instance().apply(Look::Light);
    }

    void init() {
        QFETCH_GLOBAL(QString, language);
        useLanguage(language);
        const auto [at, fresh] = open_.try_emplace(language);
        if (fresh) open(at->second, language);
        window_ = at->second.window.get();
        window_->raise();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_));
    }

    void everyControlHasANameForAScreenReader_data() { addViews(); }
    void everyControlHasANameForAScreenReader() {
        shown();
        for (QWidget* widget : controlsOf(*window_)) {
            QAccessibleInterface* reader = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(reader && !reader->text(QAccessible::Name).trimmed().isEmpty(), qPrintable("no name: " + tell(*widget)));
        }
    }

    void noLetterLeadsToTwoThings_data() { addViews(); }
    void noLetterLeadsToTwoThings() {
        shown();
        const QStringList equal = equalLetters(lettersOf(*window_));
        QVERIFY2(equal.isEmpty(), qPrintable(equal.join('\n')));
    }

    void listsOpenAsLongAsWhatTheyHold_data() { addViews(); }
    void listsOpenAsLongAsWhatTheyHold() {
        shown();
        for (auto* box : window_->pageWidget()->findChildren<QComboBox*>()) {
            if (!box->isVisible() || !box->isEnabled()) continue;
            box->showPopup();
            const QAbstractItemView& list = *box->view();
            for (int row = 0; row < std::min(box->count(), box->maxVisibleItems()); ++row) {
                const QRect place = list.visualRect(list.model()->index(row, 0));
                QVERIFY2(list.viewport()->rect().contains(place), qPrintable(tell(*box) + " cuts " + box->itemText(row)));
                QVERIFY2(place.height() >= list.fontMetrics().height() + 8, qPrintable(tell(*box) + " is crowded"));
            }
            box->hidePopup();
        }
    }

    void noTextIsCut_data() { addViews(); }
    void noTextIsCut() {
        shown();
        QString cut;
        (void)QTest::qWaitFor([&] { return (cut = cutText()).isEmpty(); }, 20000);  // what is read late is laid out late
        QVERIFY2(cut.isEmpty(), qPrintable(cut));
    }

    void theKeyboardBeginsOnThePage_data() { addViews(); }
    void theKeyboardBeginsOnThePage() {
        const View view = shown();
        QWidget* focus = QApplication::focusWidget();
        QVERIFY(focus);
        QVERIFY2(window_->pageWidget()->isAncestorOf(focus), qPrintable("begins at " + tell(*focus)));
        QVERIFY2(!focus->visibleRegion().isEmpty(), qPrintable("cannot be seen: " + tell(*focus)));
    }

    void tabReachesEverythingAndShowsWhereItIs_data() { addViews(); }
    void tabReachesEverythingAndShowsWhereItIs() {
        shown();
        const QList<QWidget*> controls = controlsOf(*window_);
        std::set<QWidget*> reached;
        QWidget* const first = QApplication::focusWidget();
        for (int i = 0; i < kMostControls; ++i) {
            QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus);
            QVERIFY2(!focus->visibleRegion().isEmpty(), qPrintable("not scrolled to: " + tell(*focus)));
            reached.insert(focus);
            const QImage with = focus->grab().toImage();
            QTest::keyClick(focus, Qt::Key_Tab);
            QVERIFY2(QApplication::focusWidget() != focus, qPrintable("the tab key stays at " + tell(*focus)));
            QVERIFY2(with != focus->grab().toImage(), qPrintable("looks the same with and without the keyboard: " + tell(*focus)));
            if (QApplication::focusWidget() == first) break;
        }
        for (QWidget* control : controls) {
            // A table hands the keyboard on to the editors in its fields.
            const bool inside = std::ranges::any_of(reached, [&](const QWidget* widget) { return control->isAncestorOf(widget); });
            if (takesTab(*control)) QVERIFY2(reached.contains(control) || inside, qPrintable("not reached: " + tell(*control)));
        }
    }

    void aRunThatGoesOnHasNoEqualLettersEither() {
        RunHead head;
        RunPlots plots;
        QMultiMap<QString, QString> around = lettersOf(plots);
        for (const PageInfo& page : pages()) around.insert(QKeySequence::mnemonic(page.title).toString(), page.title);
        const RunControls states[] = {{.pause = true, .save = true, .stop = true}, {.proceed = true, .stop = true}, {.resume = true, .compare = true, .exports = true},
                                      {.tryIt = true, .compare = true, .exports = true}};
        for (const RunControls& state : states) {
            head.show(QStringLiteral("run"), ShownRun(), RunPhase::Training, state);
            const QStringList equal = equalLetters(lettersOf(head) + around);
            QVERIFY2(equal.isEmpty(), qPrintable(equal.join('\n')));
        }
    }

    void theKeyboardComesBackToAButtonThatCouldNotBeUsedForAWhile() {
        QWidget whole;
        auto* row = new QHBoxLayout(&whole);
        auto *before = new QPushButton("before"), *button = new QPushButton("button");
        auto* part = new QWidget;
        row->addWidget(before);
        row->addWidget(part);
        auto* inside = new QHBoxLayout(part);
        inside->addWidget(button);
        inside->addWidget(new QPushButton("next"));
        new KeyboardKeeper(*part);
        whole.show();
        QVERIFY(QTest::qWaitForWindowActive(&whole));
        button->setFocus();
        for (const auto change : {&QWidget::setEnabled, &QWidget::setVisible}) {
            (button->*change)(false);
            QCOMPARE(QApplication::focusWidget(), part);
            (button->*change)(true);
            QTRY_COMPARE(QApplication::focusWidget(), button);
        }
        before->setFocus();
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void theKeyboardOfAButtonThatGoesWaitsForOneThatLeadsOn() {
        RunHead head;
        head.setVisible(true);
        QVERIFY(QTest::qWaitForWindowActive(&head));
        const auto show = [&](const RunControls& controls) { head.show(QStringLiteral("run"), ShownRun(), RunPhase::Training, controls); };
        const auto at = [] { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(); };
        show({.pause = true, .save = true, .stop = true});
        head.findChild<QWidget*>("stopRunButton")->setFocus();
        show({});
        QCOMPARE(QApplication::focusWidget(), &head);
        show({.resume = true, .compare = true});
        QCOMPARE(at(), "resumeRunButton");
        show({.pause = true, .stop = true});
        QCOMPARE(at(), "pauseRunButton");
        show({.proceed = true, .stop = true});
        QCOMPARE(at(), "continueRunButton");
    }

    void oneButtonOfARunLeadsOn() {
        RunHead head;
        head.setVisible(true);
        const auto leading = [&](const RunControls& controls) {
            head.show(QStringLiteral("run"), ShownRun(), RunPhase::Ended, controls);
            QStringList names;
            for (const auto* button : head.findChildren<QPushButton*>()) {
                if (button->isVisible() && button->property("role") == QLatin1String("main")) names << button->objectName();
            }
            return names;
        };
        QCOMPARE(leading({.resume = true, .tryIt = true, .compare = true, .exports = true}), QStringList("resumeRunButton"));
        QCOMPARE(leading({.tryIt = true, .compare = true, .exports = true}), QStringList("tryRunButton"));
    }

    void cleanupTestCase() { open_.clear(); }

private:
    const testing::RunFolders folders_;
    const testing::Workplace place_;
    QStringList runs_;
    std::map<QString, Open> open_;  ///< by language
    MainWindow* window_ = nullptr;  ///< of the present one
};

}  // namespace
}  // namespace luthier::ui

QTEST_MAIN(luthier::ui::AccessibilityTest)
#include "accessibility_test.moc"
