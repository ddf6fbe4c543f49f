// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/text/chat_template.h"
#include "tests/fuzz/fuzz_target.h"

namespace luthier::testing {
namespace {

bool run(std::string_view bytes) {
    static const Json messages = Json::parse(R"([{"role":"system","content":"Be kind."},{"role":"user","content":"Hi <b>"},)"
                                             R"({"role":"assistant","content":"Yes\n","tool_calls":[{"function":{"name":"f","arguments":{"a":[1,2.5,null]}}}]}])");
    RenderInput input;
    input.messages = &messages;
    input.now = 1700000000;
    input.variables["bos_token"] = "<s>";
    input.variables["eos_token"] = "</s>";
    try {
        const ChatTemplate chat(bytes);
        const Rendered rendered = chat.render(input);
        size_t end = 0;
        for (const Rendered::Run& run : rendered.runs) {
            if (run.begin < end || run.end < run.begin || run.end > rendered.text.size()) __builtin_trap();
            end = run.end;
        }
        return true;
    } catch (const Error&) {
        return false;
    } catch (const TemplateError&) {
        return false;
    }
}

}  // namespace

FuzzTarget chatTemplateTarget() { return {"chat_template", run}; }

}  // namespace luthier::testing
