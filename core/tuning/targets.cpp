// SPDX-License-Identifier: Apache-2.0
#include "core/tuning/targets.h"

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/base/pattern.h"

namespace luthier {
namespace {

bool hasSuffix(const std::string& path, const std::string& name) { return path == name || path.ends_with("." + name); }

/// Last parts of module paths, for a person to choose from.
std::string possibleNames(const DecoderConfig& config, bool adaptableOnly) {
    std::set<std::string> seen;
    std::string words;
    for (const Module& module : modulesOf(config)) {
        const std::string last = module.path.substr(module.path.rfind('.') + 1);
        const bool useful = adaptableOnly ? module.adaptable : module.adaptable || last.ends_with("norm");
        if (useful && seen.insert(last).second) words += (words.empty() ? "" : ", ") + last;
    }
    return words;
}

std::string guess(const std::string& name, const DecoderConfig& config) {
    std::vector<std::string> names;
    for (const Module& module : modulesOf(config))
        if (module.adaptable) names.push_back(module.path.substr(module.path.rfind('.') + 1));
    const std::string near = nearWord(name, names);
    return near.empty() ? "" : "Did you mean " + near + "? ";
}

/// The adaptable modules among those that match; others are an error, as in PEFT.
template <typename Matches>
std::vector<std::string> adaptable(const DecoderConfig& config, Problems& problems, const Matches& matches) {
    std::vector<std::string> result;
    for (const Module& module : modulesOf(config)) {
        if (!matches(module.path)) continue;
        if (!module.adaptable) {
            problems.push_back(error("method.targets", "names \"" + module.path + "\", which is no linear map or embedding.",
                                     "Possible names: " + possibleNames(config, true) + "."));
            return {};
        }
        result.push_back(module.path);
    }
    return result;
}

std::vector<std::string> byList(const std::vector<std::string>& names, const DecoderConfig& config, Problems& problems) {
    const size_t before = problems.size();
    const auto result = adaptable(config, problems, [&](const std::string& path) {
        return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return hasSuffix(path, name); });
    });
    if (problems.size() > before) return {};
    for (const std::string& name : names) {
        if (std::any_of(result.begin(), result.end(), [&](const std::string& path) { return hasSuffix(path, name); })) continue;
        const auto told = result.empty() ? error : warning;
        problems.push_back(told("method.targets", "\"" + name + "\" is the name of no module of this model.",
                                guess(name, config) + "Possible names: " + possibleNames(config, true) + "."));
    }
    return result;
}

std::vector<std::string> byPattern(const std::string& pattern, const DecoderConfig& config, Problems& problems) {
    try {
        const size_t before = problems.size();
        const auto result = adaptable(config, problems, [&](const std::string& path) { return matchesFully(pattern, path); });
        if (result.empty() && problems.size() == before) {
            problems.push_back(
                error("method.targets", "\"" + pattern + "\" matches no module path in full (such as model.layers.0.self_attn.q_proj).",
                      guess(pattern, config) +
                          "Write all-linear, attention, a list such as [q_proj, v_proj], or a regular expression for whole paths."));
        }
        return result;
    } catch (const Error& broken) {
        problems.push_back(error("method.targets", broken.what(), broken.mend()));
        return {};
    }
}

/// Modules whose paths end so, be it within a name: as PEFT matches modules_to_save.
std::vector<std::string> pathsThatEndIn(const std::string& name, const DecoderConfig& config) {
    std::vector<std::string> paths;
    for (const Module& module : modulesOf(config))
        if (!name.empty() && module.path.ends_with(name)) paths.push_back(module.path);
    return paths;
}

bool contains(const std::vector<std::string>& all, const std::string& one) { return std::find(all.begin(), all.end(), one) != all.end(); }

}  // namespace

std::vector<std::string> attentionModules(const DecoderConfig& config) {
    std::vector<std::string> names;
    for (const Module& module : modulesOf(config)) {
        if (!module.map || config.plans.empty()) continue;
        const std::string in = "." + config.plans.front().attention.name + "." + module.map->name;
        if (!module.path.ends_with(in)) continue;
        const auto elsewhere = [&](const Module& other) { return other.map && hasSuffix(other.path, module.map->name) && !other.path.ends_with(in); };
        const std::vector<Module> all = modulesOf(config);
        const std::string name = std::any_of(all.begin(), all.end(), elsewhere) ? in.substr(1) : module.map->name;
        if (contains(names, name)) break;
        names.push_back(name);
    }
    return names;
}

std::vector<std::string> targetModules(const Targets& targets, const DecoderConfig& config, Problems& problems) {
    if (!targets.modules.empty()) return byList(targets.modules, config, problems);
    if (targets.word == "all-linear") return linearModules(config);
    if (targets.word == "attention") return byList(attentionModules(config), config, problems);
    if (!targets.word.empty()) return byPattern(targets.word, config, problems);
    problems.push_back(
        error("method.targets", "is empty.", "Write all-linear, attention, or a list of: " + possibleNames(config, true) + "."));
    return {};
}

std::vector<std::string> modulesToSave(const std::vector<std::string>& names, const DecoderConfig& config, Problems& problems,
                                       const std::string& where) {
    std::vector<std::string> roots;
    for (const std::string& name : names) {
        const std::vector<std::string> found = pathsThatEndIn(name, config);
        roots.insert(roots.end(), found.begin(), found.end());
        if (!found.empty()) continue;
        problems.push_back(error(where, "\"" + name + "\" is the end of no module's path in this model.",
                                 guess(name, config) + "Possible names: " + possibleNames(config, false) + "."));
    }
    DecoderConfig untied = config;
    untied.tied = false;
    std::vector<std::string> result;
    for (const TensorShape& tensor : expectedTensors(untied)) {
        const std::string path = tensor.name.substr(0, tensor.name.rfind('.'));
        const bool inside =
            std::any_of(roots.begin(), roots.end(), [&](const std::string& root) { return path == root || path.starts_with(root + "."); });
        if (inside && !contains(result, path)) result.push_back(path);
    }
    return result;
}

std::vector<std::string> labelModules(const DecoderConfig& config) {
    std::vector<std::string> names;
    for (const char* name : kLabelHeadNames)
        if (config.task.classes > 0 && !pathsThatEndIn(name, config).empty()) names.emplace_back(name);
    Problems none;
    return modulesToSave(names, config, none);
}

LoraTargets loraTargets(const MethodSettings& settings, const DecoderConfig& config, Problems& problems) {
    LoraTargets result;
    result.saved = modulesToSave(settings.modulesToSave, config, problems);
    for (const std::string& path : labelModules(config))  // as PEFT does for SEQ_CLS
        if (!contains(result.saved, path)) result.saved.push_back(path);
    for (const std::string& path : config.task.drawn)  // nobody else has them, so they go with the adapter
        if (!contains(result.saved, path)) result.saved.push_back(path);
    for (const std::string& path : targetModules(settings.targets, config, problems)) {
        if (!contains(result.saved, path)) result.adapted.push_back(path);
    }
    for (const std::string& end : {config.embedding, config.head}) {
        result.untie = result.untie || contains(result.adapted, end) || contains(result.saved, end);
    }
    return result;
}

}  // namespace luthier
