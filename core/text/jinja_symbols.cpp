// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_symbols.h"

namespace luthier::jinja {
namespace {

void analyzeIf(const Node& node, Symbols& symbols) {
    if (node.a) analyze(*node.a, symbols);
    std::vector<Symbols> branches(3, symbols.branch());
    analyzeAll(node.body, branches[0]);
    analyzeAll(node.items, branches[1]);
    if (node.b) analyzeAll(node.b->body, branches[2]);
    symbols.mergeBranches(branches);
}

}  // namespace

void analyzeAll(const Nodes& nodes, Symbols& symbols) {
    for (const NodePtr& node : nodes) analyze(*node, symbols);
}

void analyze(const Node& node, Symbols& symbols, bool asParameter) {
    switch (node.kind) {
    case NodeKind::Name:
        if (asParameter || node.use == Use::Parameter) symbols.declareParameter(node.name);
        else if (node.use == Use::Store) symbols.store(node.name);
        else symbols.load(node.name);
        return;
    case NodeKind::NsRef: return symbols.load(node.name);
    case NodeKind::If: return analyzeIf(node, symbols);
    case NodeKind::Macro: return symbols.store(node.name);
    case NodeKind::Set:
        analyze(*node.b, symbols);
        return analyze(*node.a, symbols);
    case NodeKind::For: return analyze(*node.loop->iterable, symbols);
    case NodeKind::CallBlock:
    case NodeKind::FilterBlock:
    case NodeKind::SetBlock: return analyze(*node.a, symbols);
    case NodeKind::With: return analyzeAll(node.arguments->positional, symbols);
    case NodeKind::Generation:
    case NodeKind::Block: return;
    default: forEachChild(node, [&](const NodePtr& child) { analyze(*child, symbols, asParameter); });
    }
}

}  // namespace luthier::jinja
