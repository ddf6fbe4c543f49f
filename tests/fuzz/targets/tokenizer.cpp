// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <vector>

#include "core/base/error.h"
#include "core/base/unicode.h"
#include "core/text/tokenizer.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    try {
        const auto tokenizer = Tokenizer::fromJson(bytes, "tokenizer.json");
        for (const char* text : {"", "Hello world's  end,\n\n 123 <|im_end|>", "caf\xC3\xA9 e\xCC\x81 \xF0\x9F\x98\x80 \xE3\x81\x82"}) {
            const std::vector<int32_t> ids = tokenizer->encode(text, true);
            if (!isValidUtf8(tokenizer->decode(ids, false))) __builtin_trap();
            tokenizer->encodeWithSpans(text, false);
        }
        tokenizer->decode(std::vector<int32_t>{0, 1, 2, 100, 1 << 20, -1}, true);
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

FuzzTarget tokenizerTarget() { return {"tokenizer", run}; }

}  // namespace luthier::testing
