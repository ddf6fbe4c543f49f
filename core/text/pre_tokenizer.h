// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/text/origin_text.h"

namespace luthier {

/// One step between normalized text and the words a model sees: it cuts pieces (split), or writes each anew (rewrite).
struct PreTokenizerStep {
    std::function<void(std::string_view text, TextRange piece, std::vector<TextRange>& pieces)> split;
    std::function<bool(const OriginView& piece)> leaves;
    std::function<void(const OriginView& piece, OriginText& to)> rewrite;
};

struct PreTokenizerSteps {
    std::vector<PreTokenizerStep> steps;
    bool needsOrigins = false;  ///< where a piece stood in the given text matters
    bool byteLevel = false;     ///< the words' bytes are what the model knows, written in the byte-level alphabet
};

/// The steps of a tokenizer.json's "pre_tokenizer".
class PreTokenizer {
public:
    PreTokenizer() = default;
    /// Throws Error that names the file and the kind when it is not supported.
    /// takesBytes: the model's words can be bytes that stand for characters of the byte-level alphabet.
    PreTokenizer(const Json* config, const std::string& file, bool takesBytes);

    bool byteLevel() const { return plan_.byteLevel; }
    bool needsOrigins() const { return plan_.needsOrigins; }

    /// Calls words(view, ranges) with the words of a piece, in order, in one or more batches.
    template <class Words>
    void apply(const OriginView& piece, bool tracked, Words&& words) const {
        std::vector<TextRange> pieces{piece.whole()};
        run(piece, 0, tracked, pieces, words);
    }

private:
    template <class Words>
    void run(const OriginView& text, size_t step, bool tracked, std::vector<TextRange>& pieces, Words& words) const;

    PreTokenizerSteps plan_;
};

template <class Words>
void PreTokenizer::run(const OriginView& text, size_t step, bool tracked, std::vector<TextRange>& pieces, Words& words) const {
    std::vector<TextRange> cut;
    for (; step < plan_.steps.size() && plan_.steps[step].split; ++step) {
        cut.clear();
        for (const TextRange piece : pieces) plan_.steps[step].split(text.text, piece, cut);
        pieces.swap(cut);
    }
    if (step == plan_.steps.size()) return words(text, pieces);
    for (const TextRange piece : pieces) {
        const OriginView part = text.part(piece);
        OriginText anew(tracked);
        const bool leaves = plan_.steps[step].leaves(part);
        if (!leaves) {
            plan_.steps[step].rewrite(part, anew);
            anew.finish(part);
        }
        const OriginView next = leaves ? part : anew.view();
        std::vector<TextRange> whole{next.whole()};
        run(next, step + 1, tracked, whole, words);
    }
}

}  // namespace luthier
