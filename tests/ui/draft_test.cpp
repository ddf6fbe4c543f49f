// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "core/engine/prepare.h"
#include "core/engine/prepare_settings.h"
#include "ui/models/data_preview.h"
#include "ui/models/draft.h"
#include "ui/models/field_words.h"
#include "ui/models/fix.h"
#include "ui/models/forecast.h"
#include "ui/models/simple_settings.h"
#include "ui/models/starters.h"
#include "ui/models/text.h"
#include "ui/models/xray.h"

using namespace luthier;
using namespace luthier::ui;

/// What the assistant does, without a window: the draft, previews of data, tokens of a row, forecasts, sliders and fixes.
class DraftTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path path(const char* name) const { return ui::pathOf(folder_.filePath(QString::fromLatin1(name))); }
    std::string file(const char* name, const std::string& content) const {
        std::ofstream(path(name), std::ios::binary) << content;
        return textOf(path(name));
    }
    static DataPreview previewOf(const std::string& file, const char* objective = "sft") {
        Recipe recipe;
        recipe.objective.kind = objective;
        recipe.data.train = {file};
        return dataPreview(recipe, [] { return false; });
    }
    static std::shared_ptr<TextModel> tinyChat() {
        Problems problems;
        return loadTextModel(std::filesystem::path(LUTHIER_SOURCE) / "tests/data/models/tiny-chat", "auto", problems);
    }
    static Recipe tinyRun(const std::string& data) {
        Recipe recipe;
        recipe.model.path = std::string(LUTHIER_SOURCE) + "/tests/data/models/tiny-chat";
        recipe.model.init = "random";
        recipe.data.train = {data};
        recipe.method.rank = 2;
        return recipe;
    }

private Q_SLOTS:
    void aDraftSurvivesARestart() {
        Recipe expected;
        {
            Draft draft(path("draft.yaml"));
            draft.change([](Recipe& recipe) {
                recipe.model.path = "/models/größe";
                recipe.train.epochs = 7;
            });
            expected = draft.recipe();
        }
        QCOMPARE(Draft(path("draft.yaml")).recipe().model.path, expected.model.path);
        QCOMPARE(Draft(path("draft.yaml")).recipe().train.epochs, 7.0);
    }

    void whatARunWasStartedWithIsHalfPreparedOnlyOnceItIsChanged() {
        {
            Draft draft(path("started.yaml"));
            QVERIFY(!draft.isHalfPrepared());
            draft.change([](Recipe& recipe) { recipe.model.path = "/models/a"; });
            QVERIFY(draft.isHalfPrepared());
            draft.setStarted(draft.recipe());
            QVERIFY(!draft.isHalfPrepared());
        }
        Draft draft(path("started.yaml"));
        QVERIFY(!draft.isHalfPrepared());
        draft.change([](Recipe& recipe) { recipe.name = "another"; });
        QVERIFY2(!draft.isHalfPrepared(), "a name changes nothing of a run");
        draft.change([](Recipe& recipe) { recipe.train.epochs = 7; });
        QVERIFY(draft.isHalfPrepared());
    }

    void whatIsToStayAsItIsSurvivesARestartAndEndsWithItsData() {
        {
            Draft draft(path("kept.yaml"));
            draft.setIgnored({"copies"});
        }
        Draft draft(path("kept.yaml"));
        QVERIFY(draft.ignored().contains("copies"));
        Recipe other;
        other.data.train = {"/other.csv"};
        draft.restart(other);
        QVERIFY(draft.ignored().empty());
    }

    void theNameOfTheRunItBeganFromGoesWithThatRunsData() {
        Draft draft(path("again.yaml"));
        Recipe before;
        before.name = "Owl";
        before.data.train = {"/owl.jsonl"};
        draft.restart(before);
        draft.change([](Recipe& recipe) { recipe.train.epochs = 7; });
        QCOMPARE(draft.recipe().name, std::string("Owl"));
        draft.change([](Recipe& recipe) { recipe.data.train = {"/mine.csv"}; });
        QCOMPARE(draft.recipe().name, std::string());
        draft.change([](Recipe& recipe) { recipe.name = "typed"; });
        draft.change([](Recipe& recipe) { recipe.data.train = {"/other.csv"}; });
        QCOMPARE(draft.recipe().name, std::string("typed"));
    }

    void aDraftThatChangesNothingTellsNothing() {
        Draft draft(path("none.yaml"));
        QSignalSpy told(&draft, &Draft::changed);
        draft.change([](Recipe&) {});
        QCOMPARE(told.count(), 0);
        QVERIFY(draft.isEmpty());
    }

    void aBrokenDraftFileGivesAnEmptyDraft() {
        file("broken.yaml", "model: [");
        QVERIFY(Draft(path("broken.yaml")).isEmpty());
    }

    void columnsWithUsualNamesAreMatched() {
        const DataPreview preview = previewOf(file("tickets.csv", "ticket no,Frage,Antwort\n1,Wie?,So.\n2,Wann?,Bald.\n"));
        QVERIFY(preview.guessed);
        QCOMPARE(preview.rows, int64_t{2});
        QCOMPARE(preview.columns.at("prompt"), std::string("Frage"));
        const std::vector<Said> expected{{Said::Who::Person, QStringLiteral("Wie?")}, {Said::Who::Model, QStringLiteral("So."), true}};
        QCOMPARE(conversationOf(preview.first.front(), {}), expected);
    }

    void textsWithALabelAreRecognisedAndTheirLabelsCounted() {
        const DataPreview found = previewOf(file("letters.csv", "text,label\nA,late\nB,broken\nC,late\n"));
        QVERIFY(found.labelled);
        QCOMPARE(objectiveSuiting(found, "sft"), std::string("classify"));
        const DataPreview preview = previewOf(file("letters.csv", "text,label\nA,late\nB,broken\nC,late\n"), "classify");
        QCOMPARE(preview.labels.names, (std::vector<std::string>{"broken", "late"}));
        QVERIFY((preview.counts.bars == std::vector<LabelCounts::Bar>{{QStringLiteral("late"), 2}, {QStringLiteral("broken"), 1}}));
        const std::vector<Said> expected{{Said::Who::Text, QStringLiteral("A")}, {Said::Who::Label, QStringLiteral("late"), true}};
        QCOMPARE(conversationOf(preview.first.front(), {}, preview.labels), expected);
    }

    void whatIsSaidIsMarkedAsTheObjectiveLearnsIt() {
        Example example;
        example.kind = Example::Kind::Chat;
        example.messages = Json::parse(R"([{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"}])");
        const auto learnt = [&](const ObjectiveSettings& objective) {
            QString marks;
            for (const Said& said : conversationOf(example, objective)) marks += said.learnt ? said.text : QStringLiteral("-");
            return marks;
        };
        QCOMPARE(learnt({.kind = "sft", .learn = "assistant"}), QStringLiteral("-b-d"));
        QCOMPARE(learnt({.kind = "sft", .learn = "last"}), QStringLiteral("---d"));
        QCOMPARE(learnt({.kind = "sft", .learn = "all"}), QStringLiteral("abcd"));
        QCOMPARE(learnt({.kind = "text", .learn = "assistant"}), QStringLiteral("abcd"));
    }

    void columnsOfLabelsWithUsualNamesAreMatched() {
        const DataPreview preview = previewOf(file("kinds.csv", "Nr,Nachricht,Kategorie\n1,Hallo,A\n2,Hilfe,B\n"));
        QVERIFY(preview.guessed && preview.labelled);
        QCOMPARE(preview.columns, (std::map<std::string, std::string>{{"label", "Kategorie"}, {"text", "Nachricht"}}));
    }

    void questionsAndAnswersAreNoLabels() {
        const DataPreview preview = previewOf(file("qa.csv", "prompt,completion\na,b\n"), "classify");
        QVERIFY(!preview.labelled && preview.format.empty());
        QCOMPARE(preview.roles, (std::vector<std::string>{"text", "label"}));
        QCOMPARE(objectiveSuiting(preview, "classify"), std::string("sft"));
    }

    void plainTextsAreLearntWholeAsLongAsNothingAnswers() {
        const DataPreview texts = previewOf(file("notes.jsonl", "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n")), document = previewOf(file("notes.txt", "One.\n"));
        const DataPreview pairs = previewOf(file("pairs.csv", "prompt,completion\na,b\n"));
        QVERIFY(texts.onlyTexts && document.onlyTexts && !pairs.onlyTexts);
        QCOMPARE(objectiveSuiting(texts, "sft"), std::string("text"));
        QCOMPARE(objectiveSuiting(document, "sft"), std::string("text"));
        QVERIFY(!canBeChosen(texts, "sft") && canBeChosen(texts, "text") && canBeChosen(pairs, "sft"));
        QCOMPARE(objectiveSuiting(pairs, "text", texts.onlyTexts), std::string("sft"));
        QCOMPARE(objectiveSuiting(pairs, "text"), std::string("text"));  // somebody chose it
    }

    void manyNumbersAreNumbersAndNotLabels() {
        std::string rows = "text,label\n";
        for (int i = 0; i < 40; ++i) rows += "row " + std::to_string(i) + "," + std::to_string(i) + ".5\n";
        QCOMPARE(objectiveSuiting(previewOf(file("numbers.csv", rows)), "sft"), std::string("regress"));
        const DataPreview preview = previewOf(file("numbers.csv", rows), "regress");
        QCOMPARE(preview.counts.least, 0.5);
        QCOMPARE(preview.counts.most, 39.5);
        int64_t sum = 0;
        for (const LabelCounts::Bar& bar : preview.counts.bars) sum += bar.rows;
        QCOMPARE(sum, int64_t{40});
    }

    void columnsThatNobodyKnowsAreToldAndShown() {
        const DataPreview preview = previewOf(file("odd.csv", "a,b\n1,2\n"));
        QVERIFY(!preview.isGood());
        QVERIFY(hasError(preview.problems));
        QCOMPARE(preview.names, QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(preview.table.size(), size_t{1});
    }

    void aMissingFileIsAProblemNotACrash() { QVERIFY(hasError(previewOf(textOf(path("nowhere.csv"))).problems)); }

    void theXRayMarksTheAnswerAndTheCut() {
        const auto model = tinyChat();
        QVERIFY(model);
        Example example;
        example.kind = Example::Kind::PromptCompletion;
        example.prompt = "What is this?";
        example.completion = "This is an answer.";
        const XRay whole = xray(*model, example, {});
        QVERIFY(whole.learnt > 0);
        QVERIFY(whole.learnt < static_cast<int64_t>(whole.tokens.size()));
        QVERIFY(!whole.tokens.front().learnt);
        EncodeSettings cut;
        cut.maxLength = static_cast<int64_t>(whole.tokens.size()) - 2;
        cut.overlong = "truncate";
        const XRay shorter = xray(*model, example, cut);
        QVERIFY(shorter.isOverlong());
        QVERIFY(shorter.tokens.back().beyond);
        QVERIFY(shorter.dropped.empty());
        cut.overlong = "drop";
        QCOMPARE(xray(*model, example, cut).dropped, std::string("overlong"));
    }

    void theXRayOfALabelledTextLearnsItsLabelAndNoToken() {
        Recipe recipe = tinyRun(file("two.jsonl", "{\"text\": \"It broke.\", \"label\": \"broken\"}\n{\"text\": \"It came late.\", \"label\": \"late\"}\n"));
        recipe.objective.kind = "classify";
        const DataPreview preview = dataPreview(recipe, [] { return false; });
        const XRay row = xray(*tinyChat(), preview.first.front(), encodeSettings(recipe, 64, preview.labels));
        QCOMPARE(row.label, QStringLiteral("broken"));
        QCOMPARE(row.learnt, int64_t{0});
        QVERIFY(row.dropped.empty());
        QVERIFY(!row.tokens.empty());
    }

    void theTextOfTheXRayIsTheTextOfItsTokens() {
        const auto model = tinyChat();
        Example example;
        example.kind = Example::Kind::Text;
        example.text = "Größe 😀 und mehr";
        QString text;
        for (const XRayToken& token : xray(*model, example, {.objective = "text"}).tokens) {
            if (!token.special) text += token.text;
        }
        QCOMPARE(text, QString::fromUtf8("Größe 😀 und mehr"));
    }

    void aForecastKnowsEveryMethodAndReadsTheDataOnce() {
        std::string rows;
        for (int i = 0; i < 30; ++i) rows += "{\"prompt\": \"Number " + std::to_string(i) + "?\", \"completion\": \"It is " + std::to_string(i) + ".\"}\n";
        Recipe recipe = tinyRun(file("rows.jsonl", rows));
        int read = 0;
        const Forecast first = ui::forecast(recipe, nullptr, 1, [&] { ++read; });
        QVERIFY(first.isGood());
        QCOMPARE(read, 30);
        QVERIFY(first.methods.size() >= 3);
        QCOMPARE(first.recommended == "lora", false);  // noise has nothing to adapt
        recipe.train.epochs = 9;
        const Forecast second = ui::forecast(recipe, first.prepared, 1, [&] { ++read; });
        QCOMPARE(read, 30);
        QVERIFY(second.resolved.steps > first.resolved.steps);
    }

    void aWholeResultOfPackedWeightsIsToldUnpacked() {
        Recipe recipe = tinyRun(file("packed.jsonl", "{\"text\": \"a b\"}\n"));
        recipe.model.path = std::string(LUTHIER_SOURCE) + "/tests/golden/gguf/qwen2_k.gguf";
        recipe.model.init = "weights";
        const Forecast forecast = ui::forecast(recipe, nullptr, 1, [] {});
        QVERIFY2(forecast.isGood(), forecast.problems.empty() ? "" : forecast.problems[0].what.c_str());
        QCOMPARE(forecast.of("full")->fileBytes, 4 * forecast.of("full")->learning);
    }

    void aMethodWithWrongSettingsDoesNotHideTheOthers() {
        Recipe recipe = tinyRun(file("few.jsonl", "{\"prompt\": \"a?\", \"completion\": \"b.\"}\n"));
        recipe.method.rank = 1000000;
        const Forecast forecast = ui::forecast(recipe, nullptr, 1, [] {});
        QVERIFY(forecast.of("lora") && !forecast.of("lora")->isPossible());
        QVERIFY(forecast.of("full") && forecast.of("full")->isPossible());
    }

    void slidersSetWhatTheyShow() {
        Recipe recipe;
        QVERIFY(!lengthOf(recipe).between);
        setLength(recipe, 4);
        QCOMPARE(lengthOf(recipe).at, 4);
        setStrength(recipe, 0);
        QCOMPARE(strengthOf(recipe).at, 0);
        setStrength(recipe, 2);
        QVERIFY(!recipe.train.learningRate);
        setLongest(recipe, 1, 4096);
        QCOMPARE(longestOf(recipe, 4096).at, 1);
        setLongest(recipe, 4, 4096);  // 2048 is what auto means
        QVERIFY(!recipe.data.maxLength);
    }

    void aValueBetweenThePlacesOfASliderIsNamed() {
        Recipe recipe;
        recipe.train.epochs = 3.5;
        QVERIFY(lengthOf(recipe).between);
        recipe.train.learningRate = 1.234e-4;
        QVERIFY(strengthOf(recipe).between);
    }

    void whatAnExpertChangedStaysVisible() {
        Recipe recipe;
        QVERIFY(otherChanges(recipe).isEmpty());
        recipe.method.rank = 32;
        QCOMPARE(otherChanges(recipe), QStringList{QStringLiteral("Rank: 32")});
    }

    void aValueIsSaidInTheWindowsWords() {
        Recipe recipe;
        recipe.data.train = {"/data/a.csv", "/data/b.csv"};
        recipe.model.path = "starter";
        recipe.objective.kind = "classify";
        const auto words = [&](const char* key) { return wordsOfValue(*fieldOf(key), fieldOf(key)->value(recipe)); };
        QCOMPARE(words("data.train"), QString("a.csv, b.csv"));
        QCOMPARE(words("data.columns"), QString::fromUtf8("–"));
        QCOMPARE(words("data.shuffle"), QString("yes"));
        QCOMPARE(words("model.path"), QString("Starter model"));
        QCOMPARE(words("objective.kind"), QString("Which label a text has"));
        QCOMPARE(words("train.seed"), QString("42"));
    }

    void everySettingIsWrittenAndReadBackAsText() {
        for (const Field& field : recipeFields()) {
            Recipe recipe;
            if (field.key == "model.path" || field.key == "data.train") continue;  // they have no default
            QVERIFY2(!putText(field, textOfValue(field.value(recipe)), recipe), field.key.c_str());
            QVERIFY2(recipe == Recipe(), field.key.c_str());
        }
    }

    void aSettingThatCannotBeIsToldAndNotTaken() {
        Recipe recipe;
        QVERIFY(putText(*fieldOf("train.batch_size"), QStringLiteral("many"), recipe));
        QVERIFY(recipe == Recipe());
    }

    void theDoctorsOwnFixIsTaken() {
        Problem problem = warning("train.learning_rate", "far from what is usual", "try auto");
        problem.fix = luthier::Fix{"train.learning_rate", "auto"};
        Recipe recipe;
        recipe.train.learningRate = 5;
        const auto fix = fixOf(problem, recipe, {});
        QVERIFY(fix);
        QVERIFY(!fix->recipe.train.learningRate);
    }

    void theBundledSampleIsThere() {
        const auto recipe = sampleRecipe();
        QVERIFY(recipe);
        QVERIFY(std::filesystem::exists(luthier::pathOf(recipe->data.train.front())));
    }
};

QTEST_GUILESS_MAIN(DraftTest)
#include "draft_test.moc"
