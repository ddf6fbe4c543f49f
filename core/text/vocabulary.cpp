// SPDX-License-Identifier: Apache-2.0
#include "core/text/vocabulary.h"

#include <bit>

namespace luthier {

uint64_t textHash(std::string_view text) {
    uint64_t hash = text.size();
    size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        uint64_t part;
        std::memcpy(&part, text.data() + at, 8);
        hash = foldedProduct(hash, part);
    }
    uint64_t rest = 0;
    if (at < text.size()) std::memcpy(&rest, text.data() + at, text.size() - at);
    return foldedProduct(foldedProduct(hash, rest), 0x2545F4914F6CDD1Dull);
}

void TextIndex::reserve(size_t texts) { grow(std::bit_ceil(texts * 2 + 16)); }

size_t TextIndex::slotOf(std::string_view text, uint64_t hash) const {
    const size_t mask = slots_.size() - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.begin == 0) return at;
        if (slot.hash == static_cast<uint32_t>(hash >> 32) && std::string_view(texts_).substr(slot.begin, slot.length) == text) return at;
    }
}

void TextIndex::grow(size_t slots) {
    if (slots <= slots_.size()) return;
    std::vector<Slot> old(slots);
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.begin == 0) continue;
        const std::string_view text = std::string_view(texts_).substr(slot.begin, slot.length);
        slots_[slotOf(text, textHash(text))] = slot;
    }
}

bool TextIndex::set(std::string_view text, int32_t value) {
    if (count_ * 2 + 16 > slots_.size()) grow(std::bit_ceil(count_ * 4 + 32));
    const uint64_t hash = textHash(text);
    Slot& slot = slots_[slotOf(text, hash)];
    const bool isNew = slot.begin == 0 || slot.value == kRemoved;
    if (slot.begin == 0) {
        slot = {static_cast<uint32_t>(hash >> 32), value, static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(text.size())};
        texts_ += text;
    }
    count_ += isNew;
    slot.value = value;
    return isNew;
}

void TextIndex::remove(std::string_view text) {
    if (slots_.empty()) return;
    Slot& slot = slots_[slotOf(text, textHash(text))];
    if (slot.begin == 0 || slot.value == kRemoved) return;
    slot.value = kRemoved;
    --count_;
}

std::optional<int32_t> TextIndex::find(std::string_view text) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[slotOf(text, textHash(text))];
    return slot.begin == 0 || slot.value == kRemoved ? std::nullopt : std::optional(slot.value);
}

void Vocabulary::reserve(size_t tokens) {
    ids_.reserve(tokens);
    places_.reserve(tokens);
}

void Vocabulary::add(std::string_view token, int32_t id) {
    ids_.set(token, id);
    if (static_cast<size_t>(id) >= places_.size()) places_.resize(static_cast<size_t>(id) + 1);
    places_[static_cast<size_t>(id)] = {static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(token.size())};
    texts_ += token;
}

void Vocabulary::rename(int32_t id, std::string_view token) {
    if (const auto old = tokenOf(id)) ids_.remove(*old);
    add(token, id);
}

bool Vocabulary::hasOneTextPerId() const {
    size_t ids = 0;
    for (const Place& place : places_) ids += place.begin != UINT32_MAX;
    return ids == ids_.size();
}

std::optional<std::string_view> Vocabulary::tokenOf(int32_t id) const {
    if (id < 0 || static_cast<size_t>(id) >= places_.size()) return std::nullopt;
    const Place place = places_[static_cast<size_t>(id)];
    if (place.begin == UINT32_MAX) return std::nullopt;
    return std::string_view(texts_).substr(place.begin, place.length);
}

}  // namespace luthier
