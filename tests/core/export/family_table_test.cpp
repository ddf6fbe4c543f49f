// SPDX-License-Identifier: Apache-2.0
// The README's table of families and methods is what happens: every cell is tried on every golden case of its family.
#include <gtest/gtest.h>

#include "core/export/exporter.h"
#include "core/tuning/method.h"
#include "tests/support/temp_folder.h"
#include "tests/support/torch_family.h"

namespace luthier {
namespace {

using testing::FamilyCase;

/// A case with a method attached.
struct Tuned {
    Tuned(const FamilyCase& golden, const std::string& kind) : decoder(golden.decoder()) {
        MethodSettings settings;
        settings.kind = kind;
        settings.layers = 1;
        settings.rank = 2;
        method = makeTuningMethod(settings);
        attached = !hasError(method->attach(*decoder, 1));
    }

    /// Three small steps down each gradient's sign: the loss falls.
    bool learns(const FamilyCase& golden) {
        const Batch batch = packed(golden.samples);
        double first = 0, last = 0;
        for (const Learnable& learnable : method->learnables()) learnable.tensor->requires_grad_();
        for (int step = 0; step < 3; ++step) {
            for (const Learnable& learnable : method->learnables()) learnable.tensor->mutable_grad().reset();
            const HeadLoss loss = decoder->loss(decoder->hidden(batch), batch);
            loss.sum.backward();
            last = loss.sum.item<double>();
            if (step == 0) first = last;
            const at::NoGradGuard noGrad;
            for (const Learnable& learnable : method->learnables())
                if (learnable.tensor->grad().defined()) learnable.tensor->sub_(learnable.tensor->grad().sign(), 2e-3);
        }
        return last < first;
    }

    std::unique_ptr<Decoder> decoder;
    std::unique_ptr<TuningMethod> method;
    bool attached = false;
};

bool exports(const FamilyCase& golden, Tuned& tuned, const std::string& format) {
    testing::TempFolder folder;
    std::filesystem::create_directories(folder / "base");
    golden.write(folder / "base");
    ExportSource source{folder / "base", tuned.decoder.get(), tuned.method.get(), {packed(golden.samples)}};
    return exportFormat(format)->write(source, folder / "out").numberOr("largest_difference", 1) >= 0;  // it throws when the proof fails
}

/// "yes" when it works on every case of the family.
std::string cell(const std::vector<FamilyCase>& cases, const std::string& kind, const std::string& format) {
    for (const FamilyCase& golden : cases) {
        Tuned tuned(golden, kind);
        if (!tuned.attached || !tuned.learns(golden) || !exports(golden, tuned, format)) return "no";
    }
    return "yes";
}

std::string table() {
    std::string text = "| `model_type` | models | full | freeze | LoRA | LoRA, merged |\n|---|---|---|---|---|---|\n";
    for (const Architecture& family : architectures()) {
        std::vector<FamilyCase> cases;
        for (const std::string& name : testing::familyCases())
            if (FamilyCase golden(name); golden.config.modelType == family.modelType) cases.push_back(golden);
        EXPECT_FALSE(cases.empty()) << family.modelType << " has no golden case";
        text += "| `" + family.modelType + "` | " + family.label + " | " + cell(cases, "full", "merged") + " | " + cell(cases, "freeze", "merged") + " | " +
                cell(cases, "lora", "peft") + " | " + cell(cases, "lora", "merged") + " |\n";
    }
    return text;
}

TEST(FamilyTable, InTheReadmeIsWhatHappens) {
    const std::string readme = readFile(pathOf(LUTHIER_SOURCE) / "README.md"), wanted = table();
    EXPECT_NE(readme.find(wanted), std::string::npos) << "README.md should hold this table:\n\n" << wanted;
}

}  // namespace
}  // namespace luthier
