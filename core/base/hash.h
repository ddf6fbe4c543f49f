// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace luthier {

/// SHA-256 over bytes given piece by piece. Used for fingerprints: equal content, equal fingerprint, on every machine and for ever.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void add(std::string_view bytes);
    /// Adds the length first, so that ("a","bc") and ("ab","c") differ.
    void addField(std::string_view bytes);
    std::array<uint8_t, 32> digest();  ///< ends the hash
    std::string hex();                 ///< digest() as 64 lower-case digits

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256Hex(std::string_view bytes);
std::string fileSha256Hex(const std::filesystem::path& file);
/// The name that git gives a file of this content.
std::string fileGitSha1Hex(const std::filesystem::path& file);

/// A well-mixed 64-bit function of its input (SplitMix64's finalizer), the root of all counter-based random numbers.
constexpr uint64_t mixed(uint64_t value) {
    value += 0x9E3779B97F4A7C15u;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

/// 64-bit hash of a name (FNV-1a, then mixed); part of the key of random numbers, so it never changes.
constexpr uint64_t nameHash(std::string_view name) {
    uint64_t hash = 0xCBF29CE484222325u;
    for (char c : name) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001B3u;
    return mixed(hash);
}

}  // namespace luthier
