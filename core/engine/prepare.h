// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/problem.h"
#include "core/data/label_scheme.h"
#include "core/data/split.h"
#include "core/model/decoder_config.h"
#include "core/recipe/recipe.h"
#include "core/text/sample_store.h"
#include "core/text/text_model.h"

namespace luthier {

/// What is known of a row beside its tokens.
struct RowInfo {
    std::array<uint8_t, 32> fingerprint{};  ///< of its content
    uint64_t group = 0;                     ///< what stays together in a split
    Part part = Part::Train;
    bool leftOut = false;

    std::string fingerprintHex() const;
    std::string groupHex() const;
};

/// How the weights of a base model lie on disk.
struct StoredWeights {
    int64_t bytes = 0;               ///< of their files
    std::string format = "float32";  ///< that most numbers of matrices have: float32, float16, bfloat16, or packed
};

/// The text half of a run, ready: the model's text files and config read, the data imported, split and encoded.
struct Prepared {
    Problems problems;  ///< with an error, the rest may be empty
    std::filesystem::path modelFolder;
    std::shared_ptr<TextModel> text;
    DecoderConfig config;
    StoredWeights weights;
    LabelScheme labels;     ///< of objectives that learn labels
    TaskHead head;          ///< that the model is asked for
    int64_t maxLength = 0;
    bool readsMore = false;  ///< the model can, than maxLength says
    std::vector<RowInfo> rows;
    std::unique_ptr<SampleStore> store;
    std::vector<uint32_t> train, eval, test;  ///< samples of each part, in file order
    int64_t chats = 0;                        ///< training rows that are conversations
    Json dataFingerprints = Json::array();    ///< {"file","sha256"} of every file

    int64_t programBytes = 0;  ///< resident in this process once all was read, with libtorch where that is not opened yet
    int64_t leastBytes = 0;    ///< the most that was on the way there

    int64_t rowsOf(Part part) const;  ///< rows that are used
    const std::vector<uint32_t>& samplesOf(Part part) const;
    int64_t tokensOf(Part part) const;
    int64_t labelsOf(Part part) const;
    int64_t longest() const;  ///< tokens of the longest sample of any part
};

/// Reads and encodes everything; `scratch` is a folder for the sample file, which goes with the result. Problems of many rows are told
/// once with their number. `between` is called between rows and may throw (Stopped).
Prepared prepare(const Recipe& recipe, const std::filesystem::path& scratch, const std::function<void()>& between = [] {});

/// What can be told without a model: files that are not there, rows that cannot be read. For recipes that have other problems already,
/// so that all are told at once.
Problems problemsWithoutModel(const Recipe& recipe);

/// The folder or GGUF file of the base model a recipe or command names.
std::filesystem::path modelFolderOf(const std::string& path, const std::string& where, Problems& problems);

/// The tokenizer of a model folder; null with a problem when its files are missing, broken or of a kind that is not supported.
std::shared_ptr<const Tokenizer> loadTokenizer(const std::filesystem::path& folder, Problems& problems);
/// The text half of a model folder; null with a problem when its files are missing, broken or of a kind that is not supported.
std::shared_ptr<TextModel> loadTextModel(const std::filesystem::path& folder, const std::string& chatTemplate, Problems& problems);
/// A file of rows that is not there is a problem at `where` ("-" is standard input).
void lookForRows(const std::string& file, const std::string& where, Problems& problems);
/// A PEFT folder that is not there is a problem at `where`.
void lookForAdapter(const std::string& folder, const std::string& where, Problems& problems);
/// A folder without weights is a problem.
void lookForWeights(const std::filesystem::path& folder, const std::string& where, Problems& problems);

}  // namespace luthier
