// SPDX-License-Identifier: Apache-2.0
#include "core/text/token_model.h"

#include "core/text/section_reader.h"

namespace luthier {
namespace {

constexpr int64_t kHighestId = 1 << 22;  // far above any model; a file that lies must not ask for gigabytes

/// Older files do not say their type; tokenizers goes by shape.
std::string typeOf(const Json& config, const std::string& file) {
    if (config.find("type")) return requiredString(config, "type", file, "model");
    const Json* vocabulary = config.find("vocab");
    if (config.find("merges")) return "BPE";
    if (vocabulary && vocabulary->isArray()) return "Unigram";
    if (config.find("continuing_subword_prefix") && config.find("max_input_chars_per_word")) return "WordPiece";
    return config.find("unk_token") ? "WordLevel" : "";
}

}  // namespace

Vocabulary readVocabulary(const Json& config, const std::string& file, const std::string& owner) {
    const Json& vocab = required(config, "vocab", file, owner);
    if (!vocab.isObject()) refuseBroken(file, "'vocab' of the " + owner + " must be an object.");
    Vocabulary vocabulary;
    vocabulary.reserve(vocab.size());
    for (const auto& [token, id] : vocab.asObject()) {
        if (!id.isInteger() || id.asInteger() < 0 || id.asInteger() > kHighestId)
            refuseBroken(file, "The id of the token " + inQuotes(token) + " is not a number from 0 to " + std::to_string(kHighestId) + ".");
        vocabulary.add(token, static_cast<int32_t>(id.asInteger()));
    }
    return vocabulary;
}

bool takesBytes(const Json& config, const std::string& file) { return typeOf(config, file) == "BPE"; }

std::unique_ptr<TokenModel> makeTokenModel(const Json& config, const std::string& file, bool byteLevel) {
    struct Kind {
        std::string_view type;
        std::unique_ptr<TokenModel> (*make)(const Json&, const std::string&, bool);
    };
    /// A further model is one entry here.
    constexpr Kind kKinds[] = {{"BPE", makeBpe}, {"Unigram", makeUnigram}, {"WordPiece", makeWordPiece}, {"WordLevel", makeWordLevel}};
    const std::string type = typeOf(config, file);
    for (const Kind& kind : kKinds)
        if (kind.type == type) return kind.make(config, file, byteLevel);
    refuse(file, type.empty() ? "a model without a type" : "the model " + inQuotes(type));
}

}  // namespace luthier
