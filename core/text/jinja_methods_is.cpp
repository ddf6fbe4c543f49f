// SPDX-License-Identifier: Apache-2.0
#include <unicode/uchar.h>

#include "core/base/unicode.h"
#include "core/text/jinja_functions.h"

namespace luthier::jinja {
namespace {

using Question = bool (*)(UChar32);

bool isDecimalCharacter(UChar32 c) { return u_charType(c) == U_DECIMAL_DIGIT_NUMBER; }
bool isDigitCharacter(UChar32 c) {
    const auto type = static_cast<UNumericType>(u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE));
    return type == U_NT_DECIMAL || type == U_NT_DIGIT;
}
bool isNumericCharacter(UChar32 c) { return u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE) != U_NT_NONE; }
bool isAlphaCharacter(UChar32 c) {
    const int8_t type = u_charType(c);
    return type == U_UPPERCASE_LETTER || type == U_LOWERCASE_LETTER || type == U_TITLECASE_LETTER || type == U_MODIFIER_LETTER || type == U_OTHER_LETTER;
}
bool isAlnumCharacter(UChar32 c) { return isAlphaCharacter(c) || isNumericCharacter(c); }
bool isSpaceCharacter(UChar32 c) { return isWhiteSpace(static_cast<char32_t>(c)); }
bool isPrintableCharacter(UChar32 c) { return isPrintable(static_cast<char32_t>(c)); }
bool isAsciiCharacter(UChar32 c) { return c < 0x80; }

/// True for every character; for the empty text what Python says.
template <Question Ask, bool ForEmpty>
Value all(Interpreter&, const Value& self, Bound&) {
    const std::string& bytes = self.bytes();
    for (size_t at = 0; at < bytes.size();)
        if (!Ask(static_cast<UChar32>(nextCodePoint(bytes, at)))) return Value::boolean(false);
    return Value::boolean(ForEmpty || !bytes.empty());
}

/// At least one letter with case, and none of the other case.
template <bool Upper>
Value cased(Interpreter&, const Value& self, Bound&) {
    const std::string& bytes = self.bytes();
    bool any = false;
    for (size_t at = 0; at < bytes.size();) {
        const auto c = static_cast<UChar32>(nextCodePoint(bytes, at));
        const bool upper = u_isUUppercase(c), lower = u_isULowercase(c), title = u_charType(c) == U_TITLECASE_LETTER;
        if (title || (Upper ? lower : upper)) return Value::boolean(false);
        any = any || (Upper ? upper : lower);
    }
    return Value::boolean(any);
}

Value istitle(Interpreter&, const Value& self, Bound&) {
    const std::string& bytes = self.bytes();
    bool any = false, inWord = false;
    for (size_t at = 0; at < bytes.size();) {
        const auto c = static_cast<UChar32>(nextCodePoint(bytes, at));
        const bool first = u_isUUppercase(c) || u_charType(c) == U_TITLECASE_LETTER, lower = u_isULowercase(c);
        if ((first && inWord) || (lower && !inWord)) return Value::boolean(false);
        inWord = first || lower;
        any = any || inWord;
    }
    return Value::boolean(any);
}

Value isidentifier(Interpreter&, const Value& self, Bound&) {
    const std::string& bytes = self.bytes();
    bool valid = !bytes.empty();
    for (size_t at = 0; at < bytes.size() && valid;) {
        const bool first = at == 0;
        const auto c = static_cast<UChar32>(nextCodePoint(bytes, at));
        valid = first ? c == '_' || u_hasBinaryProperty(c, UCHAR_XID_START) : u_hasBinaryProperty(c, UCHAR_XID_CONTINUE) != 0;
    }
    return Value::boolean(valid);
}

}  // namespace

const std::vector<Method>& stringTestMethods() {
    static const std::vector<Method> table = {
        {"isalnum", all<isAlnumCharacter, false>, Signature("")},
        {"isalpha", all<isAlphaCharacter, false>, Signature("")},
        {"isascii", all<isAsciiCharacter, true>, Signature("")},
        {"isdecimal", all<isDecimalCharacter, false>, Signature("")},
        {"isdigit", all<isDigitCharacter, false>, Signature("")},
        {"isidentifier", isidentifier, Signature("")},
        {"islower", cased<false>, Signature("")},
        {"isnumeric", all<isNumericCharacter, false>, Signature("")},
        {"isprintable", all<isPrintableCharacter, true>, Signature("")},
        {"isspace", all<isSpaceCharacter, false>, Signature("")},
        {"istitle", istitle, Signature("")},
        {"isupper", cased<true>, Signature("")},
    };
    return table;
}

}  // namespace luthier::jinja
