// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include "core/base/json.h"
#include "core/base/unicode.h"

namespace luthier {
namespace {

/// Python refuses longer integers (sys.get_int_max_str_digits).
constexpr size_t kMostDigits = 4300;
/// From this many members on, repeated keys are looked for with a table instead of one by one.
constexpr size_t kManyMembers = 12;

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isBlank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// True for the bytes of a string that stand for themselves.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (int c = 0x20; c < 256; ++c) plain[c] = c != '"' && c != '\\';
    return plain;
}();

/// Whether any of eight bytes is a quote, a backslash or a control character (the exact-byte tests of "Bit Twiddling Hacks"; a false
/// alarm only costs a slower look).
bool eightHoldSpecial(const char* at) {
    constexpr uint64_t kOnes = 0x0101010101010101u, kHighs = 0x8080808080808080u;
    uint64_t eight;
    std::memcpy(&eight, at, 8);
    const uint64_t quote = eight ^ (kOnes * '"'), slash = eight ^ (kOnes * '\\');
    return ((((quote - kOnes) & ~quote) | ((slash - kOnes) & ~slash) | ((eight - kOnes * 0x20) & ~eight)) & kHighs) != 0;
}

class Parser {
public:
    Parser(std::string_view text, size_t maxDepth) : text_(text), at_(text.data()), end_(at_ + text.size()), left_(maxDepth) {}

    Json whole() {
        if (text_.starts_with("\xEF\xBB\xBF")) fail(at_, "the text starts with a byte order mark");
        checkEncoding();
        skipBlanks();
        Json result;
        value(result);
        skipBlanks();
        if (at_ != end_) fail(at_, "expected the end after the value, found " + found(at_));
        return result;
    }

private:
    [[noreturn]] void fail(const char* where, const std::string& what) const {
        const size_t line = 1 + static_cast<size_t>(std::count(text_.data(), where, '\n'));
        throw JsonError(static_cast<size_t>(where - text_.data()), line, what);
    }

    std::string found(const char* where) const {
        if (where == end_) return "the end of the text";
        size_t at = static_cast<size_t>(where - text_.data());
        const size_t begin = at;
        if (static_cast<unsigned char>(*where) < 0x20) return "control character " + std::to_string(static_cast<int>(*where));
        nextCodePoint(text_, at);
        return "'" + std::string(text_.substr(begin, at - begin)) + "'";
    }

    void checkEncoding() const {
        if (isValidUtf8(text_)) return;
        const std::string repaired = repairedUtf8(text_);
        const size_t same = static_cast<size_t>(std::ranges::mismatch(text_, repaired).in1 - text_.begin());
        fail(text_.data() + std::min(same, text_.size()), "the text is not valid UTF-8");
    }

    void skipBlanks() {
        while (at_ != end_ && isBlank(*at_)) ++at_;
    }

    void value(Json& result) {
        if (at_ == end_) fail(at_, "expected a value, found the end of the text");
        switch (*at_) {
            case '{': return object(result);
            case '[': return array(result);
            case '"': {
                std::string text;
                string(text);
                result = Json(std::move(text));
                return;
            }
            case 'n': return word("null", result, Json());
            case 't': return word("true", result, Json(true));
            case 'f': return word("false", result, Json(false));
            case 'N': return word("NaN", result, Json(std::nan("")));
            case 'I': return word("Infinity", result, Json(HUGE_VAL));
            default: return number(result);
        }
    }

    void word(std::string_view expected, Json& result, Json meaning) {
        if (std::string_view(at_, static_cast<size_t>(end_ - at_)).substr(0, expected.size()) != expected) {
            fail(at_, "expected a value, found " + found(at_));
        }
        at_ += expected.size();
        result = std::move(meaning);
    }

    const char* digitsEnd(const char* at) const {
        while (at != end_ && isDigit(*at)) ++at;
        return at;
    }

    void number(Json& result) {
        const char* const begin = at_;
        const char* at = at_ + (*at_ == '-');
        if (at != begin && at != end_ && *at == 'I') {
            at_ = at;
            return word("Infinity", result, Json(-HUGE_VAL));
        }
        if (at == end_ || !isDigit(*at)) fail(begin, "expected a value, found " + found(begin));
        at = *at == '0' ? at + 1 : digitsEnd(at);
        const char* const integerEnd = at;
        // As Python's scanner: what follows belongs to the number only if it is whole, else it is something after the number.
        if (end_ - at >= 2 && *at == '.' && isDigit(at[1])) at = digitsEnd(at + 1);
        if (at != end_ && (*at == 'e' || *at == 'E')) {
            const char* digits = at + 1;
            if (digits != end_ && (*digits == '+' || *digits == '-')) ++digits;
            if (digits != end_ && isDigit(*digits)) at = digitsEnd(digits);
        }
        at_ = at;
        result = at == integerEnd ? integer(begin, at) : floating(begin, at);
    }

    Json integer(const char* begin, const char* end) const {
        int64_t small = 0;
        if (std::from_chars(begin, end, small).ec == std::errc()) return Json(small);
        if (static_cast<size_t>(end - begin) > kMostDigits + (*begin == '-')) {
            fail(begin, "an integer of more than " + std::to_string(kMostDigits) + " digits");
        }
        return Json(Json::BigInteger{std::string(begin, end)});
    }

    static Json floating(const char* begin, const char* end) {
        double number = 0;
        if (std::from_chars(begin, end, number).ec == std::errc()) return Json(number);
        return Json(outOfRange(std::string_view(begin, static_cast<size_t>(end - begin))));
    }

    /// A number too large or too small for a double: which of the two its decimal magnitude says.
    static double outOfRange(std::string_view text) {
        const bool negative = text[0] == '-';
        const size_t exponentAt = std::min(text.find_first_of("eE"), text.size());
        const std::string_view mantissa = text.substr(negative, exponentAt - negative);
        int64_t exponent = 0;
        if (exponentAt < text.size()) {
            const char* digits = text.data() + exponentAt + 1 + (text[exponentAt + 1] == '+');
            if (std::from_chars(digits, text.data() + text.size(), exponent).ec != std::errc()) {
                exponent = *digits == '-' ? INT64_MIN / 2 : INT64_MAX / 2;
            }
        }
        const auto point = static_cast<int64_t>(std::min(mantissa.find('.'), mantissa.size()));
        const auto first = static_cast<int64_t>(mantissa.find_first_of("123456789"));
        const double size = exponent + point - first > 0 ? HUGE_VAL : 0.0;
        return negative ? -size : size;
    }

    void string(std::string& out) {
        const char* const open = at_++;
        while (true) {
            const char* const begin = at_;
            while (end_ - at_ >= 8 && !eightHoldSpecial(at_)) at_ += 8;
            while (at_ != end_ && kPlain[static_cast<unsigned char>(*at_)]) ++at_;
            out.append(begin, at_);
            if (at_ == end_) fail(open, "a string that does not end");
            if (*at_ == '"') break;
            if (*at_ != '\\') fail(at_, "a control character inside a string; write it as an escape such as \\n");
            escape(out);
        }
        ++at_;
    }

    void escape(std::string& out) {
        const char* const begin = at_;
        if (end_ - at_ < 2) fail(begin, "an escape that does not end");
        at_ += 2;
        switch (at_[-1]) {
            case '"': out += '"'; return;
            case '\\': out += '\\'; return;
            case '/': out += '/'; return;
            case 'b': out += '\b'; return;
            case 'f': out += '\f'; return;
            case 'n': out += '\n'; return;
            case 'r': out += '\r'; return;
            case 't': out += '\t'; return;
            case 'u': return unicodeEscape(out);
            default: fail(begin, "an unknown escape \\" + found(begin + 1));
        }
    }

    char32_t fourDigits() {
        unsigned unit = 0;
        const char* const last = at_ + 4;
        if (end_ - at_ < 4 || std::from_chars(at_, last, unit, 16).ptr != last) fail(at_, "expected four hexadecimal digits after \\u");
        at_ = last;
        return unit;
    }

    void unicodeEscape(std::string& out) {
        char32_t unit = fourDigits();
        if (unit >= 0xD800 && unit < 0xDC00 && end_ - at_ >= 2 && at_[0] == '\\' && at_[1] == 'u') {
            const char* const second = at_;
            at_ += 2;
            const char32_t low = fourDigits();
            if (low >= 0xDC00 && low < 0xE000) unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            else at_ = second;
        }
        appendUtf8(out, unit >= 0xD800 && unit < 0xE000 ? U'\uFFFD' : unit);
    }

    void enter() {
        if (left_-- == 0) fail(at_, "values nested too deeply");
        ++at_;
        skipBlanks();
    }

    void array(Json& result) {
        enter();
        Json::Array items;
        if (at_ != end_ && *at_ == ']') {
            ++at_;
        } else {
            do {
                skipBlanks();
                value(items.emplace_back());
            } while (another(']'));
        }
        ++left_;
        result = Json(std::move(items));
    }

    void object(Json& result) {
        enter();
        Json::Object members;
        if (at_ != end_ && *at_ == '}') {
            ++at_;
        } else {
            do {
                skipBlanks();
                member(members);
            } while (another('}'));
            if (members.size() > 1) mergeRepeatedKeys(members);
        }
        ++left_;
        result = Json(std::move(members));
    }

    /// After an item: true at a comma, false (and past it) at the closing bracket.
    bool another(char close) {
        skipBlanks();
        if (at_ == end_ || (*at_ != ',' && *at_ != close)) {
            fail(at_, std::string("expected ',' or '") + close + "', found " + found(at_));
        }
        return *at_++ == ',';
    }

    void member(Json::Object& members) {
        if (at_ == end_ || *at_ != '"') fail(at_, "expected a key in double quotes, found " + found(at_));
        Json::Member& member = members.emplace_back();
        string(member.first);
        skipBlanks();
        if (at_ == end_ || *at_ != ':') fail(at_, "expected ':' after the key, found " + found(at_));
        ++at_;
        skipBlanks();
        value(member.second);
    }

    /// Every key once: in its first place, with its last value.
    static void mergeRepeatedKeys(Json::Object& members) {
        if (members.size() < kManyMembers) return mergeFew(members);
        std::unordered_map<std::string_view, size_t> first;
        first.reserve(members.size());
        std::vector<size_t> repeated;
        for (size_t i = 0; i < members.size(); ++i) {
            const auto [entry, isNew] = first.try_emplace(members[i].first, i);
            if (isNew) continue;
            members[entry->second].second = std::move(members[i].second);
            repeated.push_back(i);
        }
        if (repeated.empty()) return;
        size_t next = 0, kept = 0;
        for (size_t i = 0; i < members.size(); ++i) {
            if (next < repeated.size() && repeated[next] == i) ++next;
            else if (kept++ != i) members[kept - 1] = std::move(members[i]);
        }
        members.resize(kept);
    }

    static void mergeFew(Json::Object& members) {
        for (size_t i = 1; i < members.size();) {
            const auto earlier = std::find_if(members.begin(), members.begin() + static_cast<ptrdiff_t>(i),
                                              [&](const Json::Member& member) { return member.first == members[i].first; });
            if (earlier == members.begin() + static_cast<ptrdiff_t>(i)) {
                ++i;
                continue;
            }
            earlier->second = std::move(members[i].second);
            members.erase(members.begin() + static_cast<ptrdiff_t>(i));
        }
    }

    std::string_view text_;
    const char* at_;
    const char* end_;
    size_t left_;
};

}  // namespace

Json Json::parse(std::string_view text, size_t maxDepth) { return Parser(text, maxDepth).whole(); }

}  // namespace luthier
