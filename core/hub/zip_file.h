// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/file.h"

namespace luthier {

/// The files inside a ZIP archive (a Python wheel), stored or deflated. A broken archive throws Error; nothing is trusted that it says of lengths
/// and places.
class ZipFile {
public:
    struct Entry {
        std::string name;
        uint64_t bytes = 0;  ///< unpacked
    };
    explicit ZipFile(const std::filesystem::path& file);

    const std::vector<Entry>& entries() const { return entries_; }
    /// Hands the entry's bytes to `put` piece by piece; its length and CRC-32 are checked at the end.
    void read(const Entry& entry, const std::function<void(std::string_view)>& put) const;

private:
    struct Place {
        uint64_t header = 0, packed = 0;
        uint32_t crc = 0;
        uint16_t method = 0;
    };
    std::filesystem::path path_;
    std::shared_ptr<MappedFile> map_;
    std::vector<Entry> entries_;
    std::vector<Place> places_;
};

}  // namespace luthier
