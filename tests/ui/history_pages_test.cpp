// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include "core/base/os.h"
#include "core/engine/machine.h"
#include "tests/core/store/run_folders.h"
#include "ui/models/runs_model.h"
#include "ui/models/text.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/widgets/confusion_table.h"
#include "ui/widgets/curve_plot.h"
#include "ui/widgets/notice.h"

namespace luthier::ui {
namespace {

constexpr int kPatience = 30000;  // milliseconds, for a busy machine

/// What a person does with runs that are done: finds, names, rates, repeats, deletes and compares them.
class HistoryPagesTest : public QObject {
    Q_OBJECT

    template <typename Widget>
    Widget* find(const char* name) const {
        return window_->pageWidget()->findChild<Widget*>(QString::fromLatin1(name));
    }
    QTableView* table() const { return find<QTableView>("runsTable"); }
    QString cell(int row, int column = RunsModel::Name) const { return table()->model()->index(row, column).data().toString(); }
    int rows() const { return table()->model()->rowCount(); }

    void choose(const QString& name, bool more = false) {
        for (int row = 0; row < rows(); ++row) {
            if (cell(row) == name) table()->selectionModel()->select(table()->model()->index(row, 0), (more ? QItemSelectionModel::Select : QItemSelectionModel::ClearAndSelect) | QItemSelectionModel::Rows);
        }
    }
    template <typename Condition>
    static bool waitFor(Condition condition) {
        return QTest::qWaitFor(condition, kPatience);
    }
    static void type(QLineEdit* edit, const QString& text) {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

    /// Where a picture has this colour.
    static QRect boxOf(const QImage& picture, const QColor& colour) {
        QRect box;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                const QColor pixel = picture.pixelColor(x, y);
                if (std::abs(pixel.red() - colour.red()) + std::abs(pixel.green() - colour.green()) + std::abs(pixel.blue() - colour.blue()) < 30) box |= QRect(x, y, 1, 1);
            }
        }
        return box;
    }

    /// Clicks a button of the question that comes up next, by its words.
    static void answerWith(const QString& words) {
        auto* timer = new QTimer(qApp);
        connect(timer, &QTimer::timeout, timer, [timer, words] {
            QWidget* box = QApplication::activeModalWidget();
            if (!box) return;
            for (auto* button : box->findChildren<QPushButton*>()) {
                if (QString(button->text()).remove(QLatin1Char('&')) != words) continue;
                timer->deleteLater();
                return button->click();
            }
        });
        timer->start(20);
    }

private Q_SLOTS:
    void initTestCase() {
        os::setEnvironment("LUTHIER_HOME", textOf(folders_.home()));
        rememberSpeeds(Json::parse(R"({"float32": {"gflops": 10, "small_gflops": 10}, "bfloat16": {"gflops": 5, "small_gflops": 5}})"), os::usableCores(), "");
        Recipe other;
        other.train.learningRate = 5e-4;
        other.method.rank = 4;
        first_ = folders_.make("20260101-000001-aaaa", {.name = "support replies", .best = 2.2, .begun = 1700000000});
        second_ = folders_.make("20260101-000002-bbbb", {.name = "recipes", .end = "stopped", .best = 2.6, .begun = 1700001000});
        third_ = folders_.make("20260101-000003-cccc", {.name = "support again", .best = 1.5, .recipe = other, .begun = 1700002000});
        Theme::instance().apply(Look::Light);
        studio_ = std::make_unique<Studio>(folders_.home());
        PreferenceValues values;
        values.training = TrainingPlace::Process;
        studio_->preferences().set(values);
        window_ = std::make_unique<MainWindow>(*studio_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }

    void init() {
        window_->go("runs");
        find<QLineEdit>("searchRunsEdit")->clear();
        find<QComboBox>("runStatesBox")->setCurrentIndex(0);
        QVERIFY(waitFor([this] { return rows() == 3; }));
    }

    void noDateIsCutWhateverItsForm() {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));  // with AM and PM behind it
        {
            MainWindow window(*studio_);
            window.show();
            window.go("runs");
            const QAbstractItemView* table = window.pageWidget()->findChild<QTableView*>(QStringLiteral("runsTable"));
            QVERIFY(waitFor([&] { return table->model()->rowCount() == 3; }));
            QVERIFY(table->model()->index(0, RunsModel::Begun).data().toString().endsWith("M"));
            QVERIFY2(table->sizeHintForColumn(RunsModel::Begun) <= qobject_cast<const QTableView*>(table)->columnWidth(RunsModel::Begun),
                     qPrintable(QString::number(table->sizeHintForColumn(RunsModel::Begun))));
        }
        QLocale::setDefault(before);
        window_->activateWindow();  // which later tests type into
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }

    void columnsThatDoNotFitGoInsteadOfBeingScrolledTo() {
        const QSize before = window_->size();
        for (const int width : {1180, 2400, 1000}) {
            window_->resize(width, before.height());
            QVERIFY(waitFor([&] { return table()->isColumnHidden(RunsModel::Tags) == (width < 2000) && table()->horizontalScrollBar()->maximum() == 0; }));
            for (const int column : {RunsModel::Name, RunsModel::State, RunsModel::Loss}) QVERIFY2(!table()->isColumnHidden(column), qPrintable(QString::number(width)));
        }
        window_->resize(before);
    }

    void runsAreSearchedFilteredAndSorted() {
        QCOMPARE(cell(0), QString("support again"));  // newest first
        find<QLineEdit>("searchRunsEdit")->setText("support");
        QCOMPARE(rows(), 2);
        find<QLineEdit>("searchRunsEdit")->clear();
        auto* states = find<QComboBox>("runStatesBox");
        states->setCurrentIndex(static_cast<int>(RunFilter::State::Unfinished));
        QCOMPARE(rows(), 1);
        QCOMPARE(cell(0), QString("recipes"));
        states->setCurrentIndex(0);
        table()->sortByColumn(RunsModel::Loss, Qt::DescendingOrder);
        QCOMPARE(cell(0), QString("recipes"));
        table()->sortByColumn(RunsModel::Begun, Qt::DescendingOrder);
    }

    void whatIsFoundNowhereOffersToShowAll() {
        find<QLineEdit>("searchRunsEdit")->setText("nothing like this");
        QCOMPARE(rows(), 0);
        find<QPushButton>("placeholderButton")->click();
        QCOMPARE(rows(), 3);
    }

    void nameTagsRatingAndNotesAreKept() {
        choose("recipes");
        type(find<QLineEdit>("runNameEdit"), "kitchen");
        QVERIFY(waitFor([this] { return readNotes(second_).name == "kitchen"; }));
        QVERIFY(waitFor([this] { return studio_->history().find("20260101-000002-bbbb")->name == "kitchen"; }));
        choose("kitchen");
        type(find<QLineEdit>("runTagsEdit"), "salty, good");
        QVERIFY(waitFor([this] { return readNotes(second_).tags == std::vector<std::string>{"salty", "good"}; }));
        auto* stars = find<QComboBox>("runStarsBox");
        stars->setCurrentIndex(4);
        Q_EMIT stars->activated(4);
        QTest::keyClicks(find<QPlainTextEdit>("runNotesEdit"), "too much pepper");
        QVERIFY(waitFor([this] { return readNotes(second_).notes == "too much pepper"; }));
        QVERIFY(waitFor([this] {
            const RunSummary* run = studio_->history().find("20260101-000002-bbbb");
            return run->stars == 4 && run->notes == "too much pepper";
        }));
        find<QLineEdit>("searchRunsEdit")->setText("pepper SALTY");
        QCOMPARE(rows(), 1);
        find<QLineEdit>("searchRunsEdit")->clear();
    }

    void aRunIsPreparedAnewWithItsSettings() {
        choose("support again");
        find<QPushButton>("againButton")->click();
        QCOMPARE(window_->page(), QString("wizard"));
        QVERIFY(waitFor([this] { return studio_->draft().recipe().method.rank == 4; }));
        QCOMPARE(*studio_->draft().recipe().train.learningRate, 5e-4);
    }

    void aDeletedRunComesBackWithUndo() {
        choose("support replies");
        find<QPushButton>("deleteRunsButton")->click();
        QVERIFY(waitFor([this] { return rows() == 2; }));
        QVERIFY(!std::filesystem::exists(first_));
        auto* undo = find<QPushButton>("noticeButton");
        QVERIFY(undo && undo->isVisible());
        const auto top = [](const QWidget* widget) { return widget->mapTo(widget->window(), QPoint()).y(); };
        QTRY_VERIFY(top(undo) > top(table()));  // below the list, which keeps its place
        undo->click();
        QVERIFY(waitFor([this] { return rows() == 3; }));
        QVERIFY(std::filesystem::exists(first_ / "recipe.yaml"));
        choose("support replies");
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Delete);
        QVERIFY(waitFor([this] { return rows() == 2; }));
        QVERIFY(waitFor([this] { return studio_->history().removed() == 1; }));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(waitFor([this] { return rows() == 3; }));
    }

    void deletedRunsOfEarlierDaysComeBackOrGoForGood() {
        const auto trash = [this] { return trashOf(folders_.home()).runs.size(); };
        const std::filesystem::path extra = folders_.make("20260101-000000-dddd", {.name = "of yesterday"});
        moveToTrash(folders_.home(), extra);
        window_->go("preferences");
        QVERIFY(waitFor([&] { return find<QPushButton>("restoreRunsButton")->isVisible(); }));
        find<QPushButton>("restoreRunsButton")->click();
        QVERIFY(waitFor([&] { return trash() == 0 && studio_->history().find("20260101-000000-dddd"); }));
        QVERIFY(waitFor([&] { return !find<QPushButton>("emptyTrashButton")->isVisible(); }));
        moveToTrash(folders_.home(), extra);
        window_->go("preferences");
        QVERIFY(waitFor([&] { return find<QPushButton>("emptyTrashButton")->isVisible(); }));
        answerWith("Cancel");
        find<QPushButton>("emptyTrashButton")->click();
        QCOMPARE(trash(), size_t{1});
        answerWith("Delete");
        find<QPushButton>("emptyTrashButton")->click();
        QVERIFY(waitFor([&] { return trash() == 0; }));
        studio_->history().refresh();
        QVERIFY(waitFor([&] { return studio_->history().runs().size() == 3; }));
    }

    void aRightClickOffersWhatTheButtonsDo() {
        choose("support again");
        auto* timer = new QTimer(qApp);
        connect(timer, &QTimer::timeout, timer, [timer] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu) return;
            timer->deleteLater();
            menu->actions().front()->trigger();
            menu->close();
        });
        timer->start(20);
        Q_EMIT table()->customContextMenuRequested(QPoint(5, 5));
        QCOMPARE(window_->page(), QString("run"));
    }

    void aNewRunIsCalledAsNoOtherIs() {
        RunHistory& history = studio_->history();
        QCOMPARE(history.freeName("support again"), QString("support again 2"));
        QCOMPARE(history.freeName("something new"), QString("something new"));
        folders_.make("20260101-000000-dddd", {.name = "support again 2"});
        history.refresh();
        QVERIFY(waitFor([&] {
            history.refresh();
            const RunSummary* made = history.find("20260101-000000-dddd");
            return made && made->name == "support again 2";
        }));
        QCOMPARE(history.freeName("support again 2"), QString("support again 3"));
        std::filesystem::remove_all(folders_.runs() / "20260101-000000-dddd");
        QVERIFY(waitFor([&] {
            history.refresh();
            return history.runs().size() == 3;
        }));
    }

    void withoutAChoiceTheNewestTwoAreCompared() {
        window_->go("compare");
        QVERIFY(waitFor([&] { return find<QTableWidget>("numbersTable")->columnCount() == 3; }));
        QCOMPARE(find<QTableWidget>("numbersTable")->horizontalHeaderItem(1)->text(), QString("support again"));
    }

    void threeRunsAreComparedBySettingsCurvesAndIntervals() {
        table()->clearSelection();
        for (int row = 0; row < 3; ++row) table()->selectionModel()->select(table()->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        find<QPushButton>("compareRunsButton")->click();
        QCOMPARE(window_->page(), QString("compare"));
        auto* settings = find<QTableWidget>("settingsTable");
        QVERIFY(waitFor([&] { return settings->columnCount() == 4 && settings->rowCount() == 2; }));  // learning rate and rank
        QVERIFY2(settings->findItems(QStringLiteral("auto (0.0002)"), Qt::MatchExactly).size() == 2, "what auto came to is told");
        find<QCheckBox>("onlyDifferencesCheck")->setChecked(false);
        QVERIFY(settings->rowCount() > 20);
        find<QCheckBox>("onlyDifferencesCheck")->setChecked(true);
        const auto verdicts = window_->pageWidget()->findChildren<Notice*>();
        QCOMPARE(verdicts.size(), 1);  // both are worse: they share a notice
        for (const char* other : {"support replies", "kitchen"}) QVERIFY2(verdicts.front()->accessibleName().contains(QLatin1String(other)), other);
        for (const auto* bar : window_->findChildren<QTabBar*>()) QVERIFY2(!bar->drawBase(), "the line under the tabs is the page's");
        auto* plot = find<CurvePlot>("comparePlot");
        QCOMPARE(plot->curves().size(), size_t{3});
        find<QComboBox>("compareAxisBox")->setCurrentIndex(2);
        QCOMPARE(plot->axis(), CurveAxis::Seconds);
        QVERIFY(find<QTableWidget>("numbersTable")->rowCount() >= 5);
    }

    void aSeventhRunHasNoPlaceInAComparison() {
        window_->go("compare", {"20260101-000001-aaaa", "20260101-000003-cccc"});
        auto* add = find<QComboBox>("addRunBox");
        QVERIFY(waitFor([&] { return add->count() == 2; }));  // its words, and the one run that is left
        QVERIFY(add->isEnabled());
    }

    void betweenTwoStepsNothingStandsOnTheAxis() {
        const Curve loss{{1, 0.5, 2.0}};
        CurvePlot plot(QStringLiteral("loss"), [](double value) { return QString::number(value); });
        plot.resize(500, 300);
        plot.setLines({{QStringLiteral("loss"), &loss}});
        plot.show();
        QVERIFY(waitFor([&] { return plot.marksAcross() == QStringList({QStringLiteral("0"), QStringLiteral("1")}); }));
    }

    void theCrosshairSaysTheValuesOfAStep() {
        const Curve loss{{1, 0.5, 3.0}, {2, 1.0, 2.0}, {3, 1.5, 1.0}};
        CurvePlot plot(QStringLiteral("loss"), [](double value) { return QString::number(value); });
        plot.setLines({{QStringLiteral("smoothed"), &loss}});
        plot.show();
        QTest::keyClick(&plot, Qt::Key_Right);
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY2(plot.accessibleDescription().contains("step 2") && plot.accessibleDescription().contains("smoothed 2"), qPrintable(plot.accessibleDescription()));
    }

    void aLineWithoutAPointAtThatPlaceSaysWhereItsNearestLies() {
        const Curve loss{{1, 0.5, 3.0}, {2, 1.0, 2.0}, {3, 1.5, 1.0}}, heldOut{{0, 0, 9.0}, {2, 1.0, 5.0}};
        CurvePlot plot(QStringLiteral("loss"), [](double value) { return QString::number(value); });
        plot.setLines({{QStringLiteral("raw"), &loss}, {QStringLiteral("held out"), &heldOut}});
        plot.show();
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY2(plot.accessibleDescription().contains("held out 5 (step 2)"), qPrintable(plot.accessibleDescription()));
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY2(plot.accessibleDescription().endsWith("held out 5"), qPrintable(plot.accessibleDescription()));
        plot.setAxis(CurveAxis::Examples);
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY2(plot.accessibleDescription().startsWith("3 examples"), qPrintable(plot.accessibleDescription()));
    }

    void theRingAroundTheBestIsWholeAtTheEdgeAndGoneWhereItIsOutOfSight() {
        const Curve loss{{0, 0, 3.0}, {10, 1.0, 2.0}, {20, 2.0, 1.0}};
        CurvePlot plot(QStringLiteral("loss"), [](double value) { return QString::number(value); });
        plot.setLines({{QStringLiteral("loss"), &loss}});
        plot.setBest(loss.back());
        // What is drawn in the colour of the mark: its lowest line, and how far the ring goes across.
        const auto ring = [&] {
            const QImage picture = plot.picture(QSize(150, 150), 1).toImage();
            QRect found;
            for (int y = picture.height() - 1; y >= 0 && (found.isNull() || y > found.bottom() - 10); --y) {
                for (int x = 0; x < picture.width(); ++x) {
                    if (QColor(picture.pixel(x, y)) == colours().good) found |= QRect(x, y, 1, 1);
                }
            }
            return found;
        };
        QVERIFY2(ring().width() >= 11, qPrintable(QString::number(ring().width())));
        plot.setBest(CurvePoint{40, 4.0, 1.0});
        QVERIFY(ring().isNull());
    }

    void marksOfASmallPlotAreWhole() {
        const Curve right{{0, 0, 0.2}, {10, 1.0, 1.0}};
        const auto drawn = [&](PlotLine::Look look) {
            CurvePlot plot(QStringLiteral("right"), [](double value) { return QString::number(value); });
            plot.setCompact();
            plot.setLines({{QStringLiteral("right"), &right, look, 1}});
            plot.resize(130, 108);
            plot.show();
            QTest::qWait(200);  // until it lies where it is to
            return boxOf(plot.grab().toImage(), colours().lines[1]);
        };
        const QRect marked = drawn(PlotLine::Look::Marked), line = drawn(PlotLine::Look::Strong);
        QVERIFY(line.width() > 50);
        QVERIFY2(marked.right() - line.right() >= 2 && line.top() - marked.top() >= 2, qPrintable(QStringLiteral("%1 %2").arg(marked.right() - line.right()).arg(line.top() - marked.top())));
    }

    void labelsAboveNarrowColumnsStandUpright() {
        Confusion confusion;
        confusion.labels = {"complaint", "fault", "fixed", "price", "visit"};
        confusion.counts.assign(5, std::vector<int64_t>(5, 1));
        ConfusionTable shown;
        shown.resize(270, 400);
        shown.setVisible(true);
        shown.show(confusion);
        const auto* table = shown.findChild<QTableWidget*>();
        const int longest = table->horizontalHeader()->fontMetrics().horizontalAdvance("complaint");
        QVERIFY(waitFor([&] { return table->columnWidth(0) < longest && table->horizontalHeader()->height() > longest; }));
        const QRect written = boxOf(table->horizontalHeader()->grab().toImage(), colours().textSoft);
        QVERIFY2(written.height() > longest / 2 && written.width() > 3 * table->columnWidth(0), qPrintable(QStringLiteral("%1 x %2").arg(written.width()).arg(written.height())));
        shown.resize(900, 400);
        QVERIFY(waitFor([&] { return table->columnWidth(0) > longest && table->horizontalHeader()->height() < longest; }));
    }

    void noCurveRunsThroughTheWordsAtTheBest() {
        const Curve loss{{0, 0, 3.0}, {10, 1.0, 3.0}, {20, 2.0, 1.0}};
        CurvePlot plot(QStringLiteral("loss"), [](double value) { return QString::number(value); });
        plot.setLines({{QStringLiteral("loss"), &loss}});
        plot.setBest(loss.back());
        const QImage picture = plot.picture(QSize(600, 300), 1).toImage();
        const QRect marked = boxOf(picture, colours().good);
        const QRect words = marked.adjusted(1, 1, -15, -22);  // without the ring below them
        QVERIFY(words.width() > 20 && words.height() > 5);
        QVERIFY(!boxOf(picture, colours().lines.front()).isNull());
        QVERIFY(boxOf(picture.copy(words), colours().lines.front()).isNull());
    }

    void aSavedPictureHasTheLegendAndFollowsTheScale() {
        const Curve loss{{1, 0.5, 100.0}, {2, 1.0, 1.0}, {3, 1.5, 0.5}};
        CurvePlot plot(QStringLiteral("loss"), [](double value) { return QString::number(value); });
        plot.setLines({{QStringLiteral("smoothed"), &loss}});
        const auto picture = [&] { return plot.picture(QSize(600, 300), 2).toImage(); };
        const QImage linear = picture();
        QCOMPARE(linear.size(), QSize(1200, 600));
        plot.setLines({{QStringLiteral("another name"), &loss}});
        QVERIFY(picture() != linear);
        plot.setLines({{QStringLiteral("smoothed"), &loss}});
        QCOMPARE(picture(), linear);
        plot.setLogarithmic(true);
        QVERIFY(picture() != linear);
    }

    void theNumbersBehindAPlotAreATable() {
        window_->go("run", {"20260101-000001-aaaa"});
        auto* more = find<QToolButton>("plotMenuButton");
        QVERIFY(waitFor([&] { return more->isVisible(); }));
        more->menu()->actions().back()->trigger();
        QDialog* dialog = window_->findChild<QDialog*>();
        QVERIFY(dialog);
        QVERIFY(dialog->findChild<QTableView*>()->model()->rowCount() >= 4);
        dialog->close();
    }

    void aRunThatIsDoneSaysItsBestPointAndWhatComesNext() {
        window_->go("run", {"20260101-000003-cccc"});
        auto* sentence = find<QLabel>("runSentence");
        QVERIFY(waitFor([&] { return sentence->text().contains("best at step 4"); }));
        for (const char* next : {"tryRunButton", "compareRunButton", "exportRunButton"}) QVERIFY2(waitFor([&] { return find<QPushButton>(next)->isVisible(); }), next);
        find<QPushButton>("exportRunButton")->click();
        QCOMPARE(window_->page(), QString("export"));
    }

    void cleanupTestCase() {
        window_.reset();
        studio_.reset();
    }

private:
    const testing::RunFolders folders_;
    std::filesystem::path first_, second_, third_;
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<MainWindow> window_;
};

}  // namespace
}  // namespace luthier::ui

QTEST_MAIN(luthier::ui::HistoryPagesTest)
#include "history_pages_test.moc"
