// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/yaml_value.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "core/base/unicode.h"

namespace luthier {
namespace {

constexpr size_t kDeepest = 8;        ///< a recipe needs three levels
constexpr size_t kLargest = 100'000;  ///< values, those that aliases repeat counted again

/// Builds the tree from yaml-cpp's events, so that depth and size are bounded while it reads. (Its own LoadAll never ends on some texts,
/// and its Load drops what follows the first value.)
class Builder : public YAML::EventHandler {
public:
    YamlValue take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { leaf({.line = lineOf(mark)}, anchor); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override {
        leaf({.kind = YamlValue::Kind::Scalar, .text = text, .quoted = tag != "?" && !tag.empty(), .line = lineOf(mark)}, anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchored_.find(anchor);
        if (found == anchored_.end()) throw YamlFault{lineOf(mark), "an alias inside of what it stands for"};
        YamlValue copy = found->second;
        count(copy, open_.size() + 1);
        put(std::move(copy));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        start({.kind = YamlValue::Kind::List, .line = lineOf(mark)}, anchor);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        start({.kind = YamlValue::Kind::Map, .line = lineOf(mark)}, anchor);
    }
    void OnSequenceEnd() override { end(); }
    void OnMapEnd() override { end(); }

private:
    struct Open {
        YamlValue value;
        YAML::anchor_t anchor;
        bool keyGiven = false;
    };

    static int64_t lineOf(const YAML::Mark& mark) { return std::max(0, mark.line) + 1; }

    void count(const YamlValue& value, size_t depth) {
        if (depth > kDeepest || ++count_ > kLargest) throw YamlFault{value.line, "lists and keys nested deeper, or more of them, than any recipe has"};
        for (const YamlValue& item : value.items) count(item, depth + 1);
    }

    void leaf(YamlValue value, YAML::anchor_t anchor) {
        count(value, open_.size() + 1);
        if (anchor) anchored_[anchor] = value;
        put(std::move(value));
    }

    void start(YamlValue value, YAML::anchor_t anchor) {
        count(value, open_.size() + 1);
        open_.push_back({std::move(value), anchor});
    }

    void end() {
        Open done = std::move(open_.back());
        open_.pop_back();
        if (done.anchor) anchored_[done.anchor] = done.value;
        put(std::move(done.value));
    }

    /// Into the list or map that is open; a map's values come after their keys and stand on the key's line.
    void put(YamlValue value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return;
        }
        Open& into = open_.back();
        if (into.value.kind == YamlValue::Kind::List) {
            into.value.items.push_back(std::move(value));
        } else if (!into.keyGiven) {
            if (value.kind != YamlValue::Kind::Scalar) throw YamlFault{value.line, "a key that is not a word"};
            into.value.keys.push_back(std::move(value.text));
            keyLines_.push_back(value.line);
            into.keyGiven = true;
        } else {
            value.line = keyLines_.back();
            keyLines_.pop_back();
            into.value.items.push_back(std::move(value));
            into.keyGiven = false;
        }
    }

    YamlValue root_;
    std::vector<Open> open_;
    std::vector<int64_t> keyLines_;
    std::map<YAML::anchor_t, YamlValue> anchored_;
    size_t count_ = 0;
};

int64_t lineOf(std::string_view text, size_t at) { return 1 + std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(at), '\n'); }

YamlValue parsed(std::string_view text) {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder builder, second;
    if (!parser.HandleNextDocument(builder)) return {};
    if (parser.HandleNextDocument(second)) throw YamlFault{lineOf(text, text.size()), "more text after the end of the recipe"};
    return builder.take();
}

}  // namespace

std::variant<YamlValue, YamlFault> readYaml(std::string_view text) {
    if (!isValidUtf8(text)) {
        const std::string repaired = repairedUtf8(text);
        const auto at = static_cast<size_t>(std::ranges::mismatch(text, repaired).in1 - text.begin());
        return YamlFault{lineOf(text, at), "the text is not valid UTF-8"};
    }
    if (const size_t zero = text.find('\0'); zero != std::string_view::npos) return YamlFault{lineOf(text, zero), "a zero byte: this is no text file"};
    try {
        return parsed(text);
    } catch (const YamlFault& fault) {
        return fault;
    } catch (const YAML::Exception& fault) {
        return YamlFault{std::max(0, fault.mark.line) + 1, fault.msg};
    }
}

}  // namespace luthier
