// SPDX-License-Identifier: Apache-2.0
#include "core/text/bpe.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

struct MergePair {
    std::string_view left, right;
};

std::optional<MergePair> readPair(const Json& merge, bool asText) {
    if (asText) {
        const std::string_view text = merge.asString();
        const size_t blank = text.find(' ');
        if (blank == text.npos || text.find(' ', blank + 1) != text.npos) return std::nullopt;
        return MergePair{text.substr(0, blank), text.substr(blank + 1)};
    }
    const Json::Array& pair = merge.asArray();
    if (pair.size() != 2 || !pair[0].isString() || !pair[1].isString()) return std::nullopt;
    return MergePair{pair[0].asString(), pair[1].asString()};
}

class MergeReader {
public:
    MergeReader(const Vocabulary& vocabulary, const BpeOptions& options) : vocabulary_(vocabulary), options_(options) {}

    MergeTable read(const Json::Array& merges) {
        MergeTable table;
        table.reserve(merges.size());
        for (const Json& merge : merges) {
            const bool asText = merges[0].isString();
            if (asText ? !merge.isString() : !merge.isArray()) broken();
            if (asText && merge.asString().starts_with("#version")) continue;
            const auto pair = readPair(merge, asText);
            if (!pair) broken();
            add(*pair, table);
            ++rank_;
        }
        return table;
    }

private:
    [[noreturn]] void broken() const {
        refuseBroken(options_.file, "Merge " + std::to_string(rank_ + 1) + " of the model BPE is not a pair of tokens.");
    }
    int32_t idOf(std::string_view token) const {
        if (const auto id = vocabulary_.idOf(token)) return *id;
        refuseBroken(options_.file, "Merge " + std::to_string(rank_ + 1) + " needs the token " + inQuotes(token) + ", which the vocabulary lacks.");
    }
    void add(const MergePair& pair, MergeTable& table) {
        if (pair.right.size() < options_.prefix.size()) broken();
        joined_.assign(pair.left).append(pair.right.substr(options_.prefix.size()));
        table.set(idOf(pair.left), idOf(pair.right), rank_, idOf(joined_));
    }

    const Vocabulary& vocabulary_;
    const BpeOptions& options_;
    uint32_t rank_ = 0;
    std::string joined_;
};

BpeOptions readOptions(const Json& config, const std::string& file, bool byteLevel) {
    if (const Json* dropout = config.find("dropout"); dropout && dropout->isNumber() && dropout->asNumber() != 0)
        refuse(file, "a BPE model with dropout");
    BpeOptions options;
    options.file = file;
    options.byteLevel = byteLevel;
    options.fuseUnknown = config.boolOr("fuse_unk", false);
    options.byteFallback = config.boolOr("byte_fallback", false);
    options.ignoreMerges = config.boolOr("ignore_merges", false);
    if (const Json* unknown = config.find("unk_token"); unknown && unknown->isString()) options.unknown = unknown->asString();
    options.prefix = config.stringOr("continuing_subword_prefix", "");
    options.suffix = config.stringOr("end_of_word_suffix", "");
    return options;
}

}  // namespace

std::unique_ptr<TokenModel> makeBpe(const Json& config, const std::string& file, bool byteLevel) {
    BpeOptions options = readOptions(config, file, byteLevel);
    Vocabulary vocabulary = readVocabulary(config, file, "model BPE");
    MergeTable merges = MergeReader(vocabulary, options).read(requiredArray(config, "merges", file, "model BPE"));
    return std::make_unique<Bpe>(std::move(vocabulary), std::move(merges), std::move(options));
}

}  // namespace luthier
