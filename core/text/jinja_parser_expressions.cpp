// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "core/text/jinja_parser.h"

namespace luthier::jinja {

NodePtr Parser::parseExpression(bool withCondition) {
    const Deeper deeper(*this);
    return withCondition ? parseCondition() : parseOr();
}

NodePtr Parser::parseCondition() {
    uint32_t line = now().line;
    NodePtr node = parseOr();
    while (skipName("if")) {
        NodePtr cond = make(NodeKind::Cond, line);
        cond->a = parseOr();
        cond->b = std::move(node);
        if (skipName("else")) {
            const Deeper deeper(*this);
            cond->c = parseCondition();
        }
        node = deepened(std::move(cond));
        line = now().line;
    }
    return node;
}

NodePtr Parser::parseOr() {
    uint32_t line = now().line;
    NodePtr left = parseAnd();
    while (skipName("or")) {
        NodePtr right = parseAnd();
        left = binary(NodeKind::Or, std::move(left), std::move(right), line);
        line = now().line;
    }
    return left;
}

NodePtr Parser::parseAnd() {
    uint32_t line = now().line;
    NodePtr left = parseNot();
    while (skipName("and")) {
        NodePtr right = parseNot();
        left = binary(NodeKind::And, std::move(left), std::move(right), line);
        line = now().line;
    }
    return left;
}

NodePtr Parser::parseNot() {
    if (!now().isName("not")) return parseCompare();
    const Deeper deeper(*this);
    NodePtr node = make(NodeKind::Not, take().line);
    node->a = parseNot();
    return deepened(std::move(node));
}

NodePtr Parser::parseCompare() {
    static constexpr std::pair<const char*, Comparison> signs[] = {{"==", Comparison::Eq}, {"!=", Comparison::Ne},   {"<", Comparison::Lt},
                                                                   {"<=", Comparison::LtEq}, {">", Comparison::Gt}, {">=", Comparison::GtEq}};
    const uint32_t line = now().line;
    NodePtr first = parseSum();
    NodePtr node;
    while (true) {
        Comparison comparison = Comparison::Eq;
        const auto sign = std::find_if(std::begin(signs), std::end(signs), [&](const auto& s) { return now().isOperator(s.first); });
        if (sign != std::end(signs)) {
            take();
            comparison = sign->second;
        } else if (skipName("in")) {
            comparison = Comparison::In;
        } else if (now().isName("not") && after().isName("in")) {
            take();
            take();
            comparison = Comparison::NotIn;
        } else {
            break;
        }
        if (!node) {
            node = make(NodeKind::Compare, line);
            node->a = std::move(first);
        }
        node->comparisons.push_back(comparison);
        node->items.push_back(parseSum());
    }
    return node ? deepened(std::move(node)) : std::move(first);
}

NodePtr Parser::parseSum() {
    uint32_t line = now().line;
    NodePtr left = parseConcat();
    while (now().isOperator("+") || now().isOperator("-")) {
        const Operation operation = take().text == "+" ? Operation::Add : Operation::Sub;
        NodePtr right = parseConcat();
        left = binary(NodeKind::Binary, std::move(left), std::move(right), line);
        left->operation = operation;
        line = now().line;
    }
    return left;
}

NodePtr Parser::parseConcat() {
    const uint32_t line = now().line;
    NodePtr first = parseProduct();
    if (!now().isOperator("~")) return first;
    NodePtr node = make(NodeKind::Concat, line);
    node->items.push_back(std::move(first));
    while (skipOperator("~")) node->items.push_back(parseProduct());
    return deepened(std::move(node));
}

NodePtr Parser::parseProduct() {
    static constexpr std::pair<const char*, Operation> signs[] = {
        {"*", Operation::Mul}, {"/", Operation::Div}, {"//", Operation::FloorDiv}, {"%", Operation::Mod}};
    uint32_t line = now().line;
    NodePtr left = parsePower();
    while (true) {
        const auto sign = std::find_if(std::begin(signs), std::end(signs), [&](const auto& s) { return now().isOperator(s.first); });
        if (sign == std::end(signs)) return left;
        take();
        NodePtr right = parsePower();
        left = binary(NodeKind::Binary, std::move(left), std::move(right), line);
        left->operation = sign->second;
        line = now().line;
    }
}

NodePtr Parser::parsePower() {
    uint32_t line = now().line;
    NodePtr left = parseUnary();
    while (skipOperator("**")) {
        NodePtr right = parseUnary();
        left = binary(NodeKind::Binary, std::move(left), std::move(right), line);
        left->operation = Operation::Pow;
        line = now().line;
    }
    return left;
}

NodePtr Parser::parseUnary(bool withFilter) {
    NodePtr node;
    if (now().isOperator("-") || now().isOperator("+")) {
        const Deeper deeper(*this);
        const Token& sign = take();
        node = make(sign.text == "-" ? NodeKind::Negative : NodeKind::Positive, sign.line);
        node->a = parseUnary(false);
        node = deepened(std::move(node));
    } else {
        node = parsePrimary();
    }
    node = parsePostfix(std::move(node));
    return withFilter ? parseFilterExpression(std::move(node)) : std::move(node);
}

NodePtr Parser::parseNumber() {
    const Token& token = take();
    NodePtr node = make(NodeKind::Const, token.line);
    if (token.kind == TokenKind::Float) {
        node->value = Value::floating(std::strtod(token.text.c_str(), nullptr));
        return node;
    }
    const char kind = token.text.size() > 2 ? static_cast<char>(token.text[1] | 32) : ' ';
    const int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
    const char* begin = token.text.data() + (base == 10 ? 0 : 2);
    const char* end = token.text.data() + token.text.size();
    int64_t value = 0;
    if (std::from_chars(begin, end, value, base).ec == std::errc{}) node->value = Value::integer(value);
    else if (base == 10) node->value = Value::bigInteger(token.text);
    else fail("integers beyond 64 bits must be written in decimal", token.line);
    return node;
}

NodePtr Parser::parsePrimary(bool withNamespace) {
    const Token& token = now();
    const uint32_t line = token.line;
    if (token.kind == TokenKind::Integer || token.kind == TokenKind::Float) return parseNumber();
    if (token.kind == TokenKind::String) {
        std::string text;
        while (now().kind == TokenKind::String) text += take().text;
        NodePtr node = make(NodeKind::Const, line);
        node->value = Value::string(std::move(text));
        return node;
    }
    if (token.isOperator("[")) return parseList();
    if (token.isOperator("{")) return parseDict();
    if (token.isOperator("(")) {
        take();
        NodePtr node = parseTuple(false, true, {}, true);
        expectOperator(")");
        return node;
    }
    if (token.kind != TokenKind::Name) fail("unexpected '" + described(token) + "'");
    const std::string name = take().text;
    NodePtr node = make(NodeKind::Const, line);
    if (name == "true" || name == "True") node->value = Value::boolean(true);
    else if (name == "false" || name == "False") node->value = Value::boolean(false);
    else if (name == "none" || name == "None") node->value = Value::none();
    else if (withNamespace && now().isOperator(".")) {
        take();
        node->kind = NodeKind::NsRef;
        node->name = name;
        node->text = expectAnyName();
    } else {
        node->kind = NodeKind::Name;
        node->name = name;
    }
    return node;
}

NodePtr Parser::parseTuple(bool simplified, bool withCondition, Names extraEnds, bool brackets, bool withNamespace) {
    uint32_t line = now().line;
    Nodes items;
    bool isTuple = false;
    while (true) {
        if (!items.empty()) expectOperator(",");
        if (now().kind == TokenKind::VariableEnd || now().kind == TokenKind::BlockEnd || now().isOperator(")") || isAny(extraEnds)) break;
        items.push_back(simplified ? parsePrimary(withNamespace) : parseExpression(withCondition));
        if (!now().isOperator(",")) break;
        isTuple = true;
        line = now().line;
    }
    if (!isTuple && !items.empty()) return std::move(items[0]);
    if (!isTuple && !brackets) fail("Expected an expression, got '" + described(now()) + "'");
    NodePtr node = make(NodeKind::Tuple, line);
    node->items = std::move(items);
    return deepened(std::move(node));
}

NodePtr Parser::parseList() {
    NodePtr node = make(NodeKind::List, take().line);
    while (!now().isOperator("]")) {
        if (!node->items.empty()) expectOperator(",");
        if (now().isOperator("]")) break;
        node->items.push_back(parseExpression());
    }
    expectOperator("]");
    return deepened(std::move(node));
}

NodePtr Parser::parseDict() {
    NodePtr node = make(NodeKind::Dict, take().line);
    while (!now().isOperator("}")) {
        if (!node->items.empty()) expectOperator(",");
        if (now().isOperator("}")) break;
        node->items.push_back(parseExpression());
        expectOperator(":");
        node->items.push_back(parseExpression());
    }
    expectOperator("}");
    return deepened(std::move(node));
}

}  // namespace luthier::jinja
