// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"

namespace luthier {

/// What a run reports; app/README.md, section 3. Memory is bytes, loss is nats per token, seconds are since the run (or its resume) began.
struct Started {
    std::string run, dir, model, device, precision, store;
    int64_t parametersTotal = 0, parametersLearning = 0;
    int64_t steps = 0;
    int64_t examplesTrain = 0, examplesEval = 0, examplesTest = 0;
    int64_t promisedMemory = 0;
    double promisedSeconds = 0;
};
struct StepDone {
    int64_t step = 0;
    double epoch = 0, loss = 0;
    int64_t learntTokens = 0, tokens = 0;
    double learningRate = 0, gradientNorm = 0, tokensPerSecond = 0;
    int64_t memory = 0;
    double seconds = 0;
};
struct EvalDone {
    int64_t step = 0;
    double loss = 0, perplexity = 0;
    int64_t count = 0;
    Json metrics;  ///< an object, or null for none: numbers by name, and of classes their tables (label_metrics.h)
    bool best = false;
};
struct SampleText {
    int64_t step = 0;
    std::string prompt, before, now;
};
struct Saved {
    int64_t step = 0;
    std::string dir;
};
struct Warned {
    std::string what, where, mend;
};
struct Paused {};
struct Continued {};
struct Resumed {
    int64_t step = 0;
};
struct Artifact {
    std::string format, dir;
    Json proof;
};
struct Finished {
    std::string reason;  ///< done | early_stop | stopped | limit
    int64_t bestStep = 0;
    double bestLoss = 0;
    bool hasBest = false;  ///< false when nothing was evaluated: best is then null
    std::string dir;
    std::vector<Artifact> artifacts;
};
struct Failed {
    std::string what, where, mend;
};

using RunEvent = std::variant<Started, StepDone, EvalDone, SampleText, Saved, Warned, Paused, Continued, Resumed, Finished, Failed>;

/// The event as one JSON object with "event" and "time" (seconds since the epoch), in the contract's order of members.
Json eventJson(const RunEvent& event, double time);
/// The event a line of events.jsonl holds; nothing for a torn line or an event of a newer version.
std::optional<RunEvent> eventOf(const Json& line);

/// Who listens. Called on the engine thread; must return quickly.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void on(const RunEvent& event) = 0;
    /// The same with the time that stands in events.jsonl (seconds since the epoch); who prints lines listens here, so that they are equal.
    virtual void onAt(const RunEvent& event, [[maybe_unused]] double time) { on(event); }
};

}  // namespace luthier
