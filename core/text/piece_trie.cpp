// SPDX-License-Identifier: Apache-2.0
#include "core/text/piece_trie.h"

#include <bit>
#include <stdexcept>

namespace luthier {

uint32_t PieceTrie::newNode() {
    if (values_.size() >= kMostNodes) throw std::length_error("the texts of a vocabulary are longer than 128 MB");
    values_.push_back(-1);
    return static_cast<uint32_t>(values_.size() - 1) << 1;
}

void PieceTrie::makeRoom() {
    if (values_.size() * 2 < edges_.size()) return;
    std::vector<uint64_t> old(edges_.size() * 2);
    old.swap(edges_);
    shift_ = 64 - std::countr_zero(edges_.size());
    for (const uint64_t edge : old)
        if (edge != 0) edges_[find(edge >> kNodeBits)] = edge;
}

bool PieceTrie::add(std::string_view text, int32_t value) {
    if (text.empty()) return true;
    uint32_t& first = first_[static_cast<unsigned char>(text[0])];
    if (first == 0) first = newNode();
    size_t slot = 0;  // of the edge to the last node; when the text is one byte, there is none
    uint32_t last = first;
    for (const char c : text.substr(1)) {
        makeRoom();
        const uint64_t key = keyOf(last >> 1, static_cast<unsigned char>(c));
        slot = find(key);
        if (edges_[slot] == 0) edges_[slot] = key << kNodeBits | newNode();
        last = static_cast<uint32_t>(edges_[slot] & kNodeMask);
    }
    values_[last >> 1] = value;
    if (text.size() == 1) first |= kEnds;
    else edges_[slot] |= kEnds;
    return (last & kEnds) == 0;
}

}  // namespace luthier
