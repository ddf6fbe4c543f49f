// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = LUTHIER_SOURCE;

/// Who may include whom (design, section 3): a folder includes folders of lower rank only, and itself.
const std::map<std::string, int> kRank{{"base", 0}, {"events", 1}, {"recipe", 2}, {"data", 3}, {"text", 4}, {"store", 5}, {"hub", 5}, {"track", 5}, {"ops", 6},
                                       {"model", 7}, {"tuning", 8}, {"objective", 9}, {"train", 10}, {"export", 11}, {"engine", 12}, {"serve", 13}, {"remote", 13}};

struct Include {
    int line;
    std::string path;
    bool own;  ///< in quotes
};

bool isSource(const fs::path& file) {
    static const std::set<std::string> endings{".cpp", ".h", ".inc", ".def", ".cu"};
    return endings.contains(file.extension().string());
}

std::vector<std::string> sourcesIn(const std::vector<std::string>& folders) {
    std::vector<std::string> files;
    for (const std::string& folder : folders) {
        if (!fs::exists(kRoot / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
            if (entry.is_regular_file() && isSource(entry.path())) files.push_back(fs::relative(entry.path(), kRoot).generic_string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string contentOf(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(kRoot / file).rdbuf();
    return text.str();
}

std::vector<Include> includesOf(const std::string& file) {
    static const std::regex pattern("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
    std::vector<Include> found;
    std::istringstream lines(contentOf(file));
    std::smatch match;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (std::regex_search(line, match, pattern)) found.push_back({number, match[2], match[1] == "\""});
    }
    return found;
}

std::string edge(const std::string& file, const Include& include) { return file + ":" + std::to_string(include.line) + " includes " + include.path; }

/// "base" of "core/base/json.h"; empty outside core.
std::string folderOf(const std::string& path) {
    if (!path.starts_with("core/")) return {};
    const size_t end = path.find('/', 5);
    return end == std::string::npos ? "" : path.substr(5, end - 5);
}

bool isTorch(const std::string& path) {
    static const std::regex pattern("^(torch|ATen|c10|caffe2)/|^core/ops/torch\\.h$");
    return std::regex_search(path, pattern);
}

bool isQt(const std::string& path) {
    static const std::regex pattern("^(Q[A-Z]|Qt[A-Z].*/)");
    return std::regex_search(path, pattern);
}

bool isSystem(const std::string& path) {
    static const std::regex pattern("^(sys|linux|arpa|netinet|mach)/|^(unistd|dlfcn|fcntl|poll|sched|termios|pthread|windows|winsock2|io|process)\\.h$");
    return std::regex_search(path, pattern);
}

/// Patterns of the base_sources glob of CMakeLists.txt, as regular expressions.
std::vector<std::regex> baseGlobs() {
    const std::string text = contentOf("CMakeLists.txt");
    const size_t begin = text.find("file(GLOB base_sources"), end = text.find(')', begin);
    std::vector<std::regex> globs;
    std::istringstream words(text.substr(begin, end - begin));
    for (std::string word; words >> word;) {
        if (!word.starts_with("core/")) continue;
        std::string pattern;
        for (char c : word) pattern += c == '*' ? "[^/]*" : c == '.' ? "\\." : std::string(1, c);
        globs.emplace_back(pattern);
    }
    return globs;
}

/// The edges that lead from `file` to torch through headers of our own.
void followToTorch(const std::string& file, std::set<std::string>& seen, const std::string& path, std::vector<std::string>& found) {
    for (const Include& include : includesOf(file)) {
        const std::string step = path + " -> " + include.path;
        if (isTorch(include.path)) found.push_back(step);
        else if (include.own && fs::exists(kRoot / include.path) && seen.insert(include.path).second) followToTorch(include.path, seen, step, found);
    }
}

TEST(IncludeRules, FoldersIncludeFoldersToTheirLeft) {
    for (const std::string& file : sourcesIn({"core"})) {
        const std::string from = folderOf(file);
        ASSERT_TRUE(kRank.contains(from)) << file << " lies in a folder the order does not know";
        for (const Include& include : includesOf(file)) {
            EXPECT_FALSE(include.path.starts_with("app/") || include.path.starts_with("ui/") || include.path.starts_with("tests/")) << edge(file, include);
            const std::string to = folderOf(include.path);
            if (to.empty()) continue;
            ASSERT_TRUE(kRank.contains(to)) << edge(file, include);
            EXPECT_TRUE(from == to || kRank.at(to) < kRank.at(from)) << edge(file, include);
        }
    }
}

TEST(IncludeRules, OwnHeadersAreNamedFromTheRoot) {
    for (const std::string& file : sourcesIn({"core", "app", "ui"})) {
        for (const Include& include : includesOf(file)) {
            EXPECT_TRUE(!include.own || include.path.ends_with(".moc") || fs::exists(kRoot / include.path)) << edge(file, include);
        }
    }
}

TEST(IncludeRules, HeadersTakeTorchThroughOneHeader) {
    // A .cpp file may name more of torch (ATen/Parallel.h), but only from ops on.
    for (const std::string& file : sourcesIn({"core", "app", "ui"})) {
        if (file == "core/ops/torch.h") continue;
        const std::string folder = folderOf(file);
        const bool mayKnowIt = !folder.empty() && kRank.at(folder) >= kRank.at("ops");
        for (const Include& include : includesOf(file)) {
            if (!isTorch(include.path)) continue;
            EXPECT_TRUE(mayKnowIt) << edge(file, include);
            EXPECT_TRUE(include.path == "core/ops/torch.h" || file.ends_with(".cpp")) << edge(file, include);
        }
    }
}

TEST(IncludeRules, BaseCommandLineAndWindowAreFreeOfTorch) {
    const std::vector<std::regex> globs = baseGlobs();
    ASSERT_GT(globs.size(), 5u);
    size_t checked = 0;
    std::vector<std::string> files = sourcesIn({"core", "app", "ui"}), found;
    for (const std::string& file : files) {
        const bool base = std::ranges::any_of(globs, [&](const std::regex& glob) { return std::regex_match(file, glob); });
        if (!base && file.starts_with("core/")) continue;
        std::set<std::string> seen;
        followToTorch(file, seen, file, found);
        ++checked;
    }
    EXPECT_GT(checked, 20u);
    for (const std::string& path : found) ADD_FAILURE() << path;
}

TEST(IncludeRules, TheEngineFormatsNothingByFmt) {
    // libtorch brings a fmt of its own among its headers, made of names that the system's library has not.
    const std::vector<std::regex> globs = baseGlobs();
    size_t checked = 0;
    for (const std::string& file : sourcesIn({"core"})) {
        if (!file.ends_with(".cpp") || std::ranges::any_of(globs, [&](const std::regex& glob) { return std::regex_match(file, glob); })) continue;
        for (const Include& include : includesOf(file)) EXPECT_FALSE(include.path.starts_with("fmt/")) << edge(file, include);
        ++checked;
    }
    EXPECT_GT(checked, 50u);
}

TEST(IncludeRules, CoreKnowsNoQt) {
    for (const std::string& file : sourcesIn({"core", "app/cli"})) {
        for (const Include& include : includesOf(file)) EXPECT_FALSE(isQt(include.path)) << edge(file, include);
    }
}

TEST(IncludeRules, OnlyBaseAsksTheSystem) {
    for (const std::string& file : sourcesIn({"core", "app", "ui"})) {
        if (file.starts_with("core/base/os_")) continue;
        for (const Include& include : includesOf(file)) EXPECT_FALSE(isSystem(include.path)) << edge(file, include);
    }
}

TEST(IncludeRules, HeadersStandOnceOnly) {
    for (const std::string& file : sourcesIn({"core", "app", "ui", "tests"})) {
        EXPECT_TRUE(!file.ends_with(".h") || contentOf(file).find("#pragma once") != std::string::npos) << file;
    }
}

TEST(Files, EveryOneNamesItsLicence) {
    for (const std::string& file : sourcesIn({"core", "app", "ui", "tests"})) {
        const bool ours = file.starts_with("ui/") || file.starts_with("app/studio/") || file.starts_with("tests/ui/");
        const std::string expected = std::string("// SPDX-License-Identifier: ") + (ours ? "GPL-3.0-or-later" : "Apache-2.0");
        EXPECT_TRUE(contentOf(file).starts_with(expected)) << file;
    }
}

TEST(Files, GoldenOnesAreSmall) {
    uintmax_t all = 0;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / "tests")) {
        if (!entry.is_regular_file() || entry.path().string().find("/golden/") == std::string::npos) continue;
        EXPECT_LE(entry.file_size(), 200u * 1024) << entry.path();
        all += entry.file_size();
    }
    EXPECT_LE(all, 8u * 1024 * 1024);
}

}  // namespace
