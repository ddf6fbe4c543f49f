// SPDX-License-Identifier: Apache-2.0
#include "core/store/trash.h"

#include <optional>
#include <system_error>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

fs::path moved(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::create_directories(to.parent_path(), failed);
    if (!failed) fs::rename(from, to, failed);
    if (failed) throw Error(textOf(from), "the run cannot be moved to " + textOf(to) + ": " + failed.message(), "see whether this user may write there");
    return to;
}

uint64_t bytesBelow(const fs::path& folder) {
    uint64_t bytes = 0;
    std::error_code fault, unknown;
    for (fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, fault), end; !fault && entry != end; entry.increment(fault)) {
        if (entry->is_regular_file(unknown)) bytes += entry->file_size(unknown);
    }
    return bytes;
}

}  // namespace

TrashContent trashOf(const fs::path& home) {
    TrashContent content;
    std::error_code fault, unknown;
    for (fs::directory_iterator entry(home / "trash", fault), end; !fault && entry != end; entry.increment(fault)) {
        if (!entry->is_directory(unknown)) continue;
        content.runs.push_back(entry->path());
        content.bytes += bytesBelow(entry->path());
    }
    return content;
}

void emptyTrash(const fs::path& home) {
    std::optional<Error> first;
    for (const fs::path& run : trashOf(home).runs) {
        std::error_code fault;
        fs::remove_all(run, fault);
        if (fault && !first) first.emplace(textOf(run), "the run cannot be deleted: " + fault.message(), "see whether this user may write there");
    }
    if (first) throw Error(*first);
}

fs::path moveToTrash(const fs::path& home, const fs::path& runFolder) {
    if (os::markOf(runFolder / "run.lock") && os::FileLock::isHeld(runFolder / "run.lock")) {
        throw Error(textOf(runFolder), "the run is at work", "stop it first");
    }
    fs::path place = home / "trash" / runFolder.filename();
    for (int i = 2; os::markOf(place); ++i) place = home / "trash" / pathOf(textOf(runFolder.filename()) + "-" + std::to_string(i));
    return moved(runFolder, place);
}

fs::path takeFromTrash(const fs::path& home, const fs::path& inTrash) {
    const fs::path place = home / "runs" / inTrash.filename();
    if (os::markOf(place)) throw Error(textOf(place), "there is a run of this id already", "move that one away first");
    return moved(inTrash, place);
}

}  // namespace luthier
