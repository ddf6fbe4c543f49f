// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace luthier::jinja {

enum class TokenKind : uint8_t { Data, BlockBegin, BlockEnd, VariableBegin, VariableEnd, Name, String, Integer, Float, Operator, End };

struct Token {
    TokenKind kind = TokenKind::End;
    uint32_t line = 1;
    std::string text;  ///< data, the name, the string's value, the number's digits, the operator

    bool isName(std::string_view name) const { return kind == TokenKind::Name && text == name; }
    bool isOperator(std::string_view name) const { return kind == TokenKind::Operator && text == name; }
};

/// A template's source as Jinja2 cuts it with trim_blocks and lstrip_blocks. Throws SyntaxError.
std::vector<Token> tokenize(std::string_view source);

/// The source is no template: line and reason.
struct SyntaxError {
    uint32_t line;
    std::string reason;
};

}  // namespace luthier::jinja
