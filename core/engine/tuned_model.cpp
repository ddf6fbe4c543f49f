// SPDX-License-Identifier: Apache-2.0
#include "core/engine/tuned_model.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/model/checkpoint.h"
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

}  // namespace

TunedModel makeTunedModel(const Recipe& recipe, const std::filesystem::path& modelFolder, const DecoderConfig& config,
                          const Resolved& resolved, Problems& problems) {
    TunedModel model;
    std::string products = resolved.kernels.stringOr("products", "");
    if (!products.empty()) setProductKernel(productKernelOf(products));
    setArithmetic(arithmeticOf(resolved.precision));
    uint64_t seed = static_cast<uint64_t>(recipe.train.seed);
    const Store store = storeOf(recipe, config, resolved.store);
    bool random = recipe.model.init == "random";
    model.decoder = random ? Decoder::random(config, seed, store) : loadDecoder(modelFolder, config, problems, store);
    if (!model.decoder || hasError(problems)) return {};
    model.method = makeTuningMethod(recipe.method);
    Problems attaching = model.method->attach(*model.decoder, seed);
    for (Problem& problem : attaching)  // some were told when the settings were checked
        if (std::find(problems.begin(), problems.end(), problem) == problems.end()) problems.push_back(std::move(problem));
    if (hasError(problems)) return {};
    model.decoder->recompute = resolved.recompute == "layers" ? Recompute::Layers : Recompute::None;
    model.objective = makeObjective(recipe.objective, resolved.labels);
    return model;
}

}  // namespace luthier
