// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tuning/method.h"
#include "core/tuning/method_settings.h"
#include "tests/support/torch_family.h"

namespace luthier::testing {

/// The case's adapter, written into the folder and opened on the decoder.
inline std::unique_ptr<TuningMethod> openedAdapter(const GoldenCase& golden, const std::filesystem::path& folder, Decoder& decoder) {
    golden.writeAdapter(folder);
    Problems problems;
    auto method = openAdapter(folder, decoder, problems);
    for (const Problem& problem : problems) ADD_FAILURE() << problem.where << " " << problem.what;
    return method;
}

/// A new adapter of the case's rank and targets learns the tensors of PEFT's file, all of them counted beforehand.
inline void expectAdaptsAsPeft(const GoldenCase& golden) {
    const auto decoder = golden.decoder();
    MethodSettings settings;
    settings.rank = golden.json.integerOr("rank", 0);
    const Json& targets = *golden.json.find("targets");
    if (targets.isArray()) settings.targets = {"", {}};
    for (const Json& target : targets.isArray() ? targets.asArray() : Json::Array()) settings.targets.modules.push_back(target.asString());
    const auto method = makeTuningMethod(settings);
    EXPECT_TRUE(method->attach(*decoder, 1).empty());
    std::map<std::string, std::vector<int64_t>> found;
    int64_t count = 0;
    for (const Learnable& learnable : method->learnables()) {
        found[learnable.name] = learnable.tensor->sizes().vec();
        count += learnable.tensor->numel();
    }
    EXPECT_EQ(found, golden.adapterShapes());
    EXPECT_EQ(count, methodFacts(settings.kind)->learning(settings, golden.config).numbers);
}

}  // namespace luthier::testing
