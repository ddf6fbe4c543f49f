// SPDX-License-Identifier: Apache-2.0
#include "core/text/text_search.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace luthier {
namespace {

constexpr size_t kShort = 16;  // bytes; for these the plain search is the faster one

/// Where the first match ends, counted in characters read; `text` and `wanted` are iterators, so that both directions are one.
template <class Iterator>
size_t endOfFirst(Iterator text, size_t size, Iterator wanted, size_t length) {
    std::vector<uint32_t> border(length, 0);  // of each beginning of `wanted`: its longest proper end that is a beginning too
    const auto step = [&](uint32_t matched, char c) {
        while (matched > 0 && wanted[matched] != c) matched = border[matched - 1];
        return wanted[matched] == c ? matched + 1 : 0;
    };
    for (size_t i = 1; i < length; ++i) border[i] = step(border[i - 1], wanted[i]);
    uint32_t matched = 0;
    for (size_t i = 0; i < size; ++i) {
        matched = step(matched, text[i]);
        if (matched == length) return i + 1;
    }
    return std::string_view::npos;
}

}  // namespace

size_t findText(std::string_view text, std::string_view wanted, size_t from) {
    if (wanted.size() <= kShort || from > text.size() || wanted.size() > text.size() - from) return text.find(wanted, from);
    const size_t first = text.find(wanted[0], from);  // fast, and often there is none
    if (first == text.npos) return first;
    const size_t end = endOfFirst(text.begin() + static_cast<std::ptrdiff_t>(first), text.size() - first, wanted.begin(), wanted.size());
    return end == text.npos ? end : first + end - wanted.size();
}

size_t findLastText(std::string_view text, std::string_view wanted, size_t lastBegin) {
    if (wanted.size() <= kShort || wanted.size() > text.size()) return text.rfind(wanted, lastBegin);
    const size_t size = std::min(lastBegin, text.size() - wanted.size()) + wanted.size();
    const size_t end = endOfFirst(text.rbegin() + static_cast<std::ptrdiff_t>(text.size() - size), size, wanted.rbegin(), wanted.size());
    return end == text.npos ? end : size - end;
}

}  // namespace luthier
