// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/cleaner.h"

namespace luthier {
namespace {

class Overlong : public Cleaner {
public:
    explicit Overlong(const CleaningKnowledge& knowledge) : knowledge_(knowledge) {}
    Cleaned clean(Example& row) override { return knowledge_.tokens(row) > knowledge_.maxLength ? Cleaned::LeftOut : Cleaned::Kept; }

private:
    const CleaningKnowledge& knowledge_;
};

}  // namespace

CleanerKind overlongCleaner() {
    return {"overlong", "Overlong rows", "have more tokens than the model is to read at once", "leaves them out", "a model to count tokens with", false,
            [](const CleaningKnowledge& knowledge) { return knowledge.tokens && knowledge.maxLength > 0; },
            [](const CleaningKnowledge& knowledge) { return std::make_unique<Overlong>(knowledge); }};
}

}  // namespace luthier
