// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <fstream>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/data/cleaning/kept_dataset.h"
#include "core/engine/machine.h"
#include "tests/support/temp_folder.h"
#include "ui/models/data_cleaning.h"
#include "ui/models/text.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"

namespace luthier::ui {
namespace {

constexpr int kPatience = 60000;  // milliseconds, for a busy machine

/// The data step with a table whose columns have names of their own and whose rows could be better.
struct Bench {
    testing::TempFolder folder;
    std::string file = (folder / "tickets.csv").string();
    std::string written;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;

    explicit Bench(int good = 30) {
        os::setEnvironment("LUTHIER_HOME", (folder / "home").string());
        for (int threads : {1, os::usableCores()}) {  // nothing is to be measured here
            rememberSpeeds(Json::parse(R"({"float32": {"gflops": 10, "small_gflops": 10}, "bfloat16": {"gflops": 5, "small_gflops": 5}})"), threads, "");
        }
        written = "Frage,Antwort,Nr\n";
        for (int i = 0; i < good; ++i) written += "Frage " + std::to_string(i) + "?,Antwort " + std::to_string(i) + ".," + std::to_string(i) + "\n";
        written += "Frage 1?,Antwort 1.,77\nFrage 2?,Antwort 2.,78\n   Blank?,Antwort.  ,79\n";
        std::ofstream(file) << written;
        open();
        studio->draft().change([&](Recipe& recipe) {
            recipe.data.train = {file};
            recipe.data.columns = {{"prompt", "Frage"}, {"completion", "Antwort"}};
        });
        window->go("wizard");
        click("dataStepButton");
    }

    void open() {
        studio = std::make_unique<Studio>(folder / "home");
        studio->draft().change([](Recipe& recipe) { recipe.model.path = "starter"; });
        window = std::make_unique<MainWindow>(*studio);
        window->show();
    }

    template <typename Widget>
    Widget* find(const char* name) const {
        return window->pageWidget()->findChild<Widget*>(QString::fromLatin1(name));
    }
    bool shows(const char* name) const {
        return QTest::qWaitFor([&] { return find<QWidget>(name) != nullptr; }, kPatience);
    }
    void click(const char* name) const {
        QVERIFY2(shows(name), name);
        QVERIFY(QTest::qWaitFor([&] { return find<QPushButton>(name)->isEnabled(); }, kPatience));
        find<QPushButton>(name)->click();
    }
    std::string trained() const { return studio->draft().recipe().data.train.front(); }
};

class DataCleaningTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findingsAreAListWithCounts() {
        Bench bench;
        QVERIFY(bench.shows("cleaningItem_copies"));
        QVERIFY(bench.shows("cleaningItem_blanks"));
        QCOMPARE(bench.find<QPushButton>("apply_copies")->accessibleName(), QString("Apply: Exact copies"));
        bench.click("show_copies");
        auto* rows = bench.find<QTableWidget>("foundRows_copies");
        QVERIFY(QTest::qWaitFor([&] { return rows->isVisible(); }, kPatience));
        QCOMPARE(rows->rowCount(), 2);
        QCOMPARE(rows->item(0, 2)->text(), QString("left out"));
        QVERIFY(rows->item(0, 1)->text().contains("Antwort 1."));
    }

    void whatIsAppliedIsAKeptVersionThatTheRunPointsTo() {
        Bench bench;
        bench.click("apply_copies");
        QVERIFY(bench.shows("undo_copies"));
        QVERIFY(bench.trained() != bench.file);
        const auto version = keptVersionOf(luthier::pathOf(bench.trained()));
        QVERIFY(version);
        QCOMPARE(version->steps.size(), size_t{1});
        QCOMPARE(version->steps[0].second.leftOut, int64_t{2});
        QCOMPARE(version->written, version->read - 2);
        QVERIFY(bench.studio->draft().recipe().data.columns.empty());
        QCOMPARE(dataNameOf(bench.trained()), QString("tickets.csv, cleaned"));
        QCOMPARE(readFile(bench.file), bench.written);
        bench.click("apply_blanks");
        QVERIFY(QTest::qWaitFor([&] { const auto now = keptVersionOf(luthier::pathOf(bench.trained())); return now && now->steps.size() == 2; }, kPatience));
        QCOMPARE(readFile(bench.file), bench.written);
    }

    void undoneIsTheOriginalAgainWithItsColumns() {
        Bench bench;
        bench.click("apply_copies");
        QVERIFY(bench.shows("undo_copies"));
        bench.click("undo_copies");
        QVERIFY(bench.shows("apply_copies"));
        QCOMPARE(readFile(luthier::pathOf(bench.trained())), bench.written);
        QCOMPARE(bench.studio->draft().recipe().data.columns.at("prompt"), std::string("Frage"));
        QCOMPARE(dataNameOf(bench.trained()), QString("tickets.csv"));
    }

    void whatWasAppliedIsStillToBeUndoneAfterARestart() {
        Bench bench;
        bench.click("apply_copies");
        QVERIFY(bench.shows("undo_copies"));
        bench.window.reset();
        bench.studio.reset();
        bench.open();
        bench.window->go("wizard");
        bench.click("dataStepButton");
        QVERIFY(bench.shows("undo_copies"));
    }

    void whatIsIgnoredStaysVisible() {
        Bench bench;
        bench.click("ignore_blanks");
        QVERIFY(bench.shows("undo_blanks"));
        QCOMPARE(bench.trained(), bench.file);
        bench.click("undo_blanks");
        QVERIFY(bench.shows("apply_blanks"));
    }

    void manyRowsAreLookedThroughBesideTheWindowThread() {
        Bench bench(100000);
        QElapsedTimer beat;
        qint64 longest = 0;
        beat.start();
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { longest = std::max(longest, beat.restart()); });
        timer.start(5);
        QVERIFY(bench.shows("cleaningItem_copies"));
        QVERIFY(bench.find<QTableWidget>("foundRows_copies")->rowCount() <= 20);
        qInfo("longest gap of the window thread: %lld ms", static_cast<long long>(longest));  // said, not judged: machines differ
    }
};

}  // namespace
}  // namespace luthier::ui

QTEST_MAIN(luthier::ui::DataCleaningTest)
#include "data_cleaning_test.moc"
