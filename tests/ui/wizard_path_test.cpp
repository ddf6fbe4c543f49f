// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QTimer>

#include <fstream>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/base/resources.h"
#include "core/engine/machine.h"
#include "tests/support/sanitized.h"
#include "tests/support/workplace.h"
#include "ui/models/text.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/placeholder.h"
#include "ui/widgets/role_table.h"
#include "ui/wizard/step.h"

namespace luthier::ui {
namespace {

constexpr int kPatience = 120000 * luthier::testing::kTimesSlower;  // milliseconds, for a busy machine

/// A window of its own home, used as a person uses it.
struct Bench {
    testing::TempFolder folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;

    Bench() {
        os::setEnvironment("LUTHIER_HOME", (folder / "home").string());
        for (int threads : {1, os::usableCores()}) {  // nothing is to be measured here
            rememberSpeeds(Json::parse(R"({"float32": {"gflops": 10, "small_gflops": 10}, "bfloat16": {"gflops": 5, "small_gflops": 5}})"), threads, "");
        }
        open();
    }
    ~Bench() { close(); }

    void open() {
        studio = std::make_unique<Studio>(folder / "home");
        studio->runHost().setPlace(TrainingPlace::Process);
        studio->runHost().setThreads(1);
        window = std::make_unique<MainWindow>(*studio);
        window->show();
    }
    void close() {
        window.reset();
        studio.reset();
    }

    std::string write(const char* name, const std::string& text) const {
        std::ofstream(folder / name, std::ios::binary) << text;
        return (folder / name).string();
    }

    template <typename Widget>
    Widget* find(const QString& name) const {
        return window->pageWidget()->findChild<Widget*>(name);
    }
    /// Waits until the button is there and can be pressed.
    bool click(const QString& name) const {
        const auto ready = [&] { const auto* button = find<QPushButton>(name); return button && button->isEnabled() && button->isVisible(); };
        if (!QTest::qWaitFor(ready, kPatience)) return false;
        find<QPushButton>(name)->click();
        return true;
    }
    QString step() const {
        for (Step* step : window->pageWidget()->findChildren<Step*>()) {
            if (step->isVisible()) return step->objectName();
        }
        return {};
    }
    bool isAt(const char* wanted) const { return QTest::qWaitFor([&] { return step() == QLatin1String(wanted); }, kPatience); }
    bool goesOn(const char* next) const { return click("nextButton") && isAt(next); }

    /// Answers the file dialog that comes up next.
    void chooses(const QString& path) const {
        auto* timer = new QTimer(qApp);
        QObject::connect(timer, &QTimer::timeout, timer, [timer, path] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog) return;
            timer->deleteLater();
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
            QMetaObject::invokeMethod(dialog, "accept");
        });
        timer->start(20);
    }
    void bring(const std::string& file) const {
        chooses(QString::fromStdString(file));
        QVERIFY(click("chooseDataButton"));
        QVERIFY(QTest::qWaitFor([&] { return studio->draft().hasData(); }, kPatience));
    }
    void use(int column, const char* role) const {
        const QString name = QStringLiteral("role%1Choice").arg(column);
        QVERIFY(QTest::qWaitFor([&] { return find<QComboBox>(name) && find<QComboBox>(name)->isVisible(); }, kPatience));
        auto* box = find<QComboBox>(name);
        box->setCurrentIndex(box->findData(QString::fromLatin1(role)));
        Q_EMIT box->activated(box->currentIndex());
    }
    /// Everything that is said on the page: messages and what stands where nothing is.
    QString said() const {
        QString all;
        for (const auto* notice : window->pageWidget()->findChildren<Notice*>()) {
            if (notice->isVisible()) all += notice->accessibleName() + QLatin1Char(' ') + notice->accessibleDescription() + QLatin1Char('\n');
        }
        for (const auto* state : window->pageWidget()->findChildren<Placeholder*>()) {
            if (state->isVisible()) all += state->accessibleName() + QLatin1Char(' ') + state->accessibleDescription() + QLatin1Char('\n');
        }
        return all;
    }
    bool says(const char* words) const {
        return QTest::qWaitFor([&] { return said().contains(QLatin1String(words), Qt::CaseInsensitive); }, kPatience);
    }
};

std::string oddTable(int rows) {
    std::string text = "Nr;Was der Kunde schreibt;Was wir sagen\n";
    for (int i = 0; i < rows; ++i) text += std::to_string(i) + ";Wie viel ist " + std::to_string(i) + " plus 1?;Das ist " + std::to_string(i + 1) + ".\n";
    return text;
}

/// Counts the paintings of a widget while it lies over another one that stands above it.
class Overlap : public QObject {
public:
    QWidget* below = nullptr;
    int paints = 0, found = 0;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Paint || !below->isVisible()) return false;
        auto* panel = static_cast<QWidget*>(watched);
        ++paints;
        if (panel->mapToGlobal(QPoint()).y() < below->mapToGlobal(QPoint(0, below->height())).y()) ++found;
        return false;
    }
};

class WizardPathTest : public QObject {
    Q_OBJECT

    static bool trains(Studio& studio, int64_t steps) {
        return QTest::qWaitFor([&] { return studio.runHost().run().step() >= steps || studio.runHost().phase() == RunPhase::Ended; }, kPatience) &&
               studio.runHost().run().step() >= steps;
    }
    static void stop(Studio& studio) {
        studio.runHost().stop();
        QVERIFY(QTest::qWaitFor([&] { return studio.runHost().phase() == RunPhase::Ended; }, kPatience));
    }

    /// To the data step with the starter model chosen.
    static void chooseStarter(Bench& bench) {
        bench.window->go("wizard");
        QVERIFY(bench.click("modelCard_Starter model"));
        QCOMPARE(bench.studio->draft().recipe().model.path, std::string("starter"));
        QVERIFY(bench.goesOn("dataStep"));
    }

    /// Both models say a label of the same text, and how likely each is.
    static void triesALabel(Bench& bench) {
        QVERIFY(bench.click("tryRunButton"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QPlainTextEdit>("questionEdit") && bench.find<QPlainTextEdit>("questionEdit")->isVisible(); }, kPatience));
        QVERIFY(!bench.find<QWidget>("answerSettings")->isVisible());
        bench.find<QPlainTextEdit>("questionEdit")->setPlainText(QStringLiteral("The kettle rattles again."));
        QVERIFY(bench.click("askButton"));
        for (const char* side : {"baseAnswerLabel", "tunedAnswerLabel"})
            QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>(side)->isVisible() && bench.find<QLabel>(side)->text().contains('%'); }, kPatience));
        QVERIFY(bench.click("rightBetterButton"));
    }

    static void exportsForLabels(Bench& bench) {
        bench.window->go("export", {bench.studio->runHost().runId()});
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QPushButton>("exportButton_merged") != nullptr; }, kPatience));
        bool told = false;
        for (const auto* words : bench.window->pageWidget()->findChildren<QLabel*>()) told = told || words->text().contains("AutoModelForSequenceClassification");
        QVERIFY(told);
        bench.chooses(QString::fromStdString((bench.folder / "exported").string()));
        QVERIFY(bench.click("exportButton_merged"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QPushButton>("openExportButton_merged")->isVisible(); }, kPatience));
        QVERIFY(std::filesystem::exists(bench.folder / "exported" / "config.json"));
    }

private Q_SLOTS:
    void oneClickOnTheFirstPageTrainsTheSample() {
        Bench bench;
        bench.window->go("home");
        QVERIFY(bench.click("startSampleButton"));
        QVERIFY2(bench.window->page() == "run", "at once, before it is ready");
        QVERIFY(trains(*bench.studio, 2));
        QCOMPARE(bench.window->page(), QString("run"));
        stop(*bench.studio);
    }

    void aTableWithHeadersOfItsOwnBecomesARun() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("Anfragen 2026.csv", oddTable(90)));
        bench.use(1, "prompt");
        bench.use(2, "completion");
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().data.columns.size() == 2; }, kPatience));
        QCOMPARE(bench.studio->draft().recipe().data.columns.at("prompt"), std::string("Was der Kunde schreibt"));
        QVERIFY(bench.goesOn("methodStep"));
        QVERIFY(bench.click("methodCard_lora"));
        QVERIFY(bench.goesOn("settingsStep"));
        auto* length = bench.find<QSlider>("lengthSlider");
        length->setValue(length->maximum());
        QVERIFY(bench.studio->draft().recipe().train.epochs > 3);
        const auto* below = bench.find<QPushButton>("allSettingsButton");
        const int place = below->y();
        bench.studio->draft().change([](Recipe& recipe) { recipe.train.seed = 7; });
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("otherSettings")->text().endsWith("7"); }, kPatience));
        QCoreApplication::processEvents();
        QVERIFY2(below->y() == place, "a line that comes moves nothing");
        QVERIFY(bench.goesOn("checkStep"));
        QVERIFY(bench.says("OK. The model and the examples can be read."));
        QVERIFY(bench.click("nextButton"));
        QVERIFY(trains(*bench.studio, 3));
        QCOMPARE(bench.window->page(), QString("run"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<CurvePlot>("largePlot")->drawnPoints() >= 3; }, kPatience));
        stop(*bench.studio);
        bench.window->go("home");
        QVERIFY2(!bench.find<QPushButton>("continueDraftButton"), "what was started is not half prepared");
        QCOMPARE(bench.studio->draft().recipe().data.columns.size(), size_t{2});
    }

    void textsWithLabelsBecomeARunThatSaysThem() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(LUTHIER_SOURCE "/resources/samples/letters.jsonl");
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().objective.kind == "classify"; }, kPatience));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QWidget>("labelBars")->isVisible(); }, kPatience));
        QVERIFY(bench.find<QWidget>("labelBars")->accessibleDescription().contains("complaint: "));
        bench.find<QTabWidget>("exampleTabs")->setCurrentIndex(1);
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("xrayWords")->text().contains("to answer “complaint”"); }, kPatience));
        QVERIFY(bench.goesOn("methodStep"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("methodTask")->text().contains("5 labels"); }, kPatience));
        QVERIFY(bench.click("methodCard_lora"));
        QVERIFY(bench.goesOn("settingsStep"));
        bench.find<QSlider>("lengthSlider")->setValue(0);
        QVERIFY(bench.goesOn("checkStep"));
        QVERIFY2(bench.says("which of 5 labels"), qPrintable(bench.said()));
        QVERIFY(bench.click("nextButton"));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->runHost().phase() == RunPhase::Ended; }, kPatience));
        QVERIFY(bench.studio->runHost().run().course().reason == "done");
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QTabWidget>("runSideTabs")->isTabVisible(1); }, kPatience));
        bench.find<QTabWidget>("runSideTabs")->setCurrentIndex(1);
        QVERIFY(bench.find<QTableWidget>("confusionTable")->isVisible());
        QCOMPARE(bench.find<QTableWidget>("confusionTable")->rowCount(), 5);
        QVERIFY(bench.find<QLabel>("runSentence")->text().contains("are right") || bench.find<QLabel>("runSentence")->text().contains("nothing was better"));
        triesALabel(bench);
        exportsForLabels(bench);
    }

    void numbersBesideTextsAreChosenInTheHeader() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(LUTHIER_SOURCE "/resources/samples/letters.jsonl");
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().objective.kind == "classify"; }, kPatience));
        bench.use(2, "label");
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().data.columns.contains("label"); }, kPatience));
        QCOMPARE(bench.studio->draft().recipe().data.columns.at("label"), std::string("urgency"));
        auto* learn = bench.find<QComboBox>("learnChoice");
        learn->setCurrentIndex(learn->findData("regress"));
        Q_EMIT learn->activated(learn->currentIndex());
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("dataSummary")->text().contains("numbers from 0 to 10"); }, kPatience));
        QVERIFY(bench.goesOn("methodStep"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("methodTask")->text().contains("a number"); }, kPatience));
    }

    void theTextMayBeChosenBeforeItsLabel() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("mails.csv", "mail,urgency\nThe shop burns,high\nThank you,low\nIt burns,high\nMany thanks,low\n"));
        bench.use(0, "text");
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().data.columns.contains("text"); }, kPatience));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("dataSummary")->text().contains("4 examples"); }, kPatience));
        bench.use(1, "label");
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().objective.kind == "classify"; }, kPatience));
        QCOMPARE(bench.studio->draft().recipe().data.columns.at("text"), std::string("mail"));
        QCOMPARE(bench.studio->draft().recipe().data.columns.at("label"), std::string("urgency"));
    }

    void whoWantsLabelsIsAskedForThemWhenTheTextIsChosen() {
        Bench bench;
        chooseStarter(bench);
        bench.studio->draft().change([](Recipe& recipe) { recipe.objective.kind = "classify"; });
        bench.bring(bench.write("mails.csv", "mail,urgency\nThe shop burns,high\nThank you,low\nIt burns,high\nMany thanks,low\n"));
        bench.use(0, "text");
        QVERIFY2(bench.says("Which column is used as \"Label\"?"), qPrintable(bench.said()));
        QCOMPARE(bench.studio->draft().recipe().objective.kind, std::string("classify"));
        bench.use(1, "label");
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("dataSummary")->text().contains("2 labels"); }, kPatience));
        QCOMPARE(bench.studio->draft().recipe().objective.kind, std::string("classify"));
    }

    void rowsOfAnotherKindAreLearntOtherwiseAgain() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("kinds.csv", "message,category\nHello,a\nHelp,b\nHello there,a\n"));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().objective.kind == "classify"; }, kPatience));
        QCOMPARE(bench.studio->draft().recipe().data.columns.at("text"), std::string("message"));
        bench.chooses(QString::fromStdString(bench.write("rows.csv", "question,answer\na,b\nc,d\n")));
        QVERIFY(bench.click("chooseDataButton"));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().objective.kind == "sft"; }, kPatience));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().data.columns.contains("prompt"); }, kPatience));
        QVERIFY(QTest::qWaitFor([&] { return !bench.find<QWidget>("labelBars")->isVisible(); }, kPatience));
    }

    void theStarterForLabelsHasASampleOfItsOwn() {
        Bench bench;
        bench.window->go("home");
        QVERIFY(bench.click("labelsStarterButton"));
        QVERIFY(bench.click("modelCard_Starter model"));
        QVERIFY(bench.goesOn("dataStep"));
        QVERIFY(bench.click("sampleDataButton"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QLabel>("dataSummary")->text().contains("5 labels"); }, kPatience));
        QCOMPARE(bench.studio->draft().recipe().objective.kind, std::string("classify"));
    }

    void anotherTaskBeginsWithDataOfItsOwn() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(LUTHIER_SOURCE "/resources/samples/letters.jsonl");
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().objective.kind == "classify"; }, kPatience));
        QVERIFY(bench.click("checkStepButton"));
        bench.window->go("home");
        QVERIFY(bench.click("labelsStarterButton"));
        QVERIFY2(bench.studio->draft().hasData(), "what is half prepared stays");
        QVERIFY(bench.isAt("methodStep"));
        bench.studio->draft().setStarted(bench.studio->draft().recipe());
        bench.window->go("home");
        QVERIFY(bench.click("labelsStarterButton"));
        QVERIFY(bench.studio->draft().hasModel() && !bench.studio->draft().hasData());
        QVERIFY(bench.isAt("dataStep"));
        bench.bring(LUTHIER_SOURCE "/resources/samples/letters.jsonl");
        bench.window->go("home");
        QVERIFY(bench.click("styleStarterButton"));
        QVERIFY(bench.studio->draft().hasModel() && !bench.studio->draft().hasData());
        QVERIFY(bench.isAt("dataStep"));
    }

    void goingBackLosesNothing() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("rows.csv", "question,answer\na,b\nc,d\n"));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().data.columns.size() == 2; }, kPatience));
        QVERIFY(bench.goesOn("methodStep"));
        QVERIFY(bench.click("methodCard_freeze"));
        QVERIFY(bench.goesOn("settingsStep"));
        bench.find<QSlider>("strengthSlider")->setValue(0);
        const Recipe recipe = bench.studio->draft().recipe();
        for (const char* step : {"methodStep", "dataStep", "modelStep"}) {
            QVERIFY(bench.click("backButton"));
            QVERIFY(bench.isAt(step));
        }
        QVERIFY(bench.studio->draft().recipe() == recipe);
        for (const char* step : {"dataStep", "methodStep", "settingsStep"}) QVERIFY(bench.goesOn(step));
        QVERIFY(bench.studio->draft().recipe() == recipe);
    }

    void closingInTheMiddleKeepsTheDraft() {
        Bench bench;
        chooseStarter(bench);
        const std::string file = bench.write("rows.csv", "question,answer\na,b\nc,d\n");
        bench.bring(file);
        QVERIFY(bench.goesOn("methodStep"));
        const Recipe recipe = bench.studio->draft().recipe();
        bench.close();
        bench.open();
        bench.window->go("home");
        QVERIFY(bench.click("continueDraftButton"));
        QVERIFY(bench.isAt("methodStep"));
        QVERIFY(bench.studio->draft().recipe() == recipe);
    }

    void aFolderWithoutAModelIsSaidAndNotTaken() {
        Bench bench;
        bench.window->go("wizard");
        std::filesystem::create_directory(bench.folder / "no model");
        bench.chooses(QString::fromStdString((bench.folder / "no model").string()));
        QVERIFY(bench.click("chooseModelFolderButton"));
        QVERIFY(bench.says("\"no model\" cannot be tuned here"));
        QVERIFY(!bench.studio->draft().hasModel());
        QVERIFY(bench.click("nextButton"));
        QCOMPARE(bench.step(), QString("modelStep"));
    }

    void aModelInOneFileIsChosenOrDropped() {
        Bench bench;
        bench.window->go("wizard");
        bench.chooses(QString::fromStdString(bench.write("broken.gguf", "nothing")));
        QVERIFY(bench.click("chooseModelFileButton"));
        QVERIFY(bench.says("\"broken.gguf\" cannot be tuned here"));
        QMimeData dropped;
        dropped.setUrls({QUrl::fromLocalFile(qPath(starterModelFolder()))});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
        for (QEvent* event : {static_cast<QEvent*>(&enter), static_cast<QEvent*>(&drop)}) QApplication::sendEvent(bench.find<QWidget>("modelStep"), event);
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().hasModel(); }, kPatience));
        QCOMPARE(bench.studio->draft().recipe().model.path, textOf(starterModelFolder()));
    }

    void filesThatCannotBeLearntFromAreSaidAndHoldTheAssistant_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << "bad.csv: The file is empty.";
        QTest::newRow("headers alone") << QByteArray("prompt,completion\n") << "bad.csv: The file holds no rows.";
        QTest::newRow("binary") << QByteArray("\x7f\x45\x4c\x46\x00\x01\xff\xfe\x80\x81 no text\n\x00\xff", 21) << "UTF-8";
        QTest::newRow("excel") << QByteArray("PK\x03\x04 workbook", 13) << "Excel";
    }
    void filesThatCannotBeLearntFromAreSaidAndHoldTheAssistant() {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, words);
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("bad.csv", content.toStdString()));
        QVERIFY2(bench.says(qPrintable(words)), qPrintable(bench.said()));
        QVERIFY(bench.click("nextButton"));
        QCOMPARE(bench.step(), QString("dataStep"));
        QVERIFY(bench.says("No example of this file can be read yet."));
    }

    void ofPlainTextsItSaysThatTheyAreLearntWhole() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("notes.txt", "The kettle leaks at the lid.\nIt was mended.\n"));
        const auto says = [&](const char* words) {
            const auto* box = bench.find<QComboBox>("learnChoice");
            return box && box->isVisible() && box->currentText() == QLatin1String(words);
        };
        QVERIFY(QTest::qWaitFor([&] { return says("Whole texts"); }, kPatience));
        bench.studio->draft().change([](Recipe& recipe) { recipe.objective.kind = "sft"; });  // as an older recipe has it
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().objective.kind == "text"; }, kPatience));
        bench.bring(bench.write("pairs.csv", "prompt,completion\nWhat leaks?,The kettle.\n"));
        QVERIFY(QTest::qWaitFor([&] { return says("To answer"); }, kPatience));
    }

    void theTableKeepsItsPlaceWhenWhatIsAskedGoes() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("odd.csv", "a,b\n1,2\n3,4\n"));
        QVERIFY(bench.says("Which column is the question"));
        const auto* table = bench.window->pageWidget()->findChild<RoleTable*>();
        const auto top = [&] { return table->mapTo(bench.window.get(), QPoint()).y(); };
        const int before = top();
        bench.studio->draft().change([](Recipe& recipe) { recipe.data.columns = {{"prompt", "a"}, {"completion", "b"}}; });
        QVERIFY(QTest::qWaitFor([&] { return !bench.said().contains("Which column"); }, kPatience));
        QCOMPARE(top(), before);
    }

    void aFileThatCannotBeReadIsSaidAndHoldsTheAssistant() {
        Bench bench;
        chooseStarter(bench);
        std::filesystem::create_directory(bench.folder / "rows.csv");  // nobody may read a folder as a file, whoever runs this
        bench.studio->draft().change([&](Recipe& recipe) { recipe.data.train = {(bench.folder / "rows.csv").string()}; });
        QVERIFY(QTest::qWaitFor([&] { return bench.said().contains("rows.csv"); }, kPatience));
        QVERIFY(bench.click("nextButton"));
        QCOMPARE(bench.step(), QString("dataStep"));
        QVERIFY(bench.says("No example of this file can be read yet."));
    }

    void aRunThatMeetsAFullDiskSaysSoWhereItWasStarted() {
        if (!luthier::testing::kCanPreload) QSKIP("the sanitizer's own library must come first");
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("rows.csv", "question,answer\na,b\nc,d\n"));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().data.columns.size() == 2; }, kPatience));
        for (const char* step : {"methodStep", "settingsStep", "checkStep"}) QVERIFY(bench.goesOn(step));
        QVERIFY(bench.says("OK. The model and the examples can be read."));
        const std::vector<std::pair<const char*, std::string>> full{
            {"LD_PRELOAD", LUTHIER_BIN "/libwatched_disk.so"}, {"LUTHIER_DISK_ROOT", (bench.folder / "home").string()}, {"LUTHIER_DISK_FAIL", "1"}};
        for (const auto& [name, value] : full) os::setEnvironment(name, value);
        QVERIFY(bench.click("nextButton"));
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->runHost().phase() == RunPhase::Ended; }, kPatience));
        for (const auto& [name, value] : full) os::setEnvironment(name, "");
        QVERIFY2(bench.says("No space left on device"), qPrintable(bench.said()));
        QVERIFY(bench.studio->draft().hasData());  // nothing of what was put together is lost
        QVERIFY(bench.find<QPushButton>("nextButton")->text().startsWith("&Start training"));
    }

    void aFileThatWentAwayIsSaid() {
        Bench bench;
        chooseStarter(bench);
        const std::string file = bench.write("rows.csv", "question,answer\na,b\n");
        bench.bring(file);
        QVERIFY(bench.goesOn("methodStep"));
        std::filesystem::remove(file);
        bench.studio->draft().change([](Recipe& recipe) { recipe.data.maxLength = 100; });
        QVERIFY(bench.says("there is no file"));
    }

    void aFileThatWentAwayAfterTheCheckStopsTheStartUntilItIsBack() {
        Bench bench;
        chooseStarter(bench);
        const std::string file = bench.write("rows.csv", "question,answer\na,b\nc,d\n");
        bench.bring(file);
        QVERIFY(QTest::qWaitFor([&] { return bench.studio->draft().recipe().data.columns.size() == 2; }, kPatience));
        for (const char* step : {"methodStep", "settingsStep", "checkStep"}) QVERIFY(bench.goesOn(step));
        QVERIFY(bench.says("OK. The model and the examples can be read."));
        std::filesystem::remove(file);
        QVERIFY(bench.click("nextButton"));
        QVERIFY(bench.says("Stops here. Examples: There is no file"));
        QVERIFY2(!bench.said().contains("OK."), qPrintable(bench.said()));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QPushButton>("nextButton")->text().startsWith("&Start training"); }, kPatience));
        QVERIFY(bench.find<QPushButton>("nextButton")->isEnabled());
        bench.write("rows.csv", "question,answer\na,b\nc,d\n");
        QVERIFY(bench.click("checkStepButton"));
        QVERIFY2(bench.says("OK. The model and the examples can be read."), qPrintable(bench.said()));
    }

    void nothingIsPaintedOverAnotherPartWhenFindingsArrive() {
        Bench bench;
        chooseStarter(bench);
        Overlap overlap;
        bench.find<QWidget>("cleaningPanel")->installEventFilter(&overlap);
        overlap.below = bench.find<QWidget>("dataTable");
        QVERIFY(overlap.below);
        bench.bring(bench.write("rows.csv", "question,answer\n a,b\nc,d\nc,d\ne,\n"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QWidget>("cleaningItem_empty") && overlap.paints > 1; }, kPatience));
        QCOMPARE(overlap.found, 0);
    }

    void rowsWithoutAnswersStopAtTheCheck() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("rows.csv", "question,answer\na,\nb,\n"));
        QVERIFY(QTest::qWaitFor([&] { return bench.find<QWidget>("cleaningItem_empty") != nullptr; }, kPatience));
        bench.studio->draft().change([](Recipe& recipe) { recipe.train.epochs = 1; });
        for (const char* step : {"methodStep", "settingsStep", "checkStep"}) QVERIFY(bench.goesOn(step));
        QVERIFY(bench.says("Stops here."));
        QVERIFY(bench.click("nextButton"));
        QCOMPARE(bench.window->page(), QString("wizard"));
        QVERIFY(bench.studio->runHost().phase() == RunPhase::Idle);
    }

    void aRunIsNamedAfterItsDataUntilItIsCalledOtherwise() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("rows.csv", "question,answer\na,b\nc,d\n"));
        QVERIFY(bench.goesOn("methodStep"));
        QVERIFY(bench.click("checkStepButton"));
        auto* name = bench.find<QLineEdit>("newRunNameEdit");
        QVERIFY(QTest::qWaitFor([&] { return name->isVisible() && name->text() == "rows"; }, kPatience));
        QVERIFY2(bench.says("OK. The model and the examples can be read."), qPrintable(bench.said()));
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, "first try");
        QCOMPARE(bench.studio->draft().recipe().name, std::string("first try"));
        QVERIFY2(bench.said().contains("OK. The model"), "another name is no reason to look at everything again");
    }

    void aFixOfTheCheckIsOneClick() {
        Bench bench;
        chooseStarter(bench);
        bench.bring(bench.write("rows.csv", "question,answer\na,b\nc,d\n"));
        bench.studio->draft().change([](Recipe& recipe) {
            recipe.train.epochs = 1;
            recipe.data.maxLength = 100000;
        });
        QVERIFY(bench.goesOn("methodStep"));
        QVERIFY(bench.click("checkStepButton"));
        QVERIFY(bench.says("tokens at most"));
        QVERIFY(bench.click("fixButton"));
        QVERIFY(QTest::qWaitFor([&] { return !bench.studio->draft().recipe().data.maxLength.has_value(); }, kPatience));
        QVERIFY(bench.says("OK. The model and the examples can be read."));
    }
};

}  // namespace
}  // namespace luthier::ui

QTEST_MAIN(luthier::ui::WizardPathTest)
#include "wizard_path_test.moc"
