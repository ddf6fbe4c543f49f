// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_record.h"

#include <charconv>
#include <set>
#include <unordered_map>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"
#include "core/base/unicode.h"
#include "core/recipe/field.h"
#include "core/recipe/read.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kNotesLimit = uint64_t{1} << 24;
constexpr int64_t kNewestEnvironment = 1;

/// The number of the process run.lock names, when it is one of this computer; else 0.
int64_t holderHere(const fs::path& lock) {
    std::string text;
    try {
        text = readFile(lock, 4096);
    } catch (const Error&) {
        return 0;
    }
    const std::string begin = "process ", end = " on " + os::hostName() + "\n";
    if (!text.starts_with(begin) || !text.ends_with(end)) return 0;
    int64_t id = 0;
    std::from_chars(text.data() + begin.size(), text.data() + text.size(), id);
    return id;
}

/// Whether a process is working in the folder. A dead holder is known without touching the lock.
bool inUse(const fs::path& folder) {
    const fs::path lock = folder / "run.lock";
    if (!os::markOf(lock)) return false;
    const int64_t holder = holderHere(lock);
    if (holder > 0 && !os::processLives(holder)) return false;
    return os::FileLock::isHeld(lock);
}

std::vector<std::string> textsIn(const Json* list) {
    std::vector<std::string> texts;
    if (!list || !list->isArray()) return texts;
    for (const Json& text : list->asArray()) {
        if (text.isString()) texts.push_back(text.asString());
    }
    return texts;
}

/// Does `work`; what goes wrong becomes a problem of the record.
template <typename Work>
void tolerating(Problems& problems, const fs::path& file, const std::string& mend, Work work) {
    try {
        work();
    } catch (const Error& fault) {
        problems.push_back(warning(fault.where(), fault.what(), mend));
    } catch (const std::exception& fault) {
        problems.push_back(warning(textOf(file), std::string("it cannot be read: ") + fault.what(), mend));
    }
}

void readRecipeOf(RunRecord& run) {
    const fs::path file = run.folder / "recipe.yaml";
    tolerating(run.problems, file, "the settings of this run are not known; the rest of the folder is used", [&] {
        if (!os::markOf(file)) throw Error(textOf(file), "the recipe is missing", "");
        RecipeRead read = readRecipeFile(textOf(file));
        if (!hasError(read.problems)) run.recipe = std::move(read.recipe);
        for (const Problem& problem : read.problems) run.problems.push_back(warning(textOf(file) + ": " + problem.where, problem.what, problem.mend));
    });
}

void readEnvironmentOf(RunRecord& run) {
    const fs::path file = run.folder / "environment.json";
    tolerating(run.problems, file, "what was settled for this run is not known; the rest of the folder is used", [&] {
        if (!os::markOf(file)) throw Error(textOf(file), "the file is missing", "");
        run.environment = Json::parse(readFile(file));
        if (run.environment.integerOr("format", 0) > kNewestEnvironment) {
            run.problems.push_back(warning(textOf(file), "it was written by a newer Luthier", "look at this run with the version that made it to see everything"));
        }
    });
}

std::optional<std::pair<int64_t, HeldOutRow>> heldOutRowOf(std::string_view line) {
    try {
        const Json json = Json::parse(line);
        HeldOutRow row{json.stringOr("row", ""), json.stringOr("group", ""), json.numberOr("loss_sum", 0), json.integerOr("count", 0)};
        if (const Json* right = json.find("right"); right && right->isBool()) row.right = right->asBool();
        if (row.row.empty() || !json.find("step")) return {};
        if (row.group.empty()) row.group = row.row;
        return std::pair{json.integerOr("step", 0), std::move(row)};
    } catch (const JsonError&) {
        return {};
    }
}

void readHeldOutOf(RunRecord& run, const fs::path& file) {
    if (!os::markOf(file)) return;
    int64_t broken = 0;
    std::set<std::pair<int64_t, std::string>> seen;
    tolerating(run.problems, file, "the losses of single rows are not known: no interval can be given", [&] {
        forEachLineOf(readFile(file), [&](std::string_view line) {
            auto row = heldOutRowOf(line);
            if (!row) ++broken;
            else if (seen.emplace(row->first, row->second.row).second) run.heldOut[row->first].push_back(std::move(row->second));
        });
    });
    if (broken > 0) run.problems.push_back(warning(textOf(file), std::to_string(broken) + (broken == 1 ? " line cannot be read" : " lines cannot be read"), "they are left out of every interval"));
}

/// held-out.jsonl; what a run that was stopped just then had no time to put there lies in its snapshot.
void readHeldOutOf(RunRecord& run) {
    readHeldOutOf(run, run.folder / "held-out.jsonl");
    const Look* kept = run.course.kept();
    if (kept && !run.heldOut.contains(kept->step)) readHeldOutOf(run, run.folder / ("snapshots/step-" + std::to_string(kept->step)) / "held-out.jsonl");
}

void readTestOf(RunRecord& run) {
    const fs::path file = run.folder / "report.json";
    if (!os::markOf(file)) return;
    try {
        const Json report = Json::parse(readFile(file));
        if (const Json* test = report.find("test"); test && test->isObject()) run.test = *test;
    } catch (const std::exception&) {  // it is made again from the rest
    }
}

}  // namespace

RunNotes readNotes(const fs::path& runFolder) {
    RunNotes notes;
    notes.whole = Json::parse(readFile(runFolder / "notes.json", kNotesLimit));
    if (!notes.whole.isObject()) throw Error(textOf(runFolder / "notes.json"), "expected an object, found something else", "mend or remove the file");
    notes.name = notes.whole.stringOr("name", "");
    notes.notes = notes.whole.stringOr("notes", "");
    notes.tags = textsIn(notes.whole.find("tags"));
    if (const Json* ratings = notes.whole.find("ratings"); ratings && ratings->isObject()) notes.ratings = *ratings;
    return notes;
}

int64_t RunNotes::stars() const {
    const int64_t stars = ratings.integerOr("stars", 0);
    return stars >= 1 && stars <= 5 ? stars : 0;
}

void RunNotes::setStars(int64_t stars) { ratings["stars"] = stars; }

void writeNotes(const fs::path& runFolder, const RunNotes& notes) {
    Json json = notes.whole;
    if (!json.find("format")) json["format"] = 1;
    json["name"] = notes.name;
    Json& tags = json["tags"] = Json::array();
    for (const std::string& tag : notes.tags) tags.push_back(tag);
    json["notes"] = notes.notes;
    json["ratings"] = notes.ratings;
    writeFileAtomically(runFolder / "notes.json", json.dump({.indent = 2, .keySeparator = ": "}) + "\n");
}

std::string wordOf(RunState state) {
    switch (state) {
        case RunState::Running: return "running";
        case RunState::Paused: return "paused";
        case RunState::Finished: return "finished";
        case RunState::Stopped: return "stopped";
        case RunState::Failed: return "failed";
        case RunState::Crashed: return "crashed";
        case RunState::Broken: break;
    }
    return "broken";
}

RunState stateOf(const fs::path& runFolder, const std::string& reason, bool paused, bool began) {
    // A finished run may be held for an instant by a resume that finds nothing to do.
    if (reason == "done" || reason == "early_stop") return RunState::Finished;
    if (inUse(runFolder)) return paused ? RunState::Paused : RunState::Running;
    if (reason == "failed") return RunState::Failed;
    if (!reason.empty()) return RunState::Stopped;
    return began ? RunState::Crashed : RunState::Broken;
}

std::string RunRecord::name() const {
    if (!notes.name.empty() || !recipe) return notes.name;
    return recipe->name;
}

const Json& RunRecord::resolved() const {
    static const Json nothing;
    const Json* found = environment.find("resolved");
    return found ? *found : nothing;
}

LabelScheme RunRecord::labels() const {
    const Json* labels = resolved().find("labels");
    return labels ? LabelScheme::of(*labels) : LabelScheme();
}

std::string RunRecord::lossUnit() const {
    const LabelScheme labels = this->labels();
    return !labels.present() ? "nats per token" : labels.kind == LabelScheme::Kind::Number ? "squared distance" : "nats per row";
}

const Json* RunRecord::metricsAt(int64_t step) const {
    const Json* found = nullptr;
    for (const TimedEvent& told : events)
        if (const EvalDone* eval = std::get_if<EvalDone>(&told.event); eval && eval->step == step && eval->metrics.size() > 0) found = &eval->metrics;
    return found;
}

void RunRecord::on(const TimedEvent& event) {
    course.on(event);
    append(events, event);
}

RunRecord readRunSettings(const fs::path& folder) {
    RunRecord run;
    run.folder = fs::absolute(folder).lexically_normal();
    if (run.folder.filename().empty()) run.folder = run.folder.parent_path();
    run.id = repairedUtf8(textOf(run.folder.filename()));
    const fs::path notes = run.folder / "notes.json";
    if (os::markOf(notes)) {
        tolerating(run.problems, notes, "its name, tags and notes are not known; mend or remove the file", [&] { run.notes = readNotes(run.folder); });
    }
    readRecipeOf(run);
    readEnvironmentOf(run);
    return run;
}

RunRecord readRunRecord(const fs::path& folder) {
    RunRecord run = readRunSettings(folder);
    tolerating(run.problems, run.folder / "events.jsonl", "what the run did is not known", [&] {
        forEachEventOf(run.folder, [&](TimedEvent&& event) { run.on(event); });
    });
    readHeldOutOf(run);
    readTestOf(run);
    run.state = stateOf(run.folder, run.course.reason, run.course.paused, run.course.started.has_value());
    return run;
}

std::vector<ChangedSetting> changedSettings(const Recipe& recipe) {
    static const Recipe standard;
    std::vector<ChangedSetting> changed;
    for (const Field& field : recipeFields()) {
        Json value = field.value(recipe), usual = field.value(standard);
        if (value != usual) changed.push_back({field.key, std::move(value), std::move(usual)});
    }
    return changed;
}

const std::vector<HeldOutRow>* keptRows(const RunRecord& run) {
    const Look* kept = run.course.kept();
    const auto rows = kept ? run.heldOut.find(kept->step) : run.heldOut.end();
    return rows == run.heldOut.end() ? nullptr : &rows->second;
}

/// The rows of the base and of the state the run keeps; nothing where one is missing or both are one.
static std::optional<std::pair<const std::vector<HeldOutRow>*, const std::vector<HeldOutRow>*>> baseAndKept(const RunRecord& run) {
    const auto base = run.heldOut.find(0);
    const std::vector<HeldOutRow>* kept = keptRows(run);
    if (base == run.heldOut.end() || !kept || kept == &base->second) return std::nullopt;
    return std::pair{&base->second, kept};
}

std::optional<Interval> gainOf(const RunRecord& run) {
    const auto rows = baseAndKept(run);
    return rows ? pairedInterval(pairedRows(*rows->first, *rows->second).groups) : std::nullopt;
}

std::vector<HeldOutRow> hitsOf(const std::vector<HeldOutRow>& rows) {
    std::vector<HeldOutRow> hits;
    for (const HeldOutRow& row : rows)
        if (row.right) hits.push_back({row.row, row.group, *row.right ? 1.0 : 0.0, 1});
    return hits;
}

std::optional<Interval> accuracyGainOf(const RunRecord& run) {
    const auto rows = baseAndKept(run);
    return rows ? pairedInterval(pairedRows(hitsOf(*rows->first), hitsOf(*rows->second)).groups) : std::nullopt;
}

PairedRows pairedRows(const std::vector<HeldOutRow>& a, const std::vector<HeldOutRow>& b) {
    PairedRows paired;
    std::unordered_map<std::string, const HeldOutRow*> others;
    for (const HeldOutRow& row : b) others.emplace(row.row, &row);
    std::unordered_map<std::string, size_t> places;
    for (const HeldOutRow& row : a) {
        const auto other = others.find(row.row);
        if (other == others.end()) {
            ++paired.onlyA;
            continue;
        }
        const auto [place, isNew] = places.emplace(row.group, paired.groups.size());
        if (isNew) paired.groups.emplace_back();
        PairedGroup& group = paired.groups[place->second];
        group.sumA += row.lossSum;
        group.countA += static_cast<double>(row.count);
        group.sumB += other->second->lossSum;
        group.countB += static_cast<double>(other->second->count);
        paired.cutDifferently += row.count != other->second->count;
        ++paired.rows;
    }
    paired.onlyB = static_cast<int64_t>(b.size()) - paired.rows;
    return paired;
}

}  // namespace luthier
