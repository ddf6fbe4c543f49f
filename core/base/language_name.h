// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace luthier {

/// What a language is called in another, by the Unicode locale data: "de" in "en" is "German". Both are BCP 47 tags; empty for one that names no language.
std::string languageName(const std::string& tag, const std::string& in);

}  // namespace luthier
