// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luthier::jinja {

/// Where a byte came from: a message of the conversation (any field, or its content), and which {% generation %} block wrote it.
struct Origin {
    int32_t message = -1;     ///< -1: the template itself
    bool content = false;
    uint32_t generation = 0;  ///< 0: none, else counted from 1
    bool operator==(const Origin&) const = default;
};

/// A string that knows where its bytes came from. Every way of cutting and joining keeps that knowledge.
class Text {
public:
    struct Run {
        uint32_t end = 0;
        Origin origin;
    };

    Text() = default;
    explicit Text(std::string bytes, Origin origin = {});

    const std::string& bytes() const { return bytes_; }
    /// Tile the bytes in order; empty when all of it comes from the template itself.
    const std::vector<Run>& runs() const { return runs_; }
    size_t size() const { return bytes_.size(); }
    bool empty() const { return bytes_.empty(); }

    void append(const Text& other) { append(other, 0, other.size()); }
    void append(const Text& other, size_t begin, size_t end);
    void append(std::string_view bytes, Origin origin = {});
    Text slice(size_t begin, size_t end) const;
    Origin originAt(size_t byte) const;
    /// The origin of the whole as far as one can be said: the first that is not the template itself.
    Origin mainOrigin() const;
    /// All bytes from `begin` on were written by this generation block.
    void markGeneration(size_t begin, uint32_t generation);
    void reserve(size_t bytes) { bytes_.reserve(bytes); }
    std::string takeBytes() { return std::move(bytes_); }

private:
    void addRun(size_t end, Origin origin);

    std::string bytes_;
    std::vector<Run> runs_;
};

// Python counts characters, these strings count bytes.
size_t characterCount(std::string_view text);
/// The byte offset of the character with this number; the size of the text when there are fewer.
size_t byteOffset(std::string_view text, size_t character);
/// The offset of the character after the one at `at`, and of the one before.
size_t nextCharacter(std::string_view text, size_t at);
size_t previousCharacter(std::string_view text, size_t at);
bool isAscii(std::string_view text);

}  // namespace luthier::jinja
