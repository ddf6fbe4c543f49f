// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/store/chosen_run.h"
#include "core/store/run_record.h"

namespace luthier {

/// A run as a list shows it.
struct RunSummary {
    std::filesystem::path folder;
    std::string id, name;
    RunState state = RunState::Broken;
    std::string reason;           ///< of its end, as `finished` says it, or "failed"
    std::string model, method, objective;
    std::string data;             ///< fingerprint of all data files; equal content, equal fingerprint
    int64_t trainRows = 0, evalRows = 0;
    int64_t step = 0, steps = 0;  ///< done and planned
    std::optional<double> baseLoss, bestLoss;  ///< on the rows held out, nats per token
    int64_t bestStep = 0;
    double begun = 0, last = 0;   ///< seconds since the epoch, of the first and last event
    double seconds = 0;           ///< spent
    std::vector<std::string> tags;
    std::string notes;
    int64_t stars = 0;            ///< a person's rating, 1 to 5; 0 = none
    Problems problems;            ///< what is wrong with the folder

    Json json() const;
};

/// The history of all runs. The run folders are the truth; history.sqlite is an index of them, which comes back when it is deleted and is made
/// again when it is damaged. One process at a time writes it, the holder of history.lock; everyone else reads.
/// Where it can be neither written nor read, the folders are read into memory instead: slower, never wrong.
class RunStore {
public:
    /// Opens the history of a $LUTHIER_HOME and brings it up to date, unless another process is at it: then that one's state is read after
    /// `patience` seconds. Throws Error when the folder of runs cannot be read.
    explicit RunStore(const std::filesystem::path& home, double patience = 2);
    ~RunStore();
    RunStore(RunStore&&) noexcept;

    /// What the index held last, without a look into the folders it knows: for the first moment, however many runs there are. Nothing where
    /// it is not there or cannot be read.
    static std::vector<RunSummary> lastKnown(const std::filesystem::path& home);

    /// Looks at the folders again and takes in what is new: each events.jsonl from where it was left. Does nothing where another process
    /// writes.
    void follow();

    /// All runs, newest first, with the state they are in now. Folders that are gone are not among them, those that cannot be read are,
    /// with what is wrong.
    std::vector<RunSummary> runs();
    /// The run a person means; chosenRun.
    FoundRun find(const std::string& word);
    /// Writes notes.json, then the index.
    void annotate(const std::filesystem::path& runFolder, const RunNotes& notes);

    /// What people should know: that the index was damaged and made again, or that another process is still at it.
    const Problems& words() const;
    bool writes() const;  ///< whether this process holds history.lock

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace luthier
