// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/workplace.h"

namespace luthier::testing {

/// Rows that no row of chatRows() asks.
inline std::string otherRows(int count) {
    std::string text;
    for (int i = 0; i < count; i++) {
        text += R"({"messages":[{"role":"user","content":"What is left of )" + std::to_string(i + 3) + R"( when 3 go?"},{"role":"assistant","content":"There are )" + std::to_string(i) +
                " left.\"}]}\n";
    }
    return text;
}

/// One run for all the facts a suite reads from it: 32 rows in file order, steps of 5, a held-out file of 24 rows, an adapter without dropout on
/// random weights in float32, written as adapter and as merged model.
class OneRun {
public:
    OneRun() : place(32) {
        place.write("held.jsonl", otherRows(24));
        place.write("recipe.yaml", "luthier: 1\nname: sums\nmodel: {path: " + textOf(dataFile("models/tiny-chat")) + ", init: random, precision: float32}\n"
                                   "data: {train: [rows.jsonl], eval: held.jsonl, shuffle: false}\nmethod: {rank: 4, alpha: 8}\n"
                                   "train: {steps: 12, batch_size: 5, eval_every: 4, save_every: 3, early_stop: 0, learning_rate: 3.0e-3, warmup: 2, clip: 0.5}\n"
                                   "export: [peft, merged]\n");
        static std::string measured;  // of this machine, by the first of them
        std::filesystem::create_directories(place.home());
        if (!measured.empty()) place.write("home/machine.json", measured);
        ran = with({});
        folder = place.runs().at(0);
        measured = readFile(place.home() / "machine.json");
    }

    /// The same recipe once more, with other values for some keys.
    Ran with(const std::vector<std::string>& sets) const {
        std::vector<std::string> arguments{"run", place.recipe(), "--events", "jsonl", "--threads", "1"};
        for (const std::string& set : sets) arguments.insert(arguments.end(), {"--set", set});
        return runLuthier(arguments, place.home());
    }
    Ran command(const std::vector<std::string>& arguments, const std::string& input = "") const { return runLuthier(arguments, place.home(), input); }
    std::vector<Json> events(const std::string& kind) const { return eventsIn(ran.output, kind); }
    Json file(const std::string& name) const { return Json::parse(readFile(folder / name)); }
    std::string base() const { return textOf(folder / "adapter" / "base"); }

    Workplace place;
    Ran ran;
    std::filesystem::path folder;
};

/// The names of an object's members, in their order; of members that are objects theirs too: "step best{step loss}".
inline std::string membersOf(const Json& object) {
    std::string text;
    for (const auto& [name, value] : object.asObject()) {
        text += (text.empty() ? "" : " ") + name;
        if (value.isObject() && value.size() > 0) text += "{" + membersOf(value) + "}";
    }
    return text;
}

/// A suite that reads one run, done before its first test.
class ReadsOneRun : public ::testing::Test {
protected:
    static void SetUpTestSuite() { one = new OneRun; }
    static void TearDownTestSuite() {
        delete one;
        one = nullptr;
    }
    void SetUp() override { ASSERT_EQ(one->ran.code, 0) << one->ran.errors; }
    inline static OneRun* one = nullptr;
};

}  // namespace luthier::testing
