// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <string>
#include <vector>

#include "core/data/importer.h"
#include "tests/support/temp_folder.h"

namespace luthier::testing {

/// What a file gave: its examples and its problems, each as it came.
struct Read {
    std::vector<Example> examples;
    std::vector<RowProblem> problems;

    Problems gathered() const {
        ProblemCollector collector;
        for (RowProblem problem : problems) collector.add(std::move(problem));
        return collector.problems();
    }
};

inline Read readFileAt(const std::filesystem::path& file, const ImportSettings& settings = {}) {
    Read read;
    importFile(file.string(), settings,
               {[&](Example&& example) {
                    read.examples.push_back(std::move(example));
                    return true;
                },
                [&](RowProblem&& problem) { read.problems.push_back(std::move(problem)); }});
    return read;
}

inline void write(const std::filesystem::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

/// The content read as a file of that name.
inline Read readContent(const std::string& name, const std::string& content, const ImportSettings& settings = {}) {
    TempFolder folder;
    write(folder / name, content);
    return readFileAt(folder / name, settings);
}

inline ImportSettings withColumns(std::map<std::string, std::string> columns) {
    ImportSettings settings;
    settings.columns = std::move(columns);
    return settings;
}

inline std::string gzipped(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

inline std::string zstded(const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    return packed;
}

}  // namespace luthier::testing
