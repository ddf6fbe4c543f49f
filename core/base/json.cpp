// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

#include "core/base/unicode.h"

namespace luthier {

Json::Json(uint64_t value) : value_(static_cast<int64_t>(value)) {
    if (value > uint64_t{INT64_MAX}) value_ = BigInteger{std::to_string(value)};
}

double Json::asNumber() const {
    if (isInteger()) return static_cast<double>(asInteger());
    if (!isBigInteger()) return std::get<double>(value_);
    const std::string& digits = asBigInteger().digits;
    double number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault == std::errc::result_out_of_range) return digits[0] == '-' ? -HUGE_VAL : HUGE_VAL;
    return number;
}

const Json* Json::find(std::string_view key) const {
    if (!isObject()) return nullptr;
    for (const Member& member : asObject()) {
        if (member.first == key) return &member.second;
    }
    return nullptr;
}

Json* Json::find(std::string_view key) { return const_cast<Json*>(std::as_const(*this).find(key)); }

Json& Json::operator[](std::string_view key) {
    if (isNull()) value_ = Object{};
    if (Json* found = find(key)) return *found;
    return asObject().emplace_back(std::string(key), Json()).second;
}

void Json::push_back(Json value) {
    if (isNull()) value_ = Array{};
    asArray().push_back(std::move(value));
}

size_t Json::size() const {
    if (isArray()) return asArray().size();
    return isObject() ? asObject().size() : 0;
}

std::string Json::stringOr(std::string_view key, std::string fallback) const {
    const Json* found = find(key);
    return found && found->isString() ? found->asString() : std::move(fallback);
}

int64_t Json::integerOr(std::string_view key, int64_t fallback) const {
    const Json* found = find(key);
    return found && found->isInteger() ? found->asInteger() : fallback;
}

double Json::numberOr(std::string_view key, double fallback) const {
    const Json* found = find(key);
    return found && found->isNumber() ? found->asNumber() : fallback;
}

bool Json::boolOr(std::string_view key, bool fallback) const {
    const Json* found = find(key);
    return found && found->isBool() ? found->asBool() : fallback;
}

std::string pythonFloat(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    char buffer[40];
    // Python's repr: the shortest digits; with an exponent below 1e-4 and from 1e16 on.
    const double size = std::fabs(value);
    const bool scientific = value != 0 && (size < 1e-4 || size >= 1e16);
    const auto format = scientific ? std::chars_format::scientific : std::chars_format::fixed;
    char* const end = std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr;
    std::string text(buffer, static_cast<size_t>(end - buffer));
    if (!scientific && text.find('.') == std::string::npos) text += ".0";
    return text;
}

namespace {

void appendUnicodeEscape(std::string& out, unsigned unit) {
    constexpr char kDigits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(unit >> shift) & 15];
}

void appendEscape(std::string& out, unsigned char c) {
    switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\f': out += "\\f"; break;
        case '\b': out += "\\b"; break;
        default: appendUnicodeEscape(out, c);
    }
}

void appendEscapedCodePoint(std::string& out, char32_t codePoint) {
    if (codePoint < 0x10000) return appendUnicodeEscape(out, codePoint);
    appendUnicodeEscape(out, 0xD800 + ((codePoint - 0x10000) >> 10));
    appendUnicodeEscape(out, 0xDC00 + ((codePoint - 0x10000) & 0x3FF));
}

void appendQuoted(std::string& out, std::string_view text, bool ensureAscii) {
    out += '"';
    size_t plain = 0, at = 0;
    const auto flush = [&] { out.append(text, plain, at - plain); };
    while (at < text.size()) {
        const unsigned char c = text[at];
        if (c < 0x20 || c == '"' || c == '\\' || (ensureAscii && c == 0x7F)) {
            flush();
            appendEscape(out, c);
            plain = ++at;
        } else if (ensureAscii && c >= 0x80) {
            flush();
            appendEscapedCodePoint(out, nextCodePoint(text, at));
            plain = at;
        } else {
            ++at;
        }
    }
    flush();
    out += '"';
}

/// Appends one value and what it holds to a growing text.
class Writer {
public:
    Writer(std::string& out, const Json::Style& style) : out_(out), style_(style) {}

    void write(const Json& value) {
        if (value.isNull()) out_ += "null";
        else if (value.isBool()) out_ += value.asBool() ? "true" : "false";
        else if (value.isInteger()) writeInteger(value.asInteger());
        else if (value.isBigInteger()) out_ += value.asBigInteger().digits;
        else if (value.isFloat()) writeFloat(value.asNumber());
        else if (value.isString()) appendQuoted(out_, value.asString(), style_.ensureAscii);
        else if (value.isArray()) writeArray(value.asArray());
        else writeObject(value.asObject());
    }

private:
    void writeInteger(int64_t value) {
        char buffer[24];
        out_.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
    }

    void writeFloat(double value) {
        if (std::isfinite(value)) out_ += pythonFloat(value);
        else if (style_.nullForNonFinite) out_ += "null";
        else if (std::isnan(value)) out_ += "NaN";
        else out_ += value < 0 ? "-Infinity" : "Infinity";
    }

    void newLine() {
        if (!style_.indent) return;
        out_ += '\n';
        out_.append(depth_ * static_cast<size_t>(std::max(0, *style_.indent)), ' ');
    }

    template <typename Items, typename Write>
    void writeList(char open, const Items& items, char close, const Write& writeItem) {
        out_ += open;
        ++depth_;
        bool first = true;
        for (const auto& item : items) {
            if (!first) out_ += style_.itemSeparator;
            first = false;
            newLine();
            writeItem(item);
        }
        --depth_;
        if (!first) newLine();
        out_ += close;
    }

    void writeArray(const Json::Array& array) {
        writeList('[', array, ']', [&](const Json& item) { write(item); });
    }

    void writeMember(const Json::Member& member) {
        appendQuoted(out_, member.first, style_.ensureAscii);
        out_ += style_.keySeparator;
        write(member.second);
    }

    void writeObject(const Json::Object& object) {
        if (!style_.sortKeys) return writeList('{', object, '}', [&](const Json::Member& member) { writeMember(member); });
        std::vector<const Json::Member*> members;
        for (const Json::Member& member : object) members.push_back(&member);
        std::ranges::sort(members, {}, [](const Json::Member* member) -> const std::string& { return member->first; });
        writeList('{', members, '}', [&](const Json::Member* member) { writeMember(*member); });
    }

    std::string& out_;
    const Json::Style& style_;
    size_t depth_ = 0;
};

}  // namespace

std::string Json::dump(const Style& style) const {
    std::string text;
    Writer(text, style).write(*this);
    return text;
}

}  // namespace luthier
