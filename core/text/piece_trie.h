// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace luthier {

/// Finds every text of a set that begins at a place, shortest first: a trie whose edges lie in one hash table, eight bytes each.
class PieceTrie {
public:
    /// False when the text is already there; it then gets the new value. An empty text is left out. Throws std::length_error when all
    /// texts together are longer than 128 MB.
    bool add(std::string_view text, int32_t value);
    bool empty() const { return values_.size() == 1; }
    bool canStart(char byte) const { return first_[static_cast<unsigned char>(byte)] != 0; }

    /// Calls visit(end, value) for each text that begins at `at`.
    template <class Visit>
    void each(std::string_view text, size_t at, Visit&& visit) const {
        if (at >= text.size()) return;
        uint32_t found = first_[static_cast<unsigned char>(text[at])];
        while (found != 0) {
            ++at;
            if (found & kEnds) visit(at, values_[found >> 1]);
            if (at == text.size()) return;
            found = child(found >> 1, static_cast<unsigned char>(text[at]));
        }
    }

private:
    // A node with whether a text ends there: number * 2 + 1 or number * 2; 0: none. An edge is parent * 256 + byte in the upper bits, the
    // node it leads to in the lower ones.
    static constexpr uint32_t kEnds = 1;
    static constexpr int kNodeBits = 28;
    static constexpr uint64_t kNodeMask = (uint64_t{1} << kNodeBits) - 1;
    static constexpr uint32_t kMostNodes = 1u << (kNodeBits - 1);

    static uint64_t keyOf(uint32_t node, unsigned char byte) { return uint64_t{node} << 8 | byte; }
    size_t slotOf(uint64_t key) const { return (key * 0x9E3779B97F4A7C15ull) >> shift_; }
    /// The slot of an edge, or the empty one where it belongs.
    size_t find(uint64_t key) const {
        size_t at = slotOf(key);
        while (edges_[at] != 0 && edges_[at] >> kNodeBits != key) at = (at + 1) & (edges_.size() - 1);
        return at;
    }
    uint32_t child(uint32_t node, unsigned char byte) const { return static_cast<uint32_t>(edges_[find(keyOf(node, byte))] & kNodeMask); }
    uint32_t newNode();
    void makeRoom();

    std::array<uint32_t, 256> first_{};  ///< edges of the root, node 0
    std::vector<uint64_t> edges_ = std::vector<uint64_t>(16);
    int shift_ = 60;
    std::vector<int32_t> values_ = {-1};  ///< by node
};

}  // namespace luthier
