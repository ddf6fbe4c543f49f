// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/simple_settings.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/engine/prepare_settings.h"
#include "core/store/run_record.h"
#include "core/tuning/method_settings.h"
#include "ui/models/field_words.h"
#include "ui/models/words.h"

namespace luthier::ui {
namespace {

class Settings {
    Q_DECLARE_TR_FUNCTIONS(Settings)
};

constexpr std::array kEpochs{1, 2, 3, 5, 8, 12, 20};
constexpr std::array kStrengths{0.25, 0.5, 1.0, 2.0, 4.0};  // times the usual rate
constexpr int kUsualStrength = 2;

double usualRate(const Recipe& recipe) {
    const MethodFacts* facts = methodFacts(recipe.method.kind);
    return facts ? facts->learningRate : 1e-4;
}

template <typename Values>
int nearestIn(const Values& values, double value) {
    const auto distance = [&](auto each) { return std::abs(std::log(static_cast<double>(each) / value)); };
    return static_cast<int>(std::ranges::min_element(values, {}, distance) - values.begin());
}

std::vector<int64_t> lengthsUpTo(int64_t modelLength) {
    const int64_t most = modelLength > 0 ? modelLength : maxLengthOf(Recipe(), 0);
    std::vector<int64_t> lengths;
    for (int64_t length = 128; length < most && length <= 65536; length *= 2) lengths.push_back(length);
    lengths.push_back(most);
    return lengths;
}

}  // namespace

SliderSetting lengthOf(const Recipe& recipe) {
    SliderSetting setting;
    for (int epochs : kEpochs) setting.places.push_back(Settings::tr("%n passes", "over the examples", epochs));
    if (recipe.train.steps) {
        setting.between = true;
        setting.value = Settings::tr("%n steps", nullptr, static_cast<int>(*recipe.train.steps));
        return setting;
    }
    setting.at = nearestIn(kEpochs, recipe.train.epochs);
    setting.between = kEpochs[static_cast<size_t>(setting.at)] != recipe.train.epochs;
    setting.value = setting.between ? Settings::tr("%1 passes").arg(numberWords(recipe.train.epochs)) : setting.places[static_cast<size_t>(setting.at)];
    return setting;
}

void setLength(Recipe& recipe, int place) {
    recipe.train.steps.reset();
    recipe.train.epochs = kEpochs[static_cast<size_t>(place)];
}

SliderSetting strengthOf(const Recipe& recipe) {
    SliderSetting setting;
    setting.places = {Settings::tr("very gently"), Settings::tr("gently"), Settings::tr("as usual"), Settings::tr("strongly"), Settings::tr("very strongly")};
    setting.at = kUsualStrength;
    if (recipe.train.learningRate && *recipe.train.learningRate > 0) {
        const double times = *recipe.train.learningRate / usualRate(recipe);
        setting.at = nearestIn(kStrengths, times);
        setting.between = std::abs(times - kStrengths[static_cast<size_t>(setting.at)]) > 1e-6 * times;
    }
    setting.value = setting.between ? Settings::tr("rate %1").arg(QLocale().toString(*recipe.train.learningRate, 'g', 6)) : setting.places[static_cast<size_t>(setting.at)];
    return setting;
}

void setStrength(Recipe& recipe, int place) {
    if (place == kUsualStrength) recipe.train.learningRate.reset();
    else recipe.train.learningRate = usualRate(recipe) * kStrengths[static_cast<size_t>(place)];
}

SliderSetting longestOf(const Recipe& recipe, int64_t modelLength) {
    const std::vector<int64_t> lengths = lengthsUpTo(modelLength);
    SliderSetting setting;
    for (int64_t length : lengths) setting.places.push_back(Settings::tr("%n tokens", nullptr, static_cast<int>(length)));
    const int64_t value = maxLengthOf(recipe, lengths.back());
    setting.at = nearestIn(lengths, static_cast<double>(value));
    setting.between = lengths[static_cast<size_t>(setting.at)] != value;
    setting.value = Settings::tr("%n tokens", nullptr, static_cast<int>(value));
    return setting;
}

void setLongest(Recipe& recipe, int place, int64_t modelLength) {
    const std::vector<int64_t> lengths = lengthsUpTo(modelLength);
    const int64_t length = lengths[static_cast<size_t>(std::clamp<int>(place, 0, static_cast<int>(lengths.size()) - 1))];
    if (length == maxLengthOf(Recipe(), lengths.back())) recipe.data.maxLength.reset();
    else recipe.data.maxLength = length;
}

QStringList otherChanges(const Recipe& recipe) {
    // What the sliders and the other steps show anyway.
    static const std::array<std::string, 14> elsewhere{"name",         "model.path",   "model.init",      "data.train",   "data.format",  "data.columns",       "data.clean",
                                                       "method.kind",  "train.epochs", "train.steps",     "train.learning_rate", "data.max_length", "luthier", "objective.kind"};
    QStringList changes;
    for (const ChangedSetting& changed : changedSettings(recipe)) {
        if (std::ranges::find(elsewhere, changed.key) != elsewhere.end()) continue;
        const Field* field = fieldOf(changed.key);
        changes << (field ? labelOf(*field) : QString::fromStdString(changed.key)) + QStringLiteral(": ") + (field ? wordsOfValue(*field, changed.value) : textOfValue(changed.value));
    }
    return changes;
}

}  // namespace luthier::ui
