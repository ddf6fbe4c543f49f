// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/text/beginning.h"
#include "core/text/sample.h"

namespace luthier {

/// Samples of one part in a file that is read as needed, so a dataset need not fit in memory. One int32 a token; the sign bit marks
/// what is not learnt; targets of labelled rows stay in memory. Written once, then read in any order.
class SampleStore {
public:
    explicit SampleStore(std::filesystem::path file);  ///< starts an empty one
    ~SampleStore();                                    ///< removes the file
    SampleStore(const SampleStore&) = delete;

    void add(const Sample& sample, uint32_t row);  ///< row: which Example it came from
    void finish();                                 ///< after the last add
    size_t size() const { return lengths_.size(); }
    Sample operator[](size_t index) const;
    uint32_t row(size_t index) const { return rows_[index]; }
    uint32_t length(size_t index) const { return lengths_[index]; }    ///< tokens
    uint32_t labels(size_t index) const { return labels_[index]; }     ///< predicted labels
    Beginning beginning(size_t index) const { return beginnings_[index]; }
    uint64_t tokens() const { return tokens_; }

private:
    struct File;
    std::unique_ptr<File> file_;
    std::vector<uint64_t> offsets_;
    std::vector<uint32_t> lengths_, labels_, rows_;
    std::vector<Beginning> beginnings_;
    BeginningGroups groups_;
    std::vector<float> targets_;  ///< of all samples; each has as many
    uint64_t tokens_ = 0;
};

}  // namespace luthier
