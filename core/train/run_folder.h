// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/events/run_event.h"
#include "core/recipe/recipe.h"
#include "core/store/run_events.h"

namespace luthier {

constexpr int64_t kEnvironmentFormat = 1;

/// Bytes that one snapshot takes: weights, mean and variance of what learns, in float32.
constexpr int64_t snapshotBytes(int64_t learning) { return 12 * learning + 65536; }

/// $LUTHIER_HOME/runs/<id>/, the truth about a run (app/README.md, section 4). Held by one process at a time through run.lock, which goes when
/// this object does. Every write throws Error when the world fails.
class RunFolder {
public:
    /// A new run: yyyymmdd-hhmmss-xxxx (UTC), locked and otherwise empty.
    static RunFolder create(const std::filesystem::path& runs);
    /// An existing one, to continue. Throws Error when another process holds it.
    static RunFolder open(const std::filesystem::path& folder);

    RunFolder(RunFolder&&) noexcept = default;
    ~RunFolder() { release(); }

    const std::string& id() const { return id_; }
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / pathOf(name); }

    void writeNotes(const std::string& name);  ///< notes.json, before anything else
    void writeRecipe(const Recipe& recipe);    ///< every default written out
    void writeEnvironment(const Json& environment);
    Json environment() const;                  ///< throws Error when missing, broken or of a newer format

    /// The run came to nothing before it began: the folder goes.
    void discard();
    /// Drops run.lock; the folder stays.
    void release();

private:
    RunFolder(std::filesystem::path path, std::unique_ptr<os::FileLock> lock);
    std::filesystem::path path_;
    std::string id_;
    std::unique_ptr<os::FileLock> lock_;
};

/// Tells every event to events.jsonl and then to who listens, with the same time.
class RunLog {
public:
    RunLog(const RunFolder& folder, Observer& observer);
    void tell(const RunEvent& event);
    /// The same when the disk may be the trouble: the listener hears it in any case.
    void tellAnyway(const RunEvent& event);
    void sync();
    int64_t bytes() const;  ///< length of events.jsonl

private:
    std::filesystem::path path_;
    AppendFile file_;
    Observer& observer_;
};

}  // namespace luthier
