// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/method_settings.h"

#include <algorithm>

#include "core/tuning/targets.h"

namespace luthier {

#define LUTHIER_METHOD(name) MethodFacts name##Facts();
#include "core/tuning/methods/methods.def"
#undef LUTHIER_METHOD

const std::vector<MethodFacts>& methodFacts() {
    static const std::vector<MethodFacts> all{
#define LUTHIER_METHOD(name) name##Facts(),
#include "core/tuning/methods/methods.def"
#undef LUTHIER_METHOD
    };
    return all;
}

const MethodFacts* methodFacts(const std::string& kind) {
    const auto found = std::find_if(methodFacts().begin(), methodFacts().end(), [&](const MethodFacts& facts) { return facts.kind == kind; });
    return found == methodFacts().end() ? nullptr : &*found;
}

int64_t learningParameters(const MethodSettings& method, const DecoderConfig& config) {
    const MethodFacts* facts = methodFacts(method.kind);
    return facts ? facts->learning(method, config) : 0;
}

}  // namespace luthier
