// SPDX-License-Identifier: Apache-2.0
// The README's table of families and methods is what happens: every cell is tried on every golden case of its family.
#include <optional>

#include <gtest/gtest.h>

#include "core/export/exporter.h"
#include "core/train/learned_state.h"
#include "core/tuning/method.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_classifier.h"

namespace luthier {
namespace {

using testing::ClassifierCase;
using testing::FamilyCase;

Batch batchOf(const FamilyCase& golden) { return packed(golden.samples); }
Batch batchOf(const ClassifierCase& golden) { return golden.batch(); }
at::Tensor lossOf(const FamilyCase&, Decoder& decoder, const Batch& batch) { return decoder.loss(decoder.hidden(batch), batch).sum; }
at::Tensor lossOf(const ClassifierCase&, Decoder& decoder, const Batch& batch) { return testing::lossOf(decoder, batch); }

/// A case with a method attached.
template <typename Case>
struct Tuned {
    Tuned(const Case& golden, const std::string& kind) : decoder(golden.decoder()) {
        MethodSettings settings;
        settings.kind = kind;
        settings.layers = 1;
        settings.rank = 2;
        method = makeTuningMethod(settings);
        attached = !hasError(method->attach(*decoder, 1));
        if (attached) state.emplace(method->learnables());
    }

    /// Three small steps down each gradient's sign: the loss falls.
    bool learns(const Case& golden) {
        const Batch batch = batchOf(golden);
        double first = 0, last = 0;
        for (int step = 0; step < 3; ++step) {
            for (const Learnable& learnable : method->learnables()) learnable.tensor->mutable_grad().reset();
            const at::Tensor loss = lossOf(golden, *decoder, batch);
            loss.backward();
            last = loss.item<double>();
            if (step == 0) first = last;
            const at::NoGradGuard noGrad;
            for (const Learnable& learnable : method->learnables())
                if (learnable.tensor->grad().defined()) learnable.tensor->sub_(learnable.tensor->grad().sign(), 2e-3);
        }
        return last < first;
    }

    std::unique_ptr<Decoder> decoder;
    std::unique_ptr<TuningMethod> method;
    std::optional<LearnedState> state;
    bool attached = false;
};

template <typename Case>
bool exports(const Case& golden, Tuned<Case>& tuned, const std::string& format) {
    testing::TempFolder folder;
    std::filesystem::create_directories(folder / "base");
    golden.write(folder / "base");
    ExportSource source{folder / "base", tuned.decoder.get(), tuned.method.get(), {batchOf(golden)}};
    return exportFormat(format)->write(source, folder / "out").numberOr("largest_difference", 1) >= 0;  // it throws when the proof fails
}

/// "yes" when it works on every case of the family.
template <typename Case>
std::string cell(const std::vector<Case>& cases, const std::string& kind, const std::string& format) {
    for (const Case& golden : cases) {
        Tuned<Case> tuned(golden, kind);
        if (!tuned.attached || !tuned.learns(golden) || !exports(golden, tuned, format)) return "no";
    }
    return "yes";
}

template <typename Case>
std::vector<Case> casesOf(const Architecture& family, const std::vector<std::string>& names) {
    std::vector<Case> cases;
    for (const std::string& name : names)
        if (Case golden(name); golden.config.modelType == family.modelType) cases.push_back(golden);
    return cases;
}

template <typename Case>
std::string row(const Architecture& family, const std::vector<Case>& cases) {
    return "| `" + family.modelType + "` | " + family.label + " | " + cell(cases, "full", "merged") + " | " + cell(cases, "freeze", "merged") + " | " +
           cell(cases, "lora", "peft") + " | " + cell(cases, "lora", "merged") + " |";
}

/// Every family that has a form of GGUF has a golden file of it (tests/core/model/gguf_family_test.cpp).
std::string ggufCell(const Architecture& family) { return family.gguf ? " yes |" : " no |"; }

/// Families that write, or, where they have no such case, that answer with labels.
std::string table(bool writes) {
    std::string text = std::string("| `model_type` | models | full | freeze | LoRA | LoRA, merged |") + (writes ? " GGUF |\n|---" : "\n") + "|---|---|---|---|---|---|\n";
    for (const Architecture& family : architectures()) {
        const auto writing = casesOf<FamilyCase>(family, testing::familyCases());
        if (writing.empty() == writes) continue;
        const auto answering = writes ? std::vector<ClassifierCase>() : casesOf<ClassifierCase>(family, testing::classifierCases());
        EXPECT_FALSE(writing.empty() && answering.empty()) << family.modelType << " has no golden case";
        text += (writes ? row(family, writing) + ggufCell(family) : row(family, answering)) + "\n";
    }
    return text;
}

TEST(FamilyTable, InTheReadmeIsWhatHappens) {
    const std::string readme = readFile(pathOf(LUTHIER_SOURCE) / "README.md"), wanted = table(true);
    EXPECT_NE(readme.find(wanted), std::string::npos) << "README.md should hold this table:\n\n" << wanted;
}

TEST(FamilyTable, OfEncodersInTheReadmeIsWhatHappens) {
    const std::string readme = readFile(pathOf(LUTHIER_SOURCE) / "README.md"), wanted = table(false);
    EXPECT_NE(readme.find(wanted), std::string::npos) << "README.md should hold this table:\n\n" << wanted;
}

}  // namespace
}  // namespace luthier
