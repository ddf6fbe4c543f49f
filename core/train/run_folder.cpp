// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_folder.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>

#include "core/base/error.h"
#include "core/recipe/read.h"

namespace luthier {
namespace {

std::string timeStamp() {
    std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
#ifdef _WIN32
    gmtime_s(&utc, &now);
#else
    gmtime_r(&now, &utc);
#endif
    char text[32];
    std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &utc);
    return text;
}

std::string fourDigits() {
    std::random_device device;
    std::string text;
    for (int i = 0; i < 4; i++) text += "0123456789abcdef"[device() % 16];
    return text;
}

std::unique_ptr<os::FileLock> locked(const std::filesystem::path& folder) {
    auto lock = os::FileLock::tryLock(folder / "run.lock", "process " + std::to_string(os::processId()) + " on " + os::hostName() + "\n");
    if (!lock) {
        throw Error(textOf(folder), "the run is in use by another process (its run.lock is held)", "wait until it ends, or stop it first");
    }
    return lock;
}

}  // namespace

RunFolder::RunFolder(std::filesystem::path path, std::unique_ptr<os::FileLock> lock)
    : path_(std::move(path)), id_(textOf(path_.filename())), lock_(std::move(lock)) {}

RunFolder RunFolder::create(const std::filesystem::path& runs) {
    std::error_code failed;
    std::filesystem::create_directories(runs, failed);
    for (int attempt = 0; !failed && attempt < 100; attempt++) {
        std::filesystem::path path = runs / (timeStamp() + "-" + fourDigits());
        if (std::filesystem::create_directory(path, failed)) return {path, locked(path)};
    }
    throw Error(textOf(runs), "no folder for the run can be made there" + (failed ? ": " + failed.message() : std::string()),
                "make that folder writable, or set LUTHIER_HOME to a folder that is");
}

RunFolder RunFolder::open(const std::filesystem::path& folder) {
    std::filesystem::path path = std::filesystem::absolute(folder).lexically_normal();
    if (path.filename().empty()) path = path.parent_path();
    return {path, locked(path)};
}

void RunFolder::writeNotes(const std::string& name) {
    Json notes = Json::object();
    notes["format"] = 1;
    notes["name"] = name;
    notes["tags"] = Json::array();
    notes["notes"] = "";
    notes["ratings"] = Json::object();
    writeFileAtomically(path_ / "notes.json", notes.dump({.indent = 2, .keySeparator = ": "}) + "\n");
}

void RunFolder::writeRecipe(const Recipe& recipe) { writeFileAtomically(path_ / "recipe.yaml", recipeYaml(recipe)); }

void RunFolder::writeEnvironment(const Json& environment) {
    writeFileAtomically(path_ / "environment.json", environment.dump({.indent = 2, .keySeparator = ": "}) + "\n");
}

Json RunFolder::environment() const {
    std::filesystem::path file = path_ / "environment.json";
    try {
        Json json = Json::parse(readFile(file));
        if (json.integerOr("format", 0) > kEnvironmentFormat) {
            throw Error(textOf(file), "the run was begun by a newer Luthier", "continue it with the version that began it");
        }
        return json;
    } catch (const JsonError& broken) {
        throw Error(textOf(file), std::string("the file is not valid JSON: ") + broken.what(), "this run cannot be continued; start it anew from its recipe.yaml");
    }
}

void RunFolder::discard() {
    lock_->removeAndRelease();
    lock_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void RunFolder::release() {
    if (lock_) lock_->removeAndRelease();
    lock_.reset();
}

RunLog::RunLog(const RunFolder& folder, Observer& observer)
    : path_(folder / "events.jsonl"), file_(folder / "events.jsonl"), observer_(observer) {}

void RunLog::tell(const RunEvent& event) {
    double time = os::now();
    file_.appendLine(eventJson(event, time).dump());
    observer_.onAt(event, time);
}

void RunLog::tellAnyway(const RunEvent& event) {
    double time = os::now();
    try {
        file_.appendLine(eventJson(event, time).dump());
    } catch (const Error&) {
        // A full disk must not hide the reason from who listens.
    }
    observer_.onAt(event, time);
}

void RunLog::sync() { file_.sync(); }

int64_t RunLog::bytes() const { return static_cast<int64_t>(std::filesystem::file_size(path_)); }

}  // namespace luthier
