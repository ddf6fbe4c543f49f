// SPDX-License-Identifier: Apache-2.0
#include "core/engine/prepare_rows.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_set>

#include "core/base/counted.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/data/cleaning/cleaning.h"
#include "core/engine/prepare_labels.h"
#include "core/engine/prepare_settings.h"

namespace luthier {
namespace {

std::array<uint8_t, 32> bytesOfHex(const std::string& hex) {
    std::array<uint8_t, 32> bytes{};
    for (size_t i = 0; i < bytes.size() && 2 * i + 2 <= hex.size(); i++) {
        std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, bytes[i], 16);
    }
    return bytes;
}

uint64_t firstEight(const std::string& hex) {
    uint64_t value = 0;
    std::from_chars(hex.data(), hex.data() + std::min<size_t>(16, hex.size()), value, 16);
    return value;
}

/// Why training leaves a row out, as a warning that many rows share.
RowProblem droppedRow(const Example& example, const std::string& why, const Prepared& prepared) {
    const std::string limit = std::to_string(prepared.maxLength);
    const bool splits = !prepared.labels.present();  // a piece of a labelled row has no label of its own
    if (const auto fault = labelFault(example, why, prepared.labels)) return {why, warning(example.where(), fault->what + "; the row was left out", fault->mend)};
    if (why == "overlong" && prepared.readsMore) {
        return {why, warning(example.where(), "the row is longer than " + limit + " tokens and was left out",
                             splits ? "raise data.max_length, or choose data.overlong: truncate or split" : "raise data.max_length, or choose data.overlong: truncate")};
    }
    if (why == "overlong") {
        return {why, warning(example.where(), "the row is longer than " + limit + " tokens and was left out",
                             splits ? "shorten the row, or choose data.overlong: truncate or split" : "shorten the row, or choose data.overlong: truncate")};
    }
    if (why == "no answer") {
        return {why, warning(example.where(), "the row has no answer to learn from and was left out", "add an answer, or remove the row")};
    }
    return {why, warning(example.where(), "the row was left out: " + why, "mend the row, or choose another objective.learn")};
}

RowProblem splitRow(const Example& example, const Prepared& prepared) {
    return {"split", warning(example.where(), "the row is longer than " + std::to_string(prepared.maxLength) + " tokens and was split into pieces, each a sample where it teaches something",
                             prepared.readsMore ? "raise data.max_length where more should be seen at once" : "shorten the row where all of it should be seen at once")};
}

/// Imports files, encodes each row, and remembers what decides its part.
class RowReader {
public:
    RowReader(const Recipe& recipe, Prepared& prepared, const std::function<void()>& between)
        : recipe_(recipe), prepared_(prepared), between_(between) {
        encode_ = encodeSettings(recipe, prepared.maxLength, prepared.labels);
        learn();
    }

    void read(const std::string& file, Part part) {
        Cleaning& cleaning = cleaningOf(part);
        ImportSettings settings = importSettings(recipe_);
        settings.needsAnswers = !cleaning.takesIncomplete();
        ImportSink sink;
        sink.example = [&](Example&& example) {
            between_();
            if (cleaning.clean(example)) add(example, part);
            return true;
        };
        sink.problem = [&](RowProblem&& problem) { faults_.add(std::move(problem)); };
        importFile(file, settings, sink);
        Json fingerprint = Json::object();
        fingerprint["file"] = file;
        if (std::filesystem::is_regular_file(pathOf(file))) fingerprint["sha256"] = fileSha256Hex(pathOf(file));
        prepared_.dataFingerprints.push_back(std::move(fingerprint));
    }

    /// After the last row: which rows belong together.
    void group() {
        const std::vector<uint64_t> groups = joinedGroups(keys_);
        for (size_t i = 0; i < groups.size(); i++) prepared_.rows[i].group = groups[i];
    }

    Problems problems() const {
        Problems all = faults_.problems(), odd = odd_.problems();
        all.insert(all.end(), odd.begin(), odd.end());
        for (const auto& [part, cleaning] : cleanings_)
            for (const Cleaning::Step& step : cleaning.steps()) tell(step, all);
        return all;
    }

private:
    /// What the cleaners need to know beside the rows.
    void learn() {
        EncodeSettings whole = encode_;
        whole.maxLength = 0;
        whole.keepDropped = true;
        knowledge_.maxLength = prepared_.maxLength;
        knowledge_.tokens = [this, whole](const Example& example) {
            int64_t tokens = 0;
            for (const Sample& sample : encode(*prepared_.text, example, whole).samples) tokens += static_cast<int64_t>(sample.ids.size());
            return tokens;
        };
        knowledge_.knowsHeldOut = true;  // rows held out of the training files are held out with all that ask the same
        ofHeldOut_ = knowledge_;
        Problems toldWhenRead;
        for (const PartChoice* part : {&recipe_.data.eval, &recipe_.data.test})
            if (part->kind == PartChoice::Kind::File && !recipe_.data.clean.empty())
                addHeldOut(part->file, importSettings(recipe_), recipe_.data.clean, knowledge_, toldWhenRead);
    }

    Cleaning& cleaningOf(Part part) {
        const auto found = cleanings_.find(part);
        return found != cleanings_.end() ? found->second : cleanings_.try_emplace(part, recipe_.data.clean, part == Part::Train ? knowledge_ : ofHeldOut_).first->second;
    }

    static void tell(const Cleaning::Step& step, Problems& problems) {
        const std::string changed = step.count.changed ? counted(step.count.changed, "row") + " changed" : "", leftOut = step.count.leftOut ? counted(step.count.leftOut, "row") + " left out" : "";
        if (changed.empty() && leftOut.empty()) return;
        problems.push_back(warning("data.clean", step.kind->name + ": " + changed + (changed.empty() || leftOut.empty() ? "" : ", ") + leftOut,
                                   "look at them with: luthier data inspect FILE"));
    }

    void add(const Example& example, Part part) {
        RowInfo row;
        row.fingerprint = bytesOfHex(fingerprint(example));
        row.part = part;
        Encoded encoded = encode(*prepared_.text, example, encode_);
        row.leftOut = encoded.samples.empty() || !encoded.dropped.empty();
        if (row.leftOut) {
            odd_.add(droppedRow(example, encoded.dropped.empty() ? "nothing learnt" : encoded.dropped, prepared_));
        } else {
            for (const Sample& sample : encoded.samples) prepared_.store->add(sample, static_cast<uint32_t>(prepared_.rows.size()));
            if (encoded.split) odd_.add(splitRow(example, prepared_));
        }
        if (part == Part::Train && example.kind == Example::Kind::Chat) prepared_.chats++;
        prepared_.rows.push_back(row);
        keys_.push_back({firstEight(contentKey(example)), firstEight(columnKey(example))});
    }

    const Recipe& recipe_;
    Prepared& prepared_;
    const std::function<void()>& between_;
    EncodeSettings encode_;
    CleaningKnowledge knowledge_, ofHeldOut_;
    std::map<Part, Cleaning> cleanings_;
    std::vector<GroupKeys> keys_;
    ProblemCollector faults_, odd_;  ///< of what cannot be read; of rows left out or split
};

Problem nothingHeldOut(size_t rows, PartChoice::Kind asked) {
    if (asked == PartChoice::Kind::Share || rows >= kLeastRowsToSplit)
        return warning("data.eval", "all rows belong together (they ask the same, or share data.group): none are held out, so nothing will show whether the model really got better",
                       "bring rows that ask something else, or give an evaluation file in data.eval");
    return warning("data.eval", "too few rows (" + std::to_string(rows) + "): none are held out, so nothing will show whether the model really got better",
                   "bring 60 rows or more, or give an evaluation file in data.eval");
}

/// Splits the rows of the training files that are used; rows of files of their own are in their part already.
void splitTrainingRows(const Recipe& recipe, size_t count, Prepared& prepared) {
    std::vector<SplitRow> rows;
    std::vector<size_t> used;
    for (size_t i = 0; i < count; i++) {
        if (prepared.rows[i].leftOut) continue;
        used.push_back(i);
        rows.push_back({prepared.rows[i].group});
    }
    std::vector<Part> parts = split(rows, recipe.data.eval, recipe.data.test, recipe.data.splitSeed);
    for (size_t i = 0; i < used.size(); i++) prepared.rows[used[i]].part = parts[i];
    const bool held = std::find(parts.begin(), parts.end(), Part::Eval) != parts.end();
    const PartChoice::Kind asked = recipe.data.eval.kind;
    const bool wanted = asked == PartChoice::Kind::Auto || asked == PartChoice::Kind::Share;
    if (wanted && !held && !used.empty()) prepared.problems.push_back(nothingHeldOut(used.size(), asked));
}

std::string bytesText(const RowInfo& row) { return {reinterpret_cast<const char*>(row.fingerprint.data()), row.fingerprint.size()}; }

/// Rows of an evaluation or test file that are in training: single ones are left out, too many are an error.
void leaveOutCopies(const std::string& key, Part part, size_t first, Prepared& prepared) {
    std::unordered_set<std::string> training;
    for (const RowInfo& row : prepared.rows) {
        if (row.part == Part::Train) training.insert(bytesText(row));
    }
    int64_t copies = 0, all = 0;
    for (size_t i = first; i < prepared.rows.size(); i++) {
        RowInfo& row = prepared.rows[i];
        if (row.part != part) continue;
        all++;
        if (!training.count(bytesText(row))) continue;
        copies++;
        row.leftOut = true;
    }
    if (copies == 0) return;
    const std::string found = "the training data holds " + std::to_string(copies) + " of " + std::to_string(all) + " rows of this file too";
    if (2 * copies > all) {
        prepared.problems.push_back(error(key, found + ": it would measure what was learnt by heart", "give rows that are not trained on"));
    } else {
        prepared.problems.push_back(warning(key, found + "; copies are left out here", "remove them from one of the two files"));
    }
}

void sortSamplesIntoParts(Prepared& prepared) {
    for (uint32_t i = 0; i < prepared.store->size(); i++) {
        const RowInfo& row = prepared.rows[prepared.store->row(i)];
        if (row.leftOut) continue;
        (row.part == Part::Train ? prepared.train : row.part == Part::Eval ? prepared.eval : prepared.test).push_back(i);
    }
}

}  // namespace

void readRows(const Recipe& recipe, Prepared& prepared, const std::function<void()>& between) {
    RowReader reader(recipe, prepared, between);
    for (const std::string& file : recipe.data.train) reader.read(file, Part::Train);
    size_t trainingRows = prepared.rows.size();
    bool evalFile = recipe.data.eval.kind == PartChoice::Kind::File, testFile = recipe.data.test.kind == PartChoice::Kind::File;
    if (evalFile) reader.read(recipe.data.eval.file, Part::Eval);
    if (testFile) reader.read(recipe.data.test.file, Part::Test);
    prepared.store->finish();
    reader.group();
    Problems ofRows = reader.problems();
    prepared.problems.insert(prepared.problems.end(), ofRows.begin(), ofRows.end());
    splitTrainingRows(recipe, trainingRows, prepared);
    if (evalFile) leaveOutCopies("data.eval", Part::Eval, trainingRows, prepared);
    if (testFile) leaveOutCopies("data.test", Part::Test, trainingRows, prepared);
    sortSamplesIntoParts(prepared);
    if (prepared.train.empty()) {
        prepared.problems.push_back(error("data.train", "no sample is left to train on (" + std::to_string(trainingRows) + (trainingRows == 1 ? " row was read)" : " rows were read)"),
                                          prepared.labels.present() ? "bring rows that have a text and a label and fit data.max_length"
                                                                    : "bring rows that have an answer and fit data.max_length"));
    }
}

}  // namespace luthier
