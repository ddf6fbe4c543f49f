// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/data/cleaning/cleaning.h"

namespace luthier {

/// A file with rows that is kept in $LUTHIER_HOME/datasets/<id>/: `original/` holds it byte for byte and is never changed, `steps.json` the steps
/// that were applied, `versions/<fingerprint>/` what came of them: rows.jsonl, and changes.json which says how. A run points to a version, which
/// stays when steps are undone.
class KeptDataset {
public:
    /// Copies a file there, once: a file of the same content and name is the same dataset. Throws Error.
    static KeptDataset keep(const std::filesystem::path& file);
    /// Throws Error when there is no such dataset or it is broken.
    static KeptDataset open(const std::string& id);
    static std::vector<KeptDataset> all();  ///< by id; broken ones are left out

    const std::string& id() const { return id_; }
    const std::string& name() const { return name_; }  ///< of the file
    const std::filesystem::path& source() const { return source_; }  ///< the file it was last kept from, which may be gone or another by now
    std::filesystem::path original() const;
    const std::vector<std::string>& steps() const { return steps_; }
    /// What a recipe's data.train names: the present version's rows, or the original without steps.
    std::filesystem::path rows() const;

    /// Cleans the original by these steps, in order, and makes the result the present version; an error leaves everything as it was. To undo a
    /// step is to apply the others. Throws Error, Stopped.
    CleanedFile apply(const std::vector<std::string>& steps, const ImportSettings& settings, const CleaningKnowledge& knowledge, const CancelToken& cancel);

private:
    KeptDataset(std::string id, std::string name) : id_(std::move(id)), name_(std::move(name)) {}
    std::filesystem::path folder() const;
    std::string stepsText() const;  ///< of steps.json
    void writeSteps() const;

    std::string id_, name_;
    std::filesystem::path source_;
    std::vector<std::string> steps_;
    std::string version_;  ///< fingerprint; empty without steps
};

/// How a version came about, from its changes.json.
struct KeptVersion {
    std::string dataset;      ///< id of the dataset it is of
    ImportSettings settings;  ///< how the original was read; the version itself is read as JSON lines with our own columns
    int64_t read = 0, written = 0;
    std::vector<std::pair<std::string, Cleaning::Count>> steps;
};
/// The version whose rows a recipe names as `file`; nothing for any other file, or when it is broken.
std::optional<KeptVersion> keptVersionOf(const std::filesystem::path& file);

/// The file of a person that rows came from: the source of a kept dataset where `file` lies in one, else the file itself; absolute.
std::filesystem::path sourceOf(const std::filesystem::path& file);

}  // namespace luthier
