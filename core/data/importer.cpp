// SPDX-License-Identifier: Apache-2.0
#include "core/data/importer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "core/base/nearest.h"
#include "core/base/unicode.h"
#include "core/data/format.h"
#include "core/data/rows.h"

namespace luthier {
namespace {

constexpr size_t kAhead = size_t{1} << 16;       ///< bytes that a container is recognised by
constexpr size_t kRowsToRecognise = 20;          ///< rows that a format is recognised by

std::string lowerAscii(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// ".csv" of "data.CSV.gz".
std::string extensionOf(const std::string& file) {
    std::string name = lowerAscii(file);
    for (const char* packing : {".gz", ".zst", ".zstd"})
        if (name.ends_with(packing)) name.resize(name.size() - std::string_view(packing).size());
    const size_t dot = name.find_last_of("./\\");
    return dot == std::string::npos || name[dot] != '.' ? "" : name.substr(dot);
}

bool oneOf(const std::string& value, std::initializer_list<const char*> values) {
    return std::any_of(values.begin(), values.end(), [&](const char* each) { return value == each; });
}

bool isJsonObject(std::string_view text) {
    try {
        return Json::parse(text).isObject();
    } catch (const JsonError&) {
        return false;
    }
}

/// What the message of an unrecognised file names.
std::string expectedColumns() {
    std::vector<std::string> words;
    for (const DatasetFormat& format : datasetFormats())
        if (!format.later) words.push_back(fmt::format("{} ({})", format.name, fmt::join(format.needed, ", ")));
    return fmt::format("{}", fmt::join(words, "; "));
}

std::string waysToName() { return "name them with data.columns, for example {prompt: question, completion: answer}; formats: " + expectedColumns(); }

/// The first format that a row's columns tell; null when none does.
const DatasetFormat* firstFormatOf(const Json& columns) {
    const auto& formats = datasetFormats();
    const auto found = std::ranges::find_if(formats, [&](const DatasetFormat& format) { return format.recognises(columns); });
    return found == formats.end() ? nullptr : &*found;
}

/// What a row's columns tell. Files joined of several kinds fill up with null, so such a column tells nothing, unless a row of its format lacks just that: a text
/// whose label is null has no label.
const DatasetFormat* formatOf(const Json& columns) {
    Json filled = columns;
    std::erase_if(filled.asObject(), [](const Json::Member& member) { return member.second.isNull(); });
    const DatasetFormat *all = firstFormatOf(columns), *told = firstFormatOf(filled);
    const auto needsToo = [&](const std::string& column) { return std::ranges::find(all->needed, column) != all->needed.end(); };
    return told && !(all && std::ranges::all_of(told->needed, needsToo)) ? told : all;
}

/// Reads one file; the steps of importFile share what they know of it.
class Import {
public:
    Import(const std::string& file, const ImportSettings& settings, const ImportSink& sink)
        : name_(std::make_shared<const std::string>(file)), extension_(extensionOf(file)), file_(file),
          settings_(settings), sink_(sink) {}

    void run() {
        if (!chooseForced()) return;
        std::unique_ptr<RowReader> rows;
        std::unique_ptr<TextSource> source;
        try {
            source = std::make_unique<TextSource>(file_);
            rows = container(*source);
            if (rows) readRows(*rows);
            else readDocument(*source);
        } catch (const FileFault& problem) {
            const bool known = source && !problem.ofWholeFile;
            tell(!known ? 0 : rows ? rows->line() : source->line(), problem.fault);
        }
    }

    std::vector<Json> firstRows(size_t count) const {
        std::vector<Json> first;
        try {
            TextSource source(file_);
            const std::unique_ptr<RowReader> rows = container(source);
            Row row;
            while (rows && first.size() < count && rows->next(row)) {
                if (!row.fault) first.push_back(std::move(row.columns));
            }
        } catch (const FileFault&) {  // told when the file is imported
        }
        return first;
    }

private:
    bool chooseForced() {
        for (const auto& [ours, theirs] : settings_.columns)
            if (!isOurColumn(ours)) {
                sink_.problem({"columns", error("data.columns", fmt::format("no format has a column \"{}\"; the nearest known one is \"{}\"", ours, nearestWord(ours, ourColumns())),
                                                "use one of: " + expectedColumns())});
                return false;
            }
        if (settings_.format == "auto") return true;
        std::string asked = settings_.format;
        std::ranges::replace(asked, '-', '_');  // recipes write prompt-completion
        for (const DatasetFormat& format : datasetFormats())
            if (format.name == asked) format_ = &format;
        if (format_ && !format_->later) return true;
        const char* fault = format_ ? "comes later" : "is no format";
        sink_.problem({"format", error("data.format", fmt::format("\"{}\" {}", settings_.format, fault),
                                       fmt::format("use one of: {}", fmt::join(formatNames(), ", ")))});
        return false;
    }

    static bool isOurColumn(std::string_view name) {
        for (const DatasetFormat& format : datasetFormats())
            if (std::find(format.columns.begin(), format.columns.end(), name) != format.columns.end()) return true;
        return false;
    }

    static std::vector<std::string> ourColumns() {
        std::vector<std::string> names;
        for (const DatasetFormat& format : datasetFormats())
            if (!format.later) names.insert(names.end(), format.columns.begin(), format.columns.end());
        return names;
    }

    bool isColumn(std::string_view name) const {
        if (isOurColumn(name)) return true;
        return std::any_of(settings_.columns.begin(), settings_.columns.end(), [&](const auto& pair) { return pair.second == name; });
    }

    /// How the file holds its rows; null: it is a document.
    std::unique_ptr<RowReader> container(TextSource& source) const {
        const IsColumn known = [this](std::string_view name) { return isColumn(name); };
        const std::string_view ahead = source.ahead(kAhead);
        const size_t begin = ahead.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos && ahead.size() < kAhead) empty("the file is empty");
        const char first = begin == std::string_view::npos ? ' ' : ahead[begin];
        const size_t second = first == ' ' ? begin : ahead.find_first_not_of(" \t\r\n", begin + 1);
        const bool list = first == '[' && second != std::string_view::npos && (ahead[second] == '{' || ahead[second] == ']');
        if (oneOf(extension_, {".txt", ".md", ".markdown", ".text"}) && !list && !(first == '{' && isJsonObject(lineAt(ahead, begin))))
            return nullptr;
        if (first == '{') return objects(source, ahead, begin, known);
        if (list || (first == '[' && oneOf(extension_, {".json", ".jsonl"}))) return jsonList(source, begin);
        if (oneOf(extension_, {".csv", ".tsv"}) || looksLikeTable(ahead, known)) return tableRows(source, delimiterOf(ahead, known));
        if (oneOf(extension_, {".json", ".jsonl", ".ndjson"})) return jsonLines(source);
        if (format_ && format_->name == "text") return nullptr;
        throw FileFault({"container", "expected JSON lines, JSON, a CSV or TSV table with known columns, or a .txt or .md file",
                         waysToName()});
    }

    static std::unique_ptr<RowReader> objects(TextSource& source, std::string_view ahead, size_t begin, const IsColumn& known) {
        if (const auto list = listInObject(ahead, known)) return jsonList(source, *list);
        std::string_view line = lineAt(ahead, begin);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        return line == "{" ? jsonObjects(source) : jsonLines(source);
    }

    static std::string_view lineAt(std::string_view ahead, size_t begin) {
        return begin == std::string_view::npos ? std::string_view() : ahead.substr(begin, ahead.find('\n', begin) - begin);
    }

    [[noreturn]] static void empty(const char* what) { throw FileFault({"empty file", what, "check that it is the right one"}, /*ofWholeFile=*/true); }

    void readRows(RowReader& rows) {
        std::vector<Row> unrecognised;
        Row row;
        bool any = false;
        while (!stopped_ && rows.next(row)) {
            any = true;
            if (row.fault) {
                tell(row.line, *row.fault);
                continue;
            }
            if (!format_) {
                unrecognised.push_back(std::move(row));
                recognise(unrecognised);
            } else {
                deliver(row);
            }
        }
        if (!any) empty("the file holds no rows");
        if (!format_ && !stopped_ && !unrecognised.empty()) refuseUnrecognised(unrecognised.front());
    }

    void recognise(std::vector<Row>& rows) {
        Json columns = rows.back().columns;
        mapColumns(columns);
        format_ = formatOf(columns);
        if (format_ && format_->later) return refuseLater(rows.back());
        if (format_)
            for (Row& row : rows) {
                if (!stopped_) deliver(row);
            }
        else if (rows.size() == kRowsToRecognise) refuseUnrecognised(rows.front());
    }

    void refuseLater(const Row& row) {
        stopped_ = true;
        tell(row.line, {"later format", fmt::format("these rows are {} data, which Luthier cannot learn from yet", format_->name),
                        "set data.format to read them as another format"});
    }

    void refuseUnrecognised(const Row& row) {
        stopped_ = true;
        std::vector<std::string> names;
        for (const auto& [name, value] : row.columns.asObject()) names.push_back("\"" + name + "\"");
        tell(row.line, {"format", fmt::format("expected the columns of one format, found {}", fmt::join(names, ", ")),
                        waysToName()});
    }

    /// Puts mapped columns under our names; one that is missing takes ours away too, so that it is told.
    void mapColumns(Json& columns) const {
        std::vector<Json::Member> mapped;
        for (const auto& [ours, theirs] : settings_.columns)
            if (const Json* value = columns.find(theirs)) mapped.emplace_back(ours, *value);
        Json::Object& members = columns.asObject();
        std::erase_if(members, [&](const Json::Member& member) {
            return std::any_of(settings_.columns.begin(), settings_.columns.end(), [&](const auto& pair) {
                return pair.first == member.first || pair.second == member.first;
            });
        });
        for (Json::Member& member : mapped) members.push_back(std::move(member));
    }

    std::string theirName(const std::string& ours) const {
        const auto found = settings_.columns.find(ours);
        return found == settings_.columns.end() ? ours : found->second;
    }

    void missing(int64_t line, const std::string& column, const std::string& mend) {
        tell(line, {"missing column " + column, fmt::format("the row has no \"{}\"", column), mend});
    }

    void deliver(Row& row) {
        Example example;
        if (settings_.group) {
            const Json* value = row.columns.find(*settings_.group);
            if (!value) return missing(row.line, *settings_.group, "add the column, or mend data.group");
            example.group = value->isString() ? value->asString() : value->dump();
        }
        if (!settings_.columns.empty()) mapColumns(row.columns);
        for (const std::string& column : format_->needed)
            if (!has(row.columns, column) && (settings_.needsAnswers || column != format_->answer))
                return missing(row.line, theirName(column),
                               fmt::format("add the column, name the one to use with data.columns, or mend data.format "
                                           "(the file is read as {})", format_->name));
        if (auto fault = format_->read(row.columns, example)) return tell(row.line, *fault);
        put(std::move(example), row.line);
    }

    void put(Example&& example, int64_t line) {
        example.file = name_;
        example.line = line;
        if (!sink_.example(std::move(example))) stopped_ = true;
    }

    void readDocument(TextSource& source) {
        if (format_ && format_->name != "text")
            throw FileFault({"format", fmt::format("expected {} rows, found a plain text document", format_->name),
                             "set data.format to text or auto"});
        Example example;
        example.kind = Example::Kind::Text;
        example.document = true;
        constexpr size_t kLongestDocument = size_t{1} << 31;
        while (source.peek() >= 0) {
            example.text += source.take();
            if (example.text.size() > kLongestDocument)
                throw FileFault({"document too long", "the document is longer than 2 GiB", "split it into several files"});
        }
        if (!isValidUtf8(example.text)) return tell(badLine(example.text), {"encoding", "the file is not valid UTF-8", "save it as UTF-8"});
        put(std::move(example), 1);
    }

    /// The line of the first ill-formed byte.
    static int64_t badLine(const std::string& text) {
        int64_t line = 1;
        for (size_t begin = 0; begin < text.size(); ++line) {
            const size_t end = std::min(text.find('\n', begin), text.size());
            if (!isValidUtf8(std::string_view(text).substr(begin, end - begin))) return line;
            begin = end + 1;
        }
        return line;
    }

    void tell(int64_t line, const RowFault& fault) {
        const std::string where = line > 0 ? fmt::format("{}:{}", *name_, line) : *name_;
        sink_.problem({fault.kind, error(where, fault.what, fault.mend)});
    }

    std::shared_ptr<const std::string> name_;
    std::string extension_;
    const std::string& file_;
    const ImportSettings& settings_;
    const ImportSink& sink_;
    const DatasetFormat* format_ = nullptr;
    bool stopped_ = false;
};

}  // namespace

std::vector<std::string> formatNames() {
    std::vector<std::string> names{"auto"};
    for (const DatasetFormat& format : datasetFormats())
        if (!format.later) names.push_back(format.name);
    return names;
}

void importFile(const std::string& file, const ImportSettings& settings, const ImportSink& sink) { Import(file, settings, sink).run(); }

std::vector<Json> firstRows(const std::string& file, size_t count) { return Import(file, {}, {}).firstRows(count); }

void ProblemCollector::add(RowProblem&& row) {
    for (auto& [kind, entry] : entries_)
        if (kind == row.kind) {
            ++entry.count;
            return;
        }
    entries_.emplace_back(std::move(row.kind), Entry{std::move(row.problem), 1});
}

Problems ProblemCollector::problems() const {
    Problems problems;
    for (const auto& [kind, entry] : entries_) {
        Problem problem = entry.first;
        if (entry.count > 1) problem.what += fmt::format(" ({} rows; this is the first)", entry.count);
        problems.push_back(std::move(problem));
    }
    return problems;
}

}  // namespace luthier
