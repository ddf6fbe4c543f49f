// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace luthier {

constexpr int64_t kRecipeFormat = 1;

/// Nothing stands for "auto": settled once, when a run starts.
template <typename T>
using Auto = std::optional<T>;

/// A held-out part: chosen by share, a file of its own, none, or auto.
struct PartChoice {
    enum class Kind { Auto, None, Share, File };
    Kind kind = Kind::Auto;
    double share = 0;  ///< 0 < share < 1
    std::string file;
    bool operator==(const PartChoice&) const = default;
};

/// "all-linear", "attention", or module names as PEFT's target_modules (a list matches by suffix, one string as a full regex).
struct Targets {
    std::string word = "all-linear";   ///< "all-linear", "attention", or a regular expression; empty when a list is given
    std::vector<std::string> modules;
    bool operator==(const Targets&) const = default;
};

struct ModelSettings {
    std::string path;  ///< a folder, or "starter"
    std::string init = "weights";
    std::string precision = "auto";
    std::string store = "auto";
    std::string chatTemplate = "auto";  ///< key "template": auto | plain | FILE
    bool operator==(const ModelSettings&) const = default;
};

struct DataSettings {
    std::vector<std::string> train;
    std::string format = "auto";
    std::map<std::string, std::string> columns;  ///< our name -> the table's name
    std::vector<std::string> clean;
    PartChoice eval;
    PartChoice test{PartChoice::Kind::None, 0, ""};
    std::optional<std::string> group;
    std::string grouping = "exact";
    int64_t splitSeed = 0;
    bool shuffle = true;
    Auto<int64_t> maxLength;
    std::string overlong = "auto";
    bool operator==(const DataSettings&) const = default;
};

struct ObjectiveSettings {
    std::string kind = "sft";
    std::string learn = "assistant";
    double beta = 0.1;
    std::string labels = "auto";  ///< (classify) auto | one | several
    bool operator==(const ObjectiveSettings&) const = default;
};

struct MethodSettings {
    std::string kind = "lora";
    int64_t rank = 16;
    double alpha = 32;
    double dropout = 0;
    bool rslora = false;
    Targets targets;
    std::vector<std::string> modulesToSave;
    int64_t layers = 2;
    std::vector<std::string> modules;  ///< (freeze) what learns instead of the last layers
    std::optional<std::string> initFrom;
    bool operator==(const MethodSettings&) const = default;
};

/// When to save: every so many steps, or every so many minutes.
struct SaveEvery {
    int64_t steps = 0;
    double minutes = 0;
    bool operator==(const SaveEvery&) const = default;
};

struct TrainSettings {
    double epochs = 3;
    std::optional<int64_t> steps;  ///< instead of epochs
    int64_t batchSize = 8;
    Auto<double> learningRate;
    std::string schedule = "cosine";
    double warmup = 0.03;  ///< share of steps when below 1, else steps
    std::string optimizer = "adamw";
    double beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0;
    double clip = 1;
    int64_t seed = 42;
    std::string recompute = "auto";
    bool modelDropout = false;
    Auto<int64_t> evalEvery;
    Auto<SaveEvery> saveEvery;
    int64_t earlyStop = 3;
    std::string onDivergence = "stop";
    bool operator==(const TrainSettings&) const = default;
};

/// Every choice of one run; app/README.md, section 2. Paths are absolute once read from a file.
struct Recipe {
    int64_t luthier = kRecipeFormat;
    std::string name;
    ModelSettings model;
    DataSettings data;
    ObjectiveSettings objective;
    MethodSettings method;
    TrainSettings train;
    std::vector<std::string> exports{"peft"};  ///< key "export"
    bool operator==(const Recipe&) const = default;
};

}  // namespace luthier
