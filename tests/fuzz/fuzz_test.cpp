// SPDX-License-Identifier: Apache-2.0
// Every seed, and thousands of changed copies of the seeds, always the same ones. The long search is libFuzzer's: installer/bootstrap test --fuzz SECONDS.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/support/temp_folder.h"

namespace luthier::testing {
namespace {

constexpr uint64_t kChangedCopies = 10000;

class Fuzz : public ::testing::TestWithParam<FuzzTarget> {
protected:
    static std::vector<std::string> seeds() {
        std::vector<std::filesystem::path> files;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(LUTHIER_SOURCE) / "tests/fuzz/corpus" / GetParam().name, none)) {
            files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        std::vector<std::string> seeds;
        for (const auto& file : files) seeds.push_back(readFile(file));
        return seeds;
    }
};

/// The `number`-th changed copy: pieces cut out, doubled, overwritten with bytes and words that parsers stumble over.
std::string changed(std::string text, uint64_t number) {
    static const std::vector<std::string> kWords{"{", "[", "\"", "null", "-1", "18446744073709551615", "9223372036854775808", "1e999", "\\ud800", "\xFF", std::string(1, 0),
                                                 "{{", "{% for i in range(9) %}", "\r\n", ",", ":", "- ", "&a *a", std::string(300, '['), std::string(70, '{')};
    uint64_t state = mixed(number);
    const auto draw = [&](uint64_t below) { return (state = mixed(state)) % std::max<uint64_t>(1, below); };
    for (uint64_t changes = 1 + draw(4); changes > 0; changes--) {
        const size_t at = draw(text.size() + 1), length = draw(std::min<size_t>(text.size() - at, 40) + 1);
        switch (draw(5)) {
            case 0: text.erase(at, length); break;
            case 1: text.insert(at, text.substr(at, length)); break;
            case 2: text.replace(at, length, kWords[draw(kWords.size())]); break;
            case 3: text.resize(at); break;
            default:
                if (at < text.size()) text[at] = static_cast<char>(draw(256));
        }
    }
    return text;
}

TEST_P(Fuzz, HasSeedsAndReadsThem) {
    ASSERT_FALSE(seeds().empty()) << "put a good and a broken file into tests/fuzz/corpus/" << GetParam().name;
    int taken = 0, refused = 0;
    for (const std::string& seed : seeds()) (GetParam().run(seed) ? taken : refused)++;
    EXPECT_GT(taken, 0) << "a search from seeds that are all refused gets nowhere";
    EXPECT_TRUE(refused > 0) << "put a broken file beside the good ones";
}

TEST_P(Fuzz, LivesThroughChangedCopies) {
    const std::vector<std::string> all = seeds();
    for (uint64_t i = 0; i < kChangedCopies; i++) GetParam().run(changed(all[i % all.size()], i));
}

INSTANTIATE_TEST_SUITE_P(Targets, Fuzz, ::testing::ValuesIn(fuzzTargets()), [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace luthier::testing
