// SPDX-License-Identifier: Apache-2.0
#include "core/text/tokenizer.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/text/added_tokens.h"
#include "core/text/configured_tokens.h"
#include "core/text/normalizer.h"
#include "core/text/post_processor.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/section_reader.h"
#include "core/text/token_decoder.h"
#include "core/text/token_model.h"
#include "core/text/tokenizer_source.h"

namespace luthier {

struct Tokenizer::Parts {
    Parts(const Json& json, const std::string& file, std::unique_ptr<TokenModel> ready)
        : normalizers(json.find("normalizer"), file),
          preTokenizer(json.find("pre_tokenizer"), file, ready || takesBytes(required(json, "model", file, "tokenizer"), file)),
          model(ready ? std::move(ready) : makeTokenModel(required(json, "model", file, "tokenizer"), file, preTokenizer.byteLevel())),
          postProcessor(json.find("post_processor"), file),
          decoder(json.find("decoder"), file),
          added({[this](std::string_view token) { return model->idOf(token); },
                 [this](std::string_view text) { return normalizers.applied(text); }, model->size(), file}) {}

    Normalizers normalizers;
    PreTokenizer preTokenizer;
    std::unique_ptr<TokenModel> model;
    PostProcessor postProcessor;
    TokenDecoder decoder;
    AddedTokens added;
    Json named = Json::object();
};

namespace {

/// With the ids that the file gives them, at which tokenizers does not look.
std::vector<TokenAtId> readAddedTokens(const Json& json, const std::string& file) {
    std::vector<TokenAtId> tokens;
    const Json* list = json.find("added_tokens");
    if (!list || list->isNull()) return tokens;
    for (const Json& token : requiredArray(json, "added_tokens", file, "tokenizer")) {
        const Json& id = required(token, "id", file, "added token");
        const auto flag = [&](std::string_view key) { return requiredBool(token, key, file, "added token"); };
        tokens.push_back({id.isInteger() ? id.asInteger() : 0, {requiredString(token, "content", file, "added token"), flag("single_word"), flag("lstrip"), flag("rstrip"),
                                                                flag("normalized"), flag("special")}});
    }
    return tokens;
}

}  // namespace

Tokenizer::Tokenizer() = default;
Tokenizer::~Tokenizer() = default;

std::shared_ptr<Tokenizer> Tokenizer::make(TokenizerSource source) {
    const Json& json = source.sections;
    const std::string& file = source.file;
    if (!json.isObject()) refuseBroken(file, "A tokenizer must be a JSON object.");
    if (const std::string version = json.stringOr("version", "1.0"); version != "1.0") refuse(file, "version " + inQuotes(version) + " of the format");
    std::shared_ptr<Tokenizer> tokenizer(new Tokenizer);
    tokenizer->parts_ = std::make_unique<Parts>(json, file, std::move(source.model));
    std::vector<AddedToken> tokens;
    for (TokenAtId& token : readAddedTokens(json, file)) tokens.push_back(std::move(token.token));
    tokenizer->parts_->added.add(tokens);
    tokenizer->parts_->named = std::move(source.named);
    return tokenizer;
}

std::shared_ptr<const Tokenizer> Tokenizer::fromJson(std::string_view text, const std::string& file) {
    TokenizerSource source;
    source.sections = parsedJson(text, file);
    source.file = file;
    return make(std::move(source));
}

std::shared_ptr<const Tokenizer> Tokenizer::load(const std::filesystem::path& folder) {
    const ModelFiles files(folder);
    TokenizerSource source = tokenizerSource(files);
    const std::optional<TokenizerSource::Around> around = source.around;
    const std::vector<TokenAtId> ofFile = around ? std::vector<TokenAtId>() : readAddedTokens(source.sections, source.file);
    const auto tokenizer = make(std::move(source));
    const ConfiguredTokens configured = configuredTokens(files, tokenizer->parts_->named, around, tokenizer->parts_->added, ofFile);
    if (!configured.added.empty()) tokenizer->parts_->added.add(configured.added);
    if (configured.splitSpecials) tokenizer->parts_->added.splitSpecials();
    tokenizer->addAround(configured.before, configured.after);
    return tokenizer;
}

void Tokenizer::addAround(const std::optional<std::string>& before, const std::optional<std::string>& after) {
    PostProcessor& post = parts_->postProcessor;
    if (const auto id = before ? idOf(*before) : std::nullopt) post.before.push_back(*id);
    if (const auto id = after ? idOf(*after) : std::nullopt) post.after.push_back(*id);
}

const Json& Tokenizer::named() const { return parts_->named; }

namespace {

constexpr uint64_t kLongestText = UINT32_MAX - 1;

/// The way of one text through the parts.
template <class Parts>
class Encoder {
public:
    Encoder(const Parts& parts, std::vector<int32_t>& ids, std::vector<uint32_t>* begins)
        : parts_(parts), ids_(ids), begins_(begins), tracked_(begins || parts.preTokenizer.needsOrigins()) {}

    void text(std::string_view text) {
        each({text}, AddedTokens::Raw, [&](const OriginView& gap) { normalize(gap); });
    }

private:
    template <class Gap>
    void each(const OriginView& view, AddedTokens::Phase phase, Gap&& gap) {
        if (view.text.empty()) return;
        if (!parts_.added.any(phase)) return gap(view);
        std::vector<AddedTokens::Part> found;
        parts_.added.find(view.text, phase, found);
        for (const auto& part : found) {
            if (part.id < 0) gap(view.part(part.range));
            else add(part.id, view.origin(part.range.begin));
        }
    }
    void normalize(const OriginView& gap) {
        OriginText store(tracked_);
        each(parts_.normalizers.apply(gap, tracked_, store), AddedTokens::Normalized, [&](const OriginView& piece) { words(piece); });
    }
    void words(const OriginView& piece) {
        parts_.preTokenizer.apply(piece, begins_ != nullptr, found_);
        const OriginView& text = found_.text;
        if (!begins_) return parts_.model->encode(text.text, found_.words, ids_, nullptr);
        const size_t first = begins_->size();
        parts_.model->encode(text.text, found_.words, ids_, begins_);
        std::transform(begins_->begin() + static_cast<std::ptrdiff_t>(first), begins_->end(), begins_->begin() + static_cast<std::ptrdiff_t>(first),
                       [&](uint32_t begin) { return text.origin(begin); });
    }
    void add(int32_t id, uint32_t begin) {
        ids_.push_back(id);
        if (begins_) begins_->push_back(begin);
    }

    const Parts& parts_;
    std::vector<int32_t>& ids_;
    std::vector<uint32_t>* begins_;
    bool tracked_;
    PreTokenized found_;
};

void checkLength(std::string_view text) {
    if (text.size() > kLongestText) throw Error("text", "One text of more than 4 GB cannot be encoded.", "Split it into smaller rows.");
}

/// Each token reaches to where the next begins, the first from the text's begin: what no token stands for falls to its neighbours.
std::vector<Tokenizer::Span> tiledSpans(const std::vector<uint32_t>& begins, size_t textSize) {
    std::vector<Tokenizer::Span> spans(begins.size());
    uint32_t at = 0;
    for (size_t i = 0; i < begins.size(); ++i) {
        spans[i].begin = at = i == 0 ? 0 : std::max(at, begins[i]);
        if (i > 0) spans[i - 1].end = at;
    }
    if (!spans.empty()) spans.back().end = static_cast<uint32_t>(textSize);
    return spans;
}

}  // namespace

std::vector<int32_t> Tokenizer::encode(std::string_view text, bool addSpecialTokens) const {
    checkLength(text);
    std::vector<int32_t> ids;
    ids.reserve(text.size() / 3 + 8);
    const PostProcessor& post = parts_->postProcessor;
    if (addSpecialTokens) ids = post.before;
    Encoder(*parts_, ids, nullptr).text(text);
    if (addSpecialTokens) ids.insert(ids.end(), post.after.begin(), post.after.end());
    return ids;
}

Tokenizer::Encoding Tokenizer::encodeWithSpans(std::string_view text, bool addSpecialTokens) const {
    checkLength(text);
    Encoding encoding;
    std::vector<uint32_t> begins;
    Encoder(*parts_, encoding.ids, &begins).text(text);
    encoding.spans = tiledSpans(begins, text.size());
    if (addSpecialTokens) {
        const PostProcessor& post = parts_->postProcessor;
        const auto size = static_cast<uint32_t>(text.size());
        encoding.ids.insert(encoding.ids.begin(), post.before.begin(), post.before.end());
        encoding.spans.insert(encoding.spans.begin(), post.before.size(), {0, 0});
        encoding.ids.insert(encoding.ids.end(), post.after.begin(), post.after.end());
        encoding.spans.insert(encoding.spans.end(), post.after.size(), {size, size});
    }
    return encoding;
}

struct Tokenizer::Stream::State {
    const Parts& parts;
    bool skip;
    DecodeChain chain;
};

Tokenizer::Stream::Stream(const Tokenizer* tokenizer, bool skip)
    : state_(new State{*tokenizer->parts_, skip, tokenizer->parts_->decoder.start()}) {}
Tokenizer::Stream::Stream(Stream&&) noexcept = default;
Tokenizer::Stream::~Stream() = default;

std::string Tokenizer::Stream::next(int32_t id) {
    const AddedTokens& added = state_->parts.added;
    if (state_->skip && added.skippedWhenDecoding(id)) return {};
    if (const std::string* text = added.decoded(id)) return state_->chain.next(*text);
    const auto token = state_->parts.model->tokenOf(id);
    return token ? state_->chain.next(*token) : std::string();
}

std::string Tokenizer::Stream::finish() { return state_->chain.finish(); }

std::string Tokenizer::decode(std::span<const int32_t> ids, bool skipSpecialTokens) const {
    Stream running = stream(skipSpecialTokens);
    std::string text;
    for (const int32_t id : ids) text += running.next(id);
    return text += running.finish();
}

std::optional<int32_t> Tokenizer::idOf(std::string_view token) const {
    const auto id = parts_->added.idOf(token);
    return id ? id : parts_->model->idOf(token);
}

std::string Tokenizer::tokenOf(int32_t id) const {
    if (const std::string* text = parts_->added.decoded(id)) return *text;
    return std::string(parts_->model->tokenOf(id).value_or(""));
}

bool Tokenizer::isSpecial(int32_t id) const { return parts_->added.isSpecial(id); }

bool Tokenizer::isAdded(int32_t id) const { return parts_->added.find(id) != nullptr; }

int32_t Tokenizer::size() const { return std::max(parts_->added.highestId(), parts_->model->highestId()) + 1; }

}  // namespace luthier
