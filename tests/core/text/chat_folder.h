// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/text/text_model.h"
#include "tests/support/temp_folder.h"

namespace luthier::testing {

/// A copy of a tiny model folder that a test may change.
class ChatFolder {
public:
    explicit ChatFolder(const std::string& model = "tiny-chat") {
        std::filesystem::copy(dataFile("models/" + model), folder_.path(), std::filesystem::copy_options::recursive);
    }
    ChatFolder& write(const std::string& name, const std::string& content) {
        std::filesystem::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << content;
        return *this;
    }
    ChatFolder& remove(const std::string& name) {
        std::filesystem::remove(folder_ / name);
        return *this;
    }
    TextModel load(const std::string& chatTemplate = "auto") const { return TextModel::load(folder_.path(), chatTemplate); }
    const std::filesystem::path& path() const { return folder_.path(); }

private:
    TempFolder folder_;
};

inline Json chat(const std::string& json) { return Json::parse(json); }

/// The learnt parts of a chat's text.
inline std::vector<std::string> learnt(const TextModel& model, const Json& messages, const std::string& learn = "assistant", int64_t first = 0) {
    const Rendered rendered = model.render(messages, nullptr, false);
    std::vector<std::string> parts;
    for (const Rendered::Span& span : model.learnSpans(rendered, messages, nullptr, learn, first))
        parts.push_back(rendered.text.substr(span.begin, span.end - span.begin));
    return parts;
}

}  // namespace luthier::testing
