// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace luthier {

/// Finds every token that begins at a place, shortest first: a trie whose edges lie in one hash table.
class PieceTrie {
public:
    void add(std::string_view text, int32_t value);
    /// Calls visit(end, value) for each text that begins at `at`.
    template <class Visit>
    void each(std::string_view text, size_t at, Visit&& visit) const {
        uint32_t node = 0;
        while (at < text.size() && (node = child(node, static_cast<unsigned char>(text[at]))) != 0) {
            ++at;
            if (values_[node] >= 0) visit(at, values_[node]);
        }
    }

private:
    struct Edge {
        uint64_t key = 0;  ///< parent and byte, plus one; 0: none
        uint32_t node = 0;
    };
    static uint64_t keyOf(uint32_t node, unsigned char byte) { return (uint64_t{node} << 8 | byte) + 1; }
    size_t slotOf(uint64_t key) const { return (key * 0x9E3779B97F4A7C15ull) >> shift_; }
    uint32_t child(uint32_t node, unsigned char byte) const {
        if (node == 0) return first_[byte];
        const uint64_t key = keyOf(node, byte);
        for (size_t at = slotOf(key);; at = (at + 1) & (edges_.size() - 1))
            if (edges_[at].key == key || edges_[at].key == 0) return edges_[at].node;
    }
    uint32_t grown(uint32_t node, unsigned char byte);
    void put(Edge edge);

    std::array<uint32_t, 256> first_{};
    std::vector<Edge> edges_ = std::vector<Edge>(16);
    int shift_ = 60;
    std::vector<int32_t> values_ = {-1};
};

}  // namespace luthier
