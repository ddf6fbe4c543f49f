// SPDX-License-Identifier: Apache-2.0
#include "core/base/unicode.h"
#include "core/data/rows.h"

namespace luthier {
namespace {

bool isBlank(int byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

const char* kindOf(const Json& value) {
    if (value.isNull()) return "null";
    if (value.isString()) return "text";
    if (value.isArray()) return "a list";
    if (value.isObject()) return "an object";
    return value.isBool() ? "true or false" : "a number";
}

std::optional<RowFault> parseRow(const std::string& text, Row& row) {
    try {
        row.columns = Json::parse(text);
    } catch (const JsonError& problem) {
        row.line += static_cast<int64_t>(problem.line) - 1;
        if (!isValidUtf8(text)) return RowFault{"encoding", "the row is not valid UTF-8", "save the file as UTF-8"};
        return RowFault{"broken JSON", std::string("the row is not valid JSON: ") + problem.what(), "mend or remove the row"};
    }
    if (row.columns.isObject()) return std::nullopt;
    return RowFault{"not an object", std::string("expected an object like {\"messages\": …}, found ") + kindOf(row.columns),
                    "write each row as an object with named columns"};
}

class LinesReader : public RowReader {
public:
    explicit LinesReader(TextSource& source) : source_(source) {}

    bool next(Row& row) override {
        do {
            line_ = source_.line();
            if (!source_.takeLine(text_)) return false;
        } while (text_.find_first_not_of(" \t\r") == std::string::npos);
        row.line = line_;
        row.fault = parseRow(text_, row);
        return true;
    }
    int64_t line() const override { return line_; }

private:
    TextSource& source_;
    std::string text_;
    int64_t line_ = 1;
};

/// Takes values out of a stream by their brackets and quotes alone; what is inside is for Json::parse to judge.
class ValueReader : public RowReader {
public:
    explicit ValueReader(TextSource& source) : source_(source) {}
    int64_t line() const override { return line_; }

protected:
    void skipBlanks() {
        while (isBlank(source_.peek())) source_.take();
    }

    void takeValue() {
        text_.clear();
        line_ = source_.line();
        int depth = 0;
        bool quoted = false;
        do {
            const int byte = source_.peek();
            if (byte < 0) throw FileFault({"broken JSON", "the file ends inside the value that begins here", "complete or remove it"});
            if (!quoted && depth == 0 && !text_.empty() && (byte == ',' || byte == ']' || byte == '}' || isBlank(byte))) return;
            text_ += source_.take();
            if (quoted && byte == '\\' && source_.peek() >= 0) text_ += source_.take();
            else if (byte == '"') quoted = !quoted;
            else if (!quoted) depth += (byte == '{' || byte == '[') - (byte == '}' || byte == ']');
            if (text_.size() > kLongestRow) refuseLongRow();
        } while (quoted || depth > 0 || !closed());
    }

    void parse(Row& row) {
        row.line = line_;
        row.fault = parseRow(text_, row);
    }

    /// A number or word ends only where something else begins.
    bool closed() const { return text_.back() == '}' || text_.back() == ']' || text_.back() == '"'; }

    TextSource& source_;
    std::string text_;
    int64_t line_ = 1;
};

class ObjectsReader : public ValueReader {
public:
    using ValueReader::ValueReader;
    bool next(Row& row) override {
        skipBlanks();
        if (source_.peek() < 0) return false;
        takeValue();
        parse(row);
        return true;
    }
};

class ListReader : public ValueReader {
public:
    ListReader(TextSource& source, size_t begin) : ValueReader(source) {
        for (size_t i = 0; i < begin; ++i) around_ += source_.take();
        source_.take();  // [
    }

    bool next(Row& row) override {
        if (ended_) return false;
        skipBlanks();
        line_ = source_.line();
        if (source_.peek() == ']') return end();
        if (!first_) {
            if (source_.peek() != ',') broken(source_.peek() < 0 ? "the list is never closed" : "expected a comma or the end of the list");
            source_.take();
            skipBlanks();
            line_ = source_.line();
        }
        if (source_.peek() < 0) broken("the list is never closed");
        if (source_.peek() == ',' || source_.peek() == ']') broken("expected a row between the commas");
        takeValue();
        parse(row);
        first_ = false;
        return true;
    }

private:
    bool end() {
        ended_ = true;
        source_.take();
        checkAround();
        return false;
    }

    /// What stands around the list must be JSON too, and hold no second list of rows.
    void checkAround() {
        constexpr size_t kMost = size_t{1} << 24;
        std::string rest;
        while (source_.peek() >= 0 && rest.size() < kMost) rest += source_.take();
        try {
            const Json whole = Json::parse(around_ + "[]" + rest);
            for (const auto& [name, value] : whole.isObject() ? whole.asObject() : Json::Object{})
                if (value.isArray() && value.size() > 0 && value.asArray()[0].isObject())
                    throw FileFault({"two lists", "the object holds a second list of rows, \"" + name + "\"",
                                     "keep one list a file"});
        } catch (const JsonError& problem) {
            throw FileFault({"broken JSON", std::string("after the list of rows: ") + problem.what(), "mend the end of the file"});
        }
    }

    [[noreturn]] static void broken(const char* what) { throw FileFault({"broken JSON", what, "mend the list here"}); }

    std::string around_;
    bool first_ = true, ended_ = false;
};

}  // namespace

std::unique_ptr<RowReader> jsonLines(TextSource& source) { return std::make_unique<LinesReader>(source); }
std::unique_ptr<RowReader> jsonObjects(TextSource& source) { return std::make_unique<ObjectsReader>(source); }
std::unique_ptr<RowReader> jsonList(TextSource& source, size_t begin) { return std::make_unique<ListReader>(source, begin); }

namespace {

/// Walks the start of a JSON text without reading values; every step is false when the text does not go on like that.
struct Scan {
    std::string_view text;
    size_t at = 0;

    bool blanks() {
        while (at < text.size() && isBlank(text[at])) ++at;
        return at < text.size();
    }
    bool sign(char c) {
        if (!blanks() || text[at] != c) return false;
        ++at;
        return true;
    }
    bool string(std::string_view& inside) {
        if (!sign('"')) return false;
        const size_t begin = at;
        while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
        if (at >= text.size()) return false;
        inside = text.substr(begin, at++ - begin);
        return true;
    }
    bool value() {
        int depth = 0;
        std::string_view inside;
        do {
            if (!blanks()) return false;
            const char c = text[at];
            if (c == '"') {
                if (!string(inside)) return false;
            } else {
                if (depth == 0 && (c == ',' || c == '}')) return true;
                depth += (c == '{' || c == '[') - (c == '}' || c == ']');
                ++at;
            }
        } while (depth > 0 || (blanks() && text[at] != ',' && text[at] != '}'));
        return true;
    }
};

}  // namespace

std::optional<size_t> listInObject(std::string_view ahead, const IsColumn& isColumn) {
    Scan scan{ahead};
    if (!scan.sign('{')) return std::nullopt;
    std::string_view key;
    do {
        if (!scan.string(key) || isColumn(key) || !scan.sign(':') || !scan.blanks()) return std::nullopt;
        const size_t begin = scan.at;
        if (scan.sign('[') && scan.blanks() && (ahead[scan.at] == '{' || ahead[scan.at] == ']')) return begin;
        scan.at = begin;
        if (!scan.value()) return std::nullopt;
    } while (scan.sign(','));
    return std::nullopt;
}

}  // namespace luthier
