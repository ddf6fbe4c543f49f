// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cstring>

#include "core/engine/check.h"
#include "core/recipe/field.h"
#include "tests/support/workplace.h"
#include "tests/ui/support/core_sentences.h"
#include "ui/models/core_sentences.h"
#include "ui/models/problem_words.h"
#include "ui/models/setting_names.h"
#include "ui/shell/language.h"

namespace luthier::ui {
namespace {

bool isKnown(const std::string& sentence) {
    for (const auto& texts : {sentencesOfData(), sentencesOfModel(), sentencesOfRun(), sentencesOfFiles(), sentencesOfHistory()}) {
        if (std::ranges::any_of(texts, [&](const char* text) { return sentence == text; })) return true;
    }
    return false;
}

class CoreSentencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { useLanguage(QStringLiteral("en")); }

    void aSourceIsReadForItsSentences() {
        const auto found = testing::sentencesIn(
            "throw Error(textOf(file), \"could not be \" + verb + \": \" + why, many ? \"close some, then try\" : \"try again\");  // error(\"x\", \"no call\", \"at all\")\n"
            "problems.push_back(warning(\"key\", fmt::format(\"{} of {:.1f} rows\", a, b), \"\"));\n"
            "return RowFault{\"a kind\", \"the row has no \\\"role\\\"\", mend};");
        const std::set<std::string> expected{"could not be %1: %2", "close some, then try", "try again", "%1 of %2 rows", "the row has no \"role\""};
        QVERIFY(found == expected);
    }

    void everySentenceOfCoreThatReachesTheWindowIsNamedForTranslators() {
        const auto sentences = testing::sentencesBelow(std::filesystem::path(LUTHIER_SOURCE) / "core");
        QVERIFY(sentences.size() > 300);
        for (const std::string& sentence : sentences) {
            if (!isKnown(sentence)) QTest::qFail(("not in ui/models/sentences_of_…: " + sentence).c_str(), __FILE__, __LINE__);
        }
    }

    void whatCorePutsInIsPutIntoTheTranslation() {
        useLanguage(QStringLiteral("de"));
        QCOMPARE(coreSentence("there is no file \"my rows %1.csv\""), QString::fromUtf8("es gibt keine Datei „my rows %1.csv“"));
        QCOMPARE(coreSentence("snapshots may take 12 MB of disk, and 3 MB are free"), QString("Zwischenstände brauchen vielleicht 12 MB Platz, 3 MB sind frei"));
        QCOMPARE(coreSentence("the row is longer than 64 tokens and was left out (3 rows; this is the first)"),
                 QString::fromUtf8("die Zeile ist länger als 64 Token und wurde ausgelassen (3 Zeilen; dies ist die erste)"));
        QVERIFY(coreSentence("the result is rounded to the number format of the base model's files, which changes the loss of a row by up to 0.35 nats a token")
                    .contains(QString::fromUtf8("um bis zu 0.35 Nat je Token")));
        QCOMPARE(coreSentence("nobody knows this sentence"), QString("nobody knows this sentence"));
    }

    void inEnglishASentenceStaysAsItIs() {
        for (const char* text : {"there is no file \"a\"", "the training data holds 3 of 9 rows of this file too; copies are left out here"}) QCOMPARE(coreSentence(text), QString(text));
    }

    void noSentenceNamesAKeyOfTheRecipeFile() {
        for (const QString language : {"en", "de"}) {
            useLanguage(language);
            for (const auto& texts : {sentencesOfData(), sentencesOfModel(), sentencesOfRun(), sentencesOfFiles(), sentencesOfHistory()}) {
                for (const char* text : texts) {
                    const QString shown = translatedCore(text);
                    for (const Field& field : recipeFields()) {
                        const QRegularExpression key("\\b" + QRegularExpression::escape(QString::fromStdString(field.key)) + "\\b(?!\\.\\w)");
                        QVERIFY2(field.key.find('.') == std::string::npos || !shown.contains(key), qPrintable(shown));
                    }
                }
            }
        }
    }

    void settingsAndTheirValuesAreCalledAsTheWindowCallsThem() {
        QCOMPARE(withSettingNames("lower data.max_length, or choose method.kind: lora"), QString::fromUtf8("lower “Longest row”, or choose “Method”: “Light touch (LoRA)”"));
        QCOMPARE(withSettingNames("choose objective.kind: classify (or regress)."), QString::fromUtf8("choose “Objective”: “Which label a text has” (or “A number for each text”)."));
        QCOMPARE(withSettingNames("choose data.overlong: truncate or split"), QString::fromUtf8("choose “Longer rows”: truncate or split"));
        for (const char* text : {"there is no file \"/home/me/data.eval\"", "look at model.path.csv", "there are no weights (model.safetensors)"}) QCOMPARE(withSettingNames(text), QString(text));
        useLanguage(QStringLiteral("de"));
        QCOMPARE(translatedCore("lower data.max_length, or leave it at auto"), QString::fromUtf8("verringern Sie „Längste Zeile“, oder lassen Sie es auf auto"));
    }

    void aSentenceAboutItsPlaceIsOneWithIt() {
        useLanguage(QStringLiteral("en"));
        QCOMPARE(whatOf(error("config.json", "is missing.", "")), QString("config.json is missing."));
        QCOMPARE(whatOf(error("rows.csv:3", "the row has no answer", "")), QString("rows.csv, line 3: The row has no answer."));
        QCOMPARE(whatOf(error("", "is missing.", "")), QString("Is missing."));
        useLanguage(QStringLiteral("de"));
        QCOMPARE(whatOf(error("config.json", "is missing.", "")), QString("config.json fehlt."));
    }

    /// Whatever the doctor says of bad choices is German.
    void theDoctorSpeaksGerman() {
        testing::Workplace place(12);
        useLanguage(QStringLiteral("de"));
        Recipe recipe;
        recipe.model.path = place.file("no model");
        recipe.data.train = {place.file("missing.jsonl")};
        recipe.data.maxLength = 1000000;
        place.write("broken.csv", "question,answer\n\"a,b\n");
        for (const std::string& file : {place.file("missing.jsonl"), place.file("broken.csv"), place.file("rows.jsonl")}) {
            for (const std::string& model : {place.file("no model"), textOf(testing::dataFile("models/tiny-chat"))}) {
                recipe.model.path = model;
                recipe.data.train = {file};
                const CheckResult result = check(recipe, 1);
                QVERIFY(!result.problems.empty());
                for (const Problem& problem : result.problems) {
                    QVERIFY2(coreSentence(problem.what) != QString::fromStdString(problem.what), problem.what.c_str());
                    QVERIFY2(coreSentence(problem.mend) != QString::fromStdString(problem.mend), problem.mend.c_str());
                }
            }
        }
    }
};

}  // namespace
}  // namespace luthier::ui

QTEST_GUILESS_MAIN(luthier::ui::CoreSentencesTest)
#include "core_sentences_test.moc"
