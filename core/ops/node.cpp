// SPDX-License-Identifier: Apache-2.0
#include "core/ops/node.h"

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

#include "core/base/error.h"

namespace luthier {
namespace {

using torch::autograd::variable_list;

struct ClosureNode : torch::autograd::Node {
    std::string label;
    std::vector<at::Tensor> parameters;
    Backward backward;

    std::string name() const override { return label; }
    void release_variables() override { backward = nullptr; }

    variable_list apply(variable_list&& gradients) override {
        TORCH_CHECK(backward, label, " was asked for its gradient twice; what it kept was used up the first time");
        variable_list results(parameters.size() + 1);
        if (!gradients[0].defined()) return results;
        const at::NoGradGuard noGrad;
        GradientSink sink;
        at::Tensor outputGradient = std::move(gradients[0]);
        gradients.clear();
        const Backward once = std::move(backward);
        backward = nullptr;
        results[0] = once(std::move(outputGradient), task_should_compute_output(0), sink);
        for (size_t i = 0; i < parameters.size(); ++i) results[i + 1] = sink.take(parameters[i]);
        return results;
    }
};

}  // namespace

bool needsNode(const at::Tensor& input, const std::vector<at::Tensor>& parameters) {
    if (!at::GradMode::is_enabled()) return false;
    if (learns(input)) return true;
    for (const at::Tensor& parameter : parameters)
        if (learns(parameter)) return true;
    return false;
}

void attachNode(at::Tensor& output, const at::Tensor& input, const std::vector<at::Tensor>& parameters, const char* name, Backward backward) {
    auto node = c10::make_intrusive<ClosureNode>();
    node->label = name;
    node->parameters = parameters;
    node->backward = std::move(backward);
    torch::autograd::edge_list edges = {learns(input) ? torch::autograd::impl::gradient_edge(input) : torch::autograd::Edge()};
    for (const at::Tensor& parameter : parameters) edges.push_back(torch::autograd::impl::gradient_edge(parameter));
    node->set_next_edges(std::move(edges));
    torch::autograd::set_history(output, node);
}

}  // namespace luthier
