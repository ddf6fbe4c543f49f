// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>

#include <memory>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/row_options.h"
#include "core/engine/engine.h"
#include "core/events/control.h"

namespace luthier::cli {
namespace {

void declareModel(CLI::App& options, ModelChoice& model) {
    options.add_option("--model", model.model, "A model folder, or starter")->required();
    options.add_option("--adapter", model.adapter, "A PEFT folder put on top of the model");
    options.add_option("--precision", model.precision, "Arithmetic: auto, float32 or bfloat16")->capture_default_str();
}

Json scoreLine(const RowScore& score, bool perToken) {
    Json line = Json::object();
    if (!score.logits.empty()) {
        Json& list = line["logits"] = Json::array();
        for (float value : score.logits) list.push_back(double{value});
        line["label"] = score.label;
    }
    line["loss_sum"] = score.lossSum;
    line["count"] = score.count;
    if (perToken) {
        Json& list = line["logprobs"] = Json::array();
        for (float value : score.logProbs) list.push_back(double{value});
    }
    if (!score.dropped.empty()) line["dropped"] = score.dropped;
    return line;
}

Json answerLine(const RowAnswer& answer) {
    Json line = Json::object();
    line["text"] = answer.text;
    Json& ids = line["ids"] = Json::array();
    for (int32_t id : answer.ids) ids.push_back(int{id});
    line["stop"] = answer.stop;
    if (!answer.dropped.empty()) line["dropped"] = answer.dropped;
    return line;
}

/// A row takes long to compute: it is shown as soon as it is there.
void printNow(const Json& line) {
    printLine(line.dump());
    flushLines();
}

int score(const ScoreRequest& request, bool perToken) {
    CancelToken token;
    const StopOnSignal onSignal(token);
    RowProgress progress(request.data.value_or("-"), request.rows);
    return report(engine().score(request, token, [&](const RowScore& row) {
        printNow(scoreLine(row, perToken));
        progress.next();
    }));
}

int generate(const GenerateRequest& request) {
    CancelToken token;
    const StopOnSignal onSignal(token);
    const auto piece = [](const std::string& text) { printText(text); };
    Outcome outcome;
    if (!request.data) {
        outcome = engine().generate(request, token, piece, {});
    } else {
        RowProgress progress(*request.data, request.rows);
        outcome = engine().generate(request, token, piece, [&](const RowAnswer& row) {
            printNow(answerLine(row));
            progress.next();
        });
    }
    if (!request.data && outcome.kind == Outcome::Kind::Done) printText("\n");
    return report(outcome);
}

}  // namespace

Action scoreCommand(CLI::App& options) {
    auto request = std::make_shared<ScoreRequest>();
    auto perToken = std::make_shared<bool>(false);
    declareModel(options, request->model);
    CLI::Option* data = options.add_option("--data", request->data, "A data file, or - for standard input");
    addRowOptions(options, request->rows);
    CLI::Option* text = options.add_option("--text", request->text, "This text alone");
    data->excludes(text);
    options.add_option("--as-begun", request->model.asBegun, "A run over labels: with the head that it began with, to see what the base model answered")->excludes("--adapter");
    options.add_option("--objective", request->objective, "What is learnt from a row: sft, text, classify or regress (default: what the model is for)");
    options.add_option("--learn", request->learn, "Which tokens of a chat: assistant, last or all")->capture_default_str();
    options.add_option("--max-length", request->maxLength, "Cut rows to so many tokens")->check(CLI::Range(int64_t{1}, INT64_MAX));
    options.add_flag("--per-token", *perToken, "Also the log-probability of every learnt token");
    return [request, perToken, data, text] {
        if (!*data && !*text) return report({error("luthier score", "nothing to score was given", "give --data FILE or --text TEXT")});
        return score(*request, *perToken);
    };
}

Action generateCommand(CLI::App& options) {
    auto request = std::make_shared<GenerateRequest>();
    declareModel(options, request->model);
    CLI::Option* data = options.add_option("--data", request->data, "Answer every row of this file (- for standard input)");
    addRowOptions(options, request->rows);
    CLI::Option* prompt = options.add_option("--prompt", request->prompt, "Answer this, shown as it comes");
    data->excludes(prompt);
    options.add_option("--max-new-tokens", request->maxNewTokens, "Longest answer")->capture_default_str()->check(CLI::Range(int64_t{1}, INT64_MAX));
    options.add_option("--temperature", request->temperature, "0 takes the likeliest token; higher is more varied")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1e6));
    options.add_option("--top-p", request->topP, "Sample from the likeliest tokens that hold this share")->capture_default_str()->check(CLI::Range(0.0, 1.0));
    options.add_option("--top-k", request->topK, "Sample from so many likeliest tokens; 0 = all")
        ->capture_default_str()
        ->check(CLI::Range(int64_t{0}, INT64_MAX));
    options.add_option("--seed", request->seed, "Seed of the sampling; with --data that of the first row, one more for each further row")
        ->capture_default_str();
    return [request, data, prompt] {
        if (!*data && !*prompt) return report({error("luthier generate", "nothing to answer was given", "give --prompt TEXT or --data FILE")});
        return generate(*request);
    };
}

}  // namespace luthier::cli
