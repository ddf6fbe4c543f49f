// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

#include "core/data/example.h"
#include "core/text/text_model.h"

namespace luthier::ui {

/// A token of a row as the model gets it.
struct XRayToken {
    QString text;          ///< what it reads as; blanks and line ends stand for themselves
    int32_t id = 0;
    bool learnt = false;   ///< the model is taught to say it
    bool special = false;  ///< a sign of the model's own, like the end of an answer
    bool beyond = false;   ///< behind the longest length: the model would not see it
    bool operator==(const XRayToken&) const = default;
};

/// One row as training sees it.
struct XRay {
    std::vector<XRayToken> tokens;
    int64_t learnt = 0;     ///< tokens that are learnt and seen
    int64_t longest = 0;    ///< tokens a row may have; 0: no limit
    QString label;          ///< of an objective over labels: what is learnt of the row instead of tokens
    std::string dropped;    ///< why training leaves the row out; empty when it does not
    std::string overlong;   ///< what happens to it when it is too long: drop, truncate, split
    bool isOverlong() const { return longest > 0 && static_cast<int64_t>(tokens.size()) > longest; }
};

/// `settings` as the run has them. Throws nothing for what a row holds.
XRay xray(const TextModel& model, const Example& example, const EncodeSettings& settings);

}  // namespace luthier::ui
