// SPDX-License-Identifier: Apache-2.0
#include "core/text/post_processor.h"

#include "core/text/section_reader.h"

namespace luthier {
namespace {

void addSteps(const Json& config, const std::string& file, PostProcessor& processor);

void addSequence(const Json& config, const std::string& file, PostProcessor& processor) {
    for (const Json& step : requiredArray(config, "processors", file, "post-processor Sequence")) addSteps(step, file, processor);
}

/// Only trims what tokenizers tells as offsets; spans here are never trimmed.
void addByteLevel(const Json&, const std::string&, PostProcessor&) {}

std::vector<int32_t> idsOf(const Json& tokens, const std::string& name, const std::string& file) {
    std::vector<int32_t> ids;
    for (const Json& id : requiredArray(required(tokens, name, file, "post-processor's special tokens"), "ids", file, "special token")) {
        if (!id.isInteger() || id.asInteger() < 0 || id.asInteger() > INT32_MAX)
            refuseBroken(file, "The special token " + inQuotes(name) + " of the post-processor has an id that is no token's number.");
        ids.push_back(static_cast<int32_t>(id.asInteger()));
    }
    return ids;
}

void addTemplate(const Json& config, const std::string& file, PostProcessor& processor) {
    const std::string owner = "post-processor TemplateProcessing";
    if (!processor.before.empty() || !processor.after.empty()) refuse(file, "more than one post-processor TemplateProcessing");
    const Json& specials = required(config, "special_tokens", file, owner);
    int texts = 0;
    for (const Json& piece : requiredArray(config, "single", file, owner)) {
        if (const Json* text = piece.find("Sequence")) {
            if (text->stringOr("id", "") != "A" || ++texts > 1) refuse(file, owner + " that does not use the text once");
            continue;
        }
        const Json& special = required(piece, "SpecialToken", file, owner);
        const auto ids = idsOf(specials, requiredString(special, "id", file, owner), file);
        auto& side = texts ? processor.after : processor.before;
        side.insert(side.end(), ids.begin(), ids.end());
    }
    if (texts != 1) refuse(file, owner + " that does not use the text once");
}

/// [CLS] text [SEP], or <s> text </s>: Bert's and Roberta's differ only in pairs and offsets.
void addClsSep(const Json& config, const std::string& file, PostProcessor& processor) {
    const auto idOf = [&](std::string_view key) {
        const Json::Array& pair = requiredArray(config, key, file, "post-processor");
        if (pair.size() != 2 || !pair[1].isInteger()) refuseBroken(file, inQuotes(key) + " of the post-processor must be [token, id].");
        return static_cast<int32_t>(pair[1].asInteger());
    };
    processor.before.insert(processor.before.begin(), idOf("cls"));
    processor.after.push_back(idOf("sep"));
}

/// A further post-processor is one entry here.
constexpr KindOf<PostProcessor> kKinds[] = {
    {"Sequence", addSequence},        {"ByteLevel", addByteLevel},        {"TemplateProcessing", addTemplate},
    {"BertProcessing", addClsSep}, {"RobertaProcessing", addClsSep},
};

void addSteps(const Json& config, const std::string& file, PostProcessor& processor) {
    addKind(kKinds, config, file, "post-processor", processor);
}

}  // namespace

PostProcessor::PostProcessor(const Json* config, const std::string& file) {
    if (config && !config->isNull()) addSteps(*config, file, *this);
}

}  // namespace luthier
