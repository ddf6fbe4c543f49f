// SPDX-License-Identifier: Apache-2.0
#include "core/text/regex_run.h"

#include <algorithm>

#include "core/text/byte_alphabet.h"
#include "core/text/character_classes.h"

namespace luthier {

RegexRun::RegexRun(CharacterSet body, uint32_t most) : body_(std::make_shared<CharacterSet>(std::move(body))), least_(1), most_(most) { fillTable(); }

std::optional<RegexRun> RegexRun::of(const RegexNode& root) {
    RegexRun run;
    const bool many = root.kind == RegexNode::Sequence;
    if (many ? !std::all_of(root.parts.begin(), root.parts.end(), [&](const RegexNode& part) { return run.takes(part); }) : !run.takes(root)) return std::nullopt;
    if (!run.body_ || (run.lineEnd_ && (run.lead_ || run.least_ != 1 || run.most_ != RegexNode::kMany))) return std::nullopt;
    run.fillTable();
    return run;
}

/// The next part of the pattern; false when the shape is another one.
bool RegexRun::takes(const RegexNode& node) {
    if (lineEnd_) return false;
    const bool some = node.kind == RegexNode::Repeat && node.parts[0].kind == RegexNode::Set && node.greed == RegexNode::Greedy;
    if (!body_ && !lead_ && some && node.least == 0 && node.most == 1) {
        lead_ = std::make_shared<CharacterSet>(*node.parts[0].set);
        return true;
    }
    if (body_ && node.kind == RegexNode::LineEnd) return lineEnd_ = true;
    if (some && node.least > 0 && !body_) {
        body_ = std::make_shared<CharacterSet>(*node.parts[0].set);
        least_ = node.least;
        most_ = node.most;
        return true;
    }
    return node.kind == RegexNode::Set && takesBody(node);
}

/// One character, or one more of the same set.
bool RegexRun::takesBody(const RegexNode& node) {
    if (!body_) body_ = std::make_shared<CharacterSet>(*node.set);
    else if (least_ != most_ || *body_ != *node.set) return false;
    most_ = ++least_;
    return true;
}

uint8_t RegexRun::setsOf(char32_t c) const { return static_cast<uint8_t>((lead_ && lead_->has(c) ? kLead : 0) | (body_->has(c) ? kBody : 0)); }

void RegexRun::fillTable() {
    for (size_t byte = 0; byte < 0x80; ++byte) table_[byte] = setsOf(static_cast<char32_t>(byte));
}

std::optional<RegexRun> RegexRun::overBytes() const {
    if (lineEnd_) return std::nullopt;
    RegexRun run = *this;
    run.bytes_ = true;
    for (size_t byte = 0; byte < run.table_.size(); ++byte) run.table_[byte] = setsOf(alphabetCharacter(static_cast<unsigned char>(byte)));
    return run;
}

inline RegexRun::Seen RegexRun::at(std::string_view text, size_t position) const {
    const auto byte = static_cast<unsigned char>(text[position]);
    if (byte < 0x80 || bytes_) return {table_[byte], 1};
    const ScannedCharacter c = CharacterScanner(text).at(position);
    return {setsOf(c.codePoint), c.bytes};
}

inline RegexRun::Run RegexRun::bodyFrom(std::string_view text, size_t begin) const {
    Run run{begin, 0};
    for (; run.count < most_ && run.end < text.size(); ++run.count) {
        const Seen seen = at(text, run.end);
        if (!(seen.sets & kBody)) break;
        run.end += seen.bytes;
    }
    return run;
}

/// The end of the match that begins here, or 0; then a match can begin at `next` again.
inline size_t RegexRun::matchAt(std::string_view text, size_t begin, Seen first, size_t& next) const {
    next = begin + first.bytes;
    if (first.sets & kLead)
        if (const Run run = bodyFrom(text, next); run.count >= least_) return run.end;
    if (!(first.sets & kBody)) return 0;
    const Run run = bodyFrom(text, begin);
    if (run.count >= least_ && (!lineEnd_ || run.end == text.size() || text[run.end] == '\n')) return run.end;
    next = run.end;  // what begins within a run that is too short, or behind its last line end, is no match either
    const size_t line = lineEnd_ ? text.rfind('\n', run.end - 1) : text.npos;
    return line != text.npos && line > begin ? line : 0;
}

void RegexRun::findAll(std::string_view text, TextRange range, std::vector<TextRange>& matches) const {
    const std::string_view piece = text.substr(range.begin, range.end - range.begin);
    for (size_t begin = 0, next = 0; begin < piece.size(); begin = next) {
        const Seen first = at(piece, begin);
        if (first.sets == 0) {
            next = begin + first.bytes;
            continue;
        }
        const size_t end = matchAt(piece, begin, first, next);
        if (end == 0) continue;
        matches.push_back({range.begin + static_cast<uint32_t>(begin), range.begin + static_cast<uint32_t>(end)});
        next = end;
    }
}

}  // namespace luthier
