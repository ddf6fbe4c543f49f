// SPDX-License-Identifier: Apache-2.0
#include "core/model/config_fields.h"

#include <algorithm>

namespace luthier {

std::string_view ConfigFields::nameOf(std::string_view key) const {
    for (const auto& [own, other] : otherNames_)
        if (const Json* value = own == key ? config_.find(other) : nullptr; value && !value->isNull()) return other;
    return key;
}

const Json* ConfigFields::present(std::string_view key) const {
    const Json* value = config_.find(nameOf(key));
    return value && !value->isNull() ? value : nullptr;
}

void ConfigFields::fault(std::string_view key, const std::string& what, const std::string& mend) {
    problems_.push_back(error("config.json: " + std::string(nameOf(key)), what, mend));
}

int64_t ConfigFields::size(std::string_view key, std::optional<int64_t> fallback, int64_t most) {
    const Json* value = present(key);
    int64_t found = 1;
    if (!value && fallback) found = *fallback;
    else if (value && value->isInteger() && value->asInteger() >= 1 && value->asInteger() <= most) found = value->asInteger();
    else
        fault(key, value ? "should be a whole number from 1 to " + std::to_string(most) + ", found " + value->dump() + "." : "is missing.",
              kAsPublished);
    spelled_[key] = found;
    return found;
}

std::optional<double> ConfigFields::number(std::string_view key, double least, double most) {
    const Json* value = present(key);
    spelled_[key] = value ? *value : Json();
    if (!value) return std::nullopt;
    if ((value->isInteger() || value->isFloat()) && value->asNumber() >= least && value->asNumber() <= most) return value->asNumber();
    fault(key, "should be a number from " + pythonFloat(least) + " to " + pythonFloat(most) + ", found " + value->dump() + ".", kAsPublished);
    return std::nullopt;
}

double ConfigFields::number(std::string_view key, double fallback, double least, double most) {
    const std::optional<double> found = number(key, least, most);
    if (!found) spelled_[key] = fallback;
    return found.value_or(fallback);
}

bool ConfigFields::flag(std::string_view key, bool fallback) {
    const Json* value = present(key);
    bool found = fallback;
    if (value && value->isBool()) found = value->asBool();
    else if (value) fault(key, "should be true or false, found " + value->dump() + ".", kAsPublished);
    spelled_[key] = found;
    return found;
}

std::string ConfigFields::text(std::string_view key, const std::string& fallback) {
    const Json* value = present(key);
    std::string found = fallback;
    if (value && value->isString()) found = value->asString();
    else if (value) fault(key, "should be a text, found " + value->dump() + ".", kAsPublished);
    spelled_[key] = found;
    return found;
}

Activation ConfigFields::activation(std::string_view key, const std::string& fallback) {
    const std::string name = text(key, fallback);
    const std::optional<Activation> found = activationNamed(name);
    if (!found)
        fault(key, "is \"" + name + "\"; supported are " + kActivationNames + ".", "Choose a model with one of these activations.");
    return found.value_or(Activation::Silu);
}

double ConfigFields::largestDropout(std::initializer_list<std::string_view> keys) {
    double largest = 0;
    for (const std::string_view key : keys) {
        const bool listed = config_.find(key) != nullptr;
        const double found = number(key, 0, 0, 1);
        if (!listed) std::erase_if(spelled_.asObject(), [&](const Json::Member& member) { return member.first == key; });
        largest = std::max(largest, found);
    }
    return largest;
}

std::optional<std::vector<std::string>> ConfigFields::perLayer(std::string_view key, int64_t layers,
                                                               std::initializer_list<std::string_view> known) {
    const Json* value = present(key);
    if (!value) return std::nullopt;
    spelled_[key] = *value;
    std::vector<std::string> found;
    if (!value->isArray() || value->size() < static_cast<size_t>(layers)) {
        fault(key, "should be a list of " + std::to_string(layers) + " texts, one a layer, found " + value->dump() + ".", kAsPublished);
        return std::nullopt;
    }
    for (int64_t layer = 0; layer < layers; ++layer) {
        const Json& type = value->asArray()[static_cast<size_t>(layer)];
        const std::string name = !type.isString() ? "" : type.asString() == "attention" ? "full_attention" : type.asString();  // its older name
        const bool good = std::find(known.begin(), known.end(), name) != known.end();
        if (!good) {
            fault(key, "names " + type.dump() + ", a kind of layer that cannot be run.", "Choose a model without it.");
            return std::nullopt;
        }
        found.push_back(name);
    }
    return found;
}

std::vector<double> ConfigFields::numbers(std::string_view key, size_t count, double least, double most) {
    std::vector<double> found;
    const Json* value = present(key);
    spelled_[key] = value ? *value : Json();
    const bool listed = value && value->isArray();
    if (listed)
        for (const Json& item : value->asArray())
            if ((item.isInteger() || item.isFloat()) && item.asNumber() >= least && item.asNumber() <= most) found.push_back(item.asNumber());
    if (listed && found.size() == count && value->size() == count) return found;
    fault(key, "should be a list of " + std::to_string(count) + " numbers from " + pythonFloat(least) + " to " + pythonFloat(most) + (value ? ", found " + value->dump() + "." : "; it is missing."),
          kAsPublished);
    return std::vector<double>(count, 1.0);
}

void ConfigFields::onlyNeutral(std::string_view key, const Json& neutral, const std::string& what) {
    spelled_[key] = neutral;
    const Json* value = present(key);
    const bool number = value && neutral.isNumber() && (value->isInteger() || value->isFloat());
    if (!value || *value == neutral || (number && value->asNumber() == neutral.asNumber())) return;
    refuse(key, what);
}

void ConfigFields::refuse(std::string_view key, const std::string& what) {
    const Json* value = config_.find(nameOf(key));
    fault(key, "is " + (value ? *value : Json()).dump() + ": " + what + " cannot be run.", "Choose a model without it.");
}

}  // namespace luthier
