// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luthier {

class Json;
struct TokenizerSource;

/// Text <-> token ids, exactly as the tokenizers library (0.23) does with the same tokenizer.json. Thread-safe after construction.
class Tokenizer {
public:
    /// A half-open range of bytes of the text that was encoded; untrimmed: the spans of all tokens that came from the text tile it
    /// (added specials have empty spans). With a normalizer that changes the text, spans refer to the original as nearly as can be said.
    struct Span {
        uint32_t begin = 0, end = 0;
        bool operator==(const Span&) const = default;
    };
    struct Encoding {
        std::vector<int32_t> ids;
        std::vector<Span> spans;
    };

    /// Reads tokenizer.json of a model folder, or an older form of it (tokenizer_source.h), and the tokens that tokenizer_config.json adds.
    /// Throws Error that names the file and the missing feature when a part of it is not supported: refused, never approximated.
    static std::shared_ptr<const Tokenizer> load(const std::filesystem::path& folder);
    static std::shared_ptr<const Tokenizer> fromJson(std::string_view tokenizerJson, const std::string& nameForErrors);
    ~Tokenizer();

    /// addSpecialTokens: what the post-processor adds (bos …). Special tokens written in the text are recognised either way.
    std::vector<int32_t> encode(std::string_view text, bool addSpecialTokens) const;
    Encoding encodeWithSpans(std::string_view text, bool addSpecialTokens) const;
    /// skipSpecialTokens leaves special tokens out. Ids outside the vocabulary are skipped as tokenizers does.
    std::string decode(std::span<const int32_t> ids, bool skipSpecialTokens) const;

    std::optional<int32_t> idOf(std::string_view token) const;  ///< added tokens first, then the vocabulary
    std::string tokenOf(int32_t id) const;                      ///< as stored (byte-level alphabet); empty when unknown
    bool isSpecial(int32_t id) const;
    bool isAdded(int32_t id) const;
    /// bos_token and kin as the kind of file implies them; tokenizer_config.json overrides them. An object.
    const Json& named() const;
    int32_t size() const;  ///< highest id + 1, added tokens included

    /// Decodes a stream of ids; the concatenation of all pieces equals decode() of all ids.
    class Stream {
    public:
        Stream(Stream&&) noexcept;
        ~Stream();
        std::string next(int32_t id);  ///< what is certain now; may be empty while a character is incomplete
        std::string finish();          ///< what was held back
    private:
        friend class Tokenizer;
        struct State;
        Stream(const Tokenizer* tokenizer, bool skip);
        std::unique_ptr<State> state_;
    };
    Stream stream(bool skipSpecialTokens) const { return Stream(this, skipSpecialTokens); }  ///< must not outlive the tokenizer

private:
    Tokenizer();
    static std::shared_ptr<Tokenizer> make(TokenizerSource source);
    void addAround(const std::optional<std::string>& before, const std::optional<std::string>& after);
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace luthier
