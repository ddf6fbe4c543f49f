// SPDX-License-Identifier: Apache-2.0
#include "core/engine/tuned_model.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/model/checkpoint.h"
#include "core/model/stored_names_config.h"
#include "core/ops/matmul.h"
#include "core/tuning/method_settings.h"

namespace luthier {

std::unique_ptr<Decoder> loadDecoder(const std::filesystem::path& folder, const DecoderConfig& config, Problems& problems,
                                     const Store& store) {
    return Decoder::load(config, Checkpoint::open(folder), problems, store);
}

namespace {

Store storeOf(const Recipe& recipe, const DecoderConfig& config, const std::string& name) {
    if (name == "float32") return Store::Float32;
    if (name != "bfloat16") return Store::AsStored;
    return {Store::BFloat16, methodFacts(recipe.method.kind)->learning(recipe.method, config).learns};
}

/// Whether some weights of a decoder just made are not as the file (or the seed) has them, but rounded to the store.
bool isRounded(Decoder& decoder, const Recipe& recipe, const std::filesystem::path& folder, const DecoderConfig& config) {
    std::optional<Checkpoint> file;
    if (recipe.model.init != "random") file = Checkpoint::open(folder);
    std::optional<StoredNames> names;
    if (file) names.emplace(config, *file);
    for (const NamedTensor& parameter : decoder.parameters()) {
        if (parameter.tensor->scalar_type() != at::kBFloat16) continue;
        const StoredTensor* stored = file ? file->find(names->of(parameter.name)) : nullptr;
        if (!file || (stored && (stored->packing || stored->format != NumberFormat::BFloat16))) return true;
    }
    return false;
}

std::unique_ptr<Decoder> baseOf(const Recipe& recipe, const std::filesystem::path& folder, const DecoderConfig& config, const Store& store,
                                Problems& problems) {
    if (recipe.model.init == "random") return Decoder::random(config, static_cast<uint64_t>(recipe.train.seed), store);
    return loadDecoder(folder, config, problems, store);
}

}  // namespace

TunedModel makeTunedModel(const Recipe& recipe, const std::filesystem::path& modelFolder, const DecoderConfig& config,
                          const Resolved& resolved, Problems& problems) {
    TunedModel model;
    std::string products = resolved.kernels.stringOr("products", "");
    if (!products.empty()) setProductKernel(productKernelOf(products));
    setArithmetic(arithmeticOf(resolved.precision));
    uint64_t seed = static_cast<uint64_t>(recipe.train.seed);
    const Store store = storeOf(recipe, config, resolved.store);
    model.decoder = baseOf(recipe, modelFolder, config, store, problems);
    if (!model.decoder || hasError(problems)) return {};
    model.isRounded = store.kind == Store::BFloat16 && isRounded(*model.decoder, recipe, modelFolder, config);
    model.method = makeTuningMethod(recipe.method);
    Problems attaching = model.method->attach(*model.decoder, seed);
    for (Problem& problem : attaching)  // some were told when the settings were checked
        if (std::find(problems.begin(), problems.end(), problem) == problems.end()) problems.push_back(std::move(problem));
    if (hasError(problems)) return {};
    model.decoder->recompute = resolved.recompute == "layers" ? Recompute::Layers : Recompute::None;
    model.objective = makeObjective(recipe.objective, resolved.labels);
    return model;
}

void takeOwnWeights(TunedModel& model, const Recipe& recipe, const std::filesystem::path& modelFolder, const DecoderConfig& config) {
    Decoder& decoder = *model.decoder;
    if (!model.isRounded) return;
    Problems problems;
    const std::unique_ptr<Decoder> own = baseOf(recipe, modelFolder, config, Store::AsStored, problems);
    if (!own) throw Error(problems.front().where, problems.front().what, problems.front().mend);
    if (!decoder.tied()) own->untie();
    const bool tied = decoder.tied();
    const std::vector<NamedTensor> ours = decoder.parameters(), theirs = own->parameters();
    for (size_t i = 0; i < ours.size(); ++i)
        if (!learns(*ours[i].tensor)) *ours[i].tensor = *theirs.at(i).tensor;
    if (tied) decoder.head.weight = decoder.embedding.weight;
    model.isRounded = false;
}

}  // namespace luthier
