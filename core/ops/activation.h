// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace luthier {

/// The bend between two linear maps. GeluErf: x Phi(x) (arXiv 1606.08415); GeluTanh: its tanh form; QuickGelu: x sigmoid(1.702 x); Relu2: relu(x)^2.
enum class Activation { Silu, GeluErf, GeluTanh, QuickGelu, Relu, Relu2 };
constexpr int kActivations = 6;

/// By the names of Transformers' ACT2FN; nothing for a name that is not among them.
constexpr std::optional<Activation> activationNamed(std::string_view name) {
    if (name == "silu" || name == "swish") return Activation::Silu;
    if (name == "gelu" || name == "gelu_python") return Activation::GeluErf;
    if (name == "gelu_new" || name == "gelu_pytorch_tanh" || name == "gelu_fast" || name == "gelu_accurate") return Activation::GeluTanh;
    if (name == "quick_gelu") return Activation::QuickGelu;
    if (name == "relu") return Activation::Relu;
    if (name == "relu2") return Activation::Relu2;
    return std::nullopt;
}
/// Those names, for people.
constexpr const char* kActivationNames = "silu, swish, gelu, gelu_new, gelu_pytorch_tanh, gelu_fast, gelu_python, gelu_accurate, quick_gelu, relu and relu2";

}  // namespace luthier
