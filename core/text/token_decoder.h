// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace luthier {

class Regex;

/// One step from tokens to text, fed as tokens come. A token may come in parts; `ends` marks the last of them.
class DecodeStep {
public:
    virtual ~DecodeStep() = default;
    virtual void put(std::string_view part, bool ends) = 0;
    virtual void finish() {}  ///< gives on what was held back

    DecodeStep* next = nullptr;
};

/// A row of running steps; the joined pieces of next() and finish() do not depend on how the tokens were split over calls.
class DecodeChain {
public:
    explicit DecodeChain(std::vector<std::unique_ptr<DecodeStep>> steps);
    DecodeChain(DecodeChain&&) = default;
    std::string next(std::string_view token);
    std::string finish();

private:
    struct Collector : DecodeStep {
        void put(std::string_view part, bool) override { text += part; }
        std::string text;
    };
    std::string taken();
    std::vector<std::unique_ptr<DecodeStep>> steps_;
    std::unique_ptr<Collector> end_ = std::make_unique<Collector>();
};

using DecodeSteps = std::vector<std::function<std::unique_ptr<DecodeStep>()>>;

template <class Step, class... Arguments>
void addStep(DecodeSteps& steps, Arguments... arguments) {
    steps.push_back([=] { return std::make_unique<Step>(arguments...); });
}

// Kinds that have a file of their own: those that look at whole tokens.
void addWordPiece(const Json& config, const std::string& file, DecodeSteps& steps);
void addSuffix(const Json& config, const std::string& file, DecodeSteps& steps);
void addCtc(const Json& config, const std::string& file, DecodeSteps& steps);
void addReplacePattern(std::shared_ptr<const Regex> regex, std::string content, std::string file, DecodeSteps& steps);

/// The "decoder" of a tokenizer.json.
class TokenDecoder {
public:
    TokenDecoder() = default;
    /// Throws Error that names the file and the kind when it is not supported.
    TokenDecoder(const Json* config, const std::string& file);
    DecodeChain start() const;

private:
    DecodeSteps steps_;
};

}  // namespace luthier
