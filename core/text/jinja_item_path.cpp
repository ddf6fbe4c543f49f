// SPDX-License-Identifier: Apache-2.0
#include "core/text/jinja_item_path.h"

#include <algorithm>

namespace luthier::jinja {

Values itemPath(const Value& attribute) {
    if (attribute.isMissing() || attribute.isNone()) return {};
    if (!attribute.isString()) return {attribute};
    Values path;
    const Text dot(".");
    for (Text& part : splitText(attribute.text(), &dot, -1, false)) {
        const bool number = !part.empty() && part.size() < 18 && std::all_of(part.bytes().begin(), part.bytes().end(), [](char c) { return c >= '0' && c <= '9'; });
        path.push_back(number ? *parsedInteger(part.bytes(), 10) : Value::string(std::move(part)));
    }
    return path;
}

Value followed(Value item, const Values& path, const Value& fallback) {
    for (const Value& part : path) {
        item = getItem(item, part);
        if (item.isUndefined() && !fallback.isMissing() && !fallback.isNone()) item = fallback;
    }
    return item;
}

}  // namespace luthier::jinja
