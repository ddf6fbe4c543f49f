// SPDX-License-Identifier: Apache-2.0
#include "core/base/pattern.h"

#include <unicode/regex.h>

#include "core/base/error.h"

namespace luthier {
namespace {

constexpr int32_t kMostSteps = 100;

}  // namespace

bool matchesFully(const std::string& pattern, const std::string& text) {
    std::string spelled = pattern;  // Python's (?P<name>…) is ICU's (?<name>…)
    for (size_t at = spelled.find("(?P<"); at != std::string::npos; at = spelled.find("(?P<", at)) spelled.erase(at + 2, 1);
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString input = icu::UnicodeString::fromUTF8(text);
    icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(spelled), 0, status);
    if (U_SUCCESS(status)) {
        matcher.setTimeLimit(kMostSteps, status);
        matcher.reset(input);
        const bool matched = matcher.matches(status) != 0;
        if (U_SUCCESS(status)) return matched;
    }
    throw Error(pattern, "\"" + pattern + "\" is no regular expression that can be used (" + u_errorName(status) + ").",
                "Write a simpler expression.");
}

}  // namespace luthier
