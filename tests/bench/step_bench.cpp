// SPDX-License-Identifier: Apache-2.0
// Seconds of one training step at a real shape, without data, trainer and tokenizer: what the model itself costs.
//     step_bench [lora|full|generate] [samples] [tokens per sample] [steps] [float32|bfloat16: how frozen weights lie] [135m|wide]
#include <ATen/Parallel.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

#include "core/base/hash.h"
#include "core/model/decoder.h"
#include "core/ops/adamw.h"
#include "core/ops/allocator.h"
#include "core/ops/matmul.h"
#include "tests/support/torch_batch.h"

using namespace luthier;

namespace {

// Processor seconds with one thread, which a busy neighbour changes little; seconds with more.
double now() {
    if (at::get_num_threads() == 1) return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// SmolLM2-135M, or two layers under the head of Qwen2.5-0.5B.
DecoderConfig shape(bool wide) {
    if (wide)
        return readDecoderConfig(Json::parse(R"({"model_type":"llama","vocab_size":151936,"hidden_size":896,"intermediate_size":4864,"num_hidden_layers":2,
            "num_attention_heads":14,"num_key_value_heads":2,"max_position_embeddings":8192,"tie_word_embeddings":true})"))
            .config;
    return readDecoderConfig(Json::parse(R"({"model_type":"llama","vocab_size":49152,"hidden_size":576,"intermediate_size":1536,"num_hidden_layers":30,
        "num_attention_heads":9,"num_key_value_heads":3,"max_position_embeddings":8192,"tie_word_embeddings":true})"))
        .config;
}

void adapt(Decoder& decoder) {
    for (Linear* map : decoder.linears()) {
        map->lowRank = std::make_shared<LowRank>();
        map->lowRank->a = (at::randn({16, map->weight.size(1)}) * 0.02).requires_grad_();
        map->lowRank->b = at::zeros({map->weight.size(0), 16}).requires_grad_();
        map->lowRank->scale = 2;
        map->lowRank->key = nameHash(map->path);
    }
}

std::vector<at::Tensor> learning(Decoder& decoder) {
    std::vector<at::Tensor> all;
    for (NamedTensor& parameter : decoder.parameters())
        if (parameter.tensor->requires_grad()) all.push_back(*parameter.tensor);
    for (Linear* map : decoder.linears())
        if (map->lowRank) all.insert(all.end(), {map->lowRank->a, map->lowRank->b});
    return all;
}

Batch batchOf(int samples, int tokens, int step) {
    std::vector<LabelledSample> all;
    for (int s = 0; s < samples; ++s) {
        LabelledSample sample;
        const int length = tokens * 3 / 4 + static_cast<int>(mixed(static_cast<uint64_t>(100 * step + s)) % static_cast<uint64_t>(tokens / 2));
        for (int i = 0; i < length; ++i) {
            sample.tokens.push_back(static_cast<int64_t>(mixed(static_cast<uint64_t>(i + 999 * s + step)) % 49152));
            sample.labels.push_back(i > length / 2 ? sample.tokens.back() : -100);
        }
        all.push_back(sample);
    }
    return packed(all);
}

double resident(const char* field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(field)) return std::stod(line.substr(line.find(':') + 1)) / 1024;
    return 0;
}

/// Tokens per second of an answer after a prompt, both kinds of product.
void generation(Decoder& decoder, int prompt, int answer) {
    for (ProductKernel kernel : productKernels()) {
        setProductKernel(kernel);
        KvCache cache = decoder.newCache(prompt + answer);
        const double begin = now();
        int64_t token = decoder.next(std::vector<int64_t>(static_cast<size_t>(prompt), 7), cache).argmax().item<int64_t>();
        const double read = now();
        for (int i = 0; i < answer; ++i) token = decoder.next({token}, cache).argmax().item<int64_t>();
        std::printf("%s: prompt of %d %.3f s, then %.1f tokens/s\n", nameOf(kernel).c_str(), prompt, read - begin, answer / (now() - read));
    }
}

}  // namespace

int main(int count, char** values) {
    useTensorMemory();
    const std::string method = count > 1 ? values[1] : "lora";
    const int samples = count > 2 ? std::stoi(values[2]) : 8, tokens = count > 3 ? std::stoi(values[3]) : 250, steps = count > 4 ? std::stoi(values[4]) : 6;
    const bool narrow = count > 5 && std::string(values[5]) == "bfloat16";
    auto decoder = Decoder::random(shape(count > 6 && std::string(values[6]) == "wide"), 1, narrow ? Store::BFloat16 : Store::Float32);
    if (method == "generate") {
        generation(*decoder, tokens, 50);
        return 0;
    }
    if (method == "lora") adapt(*decoder);
    if (method == "full")
        for (NamedTensor& parameter : decoder->parameters()) parameter.tensor->requires_grad_();
    if (method == "full") decoder->head.weight = decoder->embedding.weight;
    const std::vector<at::Tensor> tensors = learning(*decoder);
    int64_t total = 0;
    for (const at::Tensor& tensor : tensors) total += tensor.numel();
    at::Tensor weights = at::empty({total}), gradients = at::zeros({total}), mean = at::zeros({total}), variance = at::zeros({total});
    int64_t at = 0;
    for (const at::Tensor& tensor : tensors) {
        tensor.mutable_grad() = gradients.narrow(0, at, tensor.numel()).view(tensor.sizes());
        at += tensor.numel();
    }
    std::printf("%s, %d threads, products by %s, %.1f M learning\n", method.c_str(), at::get_num_threads(), nameOf(productKernel()).c_str(), static_cast<double>(total) / 1e6);
    for (int step = 0; step < steps; ++step) {
        const Batch batch = batchOf(samples, tokens, step);
        const double begin = now();
        gradients.zero_();
        const at::Tensor hidden = decoder->hidden(batch);
        const double forward = now();
        const HeadLoss loss = decoder->loss(hidden, batch);
        const double head = now();
        loss.sum.backward();
        const double backward = now();
        flatNorm(gradients);
        adamwStep(weights, gradients, mean, variance, {.learningRate = 1e-9, .step = step + 1});
        const double end = now();
        std::printf("step %d: %ld tokens, %ld learnt, forward %.3f head %.3f backward %.3f optimizer %.3f = %.3f s, %.0f tokens/s, anonymous %.0f MB, peak %.0f MB\n",
                    step, static_cast<long>(batch.tokenCount()), static_cast<long>(batch.targets.size(0)), forward - begin, head - forward, backward - head,
                    end - backward, end - begin, static_cast<double>(batch.tokenCount()) / (end - begin), resident("RssAnon"), resident("VmHWM"));
    }
}
