// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/base/unicode.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/section_reader.h"

namespace luthier {
namespace {

struct Metaspace {
    std::string mark;
    enum { Always, First, Never } prepend = Always;

    bool prepends(const OriginView& piece) const {
        if (prepend == Never || (prepend == First && piece.origin(0) != 0)) return false;
        return !piece.text.starts_with(mark) && !piece.text.starts_with(' ');
    }
    bool leaves(const OriginView& piece) const { return piece.text.find(' ') == piece.text.npos && !prepends(piece); }
    void rewrite(const OriginView& piece, OriginText& to) const {
        if (prepends(piece)) to.append(mark, piece, {0, 0});
        for (uint32_t at = 0, size = piece.whole().end; at < size;) {
            const auto blank = static_cast<uint32_t>(std::min<size_t>(piece.text.find(' ', at), size));
            to.keep(piece, {at, blank});
            if (blank < size) to.append(mark, piece, {blank, blank + 1});
            at = blank + 1;
        }
    }
    /// A word begins at each mark.
    void split(std::string_view text, TextRange piece, TextRanges& pieces) const {
        const std::string_view whole = text.substr(0, piece.end);
        uint32_t begin = piece.begin;
        for (size_t hit = begin; (hit = whole.find(mark, hit)) != whole.npos; hit += mark.size()) {
            if (begin < hit) pieces.push_back({begin, static_cast<uint32_t>(hit)});
            begin = static_cast<uint32_t>(hit);
        }
        if (begin < piece.end) pieces.push_back({begin, piece.end});
    }
};

Metaspace readMetaspace(const Json& config, const std::string& file) {
    const std::string owner = "pre-tokenizer Metaspace";
    Metaspace metaspace{requiredString(config, "replacement", file, owner)};
    if (codePointCount(metaspace.mark) != 1) refuseBroken(file, "'replacement' of the " + owner + " must be one character.");
    const std::string scheme = config.stringOr("prepend_scheme", "always");
    if (scheme != "always" && scheme != "first" && scheme != "never") refuseBroken(file, "Unknown prepend_scheme " + inQuotes(scheme) + ".");
    if (!config.boolOr("add_prefix_space", true) && scheme != "never")
        refuseBroken(file, "add_prefix_space and prepend_scheme of the " + owner + " contradict each other.");
    metaspace.prepend = scheme == "never" ? Metaspace::Never : scheme == "first" ? Metaspace::First : Metaspace::Always;
    return metaspace;
}

}  // namespace

void addMetaspace(const Json& config, const std::string& file, PreTokenizerSteps& plan) {
    const Metaspace metaspace = readMetaspace(config, file);
    PreTokenizerStep step;
    step.leaves = [=](const OriginView& piece) { return metaspace.leaves(piece); };
    step.rewrite = [=](const OriginView& piece, OriginText& to) { metaspace.rewrite(piece, to); };
    step.needsOrigins = metaspace.prepend == Metaspace::First;
    plan.add(step);
    if (!config.boolOr("split", true)) return;
    PreTokenizerStep cut;
    cut.split = [=](std::string_view text, const TextRanges& pieces, TextRanges& parts) {
        for (const TextRange piece : pieces) metaspace.split(text, piece, parts);
    };
    plan.add(cut);
}

}  // namespace luthier
