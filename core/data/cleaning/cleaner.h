// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/data/example.h"

namespace luthier {

/// What cleaners cannot know of rows by themselves; each is handed in where it can be had.
struct CleaningKnowledge {
    int64_t maxLength = 0;                            ///< tokens a row may have; 0 = not known
    std::function<int64_t(const Example&)> tokens;    ///< how many a row has; empty without a model
    std::unordered_set<std::string> heldOutQuestions; ///< contentKey of every held-out row
    bool knowsHeldOut = false;                        ///< whether there is a held-out file at all
};

/// What a cleaner does to a row.
enum class Cleaned { Kept, Changed, LeftOut };

/// Looks at rows one after the other, in file order, and changes them in place or has them left out. May remember rows it saw.
class Cleaner {
public:
    virtual ~Cleaner() = default;
    virtual Cleaned clean(Example& row) = 0;
};

/// One cleaner: a file of this folder with its function, and a line in cleaners.def.
struct CleanerKind {
    std::string name;      ///< as data.clean has it
    std::string label;     ///< "Empty rows"
    std::string found;     ///< what a finding says of its rows: "hold no answer, or nothing at all"
    std::string does;      ///< what applying does: "leaves them out"
    std::string lacking;   ///< what must be handed in when it `isAble` to nothing yet; empty when it needs nothing
    bool takesIncomplete;  ///< rows without an answer are its business: they are read for it
    std::function<bool(const CleaningKnowledge&)> isAble;
    std::function<std::unique_ptr<Cleaner>(const CleaningKnowledge&)> make;  ///< the knowledge outlives it
};

const std::vector<CleanerKind>& cleanerKinds();           ///< in the order in which they are best applied
const CleanerKind* cleanerKind(std::string_view name);    ///< null when there is none

/// Calls `change` for every text of a row that is learnt from or answered to; true when any of them says that it changed.
bool changeTexts(Example& row, const std::function<bool(std::string& text)>& change);
/// A row's content in one text for people.
std::string shownText(const Example& row);

}  // namespace luthier
