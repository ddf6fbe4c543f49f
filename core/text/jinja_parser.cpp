// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_parser.h"

#include <algorithm>

#include "core/text/jinja_limits.h"

namespace luthier::jinja {

std::string described(const Token& token) {
    switch (token.kind) {
    case TokenKind::Data: return "template data / text";
    case TokenKind::BlockBegin: return "begin of statement block";
    case TokenKind::BlockEnd: return "end of statement block";
    case TokenKind::VariableBegin: return "begin of print statement";
    case TokenKind::VariableEnd: return "end of print statement";
    case TokenKind::String: return "string";
    case TokenKind::Integer: return "integer";
    case TokenKind::Float: return "float";
    case TokenKind::End: return "end of template";
    default: return token.text;
    }
}

const Token& Parser::take() {
    const Token& token = tokens_[at_];
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
}

bool Parser::skipName(const char* name) {
    if (!now().isName(name)) return false;
    take();
    return true;
}

bool Parser::skipOperator(const char* name) {
    if (!now().isOperator(name)) return false;
    take();
    return true;
}

void Parser::expectName(const char* name) {
    if (!skipName(name)) fail(std::string("expected token '") + name + "', got '" + described(now()) + "'");
}

void Parser::expectOperator(const char* name) {
    if (!skipOperator(name)) fail(std::string("expected token '") + name + "', got '" + described(now()) + "'");
}

void Parser::expect(TokenKind kind) {
    if (now().kind != kind) fail("expected token '" + described(Token{kind, 0, ""}) + "', got '" + described(now()) + "'");
    take();
}

std::string Parser::expectAnyName() {
    if (now().kind != TokenKind::Name) fail("expected token 'name', got '" + described(now()) + "'");
    return take().text;
}

bool Parser::isAny(Names names) const {
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return now().isName(name); });
}

void Parser::fail(const std::string& reason) const { fail(reason, now().line); }
void Parser::fail(const std::string& reason, uint32_t line) const { throw SyntaxError{line, reason}; }

void Parser::enter() {
    if (++depth_ > kMaxAstDepth) fail("the template nests deeper than " + std::to_string(kMaxAstDepth) + " levels");
}

NodePtr Parser::make(NodeKind kind, uint32_t line) const {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->line = line;
    return node;
}

/// Takes the node's depth from its children, which bounds every later walk over the tree.
NodePtr Parser::deepened(NodePtr node) {
    int deepest = 0;
    forEachChild(*node, [&](const NodePtr& child) { deepest = std::max(deepest, child->depth); });
    node->depth = deepest + 1;
    if (node->depth > kMaxAstDepth) fail("the template nests deeper than " + std::to_string(kMaxAstDepth) + " levels", node->line);
    return node;
}

NodePtr Parser::binary(NodeKind kind, NodePtr a, NodePtr b, uint32_t line) {
    NodePtr node = make(kind, line);
    node->a = std::move(a);
    node->b = std::move(b);
    return deepened(std::move(node));
}

Nodes Parser::parseTemplate() {
    Nodes body = parseUntil({});
    if (now().kind != TokenKind::End) fail("unexpected '" + described(now()) + "'");
    return body;
}

/// Statements up to one of the end tags, whose name is then the current token.
Nodes Parser::parseUntil(Names ends) {
    Nodes body;
    while (now().kind != TokenKind::End) {
        if (now().kind == TokenKind::Data) {
            NodePtr node = make(NodeKind::Data, now().line);
            node->text = take().text;
            body.push_back(std::move(node));
        } else if (now().kind == TokenKind::VariableBegin) {
            NodePtr node = make(NodeKind::Print, take().line);
            node->a = parseTuple();
            expect(TokenKind::VariableEnd);
            body.push_back(deepened(std::move(node)));
        } else {
            expect(TokenKind::BlockBegin);
            if (isAny(ends)) return body;
            if (now().isName("print")) {
                parsePrint(body);
            } else {
                body.push_back(deepened(parseStatement()));
            }
            expect(TokenKind::BlockEnd);
        }
    }
    return body;
}

Nodes Parser::parseBody(Names ends, bool dropEnd) {
    const Deeper deeper(*this);
    skipOperator(":");
    expect(TokenKind::BlockEnd);
    Nodes body = parseUntil(ends);
    if (now().kind == TokenKind::End) {
        std::string wanted;
        for (const char* end : ends) wanted += std::string(wanted.empty() ? "'" : " or '") + end + "'";
        fail("Unexpected end of template. Jinja was looking for the following tags: " + wanted + ".");
    }
    if (dropEnd) take();
    return body;
}

NodePtr Parser::parseStatement() {
    using Rule = NodePtr (Parser::*)();
    static constexpr std::pair<const char*, Rule> rules[] = {
        {"for", &Parser::parseFor},       {"if", &Parser::parseIf},
        {"set", &Parser::parseSet},       {"macro", &Parser::parseMacro},
        {"call", &Parser::parseCallBlock}, {"filter", &Parser::parseFilterBlock},
        {"with", &Parser::parseWith},     {"generation", &Parser::parseGeneration},
        {"block", &Parser::parseBlock},   {"include", &Parser::parseLoader},
        {"import", &Parser::parseLoader}, {"from", &Parser::parseLoader},
        {"extends", &Parser::parseLoader},
    };
    if (now().kind != TokenKind::Name) fail("tag name expected");
    for (const auto& [name, rule] : rules)
        if (now().isName(name)) return (this->*rule)();
    if (now().isName("break")) return make(NodeKind::Break, take().line);
    if (now().isName("continue")) return make(NodeKind::Continue, take().line);
    if (now().isName("autoescape")) fail("the tag 'autoescape' is not supported: chat templates are rendered without escaping");
    fail("Encountered unknown tag '" + now().text + "'.");
}

NodePtr Parser::parsePrint(Nodes& body) {
    const uint32_t line = take().line;
    bool first = true;
    while (now().kind != TokenKind::BlockEnd) {
        if (!first) expectOperator(",");
        first = false;
        NodePtr node = make(NodeKind::Print, line);
        node->a = parseExpression();
        body.push_back(deepened(std::move(node)));
    }
    return nullptr;
}

namespace {

bool canAssign(const Node& node) {
    if (node.kind == NodeKind::Tuple) return std::all_of(node.items.begin(), node.items.end(), [](const NodePtr& item) { return canAssign(*item); });
    return node.kind == NodeKind::Name || node.kind == NodeKind::NsRef;
}

void setUse(Node& node, Use use) {
    node.use = use;
    for (const NodePtr& item : node.items) setUse(*item, use);
}

}  // namespace

NodePtr Parser::parseTarget(Names extraEnds, bool withNamespace) {
    NodePtr target = parseTuple(true, true, extraEnds, false, withNamespace);
    if (!canAssign(*target)) fail("can't assign to this expression", target->line);
    setUse(*target, Use::Store);
    return target;
}

NodePtr Parser::parseTargetName() {
    NodePtr node = make(NodeKind::Name, now().line);
    node->name = expectAnyName();
    for (const char* word : {"true", "false", "none", "True", "False", "None"})
        if (node->name == word) fail("can't assign to '" + node->name + "'", node->line);
    node->use = Use::Store;
    return node;
}

NodePtr Parser::parseFor() {
    NodePtr node = make(NodeKind::For, take().line);
    node->loop = std::make_unique<ForShape>();
    ForShape& loop = *node->loop;
    loop.target = parseTarget({"in"}, false);
    expectName("in");
    loop.iterable = parseTuple(false, false, {"recursive"});
    if (skipName("if")) loop.condition = parseExpression();
    loop.recursive = skipName("recursive");
    node->body = parseBody({"endfor", "else"}, false);
    if (take().text == "else") loop.orElse = parseBody({"endfor"}, true);
    return node;
}

NodePtr Parser::parseIf() {
    NodePtr node = make(NodeKind::If, take().line);
    node->a = parseTuple(false, false);
    node->body = parseBody({"elif", "else", "endif"}, false);
    Node* last = node.get();
    // items hold the elif branches (each an If without further branches), b the else branch.
    while (true) {
        const std::string end = take().text;
        if (end == "elif") {
            NodePtr branch = make(NodeKind::If, now().line);
            branch->a = parseTuple(false, false);
            branch->body = parseBody({"elif", "else", "endif"}, false);
            last->items.push_back(deepened(std::move(branch)));
        } else if (end == "else") {
            node->b = make(NodeKind::If, now().line);
            node->b->body = parseBody({"endif"}, true);
            node->b = deepened(std::move(node->b));
            return node;
        } else {
            return node;
        }
    }
}

NodePtr Parser::parseSet() {
    NodePtr node = make(NodeKind::Set, take().line);
    node->a = parseTarget({}, true);
    if (skipOperator("=")) {
        node->b = parseTuple();
        return node;
    }
    node->kind = NodeKind::SetBlock;
    node->c = parseFilters(nullptr, false);
    node->body = parseBody({"endset"}, true);
    return node;
}

void Parser::parseSignature(MacroShape& macro) {
    expectOperator("(");
    while (!now().isOperator(")")) {
        if (!macro.parameters.empty()) expectOperator(",");
        NodePtr parameter = parseTargetName();
        parameter->use = Use::Parameter;
        if (skipOperator("=")) macro.defaults.push_back(parseExpression());
        else if (!macro.defaults.empty()) fail("non-default argument follows default argument");
        if (macro.parameters.size() == kMaxArguments) fail("more than 1000 arguments of a macro");
        for (const NodePtr& other : macro.parameters)
            if (other->name == parameter->name) fail("duplicate argument '" + other->name + "' in a macro");
        macro.parameters.push_back(std::move(parameter));
    }
    expectOperator(")");
}

NodePtr Parser::parseMacro() {
    NodePtr node = make(NodeKind::Macro, take().line);
    node->macro = std::make_unique<MacroShape>();
    node->name = parseTargetName()->name;
    parseSignature(*node->macro);
    node->body = parseBody({"endmacro"}, true);
    return node;
}

NodePtr Parser::parseCallBlock() {
    NodePtr node = make(NodeKind::CallBlock, take().line);
    node->macro = std::make_unique<MacroShape>();
    if (now().isOperator("(")) parseSignature(*node->macro);
    node->a = parseExpression();
    if (node->a->kind != NodeKind::Call) fail("expected call", node->line);
    node->body = parseBody({"endcall"}, true);
    return node;
}

NodePtr Parser::parseGeneration() {
    marksGeneration_ = true;
    NodePtr node = make(NodeKind::Generation, take().line);
    node->macro = std::make_unique<MacroShape>();
    node->body = parseBody({"endgeneration"}, true);
    return node;
}

NodePtr Parser::parseFilterBlock() {
    NodePtr node = make(NodeKind::FilterBlock, take().line);
    node->a = parseFilters(nullptr, true);
    node->body = parseBody({"endfilter"}, true);
    return node;
}

NodePtr Parser::parseWith() {
    NodePtr node = make(NodeKind::With, take().line);
    // items hold the targets, arguments the values
    node->arguments = std::make_unique<CallArguments>();
    while (now().kind != TokenKind::BlockEnd) {
        if (!node->items.empty()) expectOperator(",");
        NodePtr target = parseTarget({}, false);
        setUse(*target, Use::Parameter);
        node->items.push_back(std::move(target));
        expectOperator("=");
        node->arguments->positional.push_back(parseExpression());
    }
    node->body = parseBody({"endwith"}, true);
    return node;
}

NodePtr Parser::parseBlock() {
    NodePtr node = make(NodeKind::Block, take().line);
    node->name = expectAnyName();
    if (skipName("scoped") || skipName("required")) fail("'scoped' and 'required' blocks are not supported", node->line);
    node->body = parseBody({"endblock"}, true);
    skipName(node->name.c_str());
    return node;
}

/// include, import, from, extends: Jinja parses them and fails when they run, because a chat template has no others to load.
NodePtr Parser::parseLoader() {
    NodePtr node = make(NodeKind::Loader, now().line);
    node->name = take().text;
    node->a = parseExpression();
    while (now().kind != TokenKind::BlockEnd && now().kind != TokenKind::End) take();
    return node;
}

Template parse(std::string_view source) {
    Parser parser(tokenize(source));
    Template tree;
    tree.body = parser.parseTemplate();
    tree.marksGeneration = parser.marksGeneration();
    return tree;
}

}  // namespace luthier::jinja
