// SPDX-License-Identifier: Apache-2.0
#include "core/base/language_name.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace luthier {

std::string languageName(const std::string& tag, const std::string& in) {
    UErrorCode fault = U_ZERO_ERROR;
    const icu::Locale language = icu::Locale::forLanguageTag(tag, fault), reader = icu::Locale::forLanguageTag(in, fault);
    const std::string code = language.getLanguage();
    if (U_FAILURE(fault) || language.isBogus() || code.empty() || code == "und") return {};
    icu::UnicodeString name;
    language.getDisplayLanguage(reader, name);
    std::string text;
    name.toUTF8String(text);
    return text == code ? std::string() : text;  // one without a name is given back as it is
}

}  // namespace luthier
