// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_lexer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "core/base/unicode.h"

namespace luthier::jinja {
namespace {

/// CRLF and CR become LF; one line end at the end is dropped.
std::string normalizedSource(std::string_view source) {
    std::string text;
    text.reserve(source.size());
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r') {
            if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
            text += '\n';
        } else {
            text += source[i];
        }
    }
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

bool isWordCharacter(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_CONTINUE) || u_isalnum(static_cast<UChar32>(c));
}

bool isIdentifier(std::string_view name) {
    size_t at = 0;
    const char32_t first = nextCodePoint(name, at);
    if (first != '_' && !u_hasBinaryProperty(static_cast<UChar32>(first), UCHAR_XID_START)) return false;
    while (at < name.size())
        if (!u_hasBinaryProperty(static_cast<UChar32>(nextCodePoint(name, at)), UCHAR_XID_CONTINUE)) return false;
    return true;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// Python's "unicode-escape" after "ascii, backslashreplace": the meaning of a string literal's inside.
class Unescaper {
public:
    Unescaper(std::string_view raw, uint32_t line) : line_(line) {
        for (size_t at = 0; at < raw.size();) {
            const char32_t c = nextCodePoint(raw, at);
            if (c < 0x80) ascii_ += static_cast<char>(c);
            else appendEscape(c);
        }
    }

    std::string run() {
        std::string out;
        while (at_ < ascii_.size()) {
            if (ascii_[at_] != '\\') out += ascii_[at_++];
            else escape(out);
        }
        return out;
    }

private:
    void appendEscape(char32_t c) {
        static constexpr char digits[] = "0123456789abcdef";
        const int width = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        ascii_ += '\\';
        ascii_ += width == 2 ? 'x' : width == 4 ? 'u' : 'U';
        for (int shift = 4 * (width - 1); shift >= 0; shift -= 4) ascii_ += digits[(c >> shift) & 15];
    }

    void escape(std::string& out) {
        static constexpr std::string_view from = "\\'\"abfnrtv", to = "\\'\"\a\b\f\n\r\t\v";
        if (++at_ == ascii_.size()) throw SyntaxError{line_, "\\ at end of string"};
        const char c = ascii_[at_++];
        if (c == '\n') return;
        if (const size_t index = from.find(c); index != from.npos) {
            out += to[index];
        } else if (c >= '0' && c <= '7') {
            uint32_t value = static_cast<uint32_t>(c - '0');
            for (int i = 0; i < 2 && at_ < ascii_.size() && ascii_[at_] >= '0' && ascii_[at_] <= '7'; ++i)
                value = value * 8 + static_cast<uint32_t>(ascii_[at_++] - '0');
            appendUtf8(out, value);
        } else if (c == 'x' || c == 'u' || c == 'U') {
            appendUtf8(out, hexadecimal(c == 'x' ? 2 : c == 'u' ? 4 : 8));
        } else if (c == 'N') {
            throw SyntaxError{line_, "\\N{...} escapes are not supported"};
        } else {
            (out += '\\') += c;
        }
    }

    char32_t hexadecimal(int width) {
        uint64_t value = 0;
        for (int i = 0; i < width; ++i, ++at_) {
            const int digit = at_ < ascii_.size() ? u_digit(static_cast<UChar32>(ascii_[at_]), 16) : -1;
            if (digit < 0) throw SyntaxError{line_, "truncated escape in a string"};
            value = value * 16 + static_cast<uint64_t>(digit);
        }
        if (value > 0x10FFFF) throw SyntaxError{line_, "illegal Unicode character in a string"};
        return value >= 0xD800 && value < 0xE000 ? U'\uFFFD' : static_cast<char32_t>(value);
    }

    std::string ascii_;
    size_t at_ = 0;
    uint32_t line_;
};

class Lexer {
public:
    explicit Lexer(std::string_view source) : source_(normalizedSource(source)) {}

    std::vector<Token> run() {
        while (at_ < source_.size()) root();
        add(TokenKind::End, "");
        return std::move(tokens_);
    }

private:
    void add(TokenKind kind, std::string text) { tokens_.push_back({kind, line_, std::move(text)}); }

    void moveTo(size_t end) {
        line_ += static_cast<uint32_t>(std::count(source_.begin() + static_cast<ptrdiff_t>(at_), source_.begin() + static_cast<ptrdiff_t>(end), '\n'));
        if (end > at_) lineStarting_ = source_[end - 1] == '\n';
        at_ = end;
    }

    bool has(std::string_view text, size_t at) const { return std::string_view(source_).substr(at).starts_with(text); }

    size_t skipSpace(size_t at) const {
        while (at < source_.size()) {
            size_t next = at;
            if (!isWhiteSpace(nextCodePoint(source_, next))) break;
            at = next;
        }
        return at;
    }

    size_t spaceBegin(size_t begin, size_t end) const {
        while (end > begin) {
            size_t at = end - 1;
            while (at > begin && (static_cast<unsigned char>(source_[at]) & 0xC0) == 0x80) --at;
            size_t next = at;
            if (!isWhiteSpace(nextCodePoint(source_, next))) break;
            end = at;
        }
        return end;
    }

    /// The data before a tag, without the blanks its sign or lstrip_blocks takes.
    void addData(size_t end, char sign, bool variable) {
        size_t keep = end;
        if (sign == '-') {
            keep = spaceBegin(at_, end);
        } else if (sign != '+' && !variable) {
            const size_t newline = end > at_ ? source_.rfind('\n', end - 1) : std::string::npos;
            const bool found = newline != std::string::npos && newline >= at_;
            const size_t lineBegin = found ? newline + 1 : at_;
            if ((found || lineStarting_) && spaceBegin(lineBegin, end) == lineBegin) keep = lineBegin;
        }
        if (keep > at_) add(TokenKind::Data, source_.substr(at_, keep - at_));
        moveTo(end);
    }

    void root() {
        size_t open = at_;
        while (true) {
            open = source_.find('{', open);
            if (open == std::string::npos || open + 1 >= source_.size()) {
                add(TokenKind::Data, source_.substr(at_));
                return moveTo(source_.size());
            }
            const char kind = source_[open + 1];
            if (kind == '%' || kind == '{' || kind == '#') break;
            ++open;
        }
        const char kind = source_[open + 1];
        const char sign = open + 2 < source_.size() && (source_[open + 2] == '-' || source_[open + 2] == '+') ? source_[open + 2] : 0;
        const size_t begin = open + 2 + (sign ? 1 : 0);
        if (kind == '%')
            if (const size_t end = rawBegin(begin)) return raw(open, sign, end);
        addData(open, sign, kind == '{');
        if (kind == '#') return comment(begin);
        add(kind == '%' ? TokenKind::BlockBegin : TokenKind::VariableBegin, "");
        moveTo(begin);
        tag(kind == '%');
    }

    /// The end of "raw %}" when it stands here, else 0.
    size_t rawBegin(size_t at) const {
        at = skipSpace(at);
        if (!has("raw", at)) return 0;
        at = skipSpace(at + 3);
        if (has("-%}", at)) return skipSpace(at + 3);
        return has("%}", at) ? at + 2 : 0;
    }

    void raw(size_t open, char sign, size_t bodyBegin) {
        addData(open, sign, false);
        moveTo(bodyBegin);
        for (size_t end = at_; (end = source_.find("{%", end)) != std::string::npos; end += 2) {
            const char endSign = end + 2 < source_.size() && (source_[end + 2] == '-' || source_[end + 2] == '+') ? source_[end + 2] : 0;
            size_t at = skipSpace(end + 2 + (endSign ? 1 : 0));
            if (!has("endraw", at)) continue;
            at = blockEnd(skipSpace(at + 6));
            if (at == 0) continue;
            addData(end, endSign, false);
            return moveTo(at);
        }
        throw SyntaxError{line_, "Missing end of raw directive"};
    }

    void comment(size_t begin) {
        const size_t close = source_.find("#}", begin);
        if (close == std::string::npos) throw SyntaxError{line_, "Missing end of comment tag"};
        const char sign = close > begin ? source_[close - 1] : 0;
        size_t end = close + 2;
        if (sign == '-') end = skipSpace(end);
        else if (sign != '+' && has("\n", end)) ++end;
        moveTo(end);
    }

    /// The end of a block's closing mark when it stands here, else 0.
    size_t blockEnd(size_t at) const {
        if (has("+%}", at)) return at + 3;
        if (has("-%}", at)) return skipSpace(at + 3);
        if (!has("%}", at)) return 0;
        return has("\n", at + 2) ? at + 3 : at + 2;
    }

    size_t variableEnd(size_t at) const {
        if (has("-}}", at)) return skipSpace(at + 3);
        return has("}}", at) ? at + 2 : 0;
    }

    void tag(bool block) {
        std::string open;  // the brackets that still wait for their partner
        while (at_ < source_.size()) {
            if (open.empty())
                if (const size_t end = block ? blockEnd(at_) : variableEnd(at_)) {
                    add(block ? TokenKind::BlockEnd : TokenKind::VariableEnd, "");
                    return moveTo(end);
                }
            if (const size_t end = skipSpace(at_); end > at_) moveTo(end);
            else if (!number() && !name() && !string()) operatorToken(open);
        }
    }

    /// (\d+_)*\d+ from `at`; its end, or `at` when there is none.
    size_t digits(size_t at) const {
        size_t end = at;
        while (end < source_.size() && isDigit(source_[end])) {
            while (end < source_.size() && isDigit(source_[end])) ++end;
            if (end + 1 < source_.size() && source_[end] == '_' && isDigit(source_[end + 1])) ++end;
        }
        return end;
    }

    size_t floatEnd() const {
        if (at_ > 0 && source_[at_ - 1] == '.') return 0;
        const size_t whole = digits(at_);
        if (whole == at_) return 0;
        size_t fraction = whole;
        if (has(".", whole) && digits(whole + 1) > whole + 1) fraction = digits(whole + 1);
        size_t exponent = fraction;
        if (has("e", fraction) || has("E", fraction)) {
            const size_t sign = fraction + 1 + (has("+", fraction + 1) || has("-", fraction + 1) ? 1 : 0);
            if (digits(sign) > sign) exponent = digits(sign);
        }
        return exponent > whole ? exponent : 0;
    }

    size_t integerEnd() const {
        auto run = [&](size_t at, auto&& allowed) {
            size_t end = at;
            while (end < source_.size()) {
                const size_t digit = source_[end] == '_' ? end + 1 : end;
                if (digit >= source_.size() || !allowed(source_[digit])) break;
                end = digit + 1;
            }
            return end;
        };
        const char first = source_[at_];
        if (first != '0') return run(at_ + 1, isDigit);
        const char kind = at_ + 1 < source_.size() ? static_cast<char>(source_[at_ + 1] | 32) : ' ';
        size_t end = at_ + 2;
        if (kind == 'b') end = run(end, [](char c) { return c == '0' || c == '1'; });
        else if (kind == 'o') end = run(end, [](char c) { return c >= '0' && c <= '7'; });
        else if (kind == 'x') end = run(end, [](char c) { return isDigit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); });
        return end > at_ + 2 ? end : run(at_ + 1, [](char c) { return c == '0'; });
    }

    bool number() {
        if (!isDigit(source_[at_])) return false;
        const size_t real = floatEnd();
        const size_t end = real ? real : integerEnd();
        std::string text = source_.substr(at_, end - at_);
        std::erase(text, '_');
        add(real ? TokenKind::Float : TokenKind::Integer, std::move(text));
        moveTo(end);
        return true;
    }

    bool name() {
        size_t end = at_;
        for (size_t next = end; end < source_.size(); end = next)
            if (!isWordCharacter(nextCodePoint(source_, next))) break;
        if (end == at_) return false;
        std::string text = source_.substr(at_, end - at_);
        if (!isIdentifier(text)) throw SyntaxError{line_, "Invalid character in identifier"};
        add(TokenKind::Name, std::move(text));
        moveTo(end);
        return true;
    }

    bool string() {
        const char quote = source_[at_];
        if (quote != '\'' && quote != '"') return false;
        size_t end = at_ + 1;
        while (end < source_.size() && source_[end] != quote) end += source_[end] == '\\' ? 2 : 1;
        if (end >= source_.size()) return false;
        add(TokenKind::String, Unescaper(std::string_view(source_).substr(at_ + 1, end - at_ - 1), line_).run());
        moveTo(end + 1);
        return true;
    }

    void operatorToken(std::string& open) {
        static constexpr std::array<std::string_view, 26> operators = {"//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[",
                                                                       "]",  "(",  ")",  "{",  "}",  ">",  "<", "=", ".", ":", "|", ",", ";"};
        const auto found = std::find_if(operators.begin(), operators.end(), [&](std::string_view text) { return has(text, at_); });
        if (found == operators.end()) throw SyntaxError{line_, "unexpected char " + source_.substr(at_, 1) + " at " + std::to_string(at_)};
        const char c = (*found)[0];
        if (c == '(') open += ')';
        else if (c == '[') open += ']';
        else if (c == '{') open += '}';
        else if (c == ')' || c == ']' || c == '}') {
            if (open.empty()) throw SyntaxError{line_, std::string("unexpected '") + c + "'"};
            if (open.back() != c) throw SyntaxError{line_, std::string("unexpected '") + c + "', expected '" + open.back() + "'"};
            open.pop_back();
        }
        add(TokenKind::Operator, std::string(*found));
        moveTo(at_ + found->size());
    }

    std::string source_;
    std::vector<Token> tokens_;
    size_t at_ = 0;
    uint32_t line_ = 1;
    bool lineStarting_ = true;
};

}  // namespace

std::vector<Token> tokenize(std::string_view source) { return Lexer(source).run(); }

}  // namespace luthier::jinja
