// SPDX-License-Identifier: Apache-2.0
#include "core/export/proof.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/export/weight_formats.h"
#include "core/objective/next_token.h"
#include "core/ops/gradient.h"

namespace luthier {
namespace {

/// Bits of a number that count.
int digitsOf(NumberFormat format) {
    if (format == NumberFormat::BFloat16) return 8;
    return format == NumberFormat::Float16 ? 11 : 24;
}

/// Of a row; of answers with labels, by their size.
double largestDifference(const RowLosses& one, const RowLosses& other) {
    double largest = 0;
    for (size_t row = 0; row < one.means.size(); ++row) {
        const double size = one.areAnswers ? std::max(1.0, std::abs(one.means[row])) : 1;
        const double difference = std::abs(one.means[row] - other.means.at(row)) / size;
        largest = std::isfinite(difference) ? std::max(largest, difference) : std::numeric_limits<double>::infinity();
    }
    return largest;
}

Json meanOf(const RowLosses& losses) { return losses.count ? Json(losses.sum / static_cast<double>(losses.count)) : Json(); }

}  // namespace

NumberFormat coarsestOf(const Checkpoint& checkpoint) {
    NumberFormat coarsest = NumberFormat::Float32;
    for (const auto& [name, tensor] : checkpoint.tensors()) {
        if (digitsOf(tensor.format) < digitsOf(coarsest)) coarsest = tensor.format;
    }
    return coarsest;
}

void roundAs(Decoder& decoder, const Checkpoint& written) {
    const at::NoGradGuard noGradient;
    const bool tied = decoder.tied();
    for (const NamedTensor& parameter : decoder.parameters()) {
        if (learns(*parameter.tensor)) continue;
        const StoredTensor* stored = written.find(publishedName(decoder.config, parameter.name));  // none for a head that is tied there
        *parameter.tensor = roundedTo(stored ? stored->format : coarsestOf(written), *parameter.tensor).to(at::kFloat);
    }
    if (tied) decoder.head.weight = decoder.embedding.weight;
}

RowLosses rowLosses(Decoder& decoder, const std::vector<Batch>& batches) {
    const at::NoGradGuard noGradient;
    RowLosses losses;
    for (const Batch& batch : batches) {
        if (decoder.config.task.classes > 0) {
            const at::Tensor answers = decoder.classLogits(decoder.hidden(batch), batch).to(at::kDouble).contiguous();
            losses.means.insert(losses.means.end(), answers.const_data_ptr<double>(), answers.const_data_ptr<double>() + answers.numel());
            losses.rows += batch.sampleCount();
            losses.areAnswers = true;
            continue;
        }
        const LossSum loss = nextTokenLoss(decoder, batch);
        if (loss.count == 0) continue;
        const at::Tensor values = loss.logProbs.to(at::kDouble).contiguous(), rows = batch.learntRows.contiguous();
        for (int64_t i = 0, s = 0; i < loss.count; ++s) {
            double sum = 0;
            int64_t count = 0;
            const int64_t end = batch.starts.at(static_cast<size_t>(s) + 1);
            for (; i < loss.count && rows.const_data_ptr<int64_t>()[i] < end; ++i, ++count) sum -= values.const_data_ptr<double>()[i];
            if (count > 0) losses.means.push_back(sum / static_cast<double>(count));
            losses.rows += count > 0;
            losses.sum += sum;
            losses.count += count;
        }
    }
    return losses;
}

Json proofOf(const RowLosses& tuned, const RowLosses& exported, double tolerance, const std::filesystem::path& target) {
    const double largest = largestDifference(tuned, exported);
    if (largest > tolerance) {
        throw Error(textOf(target),
                    std::string("What was written does not answer as the tuned model: ") + (tuned.areAnswers ? "an answer" : "the loss of a row") + " differs by " + pythonFloat(largest) +
                        ", allowed is " + pythonFloat(tolerance) + ".",
                    "Nothing was kept there. Check the disk and export again; if it stays so, please report it.");
    }
    return Json(Json::Object{{"rows", tuned.rows},
                             {"loss_tuned", meanOf(tuned)},
                             {"loss_exported", meanOf(exported)},
                             {"largest_difference", largest},
                             {"tolerance", tolerance}});
}

Json proofOfRounded(const RowLosses& tuned, const RowLosses& rounded, const RowLosses& exported, const std::filesystem::path& target) {
    Json proof = proofOf(rounded, exported, kExactTolerance, target);
    proof["loss_tuned"] = meanOf(tuned);
    proof["rounding"] = largestDifference(tuned, rounded);
    return proof;
}

std::optional<Problem> lossByRounding(const Json& proof) {
    constexpr double kNoticed = 0.1;  // nats a token, or a tenth of an answer; a merged adapter changes by 0.004, a full tuning of 12 steps by 0.05 (the starter)
    const double rounding = proof.numberOr("rounding", 0);
    if (rounding <= kNoticed) return std::nullopt;
    const Json* loss = proof.find("loss_tuned");
    const std::string size = pythonFloat(std::round(100 * rounding) / 100);
    return warning("export",
                   loss && loss->isNumber() ? "the result is rounded to the number format of the base model's files, which changes the loss of a row by up to " + size + " nats a token"
                                            : "the result is rounded to the number format of the base model's files, which changes an answer by up to " + size + " of its size",
                   "train longer or at a higher train.learning_rate, so that changes outgrow the rounding, or choose method.kind: lora, whose adapter (peft) keeps every digit");
}

void sealProof(Json& proof, const ExportSource& source, const std::filesystem::path& folder) {
    proof["rows_from"] = source.proofFrom;
    int64_t bytes = 0;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        names.push_back(textOf(entry.path().lexically_relative(folder)));
        bytes += static_cast<int64_t>(entry.file_size());
    }
    std::sort(names.begin(), names.end());
    proof["bytes"] = bytes;
    Json& files = proof["files"] = Json::array();
    for (const std::string& name : names) files.push_back(name);
    writeFileAtomically(folder / kProofFile, proof.dump(Json::Style{.indent = 2, .keySeparator = ": "}) + "\n");
}

void requireFreeTarget(const std::filesystem::path& target) {
    const Problems problems = checkExportTarget(target);
    if (!problems.empty()) throw Error(problems.front().where, problems.front().what, problems.front().mend);
}

}  // namespace luthier
