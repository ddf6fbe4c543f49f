// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/cleaner.h"

namespace luthier {
namespace {

/// Rows that ask what a held-out row asks would make the held-out part a test of memory.
class Leaks : public Cleaner {
public:
    explicit Leaks(const CleaningKnowledge& knowledge) : knowledge_(knowledge) {}
    Cleaned clean(Example& row) override { return knowledge_.heldOutQuestions.contains(contentKey(row)) ? Cleaned::LeftOut : Cleaned::Kept; }

private:
    const CleaningKnowledge& knowledge_;
};

}  // namespace

CleanerKind leaksCleaner() {
    return {"leaks", "Leaks into the held-out part", "ask what a held-out row asks", "leaves them out of the training rows", "a file with held-out rows", false,
            [](const CleaningKnowledge& knowledge) { return knowledge.knowsHeldOut; },
            [](const CleaningKnowledge& knowledge) { return std::make_unique<Leaks>(knowledge); }};
}

}  // namespace luthier
