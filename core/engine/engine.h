// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/data/importer.h"
#include "core/events/cancel_token.h"
#include "core/events/run_event.h"
#include "core/recipe/recipe.h"
#include "core/text/sample.h"

namespace luthier {

/// How a run or request ended. With problems nothing was done.
struct Outcome {
    enum class Kind { Done, Problems, Stopped };
    Kind kind = Kind::Done;
    Problems problems;
    Json result;  ///< of export: the proof
};

/// A model (and adapter) to answer or score with.
struct ModelChoice {
    std::string model;     ///< folder or "starter"
    std::string adapter;   ///< PEFT folder, or empty
    std::string precision = "float32";
    std::string asBegun;   ///< a run over labels: the model answers with the head that this run began with; or empty
};

struct ScoreRequest {
    ModelChoice model;
    std::string text;                 ///< one text …
    std::optional<std::string> data;  ///< … or the rows of a file, or "-"
    ImportSettings rows;              ///< how it is read
    std::string objective;            ///< empty: what the model is for
    std::string learn = "assistant";
    int64_t maxLength = 0;
};
/// Loss of one row; logProbs are of its labels, in order. A row training would leave out carries why. With an objective over labels: what the
/// model answers too; a row without a label has that alone.
struct RowScore {
    double lossSum = 0;
    int64_t count = 0;
    std::vector<float> logProbs;
    std::vector<float> logits;
    Json label;                       ///< LabelScheme::answer
    std::string dropped;
};

struct GenerateRequest {
    ModelChoice model;
    std::string prompt;               ///< one answer, streamed …
    std::optional<std::string> data;  ///< … or one for every row of a file
    ImportSettings rows;              ///< how it is read
    int64_t maxNewTokens = 256;
    double temperature = 0, topP = 1;
    int64_t topK = 0;
    uint64_t seed = 42;               ///< of the first row; the n-th row after it draws with seed + n
};
struct RowAnswer {
    std::string text;
    std::vector<int32_t> ids;         ///< with the token that ended it, as Transformers' generate returns it; text has it not
    std::string stop;                 ///< "eos" | "length"
    std::string dropped;              ///< why a row gets no answer; else empty
};

struct ExportRequest {
    std::string source;               ///< a run (id, beginning, name, folder) or a PEFT or model folder
    std::string format;
    std::filesystem::path out;
};

struct RunOptions {
    std::string name;                 ///< replaces the recipe's
};

/// Everything that needs libtorch, behind one door. Made by openEngine(); one request at a time, always from the same thread.
/// What a person got wrong comes back in Outcome::problems; what the world did is thrown as Error.
class Engine {
public:
    virtual ~Engine() = default;
    virtual Outcome run(const Recipe& recipe, const RunOptions& options, Observer& observer, CancelToken& cancel) = 0;
    virtual Outcome resume(const std::filesystem::path& runFolder, Observer& observer, CancelToken& cancel) = 0;
    virtual Outcome score(const ScoreRequest& request, CancelToken& cancel, const std::function<void(const RowScore&)>& row) = 0;
    /// `piece` streams the answer to a prompt; `row` gives the answers of a file.
    virtual Outcome generate(const GenerateRequest& request, CancelToken& cancel, const std::function<void(const std::string&)>& piece,
                             const std::function<void(const RowAnswer&)>& row) = 0;
    virtual Outcome exportModel(const ExportRequest& request, CancelToken& cancel) = 0;
    virtual Json versions() = 0;      ///< {"libtorch": "...", …}
    /// Products per second by precision and kernel: what machine.json keeps; a warning where it cannot be kept. Takes about a second of processor time. Throws Stopped.
    virtual Json measure(const CancelToken& cancel, Problems& problems) = 0;
    virtual void setThreads(int threads) = 0;
};

/// Threads that wait for others are to sleep, not to spin, which beside a busy program made training 40 times slower. OpenMP's runtime reads that from the
/// environment when it is loaded; true when it stood nowhere until now, so that a program that may have loaded it already has to begin anew.
bool letWaitingThreadsSleep();
/// Opens the engine library (half a second, once) and returns its only Engine. Throws Error when it is not there.
Engine& openEngine();

}  // namespace luthier
