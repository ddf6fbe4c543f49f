// SPDX-License-Identifier: Apache-2.0
#include "core/train/snapshot.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/model/checkpoint.h"

namespace luthier {
namespace {

constexpr int64_t kSnapshotFormat = 1;
constexpr const char* kTensors = "tensors.safetensors";
constexpr const char* kState = "state.json";
constexpr const char* kHeldOut = "held-out.jsonl";
constexpr const char* kSums = "SHA256SUMS";

struct Buffer {
    const char* name;
    at::Tensor LearnedState::* tensor;
};
constexpr std::array<Buffer, 3> kBuffers{{{"weights", &LearnedState::weights}, {"mean", &LearnedState::mean}, {"variance", &LearnedState::variance}}};

void writeTensors(const std::filesystem::path& file, const LearnedState& state) {
    std::vector<StoredTensor> tensors;
    for (const Buffer& buffer : kBuffers) {
        for (const LearnedState::Slot& slot : state.slots()) {
            tensors.push_back(storedOf(std::string(buffer.name) + "/" + slot.name, state.view(state.*buffer.tensor, slot)));
        }
    }
    writeSafetensors(file, tensors);
}

/// "hex  name" a line, as sha256sum writes it.
std::string sumsOf(const std::filesystem::path& folder) {
    std::string text;
    for (const char* name : {kHeldOut, kState, kTensors}) {
        if (std::filesystem::exists(folder / name)) text += fileSha256Hex(folder / name) + "  " + name + "\n";
    }
    return text;
}

/// What is wrong with a snapshot on disk; empty when it is whole.
std::string fault(const std::filesystem::path& folder) {
    try {
        for (const char* name : {kSums, kState, kTensors}) {
            if (!std::filesystem::is_regular_file(folder / name)) return std::string(name) + " is missing";
        }
        if (readFile(folder / kSums) != sumsOf(folder)) return "its files do not match the sums in SHA256SUMS";
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

Json stateJson(const LearnedState& state, const Progress& progress) {
    Json json = Json::object();
    json["format"] = kSnapshotFormat;
    json["step"] = progress.step;
    json["parameters"] = state.parameters();
    json["progress"] = progress.json();
    return json;
}

Progress readProgress(const std::filesystem::path& folder) {
    Json json = Json::parse(readFile(folder / kState));
    if (json.integerOr("format", 0) > kSnapshotFormat) {
        throw Error(textOf(folder), "the snapshot was written by a newer Luthier", "continue this run with the version that began it");
    }
    const Json* progress = json.find("progress");
    if (!progress) throw Error(textOf(folder / kState), "\"progress\" is missing", "remove this snapshot folder to continue from the one before");
    return Progress::of(*progress);
}

}  // namespace

const PastEvaluation* Progress::best() const {
    for (auto it = evaluations.rbegin(); it != evaluations.rend(); ++it) {
        if (it->best) return &*it;
    }
    return nullptr;
}

const PastEvaluation* Progress::at(int64_t step) const {
    for (const PastEvaluation& evaluation : evaluations) {
        if (evaluation.step == step) return &evaluation;
    }
    return nullptr;
}

Json Progress::json() const {
    Json json = Json::object();
    json["step"] = step;
    Json past = Json::array();
    for (const PastEvaluation& evaluation : evaluations) {
        Json item = Json::object();
        item["step"] = evaluation.step;
        item["loss_sum"] = evaluation.lossSum;
        item["count"] = evaluation.count;
        item["best"] = evaluation.best;
        past.push_back(std::move(item));
    }
    json["evaluations"] = std::move(past);
    json["looked"] = looked;
    json["without_gain"] = withoutGain;
    Json answers = Json::array();
    for (const std::string& answer : before) answers.push_back(answer);
    json["before"] = std::move(answers);
    json["watch"]["start_sum"] = watch.startSum;
    json["watch"]["start_steps"] = watch.startSteps;
    json["watch"]["high"] = watch.high;
    if (rateFactor != 1) json["rate_factor"] = rateFactor;
    json["seconds"] = seconds;
    json["event_bytes"] = eventBytes;
    return json;
}

Progress Progress::of(const Json& json) {
    Progress progress;
    progress.step = json.integerOr("step", 0);
    if (const Json* past = json.find("evaluations"); past && past->isArray()) {
        for (const Json& item : past->asArray()) {
            progress.evaluations.push_back({item.integerOr("step", 0), item.numberOr("loss_sum", 0), item.integerOr("count", 0),
                                            item.boolOr("best", false)});
        }
    }
    progress.looked = json.integerOr("looked", -1);
    progress.withoutGain = json.integerOr("without_gain", 0);
    if (const Json* answers = json.find("before"); answers && answers->isArray()) {
        for (const Json& answer : answers->asArray()) progress.before.push_back(answer.isString() ? answer.asString() : "");
    }
    if (const Json* watch = json.find("watch")) {
        progress.watch = {watch->numberOr("start_sum", 0), watch->integerOr("start_steps", 0), watch->integerOr("high", 0)};
    }
    progress.rateFactor = json.numberOr("rate_factor", 1);
    progress.seconds = json.numberOr("seconds", 0);
    progress.eventBytes = json.integerOr("event_bytes", 0);
    return progress;
}

std::string HeldOutLine::text() const {
    Json json = Json::object();
    json["step"] = step;
    json["row"] = row;
    json["group"] = group;
    json["loss_sum"] = lossSum;
    json["count"] = count;
    if (right) json["right"] = *right;
    return json.dump() + "\n";
}

std::filesystem::path Snapshots::folderOf(int64_t step) const { return folder_ / ("step-" + std::to_string(step)); }

std::filesystem::path Snapshots::save(const LearnedState& state, const Progress& progress, const std::vector<HeldOutLine>& rows) {
    std::filesystem::create_directories(folder_);
    std::filesystem::path target = folderOf(progress.step);
    AtomicFolder folder(target);
    writeTensors(folder.temporary() / kTensors, state);
    writeFileAtomically(folder.temporary() / kState, stateJson(state, progress).dump() + "\n");
    if (!rows.empty()) {
        std::string lines;
        for (const HeldOutLine& row : rows) lines += row.text();
        writeFileAtomically(folder.temporary() / kHeldOut, lines);
    }
    writeFileAtomically(folder.temporary() / kSums, sumsOf(folder.temporary()));
    folder.commit();
    keepOnly(progress);
    return target;
}

void Snapshots::keepOnly(const Progress& progress) const {
    std::vector<int64_t> all = steps();
    std::set<int64_t> kept(all.size() > 2 ? all.end() - 2 : all.begin(), all.end());
    if (const PastEvaluation* best = progress.best()) kept.insert(best->step);
    for (int64_t step : all) {
        if (!kept.count(step)) remove(step);
    }
}

void Snapshots::forgetAfter(int64_t step) const {
    for (int64_t later : steps()) {
        if (later > step) remove(later);
    }
}

void Snapshots::remove(int64_t step) const {
    // Renamed first, so that a crash half-way leaves no folder that looks like a snapshot.
    std::filesystem::path gone = folder_ / (".step-" + std::to_string(step) + ".gone");
    std::error_code ignored;
    std::filesystem::remove_all(gone, ignored);
    std::filesystem::rename(folderOf(step), gone, ignored);
    std::filesystem::remove_all(gone, ignored);
}

std::vector<int64_t> Snapshots::steps() const {
    std::vector<int64_t> steps;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
        std::string name = textOf(entry.path().filename());
        bool digits = name.size() > 5 && name.size() < 20 && name.find_first_not_of("0123456789", 5) == std::string::npos;
        if (name.starts_with("step-") && digits) steps.push_back(std::stoll(name.substr(5)));
    }
    std::sort(steps.begin(), steps.end());
    return steps;
}

std::optional<Progress> Snapshots::newest(Problems& problems) const {
    std::vector<int64_t> all = steps();
    for (auto step = all.rbegin(); step != all.rend(); ++step) {
        std::string wrong = fault(folderOf(*step));
        if (wrong.empty()) return readProgress(folderOf(*step));
        problems.push_back(warning(textOf(folderOf(*step)), "the snapshot is damaged (" + wrong + "); continuing from the one before",
                                   "look at the disk: files that were whole have changed"));
    }
    return std::nullopt;
}

void Snapshots::load(int64_t step, LearnedState& state, bool all) const {
    std::filesystem::path file = folderOf(step) / kTensors;
    if (std::string wrong = fault(folderOf(step)); !wrong.empty()) {
        throw Error(textOf(folderOf(step)), "the snapshot is damaged: " + wrong, "look at the disk: files that were whole have changed");
    }
    Checkpoint checkpoint = Checkpoint::openFile(file);
    at::NoGradGuard noGradient;
    for (const Buffer& buffer : kBuffers) {
        if (!all && buffer.tensor != &LearnedState::weights) continue;
        for (const LearnedState::Slot& slot : state.slots()) {
            std::string name = std::string(buffer.name) + "/" + slot.name;
            const StoredTensor* stored = checkpoint.find(name);
            if (!stored || stored->shape != slot.shape || stored->format != NumberFormat::Float32) {
                throw Error(textOf(file), "the snapshot does not fit this model: \"" + name + "\" is missing or of another shape",
                            "the base model or the recipe of the run was changed after it began; put the old one back");
            }
            state.view(state.*buffer.tensor, slot).copy_(tensorOf(*stored));
        }
    }
}

std::string Snapshots::heldOut(int64_t step) const {
    std::filesystem::path file = folderOf(step) / kHeldOut;
    return std::filesystem::exists(file) ? readFile(file) : "";
}

}  // namespace luthier
