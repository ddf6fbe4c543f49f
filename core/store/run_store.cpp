// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_store.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "core/base/file.h"
#include "core/base/os.h"
#include "core/base/problem_json.h"
#include "core/store/run_index.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr auto kGlance = std::chrono::milliseconds(20);
constexpr const char* kIndexFile = "history.sqlite";

std::unique_ptr<os::FileLock> lockWithin(const fs::path& home, double patience) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(patience);
    for (;;) {
        auto lock = os::FileLock::tryLock(home / "history.lock", "process " + std::to_string(os::processId()) + " on " + os::hostName() + "\n");
        if (lock || std::chrono::steady_clock::now() >= until) return lock;
        std::this_thread::sleep_for(kGlance);
    }
}

/// A free name for the damaged index, and its journal goes with it.
fs::path moveAside(const fs::path& file) {
    fs::path aside;
    for (int i = 1; aside.empty() || os::markOf(aside); ++i) aside = pathOf(textOf(file) + ".damaged-" + std::to_string(i));
    os::replaceFile(file, aside);
    for (const char* end : {"-wal", "-shm"}) {
        if (os::markOf(pathOf(textOf(file) + end))) os::replaceFile(pathOf(textOf(file) + end), pathOf(textOf(aside) + end));
    }
    return aside;
}

}  // namespace

struct RunStore::State {
    fs::path home;
    std::unique_ptr<os::FileLock> lock;
    std::optional<RunIndex> index;
    Problems words;
    bool fresh = false;  ///< the folders were followed and nothing was asked since

    fs::path file() const { return home / kIndexFile; }
    fs::path runs() const { return home / "runs"; }

    void openToWrite() {
        // What a process leaves behind that was ended in the middle. Other damage shows when a row is read.
        const auto journal = os::markOf(pathOf(textOf(file()) + "-wal"));
        const bool unclean = journal && journal->size > 0;  // who only read leaves an empty one
        Database database(file(), Database::Access::Write);
        if (unclean) database.check();
        index.emplace(std::move(database), runs());
        index->prepare();
        index->follow();
        fresh = true;
    }

    void openToRead() {
        index.emplace(Database(file(), Database::Access::Read), runs());
        index->requirePrepared();
    }

    /// The folders themselves, read into memory.
    void openInMemory() {
        index.reset();  // closed before another process may write
        lock.reset();
        index.emplace(Database({}, Database::Access::Write), runs());
        index->prepare();
        index->follow();
        fresh = true;
    }

    /// What is damaged makes way for an index made anew; where that cannot be, the folders are read.
    void mend(const DamagedDatabase& damage) {
        index.reset();
        if (!lock) return openInMemory();
        try {
            const fs::path aside = moveAside(file());
            openToWrite();
            words.push_back(warning(textOf(file()), std::string(damage.what()) + "; it was made again from the run folders",
                                    "nothing was lost; what was damaged is kept as " + textOf(aside.filename())));
        } catch (const Error& fault) {
            manageWithout(fault);
        }
    }

    void manageWithout(const Error& fault) {
        words.push_back(warning(fault.where(), std::string("the index of runs cannot be used (") + fault.what() + "); the run folders were read instead", fault.mend()));
        openInMemory();
    }

    void open(double patience) {
        if (!os::markOf(runs()) && !os::markOf(file())) return openInMemory();
        try {
            lock = lockWithin(home, patience);
        } catch (const Error&) {  // a folder that may only be read
            return os::markOf(file()) ? read() : openInMemory();
        }
        if (!lock) return read();
        try {
            openToWrite();
        } catch (const DamagedDatabase& damage) {
            mend(damage);
        } catch (const Error& fault) {
            // The folders themselves may be what cannot be read: then this throws again.
            manageWithout(fault);
        }
    }

    void read() {
        try {
            openToRead();
        } catch (const Error&) {
            openInMemory();
        }
    }
};

RunStore::RunStore(const fs::path& home, double patience) : state_(std::make_unique<State>()) {
    state_->home = home;
    state_->open(patience);
}

RunStore::~RunStore() = default;
RunStore::RunStore(RunStore&&) noexcept = default;

std::vector<RunSummary> RunStore::lastKnown(const fs::path& home) {
    if (!os::markOf(home / kIndexFile)) return {};
    try {
        RunIndex index(Database(home / kIndexFile, Database::Access::Read), home / "runs");
        index.requirePrepared();
        return index.runs(false);
    } catch (const Error&) {  // whoever opens the history sees to it
        return {};
    }
}

void RunStore::follow() {
    if (!state_->lock) return;
    try {
        state_->index->follow();
        state_->fresh = true;
    } catch (const DamagedDatabase& damage) {
        state_->mend(damage);
    }
}

std::vector<RunSummary> RunStore::runs() {
    const bool fresh = std::exchange(state_->fresh, false);
    try {
        return state_->index->runs(fresh);
    } catch (const DamagedDatabase& damage) {
        state_->mend(damage);
        return state_->index->runs(true);
    }
}

FoundRun RunStore::find(const std::string& word) {
    std::vector<NamedRun> named;
    for (const RunSummary& run : runs()) named.push_back({run.folder, run.id, run.name});
    std::ranges::reverse(named);
    return chosenRun(word, named);
}

void RunStore::annotate(const fs::path& runFolder, const RunNotes& notes) {
    writeNotes(runFolder, notes);
    follow();
}

const Problems& RunStore::words() const { return state_->words; }
bool RunStore::writes() const { return state_->lock != nullptr; }

Json RunSummary::json() const {
    const auto loss = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    Json json = Json::object();
    json["id"] = id;
    json["name"] = name;
    json["state"] = wordOf(state);
    json["reason"] = reason.empty() ? Json() : Json(reason);
    json["model"] = model;
    json["method"] = method;
    json["objective"] = objective;
    json["data"] = data;
    json["rows"]["train"] = trainRows;
    json["rows"]["eval"] = evalRows;
    json["step"] = step;
    json["steps"] = steps;
    json["base_loss"] = loss(baseLoss);
    json["best_loss"] = loss(bestLoss);
    json["best_step"] = bestLoss ? Json(bestStep) : Json();
    json["change"] = baseLoss && bestLoss ? Json(*bestLoss - *baseLoss) : Json();
    json["begun"] = begun > 0 ? Json(begun) : Json();
    json["last"] = last > 0 ? Json(last) : Json();
    json["seconds"] = seconds;
    Json& tagList = json["tags"] = Json::array();
    for (const std::string& tag : tags) tagList.push_back(tag);
    json["notes"] = notes;
    json["stars"] = stars > 0 ? Json(stars) : Json();
    json["folder"] = textOf(folder);
    json["problems"] = problemsJson(problems);
    return json;
}

}  // namespace luthier
