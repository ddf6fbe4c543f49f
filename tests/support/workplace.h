// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "tests/support/temp_folder.h"

namespace luthier::testing {

/// Rows of small sums, as a chat.
inline std::string chatRows(int count) {
    std::string text;
    for (int i = 0; i < count; i++) {
        std::string a = std::to_string(i % 13), b = std::to_string(i / 13), sum = std::to_string(i % 13 + i / 13);
        text += R"({"messages":[{"role":"user","content":"What is )" + a + " plus " + b + R"(?"},{"role":"assistant","content":"It is )" + sum + R"(."}]})" + "\n";
    }
    return text;
}

/// A folder with a home for runs, a data file, and a recipe that trains the tiny chat model from random weights.
class Workplace {
public:
    explicit Workplace(int rows = 80, const std::string& more = "") {
        write("rows.jsonl", chatRows(rows));
        write("recipe.yaml", "luthier: 1\nname: sums\nmodel: {path: " + textOf(dataFile("models/tiny-chat")) + ", init: random}\n"
                             "data: {train: [rows.jsonl], max_length: 128}\nmethod: {rank: 4, alpha: 8, dropout: 0.1}\n" + more);
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name, std::ios::binary) << text; }
    std::filesystem::path home() const { return folder_ / "home"; }
    std::filesystem::path path() const { return folder_.path(); }
    std::string recipe() const { return textOf(folder_ / "recipe.yaml"); }
    std::string file(const std::string& name) const { return textOf(folder_ / name); }

    /// The run folders, oldest first.
    std::vector<std::filesystem::path> runs() const {
        std::vector<std::filesystem::path> found;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(home() / "runs", none)) found.push_back(entry.path());
        std::sort(found.begin(), found.end());
        return found;
    }

private:
    TempFolder folder_;
};

}  // namespace luthier::testing
