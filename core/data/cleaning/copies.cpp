// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/cleaner.h"

namespace luthier {
namespace {

/// Keeps the first of rows whose content after mapping is equal.
class Copies : public Cleaner {
public:
    Cleaned clean(Example& row) override { return seen_.insert(fingerprint(row)).second ? Cleaned::Kept : Cleaned::LeftOut; }

private:
    std::unordered_set<std::string> seen_;
};

}  // namespace

CleanerKind copiesCleaner() {
    return {"copies", "Exact copies", "stand there again, word for word", "keeps the first of each", "", false, [](const CleaningKnowledge&) { return true; },
            [](const CleaningKnowledge&) { return std::make_unique<Copies>(); }};
}

}  // namespace luthier
