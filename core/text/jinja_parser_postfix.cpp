// SPDX-License-Identifier: Apache-2.0
// What may follow an operand: attributes, subscripts, calls, filters and tests.
#include "core/text/jinja_limits.h"
#include "core/text/jinja_parser.h"

namespace luthier::jinja {

NodePtr Parser::parsePostfix(NodePtr node) {
    while (true) {
        if (now().isOperator(".") || now().isOperator("[")) node = parseSubscript(std::move(node));
        else if (now().isOperator("(")) node = parseCall(std::move(node));
        else return node;
    }
}

NodePtr Parser::parseFilterExpression(NodePtr node) {
    while (true) {
        if (now().isOperator("|")) node = parseFilters(std::move(node), false);
        else if (now().isName("is")) node = parseTest(std::move(node));
        else if (now().isOperator("(")) node = parseCall(std::move(node));
        else return node;
    }
}

NodePtr Parser::parseSubscript(NodePtr node) {
    const Token open = take();
    NodePtr access = make(NodeKind::Getitem, open.line);
    access->a = std::move(node);
    if (open.text == ".") {
        if (now().kind == TokenKind::Name) {
            access->kind = NodeKind::Getattr;
            access->name = take().text;
        } else if (now().kind == TokenKind::Integer) {
            access->b = parseNumber();
        } else {
            fail("expected name or number");
        }
        return deepened(std::move(access));
    }
    Nodes keys;
    while (!now().isOperator("]")) {
        if (!keys.empty()) expectOperator(",");
        keys.push_back(parseSubscribed());
    }
    expectOperator("]");
    if (keys.size() == 1) {
        access->b = std::move(keys[0]);
    } else {
        access->b = make(NodeKind::Tuple, open.line);
        for (const NodePtr& key : keys)
            if (key->kind == NodeKind::Slice) fail("a slice cannot stand among several subscripts", open.line);
        access->b->items = std::move(keys);
        access->b = deepened(std::move(access->b));
    }
    return deepened(std::move(access));
}

NodePtr Parser::parseSubscribed() {
    const uint32_t line = now().line;
    NodePtr start;
    if (!now().isOperator(":")) {
        start = parseExpression();
        if (!now().isOperator(":")) return start;
    }
    take();
    NodePtr node = make(NodeKind::Slice, line);
    node->a = std::move(start);
    auto ends = [&] { return now().isOperator("]") || now().isOperator(","); };
    if (!now().isOperator(":") && !ends()) node->b = parseExpression();
    if (skipOperator(":") && !ends()) node->c = parseExpression();
    return deepened(std::move(node));
}

std::unique_ptr<CallArguments> Parser::parseArguments() {
    const uint32_t line = now().line;
    expectOperator("(");
    auto arguments = std::make_unique<CallArguments>();
    auto ensure = [&](bool fits) {
        if (!fits) fail("invalid syntax for function call expression", line);
    };
    bool comma = false;
    while (!now().isOperator(")")) {
        if (comma) {
            expectOperator(",");
            if (now().isOperator(")")) break;
        }
        comma = true;
        if (skipOperator("*")) {
            ensure(!arguments->dynamic && !arguments->dynamicNamed);
            arguments->dynamic = parseExpression();
        } else if (skipOperator("**")) {
            ensure(!arguments->dynamicNamed);
            arguments->dynamicNamed = parseExpression();
        } else if (now().kind == TokenKind::Name && after().isOperator("=")) {
            ensure(!arguments->dynamicNamed);
            const std::string key = take().text;
            take();
            if (arguments->named.size() == kMaxArguments) fail("more than 1000 named arguments in a call", line);
            for (const auto& [known, value] : arguments->named)
                if (known == key) fail("keyword argument repeated: " + key, line);
            arguments->named.emplace_back(key, parseExpression());
        } else {
            ensure(!arguments->dynamic && !arguments->dynamicNamed && arguments->named.empty());
            arguments->positional.push_back(parseExpression());
        }
    }
    expectOperator(")");
    return arguments;
}

NodePtr Parser::parseCall(NodePtr callee) {
    NodePtr node = make(NodeKind::Call, now().line);
    node->a = std::move(callee);
    node->arguments = parseArguments();
    return deepened(std::move(node));
}

NodePtr Parser::parseFilters(NodePtr node, bool startsInline) {
    while (now().isOperator("|") || startsInline) {
        if (!startsInline) take();
        startsInline = false;
        NodePtr filter = make(NodeKind::Filter, now().line);
        filter->name = expectAnyName();
        while (skipOperator(".")) filter->name += "." + expectAnyName();
        filter->arguments = now().isOperator("(") ? parseArguments() : std::make_unique<CallArguments>();
        filter->a = std::move(node);
        filter->filter = findFilter(filter->name);
        node = deepened(std::move(filter));
    }
    return node;
}

NodePtr Parser::parseTest(NodePtr node) {
    NodePtr test = make(NodeKind::Test, take().line);
    const bool negated = skipName("not");
    test->name = expectAnyName();
    while (skipOperator(".")) test->name += "." + expectAnyName();
    test->a = std::move(node);
    test->test = findTest(test->name);
    const Token& next = now();
    const bool value = next.kind == TokenKind::String || next.kind == TokenKind::Integer || next.kind == TokenKind::Float ||
                       next.isOperator("[") || next.isOperator("{") ||
                       (next.kind == TokenKind::Name && !next.isName("else") && !next.isName("or") && !next.isName("and"));
    if (next.isOperator("(")) {
        test->arguments = parseArguments();
    } else {
        test->arguments = std::make_unique<CallArguments>();
        if (value) {
            if (next.isName("is")) fail("You cannot chain multiple tests with is");
            test->arguments->positional.push_back(parsePostfix(parsePrimary()));
        }
    }
    test = deepened(std::move(test));
    if (!negated) return test;
    NodePtr inverse = make(NodeKind::Not, test->line);
    inverse->a = std::move(test);
    return deepened(std::move(inverse));
}

}  // namespace luthier::jinja
