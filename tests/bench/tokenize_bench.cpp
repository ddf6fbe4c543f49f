// SPDX-License-Identifier: Apache-2.0
// MB/s of one core encoding a file of JSON strings: tokenize_bench MODEL_FOLDER LINES OUT_IDS. Prints the best of three passes.
#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/text/tokenizer.h"

using namespace luthier;

namespace {

std::vector<std::string> texts(const char* file) {
    std::vector<std::string> found;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) found.push_back(Json::parse(line).asString());
    return found;
}

double secondsOf(const Tokenizer& tokenizer, const std::vector<std::string>& all, std::vector<std::vector<int32_t>>& ids) {
    ids.assign(all.size(), {});
    const std::clock_t begin = std::clock();  // processor time: a busy neighbour changes nothing
    for (size_t i = 0; i < all.size(); ++i) ids[i] = tokenizer.encode(all[i], true);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

void write(const char* file, const std::vector<std::vector<int32_t>>& all) {
    std::ofstream out(file);
    out << '[';
    for (size_t i = 0; i < all.size(); ++i) {
        out << (i ? ",[" : "[");
        for (size_t j = 0; j < all[i].size(); ++j) out << (j ? "," : "") << all[i][j];
        out << ']';
    }
    out << ']';
}

}  // namespace

int main(int count, char** given) {
    if (count != 4) {
        std::cerr << "tokenize_bench MODEL_FOLDER LINES OUT_IDS\n";
        return 2;
    }
    const auto tokenizer = Tokenizer::load(given[1]);
    const std::vector<std::string> all = texts(given[2]);
    size_t bytes = 0;
    for (const std::string& text : all) bytes += text.size();
    std::vector<std::vector<int32_t>> ids;
    double best = secondsOf(*tokenizer, all, ids);
    for (int pass = 0; pass < 3; ++pass) best = std::min(best, secondsOf(*tokenizer, all, ids));
    write(given[3], ids);
    std::cout << static_cast<double>(bytes) / best / 1e6 << '\n';
}
