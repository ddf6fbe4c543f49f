// SPDX-License-Identifier: Apache-2.0
// Which bytes of a rendered chat are learnt. The origin of every byte says where a message's text came to lie, however the template
// arranged it; what the generation prompt writes says where an answer begins.
#include <algorithm>

#include "core/text/text_model.h"

namespace luthier {
namespace {

using Span = Rendered::Span;

bool isAnswer(const Json& message) { return message.stringOr("role", "") == "assistant"; }

Json firstMessages(const Json& messages, size_t count) {
    return Json(Json::Array(messages.asArray().begin(), messages.asArray().begin() + static_cast<std::ptrdiff_t>(count)));
}

uint32_t commonPrefix(std::string_view a, std::string_view b) {
    return static_cast<uint32_t>(std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin()).first -
                                 a.begin());
}

std::optional<int64_t> lastAnswer(const Json& messages) {
    for (size_t i = messages.size(); i-- > 0;)
        if (isAnswer(messages.asArray()[i])) return static_cast<int64_t>(i);
    return std::nullopt;
}

/// One rendered chat and the questions asked of it.
class Answers {
public:
    Answers(const TextModel& model, const Rendered& rendered, const Json& messages, const Json* tools)
        : model_(model), rendered_(rendered), text_(rendered.text), messages_(messages), tools_(tools), header_(model.answerHeader()) {}

    /// Where message i begins: its first byte; where none survived, where a chat that ends before it goes another way.
    uint32_t startOf(int64_t i) const {
        for (const Rendered::Run& run : rendered_.runs)
            if (run.message == i) return run.begin;
        return commonPrefix(text_, prompt(static_cast<size_t>(i), true).value_or(""));
    }

    /// From the end of what the generation prompt writes through the first special token after the content.
    std::optional<Span> spanOf(int64_t i) {
        const auto begin = beginOf(i);
        const auto end = begin ? endOf(i, *begin) : std::nullopt;
        return end && *end > *begin ? std::optional<Span>({*begin, *end}) : std::nullopt;
    }

private:
    /// The chat before message i; nothing when the template refuses it.
    std::optional<std::string> prompt(size_t i, bool generation) const {
        if (i == 0) return std::nullopt;
        try {
            return model_.render(firstMessages(messages_, i), tools_, generation).text;
        } catch (const TemplateError&) {
            return std::nullopt;
        }
    }

    std::string_view textOf(const Rendered::Run& run) const { return std::string_view(text_).substr(run.begin, run.end - run.begin); }

    /// The first text of message i that is not its role: its content if any survived, else any other field.
    const Rendered::Run* firstText(int64_t i) const {
        const std::string role = messages_.asArray()[static_cast<size_t>(i)].stringOr("role", "");
        const Rendered::Run* other = nullptr;
        for (const Rendered::Run& run : rendered_.runs) {
            if (run.message != i || run.begin == run.end) continue;
            if (run.content) return other && other->begin < run.begin ? other : &run;
            if (!other && textOf(run) != role) other = &run;
        }
        return other;
    }

    std::optional<uint32_t> beginOf(int64_t i) {
        const Rendered::Run* text = firstText(i);
        // Nearly always the text follows what the generation prompt writes; then no further rendering is needed.
        if (text && !header_.empty() && std::string_view(text_).substr(0, text->begin).ends_with(header_)) return text->begin;
        const auto asked = prompt(static_cast<size_t>(i), true);
        if (asked) learnHeader(static_cast<size_t>(i), *asked);
        if (asked && text_.starts_with(*asked)) return static_cast<uint32_t>(asked->size());
        if (const auto place = header_.empty() ? std::nullopt : headerBefore(i, text)) return place;
        if (text) return text->begin;
        return std::nullopt;
    }

    void learnHeader(size_t i, const std::string& asked) {
        const auto plain = prompt(i, false);
        if (plain && asked.starts_with(*plain)) header_ = asked.substr(plain->size());
    }

    /// Earlier turns may be written another way once more follow (think blocks left out): then the header, or as much of it as this turn
    /// has, is looked for between the message before and the text.
    std::optional<uint32_t> headerBefore(int64_t i, const Rendered::Run* text) const {
        uint32_t from = 0;
        const uint32_t to = text ? text->begin : static_cast<uint32_t>(text_.size());
        for (const Rendered::Run& run : rendered_.runs)
            if (run.message >= 0 && run.message < i && run.end <= to) from = std::max(from, run.end);
        std::optional<uint32_t> best;
        uint32_t longest = 0;
        for (uint32_t at = from; at < to; ++at) {
            const uint32_t length = commonPrefix(std::string_view(text_).substr(at, to - at), header_);
            if (length <= longest) continue;
            longest = length;
            best = at + length;
        }
        return best ? std::optional(notInsideSpecial(*best, from, to)) : best;
    }

    /// The header and what this turn has in its place may begin alike: a special token is never cut.
    uint32_t notInsideSpecial(uint32_t place, uint32_t from, uint32_t to) const {
        uint32_t kept = place;
        visitSpecials(from, to, [&](Span span) {
            if (span.begin < place && place < span.end) kept = span.begin;
            return span.end < place;
        });
        return kept;
    }

    std::optional<uint32_t> endOf(int64_t i, uint32_t begin) const {
        uint32_t next = static_cast<uint32_t>(text_.size());
        for (const Rendered::Run& run : rendered_.runs)
            if (run.message > i && run.begin >= begin) next = std::min(next, run.begin);
        std::optional<uint32_t> last;
        for (const Rendered::Run& run : rendered_.runs) {
            if (run.message != i || run.begin < begin || run.begin >= next) continue;
            if (last && stopsIn(*last, run.begin)) break;  // the next message's header may repeat something of this one, as gpt-oss's does
            last = run.end;
        }
        if (!last) last = endWithoutOrigin(i, begin, next);
        if (!last) return std::nullopt;
        return firstSpecialAfter(*last, next).value_or(*last);
    }

    /// The template rewrote the content, or there is none: by its own words, else by what a chat that ends with it writes.
    std::optional<uint32_t> endWithoutOrigin(int64_t i, uint32_t begin, uint32_t next) const {
        const std::string content = messages_.asArray()[static_cast<size_t>(i)].stringOr("content", "");
        if (content.empty()) return begin;
        const size_t found = text_.find(content, begin);
        if (found != std::string::npos && found + content.size() <= next) return static_cast<uint32_t>(found + content.size());
        const auto until = prompt(static_cast<size_t>(i) + 1, false);
        if (!until || until->size() <= begin || !text_.starts_with(*until)) return std::nullopt;
        return lastSpecialIn(begin, static_cast<uint32_t>(until->size())).value_or(static_cast<uint32_t>(until->size()));
    }

    template <typename Visit>
    void visitSpecials(uint32_t from, uint32_t to, Visit visit) const {
        const Tokenizer& tokenizer = model_.tokenizer();
        const std::string part = text_.substr(from, to - from);
        const Tokenizer::Encoding tokens = tokenizer.encodeWithSpans(part, false);
        for (size_t t = 0; t < tokens.ids.size(); ++t) {
            const int32_t id = tokens.ids[t];
            if (!tokenizer.isSpecial(id) && !model_.isStop(id)) continue;
            // Some special tokens swallow blanks around them; those are not part of the answer's end.
            const std::string name = tokenizer.tokenOf(id);
            const size_t at = part.substr(tokens.spans[t].begin, tokens.spans[t].end - tokens.spans[t].begin).find(name);
            const uint32_t begin = tokens.spans[t].begin + static_cast<uint32_t>(at == std::string::npos ? 0 : at);
            const uint32_t end = at == std::string::npos ? tokens.spans[t].end : begin + static_cast<uint32_t>(name.size());
            if (!visit(Span{from + begin, from + end})) return;
        }
    }

    bool stopsIn(uint32_t from, uint32_t to) const {
        if (from >= to) return false;
        const std::vector<int32_t> ids = model_.tokenizer().encode(std::string_view(text_).substr(from, to - from), false);
        return std::any_of(ids.begin(), ids.end(), [&](int32_t id) { return model_.isStop(id); });
    }

    std::optional<uint32_t> firstSpecialAfter(uint32_t from, uint32_t to) const {
        std::optional<uint32_t> end;
        visitSpecials(from, to, [&](Span span) {
            end = span.end;
            return false;
        });
        return end;
    }

    /// Where the last special token of a range begins.
    std::optional<uint32_t> lastSpecialIn(uint32_t from, uint32_t to) const {
        std::optional<uint32_t> begin;
        visitSpecials(from, to, [&](Span span) {
            begin = span.begin;
            return true;
        });
        return begin;
    }

    const TextModel& model_;
    const Rendered& rendered_;
    const std::string& text_;
    const Json& messages_;
    const Json* tools_;
    std::string header_;  ///< what the generation prompt writes
};

std::vector<Span> endingAfter(std::vector<Span> spans, uint32_t place) {
    std::erase_if(spans, [&](const Span& span) { return span.end <= place; });
    return spans;
}

}  // namespace

std::vector<Span> TextModel::learnSpans(const Rendered& rendered, const Json& messages, const Json* tools, const std::string& learn,
                                        int64_t firstLearnt) const {
    if (learn == "all") return {{0, static_cast<uint32_t>(rendered.text.size())}};
    const Json* given = tools && !tools->isNull() ? tools : nullptr;
    const auto last = lastAnswer(messages);
    if (!last) return {};
    const int64_t first = learn == "last" ? std::max(firstLearnt, *last) : firstLearnt;
    Answers answers(*this, rendered, messages, given);
    if (templateFor(given).marksGeneration())
        return first > 0 && first < static_cast<int64_t>(messages.size()) ? endingAfter(rendered.generation, answers.startOf(first))
                                                                         : rendered.generation;
    std::vector<Span> spans;
    for (int64_t i = first; i <= *last; ++i)
        if (isAnswer(messages.asArray()[static_cast<size_t>(i)]))
            if (const auto span = answers.spanOf(i)) spans.push_back(*span);
    return spans;
}

}  // namespace luthier
