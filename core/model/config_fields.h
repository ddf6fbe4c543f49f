// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/model/decoder_config.h"

namespace luthier {

/// Reads the members of a config.json, with every fault a Problem at "config.json: key". A key that is missing or null has its family's
/// default, as in Transformers.
class ConfigFields {
public:
    ConfigFields(const Json& config, Problems& problems) : config_(config), problems_(problems) {}

    /// A whole number from 1 to most.
    int64_t size(std::string_view key, std::optional<int64_t> fallback, int64_t most);
    double number(std::string_view key, double fallback, double least, double most);
    bool flag(std::string_view key, bool fallback);
    std::string text(std::string_view key, const std::string& fallback);
    /// A switch that would change numbers and that only its neutral value can be run with (missing and null are neutral too).
    void onlyNeutral(std::string_view key, const Json& neutral, const std::string& what);
    void fault(std::string_view key, const std::string& what, const std::string& mend);
    const Json* present(std::string_view key) const;  ///< null pointer when missing or null
    const Json& json() const { return config_; }
    Problems& problems() { return problems_; }

private:
    const Json& config_;
    Problems& problems_;
};

/// What the Llama-like families share: sizes, norm, RoPE in both spellings, eos, dtype, and refusal of what none of them can run.
struct FamilyDefaults {
    int64_t vocabulary, hidden, intermediate, layers, heads, maxPositions;
    std::optional<int64_t> kvHeads;  ///< nothing: as many as heads
};
DecoderConfig readLlamaLike(ConfigFields& fields, const FamilyDefaults& defaults);

}  // namespace luthier
