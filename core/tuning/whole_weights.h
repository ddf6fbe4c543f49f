// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/tuning/method.h"

namespace luthier {

/// What full and freeze tuning share: some of the model's own weights learn, and the result is a whole model.
class WholeWeights : public TuningMethod {
public:
    Problems attach(Decoder& decoder, uint64_t seed) override;
    std::vector<Learnable> learnables() override { return learnables_; }
    void setEnabled(bool enabled) override;  ///< false throws Error: the base's weights are gone
    bool hasAdapter() const override { return false; }
    void saveAdapter(const std::filesystem::path&, const std::string&) override {}
    at::Tensor merged(Decoder& decoder, const NamedTensor& parameter) override;
    void merge(Decoder&) override {}

protected:
    virtual bool learns(const Decoder& decoder, const std::string& parameter) const = 0;

private:
    std::vector<Learnable> learnables_;
};

}  // namespace luthier
