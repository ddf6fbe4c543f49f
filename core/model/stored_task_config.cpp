// SPDX-License-Identifier: Apache-2.0
#include "core/model/stored_task_config.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/gguf_file.h"
#include "core/model/config_fields.h"
#include "core/model/stored_names_config.h"

namespace luthier {
namespace {

/// No class at all, or one without a head (BertModel, but not GPT2LMHeadModel).
bool namesNoHead(const Json& source) {
    const Json* name = namedClass(source);
    return !name || (name->isString() && name->asString().ends_with("Model") && !name->asString().ends_with("LMHeadModel"));
}

bool couldWrite(const DecoderConfig& config, const Checkpoint& checkpoint) {
    if (config.isEncoder()) return false;
    return config.tied || checkpoint.find(StoredNames(config, checkpoint).of(config.head + ".weight"));
}

/// Whether everything between the base and the labels is stored.
bool holdsHead(const DecoderConfig& config, const Checkpoint& checkpoint) {
    const StoredNames names(config, checkpoint);
    const auto ofHead = [&](const TensorShape& tensor) {
        const auto of = [&](const std::string& module) { return !module.empty() && tensor.name.starts_with(module + "."); };
        return of(config.head) || of(config.labelHead.dense.name) || of(config.labelHead.norm.name);
    };
    return std::ranges::all_of(expectedTensors(config), [&](const TensorShape& tensor) { return !ofHead(tensor) || checkpoint.find(names.of(tensor.name)); });
}

bool isTaken(const std::filesystem::path& model, const TaskHead& asked, const DecoderConfig& plain, const DecoderConfig& labelled) {
    try {
        const Checkpoint checkpoint = Checkpoint::open(model);
        return holdsHead(labelled, checkpoint) && (asked.classes > 0 || !couldWrite(plain, checkpoint));
    } catch (const Error&) {  // told when the weights are loaded
        return false;
    }
}

}  // namespace

void takeStoredHead(const std::filesystem::path& model, const Json& source, const TaskHead& asked, ConfigRead& read) {
    const std::string named = familyClassifier(read.config.modelType);
    if (hasError(read.problems) || asked.fresh || named.empty() || !namesNoHead(source) || !holdsWeights(model)) return;
    Json naming = source;
    naming["architectures"] = Json(Json::Array{Json(named)});
    ConfigRead labelled = readDecoderConfig(naming, asked);
    if (hasError(labelled.problems) || !labelled.config.task.own) return;
    if (!isTaken(model, asked, read.config, labelled.config)) return;
    labelled.problems.push_back(warning("config.json: architectures", "names no " + named + ", but the weights hold its head: it is taken, as Transformers takes it.",
                                        "Name the class there, or leave the head out of the weights to begin with a new one."));
    read = std::move(labelled);
}

}  // namespace luthier
