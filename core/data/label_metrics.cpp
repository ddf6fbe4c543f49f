// SPDX-License-Identifier: Apache-2.0
#include "core/data/label_metrics.h"

#include <algorithm>
#include <cmath>

namespace luthier {
namespace {

size_t best(const std::vector<float>& logits) { return static_cast<size_t>(std::ranges::max_element(logits) - logits.begin()); }

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// What became of one class: rows that have it, that were answered it, and both.
struct Tally {
    int64_t rows = 0, answered = 0, right = 0;

    double precision() const { return ratio(static_cast<double>(right), static_cast<double>(answered)); }
    double recall() const { return ratio(static_cast<double>(right), static_cast<double>(rows)); }
    double f1() const { return ratio(2 * static_cast<double>(right), static_cast<double>(rows + answered)); }
};

Tally sumOf(const std::vector<Tally>& tallies) {
    Tally sum;
    for (const Tally& each : tallies) {
        sum.rows += each.rows;
        sum.answered += each.answered;
        sum.right += each.right;
    }
    return sum;
}

void putScores(const std::vector<Tally>& tallies, bool all, Json& metrics) {
    double sum = 0, weighted = 0;
    int64_t counted = 0;
    for (const Tally& each : tallies) {
        if (!all && each.rows + each.answered == 0) continue;
        sum += each.f1();
        weighted += each.f1() * static_cast<double>(each.rows);
        ++counted;
    }
    metrics["f1_macro"] = ratio(sum, static_cast<double>(counted));
    metrics["f1_micro"] = sumOf(tallies).f1();
    metrics["f1_weighted"] = ratio(weighted, static_cast<double>(sumOf(tallies).rows));
}

Json classesJson(const LabelScheme& scheme, const std::vector<Tally>& tallies) {
    Json list = Json::array();
    for (size_t i = 0; i < tallies.size(); ++i) {
        list.push_back(Json(Json::Object{{"label", scheme.names[i]}, {"rows", tallies[i].rows}, {"answered", tallies[i].answered}, {"right", tallies[i].right},
                                         {"precision", tallies[i].precision()}, {"recall", tallies[i].recall()}, {"f1", tallies[i].f1()}}));
    }
    return list;
}

/// Chances that were given, beside how often they came true.
class Reliability {
public:
    void add(double chance, bool right) {
        const double place = std::ceil(chance * static_cast<double>(kReliabilityBins)) - 1;  // closed above
        Bin& bin = bins_[static_cast<size_t>(std::clamp(place, 0.0, static_cast<double>(kReliabilityBins - 1)))];
        ++bin.rows;
        bin.chance += chance;
        bin.right += right;
    }

    void put(Json& metrics) const {
        double all = 0, error = 0;
        Json list = Json::array();
        for (const Bin& bin : bins_) all += static_cast<double>(bin.rows);
        for (size_t i = 0; i < kReliabilityBins; ++i) {
            const double rows = static_cast<double>(bins_[i].rows), chance = ratio(bins_[i].chance, rows), right = ratio(bins_[i].right, rows);
            error += ratio(rows, all) * std::abs(chance - right);
            const auto edge = [](size_t at) { return static_cast<double>(at) / static_cast<double>(kReliabilityBins); };
            list.push_back(Json(Json::Object{{"low", edge(i)}, {"high", edge(i + 1)}, {"rows", bins_[i].rows}, {"chance", rows > 0 ? Json(chance) : Json()},
                                             {"right", rows > 0 ? Json(right) : Json()}}));
        }
        metrics["ece"] = error;
        metrics["reliability"] = std::move(list);
    }

private:
    struct Bin {
        int64_t rows = 0;
        double chance = 0, right = 0;  ///< sums
    };
    std::vector<Bin> bins_ = std::vector<Bin>(kReliabilityBins);
};

Json confusionJson(const std::vector<std::vector<int64_t>>& table) {
    Json rows = Json::array();
    for (const auto& line : table) {
        Json row = Json::array();
        for (int64_t count : line) row.push_back(count);
        rows.push_back(std::move(row));
    }
    return rows;
}

Json oneLabelMetrics(const LabelScheme& scheme, const std::vector<LabelledRow>& rows) {
    const size_t classes = scheme.names.size();
    std::vector<Tally> tallies(classes);
    std::vector<std::vector<int64_t>> confusion(classes <= kLargestConfusion ? classes : 0, std::vector<int64_t>(classes));
    Reliability reliability;
    for (const LabelledRow& row : rows) {
        const auto right = static_cast<size_t>(row.target.front());
        const size_t answered = best(row.logits);
        ++tallies[right].rows;
        ++tallies[answered].answered;
        tallies[right].right += right == answered;
        if (!confusion.empty()) ++confusion[right][answered];
        reliability.add(scheme.chances(row.logits)[answered], right == answered);
    }
    Json metrics = Json::object();
    const auto count = static_cast<double>(rows.size());
    metrics["accuracy"] = ratio(static_cast<double>(sumOf(tallies).right), count);
    metrics["majority"] = ratio(static_cast<double>(std::ranges::max(tallies, {}, &Tally::rows).rows), count);
    putScores(tallies, false, metrics);
    reliability.put(metrics);
    metrics["classes"] = classesJson(scheme, tallies);
    if (!confusion.empty()) metrics["confusion"] = confusionJson(confusion);
    return metrics;
}

Json severalLabelMetrics(const LabelScheme& scheme, const std::vector<LabelledRow>& rows) {
    std::vector<Tally> tallies(scheme.names.size());
    Reliability reliability;
    double exact = 0, wrong = 0, samples = 0;
    for (const LabelledRow& row : rows) {
        const std::vector<double> chances = scheme.chances(row.logits);
        Tally own;
        for (size_t i = 0; i < tallies.size(); ++i) {
            const bool has = row.target[i] > 0, answered = row.logits[i] >= 0;
            for (Tally* tally : {&tallies[i], &own}) {
                tally->rows += has;
                tally->answered += answered;
                tally->right += has && answered;
            }
            reliability.add(chances[i], has);
            wrong += has != answered;
        }
        exact += own.rows == own.right && own.answered == own.right;
        samples += own.f1();
    }
    Json metrics = Json::object();
    const auto count = static_cast<double>(rows.size());
    metrics["accuracy"] = exact / count;
    metrics["hamming_loss"] = ratio(wrong, count * static_cast<double>(tallies.size()));
    putScores(tallies, true, metrics);
    metrics["f1_samples"] = samples / count;
    reliability.put(metrics);
    metrics["classes"] = classesJson(scheme, tallies);
    return metrics;
}

Json numberMetrics(const std::vector<LabelledRow>& rows) {
    const auto count = static_cast<double>(rows.size());
    double meanRight = 0, meanSaid = 0;
    for (const LabelledRow& row : rows) {
        meanRight += row.target.front() / count;
        meanSaid += row.logits.front() / count;
    }
    double squares = 0, distances = 0, ofRight = 0, ofSaid = 0, both = 0;
    for (const LabelledRow& row : rows) {
        const double right = row.target.front(), said = row.logits.front();
        squares += (said - right) * (said - right);
        distances += std::abs(said - right);
        ofRight += (right - meanRight) * (right - meanRight);
        ofSaid += (said - meanSaid) * (said - meanSaid);
        both += (right - meanRight) * (said - meanSaid);
    }
    Json metrics = Json::object();
    metrics["mse"] = squares / count;
    metrics["mae"] = distances / count;
    metrics["r2"] = rows.size() < 2 ? Json() : ofRight > 0 ? Json(1 - squares / ofRight) : Json(squares > 0 ? 0.0 : 1.0);
    metrics["pearson"] = ofRight > 0 && ofSaid > 0 ? Json(both / std::sqrt(ofRight * ofSaid)) : Json();
    return metrics;
}

}  // namespace

Json labelMetrics(const LabelScheme& scheme, const std::vector<LabelledRow>& rows) {
    if (rows.empty() || !scheme.present()) return Json::object();
    if (scheme.kind == LabelScheme::Kind::Number) return numberMetrics(rows);
    return scheme.kind == LabelScheme::Kind::One ? oneLabelMetrics(scheme, rows) : severalLabelMetrics(scheme, rows);
}

int betterWhen(const std::string& metric) {
    for (const char* less : {"ece", "hamming_loss", "mse", "mae"})
        if (metric == less) return -1;
    return metric == "majority" ? 0 : 1;
}

std::optional<bool> isRight(const LabelScheme& scheme, const LabelledRow& row) {
    if (scheme.kind == LabelScheme::Kind::Number || !scheme.present()) return std::nullopt;
    if (scheme.kind == LabelScheme::Kind::One) return best(row.logits) == static_cast<size_t>(row.target.front());
    for (size_t i = 0; i < row.target.size(); ++i)
        if ((row.target[i] > 0) != (row.logits[i] >= 0)) return false;
    return true;
}

}  // namespace luthier
