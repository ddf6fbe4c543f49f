// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/text/origin_text.h"

namespace luthier {

/// One step that rewrites text before it is split.
class Normalizer {
public:
    virtual ~Normalizer() = default;
    /// True when apply() would change nothing; cheap.
    virtual bool leaves(std::string_view text) const = 0;
    virtual void apply(const OriginView& from, OriginText& to) const = 0;
};

/// The steps of a tokenizer.json's "normalizer", in order.
class Normalizers {
public:
    Normalizers() = default;
    /// Throws Error that names the file and the kind when it is not supported.
    Normalizers(const Json* config, const std::string& file);

    /// `from`, or what was made of it, which then lies in `store`.
    OriginView apply(const OriginView& from, bool tracked, OriginText& store) const;
    std::string applied(std::string_view text) const;

private:
    std::vector<std::unique_ptr<Normalizer>> steps_;
};

}  // namespace luthier
