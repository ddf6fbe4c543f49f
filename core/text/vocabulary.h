// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luthier {

/// A fast hash of short texts (after Wang Yi's wyhash: multiply and fold).
inline uint64_t foldedProduct(uint64_t a, uint64_t b) {
    a = (a ^ 0x9E3779B97F4A7C15ull) * (b ^ 0xD1B54A32D192ED03ull);
    return a ^ (a >> 32);
}
uint64_t textHash(std::string_view text);

/// Texts -> numbers in one block of memory.
class TextIndex {
public:
    void reserve(size_t texts);
    void remove(std::string_view text);
    /// The text's own number again when it is already there (then false); a text keeps the value it got last.
    bool set(std::string_view text, int32_t value);
    std::optional<int32_t> find(std::string_view text) const;
    size_t size() const { return count_; }

private:
    struct Slot {
        uint32_t hash = 0;
        int32_t value = -1;
        uint32_t begin = 0, length = 0;
    };
    static constexpr int32_t kRemoved = INT32_MIN;
    void grow(size_t slots);
    size_t slotOf(std::string_view text, uint64_t hash) const;

    std::vector<Slot> slots_;
    std::string texts_ = std::string(1, '\0');  ///< begin 0 means an empty slot
    size_t count_ = 0;
};

/// The texts of a model's tokens.
class Vocabulary {
public:
    void reserve(size_t tokens);
    void add(std::string_view token, int32_t id);
    void rename(int32_t id, std::string_view token);  ///< which must be new; the old text is then no token
    std::optional<int32_t> idOf(std::string_view token) const { return ids_.find(token); }
    std::optional<std::string_view> tokenOf(int32_t id) const;
    int32_t size() const { return static_cast<int32_t>(ids_.size()); }
    bool hasOneTextPerId() const;
    int32_t highestId() const { return static_cast<int32_t>(places_.size()) - 1; }

private:
    struct Place {
        uint32_t begin = UINT32_MAX, length = 0;
    };
    TextIndex ids_;
    std::string texts_;
    std::vector<Place> places_;  ///< by id
};

}  // namespace luthier
