// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/comparison.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>

#include "core/recipe/field.h"
#include "core/store/figures.h"
#include "core/store/run_comparison.h"
#include "ui/models/field_words.h"
#include "ui/models/label_counts.h"
#include "ui/models/run_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"

namespace luthier::ui {
namespace {

struct ComparisonWords {
    Q_DECLARE_TR_FUNCTIONS(ComparisonWords)
};

QString lengthOfLoss(double value) { return QLocale().toString(value, 'f', 3); }

/// As the recipe has it; what "auto" came to stands behind it.
QString valueWords(const Field& field, const RunRecord& run) {
    if (!run.recipe) return QStringLiteral("–");
    const Json value = field.value(*run.recipe);
    const QString words = wordsOfValue(field, value);
    if (!value.isString() || value.asString() != "auto") return words;
    const Json* settled = run.resolved().find(field.key.substr(field.key.rfind('.') + 1));
    const bool known = settled && (settled->isNumber() || settled->isString());
    return known ? ComparisonWords::tr("%1 (%2)", "auto, and what it came to").arg(words, wordsOfValue(field, *settled)) : words;
}

Comparison::Row rowOf(const Field& field, const std::vector<RunRecord>& runs) {
    Comparison::Row row;
    row.label = labelOf(field);
    row.key = qText(field.key);
    for (const RunRecord& run : runs) {
        row.values << valueWords(field, run);
        row.exact << (run.recipe ? qText(valueInWords(field.value(*run.recipe))) : QString());
    }
    row.differs = std::ranges::any_of(row.exact, [&](const QString& value) { return value != row.exact.front(); });
    return row;
}

/// What the numbers of compareRuns are called, and how one is written.
struct NumberWords {
    QString label;
    QString (*write)(double);
};

NumberWords wordsFor(const std::string& key) {
    const auto count = [](double value) { return countWords(static_cast<int64_t>(value)); };
    const std::map<std::string, NumberWords> known{
        {"base_loss", {ComparisonWords::tr("Loss before, on examples it never saw"), lossWords}},
        {"loss", {ComparisonWords::tr("Loss after, on examples it never saw"), lossWords}},
        {"accuracy", {ComparisonWords::tr("Right, on examples it never saw"), percentWords}},
        {"majority", {ComparisonWords::tr("… with the most frequent label always"), percentWords}},
        {"f1_macro", {ComparisonWords::tr("F1, each label alike"), percentWords}},
        {"f1_micro", {ComparisonWords::tr("F1, each answer alike"), percentWords}},
        {"f1_weighted", {ComparisonWords::tr("F1, labels by how often they stand"), percentWords}},
        {"f1_samples", {ComparisonWords::tr("F1, each text alike"), percentWords}},
        {"hamming_loss", {ComparisonWords::tr("Labels that are wrong"), percentWords}},
        {"ece", {ComparisonWords::tr("How far its sureness is off"), percentWords}},
        {"mae", {ComparisonWords::tr("Off by, on average"), labelNumberWords}},
        {"mse", {ComparisonWords::tr("Off by, squared, on average"), labelNumberWords}},
        {"r2", {ComparisonWords::tr("Share of the differences it explains (R²)"), lossWords}},
        {"pearson", {ComparisonWords::tr("Correlation with the right number"), lossWords}},
        {"step_kept", {ComparisonWords::tr("Best step"), count}},
        {"steps", {ComparisonWords::tr("Steps trained"), count}},
        {"seconds", {ComparisonWords::tr("Time spent"), shortDuration}},
        {"memory", {ComparisonWords::tr("Most memory"), [](double value) { return sizeWords(static_cast<int64_t>(value)); }}},
        {"learning_parameters", {ComparisonWords::tr("Weights that learnt"), count}},
    };
    const auto found = known.find(key);
    return found == known.end() ? NumberWords{qText(key), [](double value) { return numberWords(value); }} : found->second;
}

Comparison::Row rowOf(const Json& number) {
    const NumberWords words = wordsFor(number.stringOr("key", ""));
    Comparison::Row row;
    row.label = words.label;
    row.key = qText(number.stringOr("key", ""));
    for (const Json& value : number.find("values")->asArray()) row.values << (value.isNumber() ? words.write(value.asNumber()) : QStringLiteral("–"));
    row.best = static_cast<int>(number.integerOr("best", -1));
    return row;
}

/// Of runs over labels, what their difference is in right answers; else nothing.
QString accuracyWords(const Json& pair) {
    const Json* accuracy = pair.find("accuracy");
    if (!accuracy) return {};
    if (!accuracy->boolOr("distinguishable", false)) return QLatin1Char(' ') + ComparisonWords::tr("How often they are right is not distinguishable either way.");
    const double difference = accuracy->numberOr("difference", 0), low = std::abs(accuracy->numberOr("low", 0)), high = std::abs(accuracy->numberOr("high", 0));
    const QString words = difference > 0 ? ComparisonWords::tr("It is right more often by %1 of all examples (%2 to %3).") : ComparisonWords::tr("It is right less often by %1 of all examples (%2 to %3).");
    return QLatin1Char(' ') + words.arg(percentWords(std::abs(difference)), percentWords(std::min(low, high)), percentWords(std::max(low, high)));
}

Comparison::Verdict verdictOf(const Json& pair, const QString& baseline, const QString& other) {
    using Kind = Comparison::Verdict::Kind;
    const auto rows = static_cast<int>(pair.integerOr("rows", 0));
    if (!pair.boolOr("comparable", false)) {
        if (rows == 0) return {Kind::NotComparable, ComparisonWords::tr("“%1” and “%2” cannot be compared: they have no examples in common that neither learnt from.").arg(baseline, other)};
        return {Kind::NotComparable, ComparisonWords::tr("“%1” and “%2” cannot be compared: what they have in common is too little, or was cut into other tokens.").arg(baseline, other)};
    }
    const double low = pair.numberOr("low", 0), high = pair.numberOr("high", 0), difference = pair.numberOr("difference", 0);
    const QString on = ComparisonWords::tr("on %n examples neither learnt from", nullptr, rows);
    const QString right = accuracyWords(pair);
    if (!pair.boolOr("distinguishable", false)) {
        return {Kind::NotDistinguishable, ComparisonWords::tr("“%1” and “%2” are not distinguishable: the loss differs by %3 to %4 (95 % interval), %5.").arg(baseline, other, lengthOfLoss(low), lengthOfLoss(high), on) + right};
    }
    const bool better = difference < 0;
    const double least = std::min(std::abs(low), std::abs(high)), most = std::max(std::abs(low), std::abs(high));
    const QString words = better ? ComparisonWords::tr("“%1” is better than “%2”: its loss is lower by %3 (95 % interval: %4 to %5), %6.")
                                 : ComparisonWords::tr("“%1” is worse than “%2”: its loss is higher by %3 (95 % interval: %4 to %5), %6.");
    return {better ? Kind::Better : Kind::Worse, words.arg(other, baseline, lengthOfLoss(std::abs(difference)), lengthOfLoss(least), lengthOfLoss(most), on) + right};
}

std::vector<Comparison::Verdict> verdictsOf(const Json& facts, const std::vector<Comparison::Run>& runs) {
    std::vector<Comparison::Verdict> verdicts;
    for (const Json& pair : facts.find("intervals")->asArray()) {
        if (qText(pair.stringOr("a", "")) != runs[0].id) continue;
        const auto other = std::ranges::find(runs, qText(pair.stringOr("b", "")), &Comparison::Run::id);
        if (other != runs.end()) verdicts.push_back(verdictOf(pair, runs[0].name, other->name));
    }
    return verdicts;
}

/// The answer of the state a run keeps, or the last one.
QString keptAnswer(const ShownRun& run, const ShownAnswer& answer) {
    const Look* kept = run.course().kept();
    QString text;
    for (const ShownAnswer::Now& now : answer.now) {
        if (!kept || now.step <= kept->step || text.isEmpty()) text = qText(harmless(now.text)).trimmed();
    }
    return text;
}

std::vector<Comparison::Answers> answersOf(const std::vector<Comparison::Run>& runs) {
    std::vector<Comparison::Answers> all;
    std::map<std::string, size_t> places;
    for (size_t i = 0; i < runs.size(); ++i) {
        for (const ShownAnswer& answer : runs[i].shown.answers()) {
            const auto [place, fresh] = places.try_emplace(answer.prompt, all.size());
            if (fresh) all.push_back({questionOf(answer.prompt), QStringList(static_cast<qsizetype>(runs.size()), QString())});
            all[place->second].texts[static_cast<qsizetype>(i)] = keptAnswer(runs[i].shown, answer);
        }
    }
    std::erase_if(all, [](const Comparison::Answers& answers) { return std::ranges::count_if(answers.texts, [](const QString& text) { return !text.isEmpty(); }) < 2; });
    return all;
}

bool haveSameData(const Json& facts) {
    return std::ranges::none_of(facts.find("settings")->asArray(), [](const Json& row) { return row.stringOr("key", "") == "content.data"; });
}

}  // namespace

Comparison comparisonOf(const std::vector<std::filesystem::path>& folders) {
    std::vector<RunRecord> records;
    Comparison comparison;
    for (const std::filesystem::path& folder : folders) {
        records.push_back(readRunRecord(folder));
        const RunRecord& record = records.back();
        comparison.runs.push_back({qText(record.id), qText(record.name().empty() ? record.id : record.name()), {}});
        for (const TimedEvent& event : record.events) comparison.runs.back().shown.on(event);
    }
    const Json facts = compareRuns(records);
    for (const Field& field : recipeFields()) {
        if (field.key != "name") comparison.settings.push_back(rowOf(field, records));
    }
    for (const Json& number : facts.find("numbers")->asArray()) comparison.numbers.push_back(rowOf(number));
    comparison.verdicts = verdictsOf(facts, comparison.runs);
    comparison.answers = answersOf(comparison.runs);
    comparison.sameData = haveSameData(facts);
    return comparison;
}

}  // namespace luthier::ui
