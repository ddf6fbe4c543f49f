// SPDX-License-Identifier: Apache-2.0
#include "core/store/trash.h"

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

}  // namespace

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
