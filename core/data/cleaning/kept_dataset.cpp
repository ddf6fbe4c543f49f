// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/kept_dataset.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/os.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr int kFormat = 1;
constexpr size_t kIdLength = 16;
constexpr uint64_t kLargestSteps = 1 << 20;

fs::path datasetsFolder() { return os::luthierHome() / "datasets"; }

bool isHex(const std::string& text) { return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string::npos; }

std::string pretty(const Json& json) {
    Json::Style style;
    style.indent = 2;
    style.keySeparator = ": ";
    return json.dump(style) + "\n";
}

Json textsJson(const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

Json readAs(const ImportSettings& settings) {
    Json columns = Json::object();
    for (const auto& [ours, theirs] : settings.columns) columns[ours] = theirs;
    return Json(Json::Object{{"format", settings.format}, {"columns", columns}, {"group", settings.group ? Json(*settings.group) : Json()}});
}

ImportSettings settingsIn(const Json& changes) {
    ImportSettings settings;
    const Json* as = changes.find("read_as");
    if (!as || !as->isObject()) return settings;
    settings.format = as->stringOr("format", "auto");
    const Json *columns = as->find("columns"), *group = as->find("group");
    if (group && group->isString()) settings.group = group->asString();
    for (const auto& [ours, theirs] : columns && columns->isObject() ? columns->asObject() : Json::Object{})
        if (theirs.isString()) settings.columns[ours] = theirs.asString();
    return settings;
}

}  // namespace

fs::path KeptDataset::folder() const { return datasetsFolder() / id_; }
fs::path KeptDataset::original() const { return folder() / "original" / pathOf(name_); }
fs::path KeptDataset::rows() const { return version_.empty() ? original() : folder() / "versions" / version_ / "rows.jsonl"; }

KeptDataset KeptDataset::keep(const fs::path& file) {
    Sha256 hash;
    hash.addField(fileSha256Hex(file));
    hash.addField(textOf(file.filename()));
    KeptDataset dataset(hash.hex().substr(0, kIdLength), textOf(file.filename()));
    const fs::path source = fs::absolute(file).lexically_normal();
    if (os::markOf(dataset.folder() / "steps.json")) {
        dataset = open(dataset.id_);
        if (dataset.source_ == source) return dataset;
        dataset.source_ = source;
        dataset.writeSteps();
        return dataset;
    }
    dataset.source_ = source;
    fs::create_directories(datasetsFolder());
    AtomicFolder made(dataset.folder());
    std::error_code fault;
    fs::create_directory(made.temporary() / "original", fault);
    fs::copy_file(file, made.temporary() / "original" / file.filename(), fault);
    if (fault) throw Error(textOf(file), "could not be kept: " + fault.message(), "make room on the disk, or check the permissions of " + textOf(datasetsFolder()));
    writeFileAtomically(made.temporary() / "steps.json", dataset.stepsText());
    made.commit();
    return dataset;
}

KeptDataset KeptDataset::open(const std::string& id) {
    const fs::path file = datasetsFolder() / id / "steps.json";
    if (!isHex(id) || !os::markOf(file)) throw Error(id, "there is no such kept dataset", "choose one that is listed");
    Json json;
    try {
        json = Json::parse(readFile(file, kLargestSteps));
    } catch (const JsonError& broken) {
        throw Error(textOf(file), std::string("is not JSON: ") + broken.what(), "keep the file anew; its original lies in the folder original beside it");
    }
    if (json.integerOr("format", kFormat) > kFormat) throw Error(textOf(file), "a newer Luthier wrote it", "update Luthier");
    KeptDataset dataset(id, json.stringOr("name", ""));
    const Json* steps = json.find("steps");
    for (const Json& step : steps && steps->isArray() ? steps->asArray() : Json::Array{})
        if (step.isString()) dataset.steps_.push_back(step.asString());
    dataset.version_ = json.stringOr("version", "");
    dataset.source_ = pathOf(json.stringOr("source", textOf(dataset.original())));
    const bool plain = !dataset.name_.empty() && pathOf(dataset.name_) == pathOf(dataset.name_).filename() && (dataset.version_.empty() || isHex(dataset.version_));
    if (!plain || !os::markOf(dataset.original()) || !os::markOf(dataset.rows()))
        throw Error(textOf(file), "what it names is not there", "keep the file anew");
    return dataset;
}

std::vector<KeptDataset> KeptDataset::all() {
    std::vector<KeptDataset> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(datasetsFolder(), none)) {
        try {
            found.push_back(open(textOf(entry.path().filename())));
        } catch (const Error&) {  // not one of ours, or broken: nothing to choose
        }
    }
    std::sort(found.begin(), found.end(), [](const KeptDataset& a, const KeptDataset& b) { return a.id_ < b.id_; });
    return found;
}

std::string KeptDataset::stepsText() const {
    return pretty(Json(Json::Object{{"format", kFormat}, {"name", name_}, {"source", textOf(source_)}, {"steps", textsJson(steps_)}, {"version", version_.empty() ? Json() : Json(version_)}}));
}

void KeptDataset::writeSteps() const { writeFileAtomically(folder() / "steps.json", stepsText()); }

CleanedFile KeptDataset::apply(const std::vector<std::string>& steps, const ImportSettings& settings, const CleaningKnowledge& knowledge, const CancelToken& cancel) {
    CleanedFile result;
    std::string version;
    if (!steps.empty()) {
        const fs::path versions = folder() / "versions";
        fs::create_directories(versions);
        AtomicFolder made(versions / (".making-" + std::to_string(os::processId())));
        result = cleanData(textOf(original()), settings, steps, knowledge, made.temporary() / "rows.jsonl", cancel);
        if (hasError(result.problems)) return result;
        version = fileSha256Hex(made.temporary() / "rows.jsonl");
        Json changes = result.json();
        changes["format"] = kFormat;
        changes["read_as"] = readAs(settings);
        writeFileAtomically(made.temporary() / "changes.json", pretty(changes));
        if (!os::markOf(versions / version / "rows.jsonl")) {
            AtomicFolder kept(versions / version);
            for (const char* name : {"rows.jsonl", "changes.json"}) fs::rename(made.temporary() / name, kept.temporary() / name);
            kept.commit();
        }
    }
    steps_ = steps;
    version_ = version;
    writeSteps();
    return result;
}

std::optional<KeptVersion> keptVersionOf(const fs::path& file) {
    const fs::path folder = file.parent_path(), versions = folder.parent_path();
    if (file.filename() != "rows.jsonl" || versions.filename() != "versions" || versions.parent_path().parent_path() != datasetsFolder()) return std::nullopt;
    try {
        const Json changes = Json::parse(readFile(folder / "changes.json", kLargestSteps));
        KeptVersion version{textOf(versions.parent_path().filename()), settingsIn(changes), changes.integerOr("rows", 0), changes.integerOr("written", 0), {}};
        const Json* steps = changes.find("steps");
        for (const Json& step : steps && steps->isArray() ? steps->asArray() : Json::Array{})
            version.steps.emplace_back(step.stringOr("cleaner", ""), Cleaning::Count{step.integerOr("changed", 0), step.integerOr("left_out", 0)});
        return version;
    } catch (const std::exception&) {  // it can still be learnt from, only nothing is known of how it came about
        return std::nullopt;
    }
}

fs::path sourceOf(const fs::path& file) {
    const fs::path whole = fs::absolute(file).lexically_normal(), below = whole.lexically_relative(fs::absolute(datasetsFolder()).lexically_normal());
    if (below.empty() || *below.begin() == "..") return whole;
    try {
        return KeptDataset::open(textOf(*below.begin())).source();
    } catch (const Error&) {  // somebody's own file there, or what is left of a dataset
        return whole;
    }
}

}  // namespace luthier
