// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/ops/matmul.h"
#include "core/tuning/learnable.h"
#include "core/tuning/method_settings.h"
#include "core/tuning/peft_config.h"
#include "core/tuning/targets.h"

namespace luthier {
namespace {

const char* const kAdapterFile = "adapter_model.safetensors";

/// Names of one module's matrices in the file; an embedding's are PEFT's lora_embedding_A and _B, without ".weight".
struct PairNames {
    std::string a, b;
};
PairNames pairNames(const std::string& module, bool embedding) {
    if (embedding) return {kPeftPrefix + module + ".lora_embedding_A", kPeftPrefix + module + ".lora_embedding_B"};
    return {kPeftPrefix + module + ".lora_A.weight", kPeftPrefix + module + ".lora_B.weight"};
}

/// Numbers in [0, 1) that depend on seed, name and place only.
at::Tensor uniform(at::IntArrayRef shape, uint64_t seed, const std::string& name) {
    at::Tensor values = at::empty(shape, at::kFloat);
    const uint64_t key = mixed(seed ^ nameHash(name));
    float* to = values.data_ptr<float>();
    for (int64_t i = 0; i < values.numel(); ++i) to[i] = static_cast<float>(mixed(key + static_cast<uint64_t>(i)) >> 40) * 0x1p-24f;
    return values;
}

/// kaiming_uniform with a = sqrt(5), as PEFT begins: uniform in ±1/sqrt(in).
at::Tensor kaiming(int64_t rank, int64_t in, uint64_t seed, const std::string& name) {
    const double bound = 1 / std::sqrt(static_cast<double>(in));
    return uniform({rank, in}, seed, name).mul_(2 * bound).sub_(bound);
}

/// Standard normal numbers (Box-Muller).
at::Tensor normal(at::IntArrayRef shape, uint64_t seed, const std::string& name) {
    const at::Tensor radius = uniform(shape, seed, name + "#radius").neg().add_(1).log_().mul_(-2).sqrt_();
    return radius * uniform(shape, seed, name + "#angle").mul_(2 * std::numbers::pi).cos_();
}

/// Where a module's weight and adapter lie in the decoder.
struct Site {
    at::Tensor* weight = nullptr;
    std::shared_ptr<LowRank>* lowRank = nullptr;
    bool embedding = false;
    bool inOut = false;  ///< the weight lies as (in, out)

    int64_t in() const { return weight->size(inOut ? 0 : 1); }   ///< of an embedding: its width
    int64_t out() const { return weight->size(inOut ? 1 : 0); }  ///< of an embedding: its rows
};
Site siteOf(Decoder& decoder, const std::string& module) {
    if (module == decoder.embedding.path) return {&decoder.embedding.weight, &decoder.embedding.lowRank, true};
    Linear* linear = linearOf(decoder, module);
    return linear ? Site{&linear->weight, &linear->lowRank, false, linear->inOut} : Site{};
}

/// B A of a linear map (out, in); its transpose for an embedding (V, C) and for weights that lie as (in, out). Float32, times scale.
at::Tensor product(const LowRank& pair, bool transposed) {
    const at::Tensor delta = at::mm(pair.b.detach(), pair.a.detach()).mul_(pair.scale);
    return transposed ? delta.t() : delta;
}

class Lora final : public TuningMethod {
public:
    explicit Lora(MethodSettings settings) : settings_(std::move(settings)) {}

    Problems attach(Decoder& decoder, uint64_t seed) override;
    /// From a PEFT folder: the file's matrices say which modules, adapter_config.json how they count.
    Problems open(const std::filesystem::path& folder, Decoder& decoder);
    std::vector<Learnable> learnables() override;
    void setEnabled(bool enabled) override;
    bool hasAdapter() const override { return true; }
    void saveAdapter(const std::filesystem::path& folder, const std::string& baseModel) override;
    at::Tensor merged(Decoder& decoder, const NamedTensor& parameter) override;
    void merge(Decoder& decoder) override;

private:
    struct Adapted {
        std::string module;
        std::shared_ptr<LowRank> pair;
        at::Tensor* weight;
        bool embedding, inOut;
    };
    /// A parameter of modules_to_save: the decoder holds the copy that learns, `other` the base's.
    struct Saved {
        NamedTensor parameter;
        at::Tensor other;
    };

    void adapt(Decoder& decoder, const std::string& module, at::Tensor a, at::Tensor b);
    void save(Decoder& decoder, const std::string& module);
    void begin(Decoder& decoder, const std::string& module, uint64_t seed);
    void place(Decoder& decoder, const Checkpoint& file, const std::vector<std::string>& modules, Problems& problems);

    MethodSettings settings_;
    PeftConfig config_;
    std::vector<Adapted> adapted_;
    std::vector<Saved> saved_;
    std::string head_;
    TaskHead task_;
    bool enabled_ = true;
};

void Lora::adapt(Decoder& decoder, const std::string& module, at::Tensor a, at::Tensor b) {
    head_ = decoder.head.path;
    const Site site = siteOf(decoder, module);
    auto pair = std::make_shared<LowRank>();
    pair->a = std::move(a);
    pair->b = std::move(b);
    pair->scale = config_.scaleOf(module);
    pair->dropout = site.embedding ? 0 : config_.dropout;  // PEFT's embedding adapter has no dropout
    pair->key = nameHash(module);
    *site.lowRank = pair;
    adapted_.push_back({module, pair, site.weight, site.embedding, site.inOut});
}

void Lora::save(Decoder& decoder, const std::string& module) {
    for (const NamedTensor& parameter : parametersOf(decoder, module)) {
        saved_.push_back({parameter, *parameter.tensor});
        ownCopy(decoder, parameter);
    }
}

/// New matrices whose product is zero, so that the model begins as the base: A drawn and B zero; of an embedding the other way round.
void Lora::begin(Decoder& decoder, const std::string& module, uint64_t seed) {
    const Site site = siteOf(decoder, module);
    const int64_t rank = config_.rankOf(module), first = site.out(), second = site.in();
    if (site.embedding)
        adapt(decoder, module, at::zeros({rank, first}, at::kFloat), normal({second, rank}, seed, module + ".lora_embedding_B"));
    else adapt(decoder, module, kaiming(rank, second, seed, module + ".lora_A"), at::zeros({first, rank}, at::kFloat));
}

/// A regular expression stays one, a list stays a list; words become the modules they stand for, as PEFT writes them.
Json targetsJson(const Targets& targets, const LoraTargets& found, const DecoderConfig& config) {
    const std::vector<std::string> ofAttention = attentionModules(config);
    const std::vector<std::string>* names = &targets.modules;
    if (names->empty() && targets.word == "all-linear") names = &found.adapted;
    if (names->empty() && targets.word == "attention") names = &ofAttention;
    if (names->empty()) return targets.word;
    Json list = Json::array();
    for (const std::string& name : *names) list.push_back(name);
    return list;
}

Problems Lora::attach(Decoder& decoder, uint64_t seed) {
    Problems problems = methodFacts(settings_.kind)->check(settings_, decoder.config);
    if (hasError(problems)) return problems;
    if (settings_.initFrom) {
        for (Problem& problem : open(pathOf(*settings_.initFrom), decoder)) problems.push_back(std::move(problem));
        return problems;
    }
    Problems told;
    const LoraTargets found = loraTargets(settings_, decoder.config, told);
    const std::vector<std::string>& drawn = decoder.config.task.drawn;
    config_ = {settings_.rank,
               settings_.alpha,
               settings_.dropout,
               settings_.rslora,
               targetsJson(settings_.targets, found, decoder.config),
               settings_.modulesToSave,
               Json::object(),
               Json::object(),
               ""};
    config_.modulesToSave.insert(config_.modulesToSave.end(), drawn.begin(), drawn.end());
    if (decoder.config.task.classes > 0) config_.answerLabels();
    task_ = decoder.config.task;
    if (found.untie && decoder.tied()) decoder.untie();
    for (const std::string& module : found.adapted) begin(decoder, module, seed);
    for (const std::string& module : found.saved) save(decoder, module);
    return problems;
}

/// What an adapter's file holds, in the decoder's order of modules.
struct AdapterContent {
    std::vector<std::string> adapted, saved;
    std::vector<std::string> baseLayers;  ///< embeddings that PEFT stores beside their adapter
    std::vector<std::string> surplus;
};

AdapterContent contentOf(const Checkpoint& file, const DecoderConfig& config) {
    DecoderConfig untied = config;
    untied.tied = false;
    AdapterContent content;
    std::map<std::string, bool> known;
    std::set<std::string> adaptable;
    for (const Module& one : modulesOf(config))
        if (one.adaptable) adaptable.insert(one.path);
    for (const TensorShape& tensor : expectedTensors(untied)) {
        const std::string module = tensor.name.substr(0, tensor.name.rfind('.'));
        if (tensor.role == TensorShape::Role::Matrix && adaptable.contains(module)) {
            const PairNames names = pairNames(module, module == config.embedding);
            if (file.find(names.a) || file.find(names.b)) content.adapted.push_back(module);
            known[names.a] = known[names.b] = true;
            if (file.find(kPeftPrefix + module + ".base_layer.weight")) content.baseLayers.push_back(module);
            known[kPeftPrefix + module + ".base_layer.weight"] = true;
        }
        if (file.find(kPeftPrefix + tensor.name) && (content.saved.empty() || content.saved.back() != module)) content.saved.push_back(module);
        known[kPeftPrefix + tensor.name] = true;
    }
    for (const auto& [name, tensor] : file.tensors()) {
        if (!known.contains(name)) content.surplus.push_back(name);
    }
    return content;
}

std::string shapeText(at::IntArrayRef shape) {
    std::string text;
    for (int64_t size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
    return "(" + text + ")";
}

/// A float32 copy of a tensor of the file; undefined, with a problem, when it is missing, misshapen or not finite.
at::Tensor taken(const Checkpoint& file, const std::string& name, at::IntArrayRef shape, Problems& problems) {
    const std::string where = textOf(file.files().front()) + ": " + name;
    const StoredTensor* stored = file.find(name);
    const char* const mend = "Use an adapter that was made for this base model.";
    if (!stored) problems.push_back(error(where, "is missing.", mend));
    else if (at::IntArrayRef(stored->shape) != shape) {
        problems.push_back(error(where, "should have the shape " + shapeText(shape) + ", found " + shapeText(stored->shape) + ".", mend));
    } else {
        const at::Tensor values = tensorOf(*stored).to(at::kFloat, false, true).contiguous();
        if (values.isfinite().all().item<bool>()) return values;
        problems.push_back(error(where, "holds numbers that are not finite.", "Use an earlier snapshot of this adapter."));
    }
    return {};
}

/// PEFT stores an adapted embedding's base weights too; they must be the base's, as nothing here changes a vocabulary.
void checkBaseLayer(const Checkpoint& file, const std::string& module, const at::Tensor& weight, Problems& problems) {
    const std::string name = kPeftPrefix + module + ".base_layer.weight";
    const at::Tensor stored = taken(file, name, weight.sizes(), problems);
    if (!stored.defined() || at::allclose(stored, valuesOf(weight), 1e-2, 1e-3)) return;
    problems.push_back(error(textOf(file.files().front()) + ": " + name, "holds other weights than the base model.",
                             "Use the base model that this adapter was made for."));
}

void Lora::place(Decoder& decoder, const Checkpoint& file, const std::vector<std::string>& modules, Problems& problems) {
    for (const std::string& module : modules) {
        const Site site = siteOf(decoder, module);
        const int64_t rank = config_.rankOf(module), first = site.out(), second = site.in();
        const PairNames names = pairNames(module, site.embedding);
        at::Tensor a = taken(file, names.a, {rank, site.embedding ? first : second}, problems);
        at::Tensor b = taken(file, names.b, {site.embedding ? second : first, rank}, problems);
        if (a.defined() && b.defined()) adapt(decoder, module, std::move(a), std::move(b));
    }
}

Problems Lora::open(const std::filesystem::path& folder, Decoder& decoder) {
    Problems problems;
    config_ = readPeftConfig(folder, problems);
    if (hasError(problems)) return problems;
    std::error_code failed;
    if (!std::filesystem::exists(folder / kAdapterFile, failed)) {
        problems.push_back(error(textOf(folder / kAdapterFile), "is missing.",
                                 "Save the adapter with a PEFT that writes safetensors; adapter_model.bin cannot be read."));
        return problems;
    }
    task_ = decoder.config.task;
    const Checkpoint file = Checkpoint::openFile(folder / kAdapterFile);
    const AdapterContent content = contentOf(file, decoder.config);
    for (const std::string& name : content.surplus) {
        problems.push_back(error(textOf(folder / kAdapterFile) + ": " + name,
                                 "has no place in the base model or is of a kind that is not supported.",
                                 "Use a LoRA adapter that was made for this base model."));
    }
    const auto isEnd = [&](const std::string& module) { return module == decoder.config.embedding || module == decoder.config.head; };
    const bool untie = std::any_of(content.adapted.begin(), content.adapted.end(), isEnd) ||
                       std::any_of(content.saved.begin(), content.saved.end(), isEnd);
    if (untie && decoder.tied()) decoder.untie();
    for (const std::string& module : content.baseLayers) checkBaseLayer(file, module, *siteOf(decoder, module).weight, problems);
    place(decoder, file, content.adapted, problems);
    for (const std::string& module : content.saved) {
        save(decoder, module);
        for (const NamedTensor& parameter : parametersOf(decoder, module)) {
            const at::Tensor values = taken(file, kPeftPrefix + parameter.name, parameter.tensor->sizes(), problems);
            if (values.defined()) parameter.tensor->copy_(values);
        }
    }
    return problems;
}

std::vector<Learnable> Lora::learnables() {
    std::vector<Learnable> result;
    for (Adapted& adapted : adapted_) {
        const PairNames names = pairNames(adapted.module, adapted.embedding);
        result.push_back({names.a, &adapted.pair->a, true});
        result.push_back({names.b, &adapted.pair->b, true});
    }
    for (Saved& saved : saved_) result.push_back({kPeftPrefix + saved.parameter.name, saved.parameter.tensor, saved.parameter.decays});
    return result;
}

void Lora::setEnabled(bool enabled) {
    for (Adapted& adapted : adapted_) adapted.pair->enabled = enabled;
    if (enabled != enabled_) {
        for (Saved& saved : saved_) std::swap(*saved.parameter.tensor, saved.other);
    }
    enabled_ = enabled;
}

void Lora::saveAdapter(const std::filesystem::path& folder, const std::string& baseModel) {
    config_.baseModel = baseModel;
    config_.inOut = std::any_of(adapted_.begin(), adapted_.end(), [](const Adapted& adapted) { return adapted.inOut; });
    std::vector<at::Tensor> alive;
    std::vector<StoredTensor> tensors;
    const auto add = [&](const std::string& name, const at::Tensor& tensor) {
        alive.push_back(valuesOf(tensor).contiguous());
        tensors.push_back(storedOf(name, alive.back()));
    };
    for (const Adapted& adapted : adapted_) {
        const PairNames names = pairNames(adapted.module, adapted.embedding);
        add(names.a, adapted.pair->a);
        add(names.b, adapted.pair->b);
        const bool end = adapted.embedding || adapted.module == head_;
        if (end) add(kPeftPrefix + adapted.module + ".base_layer.weight", *adapted.weight);
    }
    for (const Saved& saved : saved_) add(kPeftPrefix + saved.parameter.name, enabled_ ? *saved.parameter.tensor : saved.other);
    writeSafetensors(folder / kAdapterFile, tensors);
    writeFileAtomically(folder / "adapter_config.json", peftConfigText(config_));
    if (task_.classes > 0) writeLabels(folder, task_);
}

at::Tensor Lora::merged(Decoder&, const NamedTensor& parameter) {
    const at::Tensor weight = valuesOf(*parameter.tensor);
    for (const Adapted& adapted : adapted_) {
        if (adapted.weight == parameter.tensor) return weight + product(*adapted.pair, adapted.embedding || adapted.inOut);
    }
    return weight;
}

void Lora::merge(Decoder& decoder) {
    setEnabled(true);
    for (const Adapted& adapted : adapted_) {
        *adapted.weight = valuesOf(*adapted.weight) + product(*adapted.pair, adapted.embedding || adapted.inOut);
        *siteOf(decoder, adapted.module).lowRank = nullptr;
    }
    adapted_.clear();
}

}  // namespace

/// Low-rank matrices beside linear maps and embeddings (arXiv 2106.09685), saved, opened and merged as PEFT 0.21.2 does.
TuningMethodKind loraMethod() {
    return {"lora", [](const MethodSettings& settings) -> std::unique_ptr<TuningMethod> { return std::make_unique<Lora>(settings); }};
}

std::unique_ptr<TuningMethod> openAdapter(const std::filesystem::path& folder, Decoder& decoder, Problems& problems) {
    auto lora = std::make_unique<Lora>(MethodSettings{});
    const Problems found = lora->open(folder, decoder);
    problems.insert(problems.end(), found.begin(), found.end());
    return hasError(found) ? nullptr : std::unique_ptr<TuningMethod>(std::move(lora));
}

}  // namespace luthier
