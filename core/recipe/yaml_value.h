// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace luthier {

/// A YAML document as a tree that remembers lines and how scalars were written.
struct YamlValue {
    enum class Kind { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    std::string text = {}; ///< of a scalar, as written
    bool quoted = false;   ///< then it is a text whatever it looks like
    std::vector<std::string> keys = {};  ///< of a map, beside `items`; repeated keys stand there twice
    std::vector<YamlValue> items = {};   ///< of a list or map
    int64_t line = 0;      ///< from 1
};

struct YamlFault {
    int64_t line = 0;
    std::string what;
};

/// Reads one document. Deeper nesting than anything a recipe holds, several documents and broken YAML are faults.
std::variant<YamlValue, YamlFault> readYaml(std::string_view text);

}  // namespace luthier
