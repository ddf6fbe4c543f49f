// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <mutex>

#include "core/text/jinja_eval.h"

namespace luthier::jinja {
namespace {

Value range(Interpreter&, Bound& arguments) {
    for (size_t i = 0; i < 3; ++i)
        if (arguments.has(i)) arguments.integer(i, 0);
    RangeOf range;
    range.start = arguments.has(1) ? arguments.integer(0, 0) : 0;
    range.stop = arguments.has(1) ? arguments.integer(1, 0) : arguments.integer(0, 0);
    range.step = arguments.integer(2, 1);
    if (range.step == 0) throw PythonError("range() arg 3 must not be zero");
    if (range.size() > kMaxRange || range.size() < 0)
        throw PythonError("Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + std::to_string(kMaxRange) + ").");
    return Value::object(Kind::Range, std::make_shared<RangeOf>(range));
}

/// dict(mapping or pairs, name=value)
std::shared_ptr<Dict> dictOf(Interpreter& interpreter, const Arguments& arguments) {
    if (arguments.positional.size() > 1) throw PythonError("dict expected at most 1 argument, got " + std::to_string(arguments.positional.size()));
    auto dict = std::make_shared<Dict>();
    if (!arguments.positional.empty()) {
        const Value& from = arguments.positional[0];
        if (from.is(Kind::Dict)) {
            dict->members = from.as<Dict>().members;
        } else {
            for (const Value& pair : listOf(interpreter, from)) {
                Values parts = listOf(interpreter, pair);
                if (parts.size() != 2) throw PythonError("dictionary update sequence element has length " + std::to_string(parts.size()) + "; 2 is required");
                if (!isHashable(parts[0])) throw PythonError(std::string("unhashable type: '") + typeName(parts[0]) + "'");
                charge(dict->members.size() / 8);
                dict->set(std::move(parts[0]), std::move(parts[1]));
            }
        }
    }
    for (const auto& [key, value] : arguments.named) dict->set(Value::string(key), value);
    return dict;
}

Value dict(Interpreter& interpreter, Bound& arguments) { return Value::dict(dictOf(interpreter, arguments.rest)); }

Value nameSpace(Interpreter& interpreter, Bound& arguments) {
    auto object = std::make_shared<NamespaceOf>();
    object->attributes = *dictOf(interpreter, arguments.rest);
    for (const auto& [key, value] : object->attributes.members)
        if (key.isString() && key.bytes().starts_with('_'))
            throw PythonError("a namespace cannot hold the underscore-prefixed attribute " + pythonQuoted(key.bytes()));
    interpreter.track(object);
    return Value::object(Kind::Namespace, std::move(object));
}

Value cycler(Interpreter&, Bound& arguments) {
    if (!arguments.rest.named.empty()) throw PythonError("cycler takes no keyword arguments");
    if (arguments.rest.positional.empty()) throw PythonError("at least one item has to be provided");
    return Value::object(Kind::Cycler, std::make_shared<CyclerOf>(CyclerOf{arguments.rest.positional, 0})).deepen(arguments.rest.positional);
}

Value joiner(Interpreter&, Bound& arguments) {
    const Value separator = arguments.has(0) ? arguments[0] : Value::string(std::string(", "));
    return Value::object(Kind::Joiner, std::make_shared<JoinerOf>(JoinerOf{separator, false})).deepen(separator);
}

Value raiseException(Interpreter&, Bound& arguments) { throw PythonError(stringOf(arguments[0]).bytes()); }

Value strftimeNow(Interpreter& interpreter, Bound& arguments) {
    const Text& format = arguments.text(0);
    return Value::string(formattedTime(format.bytes(), interpreter.now()));
}

Value lipsum(Interpreter&, Bound&) { throw PythonError("lipsum() is not supported: a render must give the same text every time"); }

constexpr const char* kDays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr const char* kMonths[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};

std::tm localTime(std::time_t seconds) {
    static std::mutex mutex;  // std::localtime answers in one place for the whole process
    const std::lock_guard lock(mutex);
    const std::tm* local = std::localtime(&seconds);
    return local ? *local : std::tm{};
}

}  // namespace

/// datetime.strftime in the C locale, for a time without a zone.
std::string formattedTime(const std::string& format, double seconds) {
    const auto whole = static_cast<std::time_t>(std::floor(seconds));
    const std::tm time = localTime(whole);
    std::string out;
    for (size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            out += format[i];
            continue;
        }
        std::string code = {'%', format[++i]};
        if (format[i] == '-' && i + 1 < format.size()) code += format[++i];
        switch (code[1]) {
        case 'f': {
            std::string micro = std::to_string(static_cast<int64_t>((seconds - std::floor(seconds)) * 1e6));
            out += std::string(6 - std::min<size_t>(6, micro.size()), '0') + micro;
            continue;
        }
        case 'z':
        case 'Z': continue;
        case 'a': out += std::string(kDays[time.tm_wday]).substr(0, 3); continue;
        case 'A': out += kDays[time.tm_wday]; continue;
        case 'b':
        case 'h': out += std::string(kMonths[time.tm_mon]).substr(0, 3); continue;
        case 'B': out += kMonths[time.tm_mon]; continue;
        default: break;
        }
        std::array<char, 128> text{};
        out.append(text.data(), std::strftime(text.data(), text.size(), code.c_str(), &time));
    }
    return out;
}

const Global* findGlobal(std::string_view name) {
    static const Global table[] = {
        {"cycler", cycler, Signature("*")},
        {"dict", dict, Signature("*")},
        {"joiner", joiner, Signature("sep=")},
        {"lipsum", lipsum, Signature("n= html= min= max=")},
        {"namespace", nameSpace, Signature("*")},
        {"raise_exception", raiseException, Signature("message")},
        {"range", range, Signature("/ start stop= step=")},
        {"strftime_now", strftimeNow, Signature("format")},
    };
    const auto found = std::find_if(std::begin(table), std::end(table), [&](const Global& global) { return name == global.name; });
    return found == std::end(table) ? nullptr : found;
}

}  // namespace luthier::jinja
