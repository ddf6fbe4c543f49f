// SPDX-License-Identifier: Apache-2.0
#include "core/text/word_model.h"

#include "core/text/word_cache.h"

namespace luthier {

WordModel::WordModel() : serial_(WordCache::newOwner()) {}

void WordModel::addBegins(std::string_view text, TextRange range, const int32_t* ids, size_t count, std::vector<uint32_t>& begins) const {
    const size_t first = begins.size();
    uint32_t at = range.begin;
    for (size_t i = 0; i < count; ++i) {
        begins.push_back(at);
        at += tokenBytes_[static_cast<size_t>(ids[i])];
    }
    if (at == range.end) return;
    // Something was dropped or unknown: the lengths of the ids do not tell.
    EncodedWord word;
    encodeWord(text.substr(range.begin, range.end - range.begin), word);
    begins.resize(first);
    for (const uint32_t begin : word.begins) begins.push_back(range.begin + begin);
}

void WordModel::encode(std::string_view text, const std::vector<TextRange>& words, std::vector<int32_t>& ids, std::vector<uint32_t>* begins) const {
    WordCache& cache = WordCache::ofThisThread();
    static thread_local EncodedWord fresh;
    for (const TextRange range : words) {
        const std::string_view word = text.substr(range.begin, range.end - range.begin);
        WordCache::Entry* const entry = cache.entryOf(word, text.data() + text.size(), serial_);
        if (entry && entry->owner == serial_) {
            if (entry->count == 1) ids.push_back(entry->ids[0]);
            else ids.insert(ids.end(), entry->ids, entry->ids + entry->count);
            if (begins) addBegins(text, range, entry->ids, entry->count, *begins);
            continue;
        }
        encodeWord(word, fresh);
        ids.insert(ids.end(), fresh.ids.begin(), fresh.ids.end());
        if (entry) entry->keep(serial_, fresh.ids);
        for (size_t i = 0; begins && i < fresh.begins.size(); ++i) begins->push_back(range.begin + fresh.begins[i]);
    }
}

}  // namespace luthier
