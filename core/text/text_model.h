// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/data/example.h"
#include "core/data/label_scheme.h"
#include "core/text/chat_template.h"
#include "core/text/model_files.h"
#include "core/text/sample.h"
#include "core/text/tokenizer.h"

namespace luthier {

/// The text half of a base model, a folder or a GGUF file: tokenizer, chat template, special tokens. Needs no weights.
///
/// Which template a chat is written with: the one asked for (plain or a file), else the model's own, else plain. hasTemplate() is false in
/// that last case: a chat has to be written somehow and falls back to plain, but prompt + completion of a model that knows no chat are
/// joined as they are (contract, "Rows to samples").
class TextModel {
public:
    /// `chatTemplate`: auto (the model's own; none when it has none), plain, or a file. Throws Error.
    static TextModel load(const std::filesystem::path& model, const std::string& chatTemplate = "auto");

    const Tokenizer& tokenizer() const { return *tokenizer_; }
    bool hasTemplate() const { return template_ != nullptr; }
    bool templateIsPlain() const { return !template_ || template_ == plain_; }  ///< what chats are written with is plain
    std::string templateSource() const;                                         ///< of what chats are written with
    /// As Transformers' apply_chat_template: members that are null are left out, tools choose a template named tool_use. Throws
    /// TemplateError, also for a chat without messages.
    Rendered render(const Json& messages, const Json* tools, bool addGenerationPrompt) const;
    /// The byte ranges of `rendered` that would be learnt (contract: generation blocks, else each answer from the end of what the generation
    /// prompt writes through the first special token after the content). learn: assistant | last | all. Messages before `firstLearnt` are
    /// never learnt (but with all).
    std::vector<Rendered::Span> learnSpans(const Rendered& rendered, const Json& messages, const Json* tools, const std::string& learn,
                                           int64_t firstLearnt = 0) const;

    /// What the generation prompt writes after a plain question; empty when that cannot be told, or is so short that it may be the end of something else.
    const std::string& answerHeader() const { return answerHeader_; }

    std::optional<int32_t> bos() const { return bos_; }
    std::optional<int32_t> eos() const { return eos_; }   ///< tokenizer_config.json's eos_token, else the first stop id
    /// Ids that end an answer: eos, and the eos_token_id of generation_config.json or, where that has none, of config.json.
    const std::vector<int32_t>& stopIds() const { return stopIds_; }
    bool isStop(int32_t id) const;
    int64_t maxLength() const { return maxLength_; }  ///< what the model can: config.json's max_position_embeddings; 0 = not said

private:
    const ChatTemplate& templateFor(const Json* tools) const;
    void readSettings(const ModelFiles& files, const Json& settings);
    void readAnswerHeader();
    void readTemplates(const std::filesystem::path& folder, const Json& settings, const std::string& choice);

    std::shared_ptr<const Tokenizer> tokenizer_;
    std::shared_ptr<const ChatTemplate> template_, toolTemplate_, plain_;
    Json variables_ = Json::object(), plainVariables_ = Json::object();
    std::optional<int32_t> bos_, eos_;
    std::vector<int32_t> stopIds_;
    int64_t maxLength_ = 0;
    std::string answerHeader_;
};

/// How rows become samples; from data.* and objective.*.
struct EncodeSettings {
    std::string objective = "sft";     ///< sft | text
    std::string learn = "assistant";   ///< assistant | last | all
    int64_t maxLength = 0;             ///< tokens; 0 = no limit
    std::string overlong = "auto";     ///< auto | drop | truncate | split
    LabelScheme labels = {};           ///< present: rows are texts with a label, whatever the objective's name
    /// Rows that training leaves out keep what they would be in `samples`, cut to maxLength: for looking at rows, not for training.
    bool keepDropped = false;
};

/// What a row became. One sample, several (a long document split), or none with the reason.
struct Encoded {
    std::vector<Sample> samples;
    bool split = false;   ///< into pieces; `samples` are those in which something is learnt
    std::string dropped;  ///< empty, or why training leaves the row out ("overlong", "no answer", "nothing learnt", "template: …", of labelled
                          ///< rows the kind of LabelScheme::target's fault)
};
Encoded encode(const TextModel& model, const Example& example, const EncodeSettings& settings);

}  // namespace luthier
