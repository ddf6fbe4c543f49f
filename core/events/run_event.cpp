// SPDX-License-Identifier: Apache-2.0
#include "core/events/run_event.h"

#include <cmath>
#include <concepts>
#include <utility>

namespace luthier {
namespace {

/// Fills an object with members in the order they are named; the same calls read them back (Reader), so both sides cannot differ.
class Writer {
public:
    explicit Writer(Json& object) : object_(object) {}
    void operator()(const char* name, const std::string& value) { object_[name] = value; }
    void operator()(const char* name, const char* value) { object_[name] = value; }
    void operator()(const char* name, int64_t value) { object_[name] = value; }
    void operator()(const char* name, double value) { object_[name] = value; }
    void operator()(const char* name, bool value) { object_[name] = value; }
    void operator()(const char* name, const Json& object) { object_[name] = object.isObject() ? object : Json::object(); }
    void operator()(const char* name, const std::vector<Artifact>& artifacts) {
        Json& list = object_[name] = Json::array();
        for (const Artifact& artifact : artifacts) {
            Json entry = Json::object();
            entry["format"] = artifact.format;
            entry["dir"] = artifact.dir;
            entry["proof"] = artifact.proof;
            list.push_back(std::move(entry));
        }
    }
    template <typename Members>
    void group(const char* name, const Members& members) {
        Json& object = object_[name] = Json::object();
        Writer inside(object);
        members(inside);
    }
    void best(const Finished& event) {
        Json& best = object_["best"];
        if (!event.hasBest) return;
        best["step"] = event.bestStep;
        best["loss"] = event.bestLoss;
    }

private:
    Json& object_;
};

class Reader {
public:
    Reader(const Json& object, bool& good) : object_(object), good_(good) {}
    void operator()(const char* name, std::string& value) {
        if (const Json* found = member(name, &Json::isString)) value = found->asString();
    }
    void operator()(const char* name, int64_t& value) {
        if (const Json* found = member(name, &Json::isInteger)) value = found->asInteger();
    }
    void operator()(const char* name, double& value) {
        const Json* found = object_.find(name);
        if (found && found->isNumber()) value = found->asNumber();
        else if (found && found->isNull()) value = std::nan("");  // what is not finite is written as null
        else good_ = false;
    }
    void operator()(const char* name, bool& value) {
        if (const Json* found = member(name, &Json::isBool)) value = found->asBool();
    }
    void operator()(const char* name, Json& object) {
        if (const Json* found = member(name, &Json::isObject)) object = *found;
    }
    void operator()(const char* name, std::vector<Artifact>& artifacts) {
        const Json* found = member(name, &Json::isArray);
        if (!found) return;
        for (const Json& entry : found->asArray()) {
            const Json* proof = entry.find("proof");
            artifacts.push_back({entry.stringOr("format", ""), entry.stringOr("dir", ""), proof ? *proof : Json()});
        }
    }
    template <typename Members>
    void group(const char* name, const Members& members) {
        const Json* found = member(name, &Json::isObject);
        if (!found) return;
        Reader inside(*found, good_);
        members(inside);
    }
    void best(Finished& event) {
        const Json* best = object_.find("best");
        event.hasBest = best && best->isObject();
        if (!event.hasBest) return;
        Reader inside(*best, good_);
        inside("step", event.bestStep);
        inside("loss", event.bestLoss);
    }

private:
    const Json* member(const char* name, bool (Json::*is)() const) {
        const Json* found = object_.find(name);
        if (found && (found->*is)()) return found;
        good_ = false;
        return nullptr;
    }

    const Json& object_;
    bool& good_;
};

// One declaration per event, in the contract's words and order; Fields writes or reads.

template <typename Fields>
void members(Fields& fields, Started& event) {
    fields("run", event.run);
    fields("dir", event.dir);
    fields("model", event.model);
    fields.group("parameters", [&](Fields& inside) {
        inside("total", event.parametersTotal);
        inside("learning", event.parametersLearning);
    });
    fields("device", event.device);
    fields("precision", event.precision);
    fields("store", event.store);
    fields("steps", event.steps);
    fields.group("examples", [&](Fields& inside) {
        inside("train", event.examplesTrain);
        inside("eval", event.examplesEval);
        inside("test", event.examplesTest);
    });
    fields.group("promise", [&](Fields& inside) {
        inside("memory", event.promisedMemory);
        inside("seconds", event.promisedSeconds);
    });
}

template <typename Fields>
void members(Fields& fields, StepDone& event) {
    fields("step", event.step);
    fields("epoch", event.epoch);
    fields("loss", event.loss);
    fields("learnt_tokens", event.learntTokens);
    fields("tokens", event.tokens);
    fields("learning_rate", event.learningRate);
    fields("gradient_norm", event.gradientNorm);
    fields("tokens_per_second", event.tokensPerSecond);
    fields("memory", event.memory);
    fields("seconds", event.seconds);
}

template <typename Fields>
void members(Fields& fields, EvalDone& event) {
    fields("step", event.step);
    fields("loss", event.loss);
    fields("perplexity", event.perplexity);
    fields("count", event.count);
    fields("metrics", event.metrics);
    fields("best", event.best);
}

template <typename Fields>
void members(Fields& fields, SampleText& event) {
    fields("step", event.step);
    fields("prompt", event.prompt);
    fields("before", event.before);
    fields("now", event.now);
}

template <typename Fields>
void members(Fields& fields, Saved& event) {
    fields("step", event.step);
    fields("dir", event.dir);
}

template <typename Fields, typename Told>
    requires std::same_as<Told, Warned> || std::same_as<Told, Failed>
void members(Fields& fields, Told& event) {
    fields("what", event.what);
    fields("where", event.where);
    fields("mend", event.mend);
}

template <typename Fields, typename Bare>
    requires std::same_as<Bare, Paused> || std::same_as<Bare, Continued>
void members(Fields&, Bare&) {}

template <typename Fields>
void members(Fields& fields, Resumed& event) {
    fields("step", event.step);
}

template <typename Fields>
void members(Fields& fields, Finished& event) {
    fields("reason", event.reason);
    fields.best(event);
    fields("dir", event.dir);
    fields("artifacts", event.artifacts);
}

template <typename Event>
constexpr const char* kName = nullptr;
template <>
constexpr const char* kName<Started> = "started";
template <>
constexpr const char* kName<StepDone> = "step";
template <>
constexpr const char* kName<EvalDone> = "eval";
template <>
constexpr const char* kName<SampleText> = "sample";
template <>
constexpr const char* kName<Saved> = "saved";
template <>
constexpr const char* kName<Warned> = "warned";
template <>
constexpr const char* kName<Paused> = "paused";
template <>
constexpr const char* kName<Continued> = "continued";
template <>
constexpr const char* kName<Resumed> = "resumed";
template <>
constexpr const char* kName<Finished> = "finished";
template <>
constexpr const char* kName<Failed> = "failed";

template <typename Event>
std::optional<RunEvent> read(const Json& line) {
    Event event;
    bool good = true;
    Reader reader(line, good);
    members(reader, event);
    if (!good) return {};
    return event;
}

/// The event whose name the line carries, tried in the variant's order.
template <size_t... Index>
std::optional<RunEvent> readNamed(const std::string& name, const Json& line, std::index_sequence<Index...>) {
    std::optional<RunEvent> found;
    (void)((name == kName<std::variant_alternative_t<Index, RunEvent>> &&
            (found = read<std::variant_alternative_t<Index, RunEvent>>(line), true)) ||
           ...);
    return found;
}

}  // namespace

Json eventJson(const RunEvent& event, double time) {
    Json line = Json::object();
    Writer writer(line);
    std::visit(
        [&]<typename Event>(Event copy) {
            writer("event", kName<Event>);
            writer("time", time);
            members(writer, copy);
        },
        event);
    return line;
}

std::optional<RunEvent> eventOf(const Json& line) {
    return readNamed(line.stringOr("event", ""), line, std::make_index_sequence<std::variant_size_v<RunEvent>>());
}

}  // namespace luthier
