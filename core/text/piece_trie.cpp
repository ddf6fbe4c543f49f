// SPDX-License-Identifier: Apache-2.0
#include "core/text/piece_trie.h"

#include <bit>

namespace luthier {

void PieceTrie::put(Edge edge) {
    size_t at = slotOf(edge.key);
    while (edges_[at].key != 0) at = (at + 1) & (edges_.size() - 1);
    edges_[at] = edge;
}

uint32_t PieceTrie::grown(uint32_t node, unsigned char byte) {
    if (const uint32_t next = child(node, byte)) return next;
    const auto next = static_cast<uint32_t>(values_.size());
    values_.push_back(-1);
    if (node == 0) return first_[byte] = next;
    if (values_.size() * 2 > edges_.size()) {
        std::vector<Edge> old(edges_.size() * 4);
        old.swap(edges_);
        shift_ = 64 - std::countr_zero(edges_.size());
        for (const Edge& edge : old)
            if (edge.key != 0) put(edge);
    }
    put({keyOf(node, byte), next});
    return next;
}

void PieceTrie::add(std::string_view text, int32_t value) {
    if (text.empty()) return;
    uint32_t node = 0;
    for (const char c : text) node = grown(node, static_cast<unsigned char>(c));
    values_[node] = value;
}

}  // namespace luthier
