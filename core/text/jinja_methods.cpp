// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>

#include "core/text/jinja_eval.h"
#include "core/text/text_search.h"

namespace luthier::jinja {
namespace {

const Text* textOrNone(const Bound& arguments, size_t index) {
    if (!arguments.given(index)) return nullptr;
    return &arguments.text(index);
}

Value listOfTexts(const Value& model, std::vector<Text> parts) {
    Values items;
    items.reserve(parts.size());
    for (Text& part : parts) items.push_back(likeString(model, std::move(part)));
    return Value::list(std::move(items));
}

// ---- strings ---------------------------------------------------------------------------------------------------------

template <std::string (*Change)(std::string_view)>
Value change(Interpreter&, const Value& self, Bound&) {
    return likeString(self, changedCase(self.text(), Change));
}

template <bool Left, bool Right>
Value strip(Interpreter&, const Value& self, Bound& arguments) {
    return likeString(self, stripped(self.text(), textOrNone(arguments, 0), Left, Right));
}

template <bool FromRight>
Value split(Interpreter&, const Value& self, Bound& arguments) {
    return listOfTexts(self, splitText(self.text(), textOrNone(arguments, 0), arguments.integer(1, -1), FromRight));
}

Value splitlines(Interpreter&, const Value& self, Bound& arguments) {
    return listOfTexts(self, splitLines(self.text(), arguments.truth(0, false)));
}

/// Where a substring search may look: Python's optional start and end, as byte offsets.
std::pair<size_t, size_t> searchRange(const Value& self, const Bound& arguments) {
    const Text& text = self.text();
    const int64_t size = static_cast<int64_t>(characterCount(text.bytes()));
    auto bound = [&](size_t index, int64_t fallback) {
        int64_t at = arguments.given(index) ? arguments.integer(index, 0) : fallback;
        if (at < 0) at = std::max<int64_t>(0, at + size);
        return at;
    };
    const int64_t begin = bound(1, 0), end = std::min(bound(2, size), size);
    if (begin > size || begin > end) return {1, 0};
    return {byteOffset(text.bytes(), static_cast<size_t>(begin)), byteOffset(text.bytes(), static_cast<size_t>(end))};
}

template <bool End>
Value affix(Interpreter&, const Value& self, Bound& arguments) {
    const auto [begin, end] = searchRange(self, arguments);
    Values candidates = arguments[0].is(Kind::Tuple) ? arguments[0].items() : Values{arguments[0]};
    bool any = false;
    for (const Value& candidate : candidates) {
        requireDefined(candidate);
        if (!candidate.isString())
            throw PythonError(std::string(End ? "endswith" : "startswith") + " first arg must be str or a tuple of str, not " + typeName(candidate));
        if (begin > end) continue;
        const std::string_view part = std::string_view(self.bytes()).substr(begin, end - begin);
        any = any || (End ? part.ends_with(candidate.bytes()) : part.starts_with(candidate.bytes()));
    }
    return Value::boolean(any);
}

template <bool FromRight, bool Throws>
Value find(Interpreter&, const Value& self, Bound& arguments) {
    const auto [begin, end] = searchRange(self, arguments);
    const std::string& wanted = arguments.text(0).bytes();
    size_t at = std::string_view::npos;
    if (begin <= end) {
        charge((end - begin) / 32);
        const std::string_view part = std::string_view(self.bytes()).substr(begin, end - begin);
        at = FromRight ? findLastText(part, wanted) : findText(part, wanted);
    }
    if (at == std::string_view::npos) {
        if (Throws) throw PythonError("substring not found");
        return Value::integer(-1);
    }
    return Value::integer(static_cast<int64_t>(characterCount(std::string_view(self.bytes()).substr(0, begin + at))));
}

Value count(Interpreter&, const Value& self, Bound& arguments) {
    const auto [begin, end] = searchRange(self, arguments);
    const std::string& wanted = arguments.text(0).bytes();
    if (begin > end) return Value::integer(0);
    const std::string_view part = std::string_view(self.bytes()).substr(begin, end - begin);
    charge(part.size() / 32);
    if (wanted.empty()) return Value::integer(static_cast<int64_t>(characterCount(part)) + 1);
    int64_t found = 0;
    for (size_t at = 0; (at = findText(part, wanted, at)) != std::string_view::npos; at += wanted.size()) ++found;
    return Value::integer(found);
}

Value replace(Interpreter&, const Value& self, Bound& arguments) {
    const Text& old = arguments.text(0);
    const Text with = self.isMarkup() ? escaped(arguments[1]) : arguments.text(1);
    return likeString(self, replaced(self.text(), old, with, arguments.integer(2, -1)));
}

Value join(Interpreter& interpreter, const Value& self, Bound& arguments) {
    Text out;
    size_t index = 0;
    for (const Value& item : listOf(interpreter, arguments[0])) {
        if (!self.isMarkup() && !item.isString())
            throw PythonError("sequence item " + std::to_string(index) + ": expected str instance, " + typeName(item) + " found");
        if (index++) out.append(self.text());
        out.append(self.isMarkup() ? escaped(item) : item.text());
        limitText(out.size());
    }
    chargeText(out.size());
    return likeString(self, std::move(out));
}

/// How many fill characters go left and right of a text of this width.
template <int Side>
Value pad(Interpreter&, const Value& self, Bound& arguments) {
    const int64_t size = static_cast<int64_t>(characterCount(self.bytes()));
    const int64_t missing = std::max<int64_t>(0, arguments.integer(0, 0) - size);
    Text fill(" ");
    if (arguments.has(1)) {
        if (characterCount(arguments.text(1).bytes()) != 1) throw PythonError("The fill character must be exactly one character long");
        fill = self.isMarkup() ? escaped(arguments[1]) : arguments.text(1);
    }
    // CPython puts the odd one left when both the gap and the width are odd.
    const int64_t left = Side < 0 ? 0 : Side > 0 ? missing : missing / 2 + (missing & arguments.integer(0, 0) & 1);
    Text out = repeated(fill, left);
    out.append(self.text());
    out.append(repeated(fill, missing - left));
    return likeString(self, std::move(out));
}

Value zfill(Interpreter&, const Value& self, Bound& arguments) {
    const int64_t missing = arguments.integer(0, 0) - static_cast<int64_t>(characterCount(self.bytes()));
    const bool sign = !self.text().empty() && (self.bytes()[0] == '+' || self.bytes()[0] == '-');
    Text out = self.text().slice(0, sign ? 1 : 0);
    out.append(repeated(Text("0"), missing));
    out.append(self.text(), sign ? 1 : 0, self.text().size());
    return likeString(self, std::move(out));
}

template <bool FromRight>
Value partition(Interpreter&, const Value& self, Bound& arguments) {
    const Text &text = self.text(), &separator = arguments.text(0);
    if (separator.empty()) throw PythonError("empty separator");
    const size_t at = FromRight ? findLastText(text.bytes(), separator.bytes()) : findText(text.bytes(), separator.bytes());
    const Value none = likeString(self, {});
    if (at == std::string::npos) return FromRight ? Value::tuple({none, none, self}) : Value::tuple({self, none, none});
    const size_t after = at + separator.size();
    return Value::tuple({likeString(self, text.slice(0, at)), likeString(self, text.slice(at, after)), likeString(self, text.slice(after, text.size()))});
}

template <bool End>
Value removeAffix(Interpreter&, const Value& self, Bound& arguments) {
    const Text &text = self.text(), &part = arguments.text(0);
    if (End && !part.empty() && text.bytes().ends_with(part.bytes())) return likeString(self, text.slice(0, text.size() - part.size()));
    if (!End && text.bytes().starts_with(part.bytes())) return likeString(self, text.slice(part.size(), text.size()));
    return self;
}

Value expandtabs(Interpreter&, const Value& self, Bound& arguments) {
    const int64_t width = arguments.integer(0, 8);
    const Text& text = self.text();
    Text out;
    int64_t column = 0;
    for (size_t at = 0; at < text.size();) {
        const size_t end = nextCharacter(text.bytes(), at);
        const char c = text.bytes()[at];
        if (c == '\t') {
            const int64_t blanks = width > 0 ? width - column % width : 0;
            out.append(repeated(Text(" ", text.originAt(at)), blanks));
            column += blanks;
        } else {
            out.append(text, at, end);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        }
        at = end;
        limitText(out.size());
    }
    return likeString(self, std::move(out));
}

Value format(Interpreter& interpreter, const Value& self, Bound& arguments) { return formattedBraces(interpreter, self, arguments.rest); }

Value formatMap(Interpreter& interpreter, const Value& self, Bound& arguments) {
    if (!arguments[0].is(Kind::Dict)) throw PythonError("format_map() takes a mapping");
    Arguments named;
    for (const auto& [key, value] : arguments[0].as<Dict>().members)
        if (key.isString()) named.named.emplace_back(key.bytes(), value);
    return formattedBraces(interpreter, self, named);
}

Value refuse(Interpreter&, const Value&, Bound&) { throw PythonError("this method is not supported in chat templates"); }

// ---- dicts, lists, the rest --------------------------------------------------------------------------------------------

Value dictGet(Interpreter&, const Value& self, Bound& arguments) {
    if (!isHashable(arguments[0])) throw PythonError(std::string("unhashable type: '") + typeName(arguments[0]) + "'");
    const Dict& dict = self.as<Dict>();
    charge(dict.members.size() / 32);
    if (const Value* found = dict.find(arguments[0])) return *found;
    return arguments.has(1) ? arguments[1] : Value::none();
}

template <ViewPart Part>
Value view(Interpreter&, const Value& self, Bound&) {
    return Value::object(Kind::View, std::make_shared<ViewOf>(ViewOf{self.shared<Dict>(), Part})).deepen(self).setOrigin(self.origin());
}

Value copy(Interpreter&, const Value& self, Bound&) { return self; }

Value sequenceIndex(Interpreter& interpreter, const Value& self, Bound& arguments) {
    const Values items = listOf(interpreter, self);
    const int64_t size = static_cast<int64_t>(items.size());
    auto bound = [&](size_t index, int64_t fallback) {
        int64_t at = arguments.integer(index, fallback);
        return at < 0 ? std::max<int64_t>(0, at + size) : at;
    };
    const int64_t end = std::min(bound(2, size), size);
    for (int64_t i = bound(1, 0); i < end; ++i)
        if (equal(items[static_cast<size_t>(i)], arguments[0])) return Value::integer(i);
    throw PythonError(representation(arguments[0]).bytes() + " is not in the sequence");
}

Value sequenceCount(Interpreter& interpreter, const Value& self, Bound& arguments) {
    const Values items = listOf(interpreter, self);
    return Value::integer(std::count_if(items.begin(), items.end(), [&](const Value& item) { return equal(item, arguments[0]); }));
}

Value isInteger(Interpreter&, const Value& self, Bound&) {
    return Value::boolean(self.asFloat() == static_cast<double>(static_cast<int64_t>(self.asFloat())));
}

Value loopCycle(Interpreter&, const Value& self, Bound& arguments) {
    const Values& items = arguments.rest.positional;
    if (items.empty()) throw PythonError("no items for cycling given");
    return items[static_cast<size_t>(self.as<LoopOf>().index0) % items.size()];
}

Value loopChanged(Interpreter&, const Value& self, Bound& arguments) {
    LoopOf& loop = self.as<LoopOf>();
    const Value now = Value::tuple(arguments.rest.positional);
    if (!loop.lastChanged.isMissing() && equal(loop.lastChanged, now)) return Value::boolean(false);
    loop.lastChanged = now;
    return Value::boolean(true);
}

Value cyclerNext(Interpreter&, const Value& self, Bound&) {
    CyclerOf& cycler = self.as<CyclerOf>();
    Value value = cycler.items[cycler.at];
    cycler.at = (cycler.at + 1) % cycler.items.size();
    return value;
}

Value cyclerReset(Interpreter&, const Value& self, Bound&) {
    self.as<CyclerOf>().at = 0;
    return Value::none();
}

Value dictFromKeys(Interpreter& interpreter, const Value&, Bound& arguments) {
    auto dict = std::make_shared<Dict>();
    for (Value& key : listOf(interpreter, arguments[0])) {
        if (!isHashable(key)) throw PythonError(std::string("unhashable type: '") + typeName(key) + "'");
        dict->set(std::move(key), arguments.has(1) ? arguments[1] : Value::none());
    }
    return Value::dict(std::move(dict));
}

template <size_t N>
const Method* findIn(const Method (&table)[N], std::string_view name) {
    const auto found = std::find_if(std::begin(table), std::end(table), [&](const Method& method) { return name == method.name; });
    return found == std::end(table) ? nullptr : found;
}

}  // namespace

const std::vector<Method>& stringMethods() {
    static const std::vector<Method> table = {
        {"capitalize", change<capitalized>, Signature("")},
        {"casefold", change<folded>, Signature("")},
        {"center", pad<0>, Signature("/ width fillchar=")},
        {"count", count, Signature("/ sub start= end=")},
        {"encode", refuse, Signature("*")},
        {"endswith", affix<true>, Signature("/ suffix start= end=")},
        {"expandtabs", expandtabs, Signature("tabsize=")},
        {"find", find<false, false>, Signature("/ sub start= end=")},
        {"format", format, Signature("*")},
        {"format_map", formatMap, Signature("/ mapping")},
        {"index", find<false, true>, Signature("/ sub start= end=")},
        {"join", join, Signature("/ iterable")},
        {"ljust", pad<-1>, Signature("/ width fillchar=")},
        {"lower", change<lowered>, Signature("")},
        {"lstrip", strip<true, false>, Signature("/ chars=")},
        {"maketrans", refuse, Signature("*")},
        {"partition", partition<false>, Signature("/ sep")},
        {"removeprefix", removeAffix<false>, Signature("/ prefix")},
        {"removesuffix", removeAffix<true>, Signature("/ suffix")},
        {"replace", replace, Signature("/ old new count=")},
        {"rfind", find<true, false>, Signature("/ sub start= end=")},
        {"rindex", find<true, true>, Signature("/ sub start= end=")},
        {"rjust", pad<1>, Signature("/ width fillchar=")},
        {"rpartition", partition<true>, Signature("/ sep")},
        {"rsplit", split<true>, Signature("sep= maxsplit=")},
        {"rstrip", strip<false, true>, Signature("/ chars=")},
        {"split", split<false>, Signature("sep= maxsplit=")},
        {"splitlines", splitlines, Signature("keepends=")},
        {"startswith", affix<false>, Signature("/ prefix start= end=")},
        {"strip", strip<true, true>, Signature("/ chars=")},
        {"swapcase", change<swappedCase>, Signature("")},
        {"title", change<titled>, Signature("")},
        {"translate", refuse, Signature("*")},
        {"upper", change<uppered>, Signature("")},
        {"zfill", zfill, Signature("/ width")},
    };
    return table;
}

const Method* findMethod(Kind kind, std::string_view name) {
    static const auto strings = [] {
        std::unordered_map<std::string_view, const Method*> all;
        for (const auto* part : {&stringMethods(), &stringTestMethods()})
            for (const Method& method : *part) all.emplace(method.name, &method);
        return all;
    }();
    static const Method dicts[] = {
        {"get", dictGet, Signature("/ key default=")}, {"items", view<ViewPart::Items>, Signature("")},
        {"keys", view<ViewPart::Keys>, Signature("")}, {"values", view<ViewPart::Values>, Signature("")},
        {"copy", copy, Signature("")},                 {"fromkeys", dictFromKeys, Signature("/ iterable value=")},
    };
    static const Method functions[] = {{"fromkeys", dictFromKeys, Signature("/ iterable value=")}};
    static const Method sequences[] = {
        {"index", sequenceIndex, Signature("/ value start= stop=")},
        {"count", sequenceCount, Signature("/ value")},
        {"copy", copy, Signature("")},
    };
    static const Method loops[] = {{"cycle", loopCycle, Signature("*")}, {"changed", loopChanged, Signature("*")}};
    static const Method cyclers[] = {{"next", cyclerNext, Signature("")}, {"reset", cyclerReset, Signature("")}};
    static const Method floats[] = {{"is_integer", isInteger, Signature("")}};
    switch (kind) {
    case Kind::String: {
        const auto found = strings.find(name);
        return found == strings.end() ? nullptr : found->second;
    }
    case Kind::Dict: return findIn(dicts, name);
    case Kind::Function: return findIn(functions, name);
    case Kind::List: return findIn(sequences, name);
    case Kind::Tuple:
    case Kind::Range: return name == "copy" ? nullptr : findIn(sequences, name);
    case Kind::Loop: return findIn(loops, name);
    case Kind::Cycler: return findIn(cyclers, name);
    case Kind::Float: return findIn(floats, name);
    default: return nullptr;
    }
}

}  // namespace luthier::jinja
