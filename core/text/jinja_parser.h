// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>

#include "core/text/jinja_ast.h"

namespace luthier::jinja {

/// Jinja2's recursive descent, rule by rule, so that what it refuses is refused here too.
class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}
    Nodes parseTemplate();
    bool marksGeneration() const { return marksGeneration_; }

private:
    using Names = std::initializer_list<const char*>;
    /// Counts how deep the parser itself is, so that no source exhausts the stack.
    class Deeper {
    public:
        explicit Deeper(Parser& parser) : parser_(parser) { parser.enter(); }
        ~Deeper() { --parser_.depth_; }

    private:
        Parser& parser_;
    };

    // tokens
    const Token& now() const { return tokens_[at_]; }
    const Token& after() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
    const Token& take();
    bool skipName(const char* name);
    bool skipOperator(const char* name);
    void expectName(const char* name);
    void expectOperator(const char* name);
    void expect(TokenKind kind);
    std::string expectAnyName();
    bool isAny(Names names) const;
    [[noreturn]] void fail(const std::string& reason) const;
    [[noreturn]] void fail(const std::string& reason, uint32_t line) const;
    void enter();

    // nodes
    NodePtr make(NodeKind kind, uint32_t line) const;
    NodePtr binary(NodeKind kind, NodePtr a, NodePtr b, uint32_t line);
    NodePtr deepened(NodePtr node);

    // statements
    Nodes parseUntil(Names ends);
    Nodes parseBody(Names ends, bool dropEnd);
    NodePtr parseStatement();
    NodePtr parseFor();
    NodePtr parseIf();
    NodePtr parseSet();
    NodePtr parseMacro();
    NodePtr parseCallBlock();
    NodePtr parseFilterBlock();
    NodePtr parseWith();
    NodePtr parsePrint(Nodes& body);
    NodePtr parseGeneration();
    NodePtr parseBlock();
    NodePtr parseLoader();
    void parseSignature(MacroShape& macro);
    NodePtr parseTarget(Names extraEnds, bool withNamespace);
    NodePtr parseTargetName();

    // expressions
    NodePtr parseExpression(bool withCondition = true);
    NodePtr parseCondition();
    NodePtr parseOr();
    NodePtr parseAnd();
    NodePtr parseNot();
    NodePtr parseCompare();
    NodePtr parseSum();
    NodePtr parseConcat();
    NodePtr parseProduct();
    NodePtr parsePower();
    NodePtr parseUnary(bool withFilter = true);
    NodePtr parsePrimary(bool withNamespace = false);
    NodePtr parseTuple(bool simplified = false, bool withCondition = true, Names extraEnds = {}, bool brackets = false, bool withNamespace = false);
    NodePtr parseList();
    NodePtr parseDict();
    NodePtr parsePostfix(NodePtr node);
    NodePtr parseFilterExpression(NodePtr node);
    NodePtr parseSubscript(NodePtr node);
    NodePtr parseSubscribed();
    NodePtr parseCall(NodePtr node);
    std::unique_ptr<CallArguments> parseArguments();
    NodePtr parseFilters(NodePtr node, bool startsInline);
    NodePtr parseTest(NodePtr node);
    NodePtr parseNumber();

    std::vector<Token> tokens_;
    size_t at_ = 0;
    int depth_ = 0;
    bool marksGeneration_ = false;
};

std::string described(const Token& token);

}  // namespace luthier::jinja
