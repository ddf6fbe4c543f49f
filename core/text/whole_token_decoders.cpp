// SPDX-License-Identifier: Apache-2.0
// The decoders that look at whole tokens.
#include <optional>

#include "core/text/regex.h"
#include "core/text/section_reader.h"
#include "core/text/token_decoder.h"

namespace luthier {
namespace {

/// A step that looks at whole tokens.
class WholeTokenStep : public DecodeStep {
public:
    void put(std::string_view part, bool ends) override {
        token_ += part;
        if (!ends) return;
        std::string whole;
        whole.swap(token_);
        take(std::move(whole));
    }

protected:
    virtual void take(std::string token) = 0;

private:
    std::string token_;
};

void replaceAll(std::string& text, std::string_view pattern, std::string_view content) {
    for (size_t at = 0; (at = text.find(pattern, at)) != text.npos; at += content.size()) text.replace(at, pattern.size(), content);
}

/// Blanks before marks and contractions go (cleanup of tokenizers' WordPiece decoder).
void cleanUp(std::string& text) {
    constexpr std::pair<std::string_view, std::string_view> kCleaned[] = {{" .", "."}, {" ?", "?"}, {" !", "!"}, {" ,", ","}, {" ' ", "'"}, {" n't", "n't"},
                                                                          {" 'm", "'m"}, {" do not", " don't"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};
    for (const auto& [dirty, clean] : kCleaned) replaceAll(text, dirty, clean);
}

class WordPieceStep : public WholeTokenStep {
public:
    WordPieceStep(std::string prefix, bool cleans) : prefix_(std::move(prefix)), cleans_(cleans) {}

private:
    void take(std::string token) override {
        if (!first_) {
            if (token.starts_with(prefix_)) token.erase(0, prefix_.size());
            else token.insert(0, " ");
        }
        first_ = false;
        if (cleans_) cleanUp(token);
        next->put(token, true);
    }
    std::string prefix_;
    bool cleans_, first_ = true;
};

/// The end of a word becomes a blank, but for the last token.
class SuffixStep : public WholeTokenStep {
public:
    explicit SuffixStep(std::string suffix) : suffix_(std::move(suffix)) {}
    void finish() override { give(""); }

private:
    void take(std::string token) override {
        give(" ");
        held_ = std::move(token);
    }
    void give(std::string_view blank) {
        if (!held_) return;
        if (!suffix_.empty()) replaceAll(*held_, suffix_, blank);
        next->put(*held_, true);
        held_.reset();
    }
    std::string suffix_;
    std::optional<std::string> held_;
};

/// Repeated tokens are one, and the padding between them vanishes.
class CtcStep : public WholeTokenStep {
public:
    CtcStep(std::string padding, std::string delimiter, bool cleans) : padding_(std::move(padding)), delimiter_(std::move(delimiter)), cleans_(cleans) {}

private:
    void take(std::string token) override {
        if (last_ == token) return;
        last_ = token;
        if (!padding_.empty()) replaceAll(token, padding_, "");
        if (cleans_) {
            cleanUp(token);
            if (!delimiter_.empty()) replaceAll(token, delimiter_, " ");
        }
        if (!token.empty()) next->put(token, true);
    }
    std::string padding_, delimiter_;
    bool cleans_;
    std::optional<std::string> last_;
};

class ReplacePatternStep : public WholeTokenStep {
public:
    ReplacePatternStep(std::shared_ptr<const Regex> regex, std::string content, std::string file) : regex_(std::move(regex)), content_(std::move(content)), file_(std::move(file)) {}

private:
    void take(std::string token) override {
        std::vector<TextRange> matches;
        searchAll(*regex_, token, {0, static_cast<uint32_t>(token.size())}, file_, matches);
        std::string out;
        uint32_t at = 0;
        for (const TextRange match : matches) {
            out.append(token, at, match.begin - at).append(content_);
            at = match.end;
        }
        next->put(out.append(token, at), true);
    }
    std::shared_ptr<const Regex> regex_;
    std::string content_, file_;
};

}  // namespace

void addWordPiece(const Json& config, const std::string& file, DecodeSteps& steps) {
    addStep<WordPieceStep>(steps, requiredString(config, "prefix", file, "decoder WordPiece"), requiredBool(config, "cleanup", file, "decoder WordPiece"));
}
void addSuffix(const Json& config, const std::string& file, DecodeSteps& steps) {
    addStep<SuffixStep>(steps, requiredString(config, "suffix", file, "decoder BPEDecoder"));
}
void addCtc(const Json& config, const std::string& file, DecodeSteps& steps) {
    const std::string owner = "decoder CTC";
    addStep<CtcStep>(steps, requiredString(config, "pad_token", file, owner), requiredString(config, "word_delimiter_token", file, owner),
                     requiredBool(config, "cleanup", file, owner));
}

void addReplacePattern(std::shared_ptr<const Regex> regex, std::string content, std::string file, DecodeSteps& steps) {
    addStep<ReplacePatternStep>(steps, std::move(regex), std::move(content), std::move(file));
}

}  // namespace luthier
