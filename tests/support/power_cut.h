// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace luthier::testing {

/// What a disk holds when the power goes, at every moment of a program that ran with tests/support/preload/disk.cpp. Content counts as it was when
/// it was last synced; what was never synced is empty. Names follow in the order they were given: all up to the moment, or only those up to
/// the last sync (a journal in order keeps no fewer and no more).
class PowerCut {
public:
    explicit PowerCut(const std::filesystem::path& log);

    size_t moments() const { return entries_.size() + 1; }
    enum class Names { All, Synced };
    /// Puts what lay under `root` into the folder `target`, which is made anew.
    void restore(size_t moment, Names names, const std::filesystem::path& root, const std::filesystem::path& target) const;
    /// The last step that was told to be saved before this moment; -1 when none was.
    int64_t savedStep(size_t moment) const;
    bool changesAnything(size_t moment) const;  ///< the operation before this moment could change what survives

private:
    struct Entry {
        std::string operation, file, content, path, more;
    };
    using Nodes = std::map<std::string, size_t>;  ///< path -> node; 0 is a folder
    static void move(Nodes& names, const std::string& from, const std::string& to);
    static void apply(Nodes& names, const Entry& entry, size_t node);
    size_t lastSync(size_t moment) const;

    std::filesystem::path log_;
    std::vector<Entry> entries_;
};

}  // namespace luthier::testing
