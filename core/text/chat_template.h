// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"

namespace luthier {

/// A rendered chat with the origin of every byte.
struct Rendered {
    /// Consecutive bytes of one origin; the runs tile the text in order.
    struct Run {
        uint32_t begin = 0, end = 0;
        int32_t message = -1;  ///< index into messages whose data this text came from (any field of it); -1: the template itself
        bool content = false;  ///< the text came from that message's "content"
    };
    struct Span {
        uint32_t begin = 0, end = 0;
        bool operator==(const Span&) const = default;
    };
    std::string text;
    std::vector<Run> runs;
    std::vector<Span> generation;     ///< bytes written inside {% generation %} blocks, in order, not overlapping
};

/// What a template is given beside itself, as Transformers' apply_chat_template gives it.
struct RenderInput {
    const Json* messages = nullptr;
    const Json* tools = nullptr;      ///< null: tools is none
    bool addGenerationPrompt = false;
    Json variables = Json::object();  ///< bos_token, eos_token, …
    std::optional<double> now;        ///< seconds since the epoch that strftime_now sees (in local time); the clock when not given
};

/// A Jinja template in the dialect and sandbox that Transformers uses for chat templates. Byte for byte what Jinja2 3.1.6 writes there.
class ChatTemplate {
public:
    /// Throws Error with line and reason when the source does not parse.
    explicit ChatTemplate(std::string_view source);
    ~ChatTemplate();
    ChatTemplate(ChatTemplate&&) noexcept;
    ChatTemplate& operator=(ChatTemplate&&) noexcept;

    /// Throws TemplateError when the template raises, breaks a rule of Jinja, or exceeds a limit on time, depth or output.
    Rendered render(const RenderInput& input) const;
    bool marksGeneration() const;  ///< it has {% generation %} blocks
    const std::string& source() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

class TemplateError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace luthier
