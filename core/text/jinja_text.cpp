// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_text.h"

#include <algorithm>

namespace luthier::jinja {

Text::Text(std::string bytes, Origin origin) : bytes_(std::move(bytes)) {
    if (origin != Origin{} && !bytes_.empty()) runs_.push_back({static_cast<uint32_t>(bytes_.size()), origin});
}

void Text::addRun(size_t end, Origin origin) {
    if (!runs_.empty() && runs_.back().origin == origin) {
        runs_.back().end = static_cast<uint32_t>(end);
    } else {
        runs_.push_back({static_cast<uint32_t>(end), origin});
    }
}

void Text::append(std::string_view bytes, Origin origin) {
    if (bytes.empty()) return;
    const size_t before = bytes_.size();
    bytes_.append(bytes);
    if (runs_.empty()) {
        if (origin == Origin{}) return;
        if (before > 0) addRun(before, Origin{});
    }
    addRun(bytes_.size(), origin);
}

void Text::append(const Text& other, size_t begin, size_t end) {
    if (begin >= end) return;
    if (other.runs_.empty()) return append(std::string_view(other.bytes_).substr(begin, end - begin));
    auto run = std::upper_bound(other.runs_.begin(), other.runs_.end(), begin, [](size_t at, const Run& r) { return at < r.end; });
    for (size_t at = begin; at < end; ++run) {
        const size_t stop = std::min<size_t>(run->end, end);
        append(std::string_view(other.bytes_).substr(at, stop - at), run->origin);
        at = stop;
    }
}

Text Text::slice(size_t begin, size_t end) const {
    Text part;
    part.append(*this, begin, end);
    return part;
}

Origin Text::originAt(size_t byte) const {
    auto run = std::upper_bound(runs_.begin(), runs_.end(), byte, [](size_t at, const Run& r) { return at < r.end; });
    return run == runs_.end() ? Origin{} : run->origin;
}

Origin Text::mainOrigin() const {
    for (const Run& run : runs_)
        if (run.origin.message >= 0) return run.origin;
    return runs_.empty() ? Origin{} : runs_.front().origin;
}

void Text::markGeneration(size_t begin, uint32_t generation) {
    if (begin >= bytes_.size()) return;
    const std::vector<Run> old = std::move(runs_);
    runs_.clear();
    size_t at = 0;
    auto put = [&](size_t end, Origin origin) {
        if (at < begin) {
            const size_t stop = std::min(end, begin);
            addRun(stop, origin);
            at = stop;
        }
        if (at < end) {
            origin.generation = generation;
            addRun(end, origin);
            at = end;
        }
    };
    for (const Run& run : old) put(run.end, run.origin);
    if (at < bytes_.size()) put(bytes_.size(), Origin{});
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

size_t characterCount(std::string_view text) {
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

size_t nextCharacter(std::string_view text, size_t at) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    return at;
}

size_t previousCharacter(std::string_view text, size_t at) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
}

size_t byteOffset(std::string_view text, size_t character) {
    size_t at = 0;
    while (character > 0 && at < text.size()) {
        at = nextCharacter(text, at);
        --character;
    }
    return at;
}

}  // namespace luthier::jinja
