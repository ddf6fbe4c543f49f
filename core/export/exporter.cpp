// SPDX-License-Identifier: Apache-2.0
#include "core/export/exporter.h"

#include <algorithm>

#include "core/base/file.h"
#include "core/export/proof.h"

namespace luthier {

#define LUTHIER_EXPORT_FORMAT(name) ExportFormat name##Format();
#include "core/export/formats/formats.def"
#undef LUTHIER_EXPORT_FORMAT

const std::vector<ExportFormat>& exportFormats() {
    static const std::vector<ExportFormat> all{
#define LUTHIER_EXPORT_FORMAT(name) name##Format(),
#include "core/export/formats/formats.def"
#undef LUTHIER_EXPORT_FORMAT
    };
    return all;
}

const ExportFormat* exportFormat(const std::string& name) {
    const auto found =
        std::find_if(exportFormats().begin(), exportFormats().end(), [&](const ExportFormat& format) { return format.name == name; });
    return found == exportFormats().end() ? nullptr : &*found;
}

Problems checkExportTarget(const std::filesystem::path& target) {
    std::error_code failed;
    const auto status = std::filesystem::status(target, failed);
    if (status.type() == std::filesystem::file_type::none)  // such as a name longer than any folder's
        return {error(textOf(target), "cannot be a folder: " + failed.message(), "Give the name of a folder that does not exist yet.")};
    if (!std::filesystem::exists(status)) return {};
    if (!std::filesystem::is_directory(status)) {
        return {error(textOf(target), "is a file; an export is a folder.", "Give the name of a folder that does not exist yet.")};
    }
    const bool ours = std::filesystem::exists(target / kProofFile, failed);
    if (ours || std::filesystem::is_empty(target, failed)) return {};
    return {error(textOf(target), "holds files that are not an earlier export, which would be lost.",
                  "Give the name of a folder that does not exist yet, or empty this one first.")};
}

void writeCard(const ExportSource& source, const std::filesystem::path& folder) {
    if (!source.card.empty()) writeFileAtomically(folder / "README.md", source.card);
}

}  // namespace luthier
