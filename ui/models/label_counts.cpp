// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/label_counts.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/engine/prepare_labels.h"
#include "core/objective/objective_settings.h"
#include "ui/models/text.h"
#include "ui/models/words.h"

namespace luthier::ui {
namespace {

constexpr int kStretches = 8;  // of numbers

class LabelWords {
    Q_DECLARE_TR_FUNCTIONS(LabelWords)
};

}  // namespace

int64_t LabelCounts::largest() const { return bars.empty() ? 0 : std::ranges::max_element(bars, {}, &Bar::rows)->rows; }

void LabelTally::add(const Json& label) {
    if (label.isNull()) return;
    ++rows_;
    census_.add(label);
    std::vector<float> number;
    if (!LabelScheme{LabelScheme::Kind::Number, {}}.target(label, number)) numbers_.push_back(number.front());
}

bool LabelTally::looksLikeNumbers() const { return luthier::looksLikeNumbers(census_.classes("auto")); }

LabelScheme LabelTally::scheme(const ObjectiveSettings& objective) const {
    const Learns learns = learnsOf(objective.kind);
    if (learns == Learns::Tokens) return {};
    return learns == Learns::Numbers ? LabelScheme{LabelScheme::Kind::Number, {}} : census_.classes(objective.labels);
}

LabelCounts LabelTally::counts(const LabelScheme& scheme) const {
    if (scheme.kind == LabelScheme::Kind::Number) return numberCounts();
    LabelCounts result;
    result.rows = scheme.present() ? census_.rows() : 0;
    const std::vector<int64_t> counts = census_.counts(scheme);
    for (size_t i = 0; i < counts.size(); ++i) result.bars.push_back({qText(scheme.names[i]), counts[i]});
    std::ranges::stable_sort(result.bars, std::greater(), &LabelCounts::Bar::rows);
    return result;
}

LabelCounts LabelTally::numberCounts() const {
    LabelCounts result;
    result.rows = static_cast<int64_t>(numbers_.size());
    if (numbers_.empty()) return result;
    const auto [least, most] = std::ranges::minmax(numbers_);
    result.least = least;
    result.most = most;
    result.mean = std::accumulate(numbers_.begin(), numbers_.end(), 0.0) / static_cast<double>(numbers_.size());
    // Few whole numbers are counted one by one.
    const bool whole = most - least < kStretches && std::ranges::all_of(numbers_, [](float number) { return number == std::floor(number); });
    const int stretches = whole ? static_cast<int>(most - least) + 1 : kStretches;
    const double wide = whole ? 1 : std::max((static_cast<double>(most) - least) / stretches, 1e-9);
    for (int i = 0; i < stretches; ++i) {
        const double from = least + i * wide;
        result.bars.push_back({whole ? labelNumberWords(from) : LabelWords::tr("%1 to %2", "two numbers").arg(labelNumberWords(from), labelNumberWords(from + wide)), 0});
    }
    for (float number : numbers_) ++result.bars[static_cast<size_t>(std::clamp(static_cast<int>((number - least) / wide), 0, stretches - 1))].rows;
    return result;
}

QString taskWords(const LabelScheme& scheme) {
    const int labels = static_cast<int>(scheme.names.size());
    switch (scheme.kind) {
        case LabelScheme::Kind::One: return LabelWords::tr("It learns which of %n labels a text has.", nullptr, labels);
        case LabelScheme::Kind::Several: return LabelWords::tr("It learns which of %n labels a text has; it may have several.", nullptr, labels);
        case LabelScheme::Kind::Number: return LabelWords::tr("It learns to say a number for each text.");
        case LabelScheme::Kind::None: break;
    }
    return {};
}

QString labelNumberWords(double number) { return std::abs(number) < 0.01 && number != 0 ? preciseWords(number) : numberWords(number, 2); }

}  // namespace luthier::ui
