// SPDX-License-Identifier: Apache-2.0
#include "core/text/sample_store.h"

#include <cassert>
#include <fstream>
#include <mutex>

#include "core/base/error.h"
#include "core/base/file.h"

namespace luthier {
namespace {

constexpr uint32_t kNotLearntBit = uint32_t{1} << 31;

}  // namespace

/// Read rather than mapped: pages of a map would count as this process's memory, all of them in the end, though the system may take them back at any time.
struct SampleStore::File {
    std::filesystem::path path;
    std::ofstream out;
    std::ifstream in;
    std::mutex reading;
    bool finished = false;

    void check() {
        if (!out) throw Error(textOf(path), "the samples cannot be written", "free some disk space");
    }

    void read(uint64_t offset, std::vector<uint32_t>& words) {
        const std::lock_guard lock(reading);
        in.clear();
        in.seekg(static_cast<std::streamoff>(offset * sizeof(uint32_t)));
        in.read(reinterpret_cast<char*>(words.data()), static_cast<std::streamsize>(words.size() * sizeof(uint32_t)));
        if (!in) throw Error(textOf(path), "the samples cannot be read again", "leave the folder of a run alone while it works, and look at the disk");
    }
};

SampleStore::SampleStore(std::filesystem::path file) : file_(std::make_unique<File>()) {
    file_->path = std::move(file);
    file_->out.open(file_->path, std::ios::binary | std::ios::trunc);
    file_->check();
}

SampleStore::~SampleStore() {
    file_->out.close();
    file_->in.close();
    std::error_code ignored;
    std::filesystem::remove(file_->path, ignored);
}

void SampleStore::add(const Sample& sample, uint32_t row) {
    assert(!file_->finished && sample.ids.size() == sample.learnt.size());
    std::vector<uint32_t> words(sample.ids.size());
    for (size_t i = 0; i < words.size(); ++i) words[i] = static_cast<uint32_t>(sample.ids[i]) | (sample.learnt[i] ? 0 : kNotLearntBit);
    file_->out.write(reinterpret_cast<const char*>(words.data()), static_cast<std::streamsize>(words.size() * sizeof(uint32_t)));
    file_->check();
    offsets_.push_back(tokens_);
    lengths_.push_back(static_cast<uint32_t>(words.size()));
    labels_.push_back(static_cast<uint32_t>(sample.labelCount()));
    rows_.push_back(row);
    beginnings_.push_back(groups_.of(sample));
    targets_.insert(targets_.end(), sample.target.begin(), sample.target.end());
    tokens_ += words.size();
}

void SampleStore::finish() {
    file_->out.close();
    file_->check();
    file_->in.open(file_->path, std::ios::binary);
    file_->finished = true;
}

Sample SampleStore::operator[](size_t index) const {
    Sample sample;
    const size_t length = lengths_[index];
    sample.ids.resize(length);
    sample.learnt.resize(length);
    const size_t width = targets_.size() / lengths_.size();
    const auto target = targets_.begin() + static_cast<std::ptrdiff_t>(index * width);
    sample.target.assign(target, target + static_cast<std::ptrdiff_t>(width));
    if (length == 0) return sample;
    assert(file_->finished);
    std::vector<uint32_t> words(length);
    file_->read(offsets_[index], words);
    for (size_t i = 0; i < length; ++i) {
        sample.ids[i] = static_cast<int32_t>(words[i] & ~kNotLearntBit);
        sample.learnt[i] = !(words[i] & kNotLearntBit);
    }
    return sample;
}

}  // namespace luthier
