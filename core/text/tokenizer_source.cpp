// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer_source.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

struct Form {
    const char* file;
    TokenizerSource (*read)(const std::filesystem::path&);
};
/// In the order in which they count when a folder holds several.
constexpr Form kForms[] = {
    {"tokenizer.json", readTokenizerJson},
    {"tokenizer.model", readTokenizerModel},
};

}  // namespace

Json configFile(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return Json::object();
    Json json = parsedJson(readFile(file), textOf(file));
    if (!json.isObject()) refuseBroken(textOf(file), "The file must hold a JSON object.");
    return json;
}

TokenizerSource readTokenizerJson(const std::filesystem::path& file) {
    TokenizerSource source;
    source.file = textOf(file);
    source.sections = parsedJson(readFile(file), source.file);
    return source;
}

bool holdsTokenizer(const std::filesystem::path& folder) {
    return std::any_of(std::begin(kForms), std::end(kForms), [&](const Form& form) { return std::filesystem::exists(folder / form.file); });
}

TokenizerSource tokenizerSource(const std::filesystem::path& folder) {
    std::string names;
    for (const Form& form : kForms) {
        if (std::filesystem::exists(folder / form.file)) return form.read(folder / form.file);
        names += (names.empty() ? "" : ", ") + std::string(form.file);
    }
    throw Error(textOf(folder / kForms[0].file), "There is no tokenizer in this folder.", "Give the folder of a model that holds one of " + names + ".");
}

}  // namespace luthier
