// SPDX-License-Identifier: Apache-2.0
#include "core/hub/hub_model.h"

#include <algorithm>
#include <array>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/hub/local_models.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLongestToken = 1 << 16;
/// Files of a model folder that Luthier or a reader of its results uses, beside the weights.
constexpr std::array kText{"config.json", "generation_config.json", "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json",
                           "added_tokens.json", "vocab.json", "merges.txt", "vocab.txt", "tekken.json", "tiktoken.model", "sentencepiece.bpe.model", "spiece.model",
                           "chat_template.jinja", "chat_template.json", "README.md"};

std::string variable(const char* name) { return os::environment(name).value_or(""); }
bool isOn(const char* name) {
    const std::string value = variable(name);
    return value == "1" || value == "true" || value == "True" || value == "TRUE" || value == "yes" || value == "YES" || value == "on" || value == "ON";
}

/// Letters, digits and -._ ; not . or .. : nothing that leads to another folder.
bool isPlainName(std::string_view name) {
    const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
    return plain && !name.empty() && name.front() != '.';
}
bool isHex(std::string_view text, size_t length) { return text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

struct Named {
    std::string repository, file;  ///< file: one that was asked for; may be empty
};

std::optional<Named> parsed(const std::string& name) {
    std::vector<std::string> parts(1);
    for (const char c : name) {
        if (c == '/') parts.emplace_back();
        else parts.back() += c;
    }
    if (parts.size() < 2 || parts.size() > 3 || !std::all_of(parts.begin(), parts.end(), isPlainName)) return std::nullopt;
    if (parts.size() == 3 && !parts[2].ends_with(".gguf")) return std::nullopt;
    return Named{parts[0] + "/" + parts[1], parts.size() == 3 ? parts[2] : ""};
}

struct Listed {
    std::string name;
    uint64_t bytes = 0;
    Checksum checksum;
};

/// A file of the repository; nothing when the hub does not say what it needs to be checked.
std::optional<Listed> listed(const Json& sibling) {
    Listed file{sibling.stringOr("rfilename", ""), static_cast<uint64_t>(std::max<int64_t>(0, sibling.integerOr("size", 0))), {}};
    const Json* lfs = sibling.find("lfs");
    if (lfs && lfs->isObject()) file.checksum = {Checksum::Kind::Sha256, lfs->stringOr("sha256", "")};
    else file.checksum = {Checksum::Kind::GitSha1, sibling.stringOr("blobId", "")};
    const bool known = isHex(file.checksum.hex, file.checksum.kind == Checksum::Kind::Sha256 ? 64 : 40);
    const std::string_view name = file.name, nested = "additional_chat_templates/";
    const std::string_view last = name.starts_with(nested) ? name.substr(nested.size()) : name;
    if (!known || !isPlainName(last)) return std::nullopt;
    return file;
}

bool isText(const Listed& file) {
    return std::find(kText.begin(), kText.end(), file.name) != kText.end() || file.name.starts_with("LICENSE") ||
           (file.name.starts_with("additional_chat_templates/") && file.name.ends_with(".jinja"));
}
bool isSafetensors(const Listed& file) { return file.name.starts_with("model") && (file.name.ends_with(".safetensors") || file.name == "model.safetensors.index.json"); }
bool isGguf(const Listed& file) { return file.name.ends_with(".gguf") && file.name.find("mmproj") == std::string::npos; }

std::string namesOf(const std::vector<Listed>& files) {
    std::string names;
    for (const Listed& file : files) names += (names.empty() ? "" : ", ") + file.name;
    return names;
}

/// What is fetched of a repository: text files and weights in the form that can be read here.
std::vector<Listed> chosen(const std::vector<Listed>& all, const Named& named, Problems& problems) {
    std::vector<Listed> files, ggufs;
    bool weights = false;
    for (const Listed& file : all) {
        if (isGguf(file)) ggufs.push_back(file);
        else if (named.file.empty() && (isText(file) || isSafetensors(file))) files.push_back(file);
        weights = weights || (isSafetensors(file) && file.name.ends_with(".safetensors"));
    }
    if (!named.file.empty()) std::erase_if(ggufs, [&](const Listed& file) { return file.name != named.file; });
    if (named.file.empty() && weights) return files;
    if (ggufs.size() == 1) return ggufs;
    if (!named.file.empty()) problems.push_back(error(named.repository, "there is no file " + named.file, "look at the model's page for its files"));
    else if (!ggufs.empty())
        problems.push_back(error(named.repository, "it holds several GGUF files: " + namesOf(ggufs), "say which: " + named.repository + "/" + ggufs.front().name));
    else {
        const bool older = std::any_of(all.begin(), all.end(), [](const Listed& file) { return file.name.ends_with(".bin"); });
        problems.push_back(error(named.repository, older ? "its weights are in the older .bin form only, which can run programs when it is opened and is not read here"
                                                         : "it holds no weights (neither safetensors nor GGUF)",
                                 "choose a model with model.safetensors"));
    }
    return {};
}

bool isGated(const HttpAnswer& answer) {
    const std::string code = answer.header("x-error-code");
    return code == "GatedRepo" || (answer.status == 403 && code.empty());
}

/// Whether the hub might say more to somebody it knows.
bool asksWhoIsThere(const HttpAnswer& answer) { return isGated(answer) || answer.status == 401 || answer.status == 404; }

/// "auto" or "manual" where the owner wants terms to be agreed to, else false.
bool wantsAgreement(const Json& info) {
    const Json* gated = info.find("gated");
    return gated && (gated->isString() || (gated->isBool() && gated->asBool()));
}

/// In words, what a refusal of the hub means.
Problem refusal(const HttpAnswer& answer, const std::string& what, const std::string& page, bool token) {
    const std::string code = answer.header("x-error-code");
    if (isGated(answer))
        return error(what, "its owner lets only people fetch it who agreed to the terms on its page",
                     token ? "open " + page + " with the account of your token, agree there, then do this again"
                           : "open " + page + ", sign in and agree, then set HF_TOKEN to a token of that account");
    if (code == "RevisionNotFound") return error(what, "it has no such revision", "leave --revision away, or take one from " + page);
    if (code == "EntryNotFound") return error(what, "a file of it is not there", "do this again: the model may just have changed");
    if (answer.status == 401 && token) return error(what, "the hub does not know your token, or it may not see this model", "make a new token and set HF_TOKEN to it");
    if (answer.status == 401 || answer.status == 404)
        return error(what, "there is no such model, or it is private", "check the name" + std::string(token ? "" : "; for a private one set HF_TOKEN to a token that may read it"));
    return error(what, "the hub refuses (status " + std::to_string(answer.status) + ")", "do it again later");
}

std::string licenceOf(const Json& info) {
    if (const Json* card = info.find("cardData"); card && card->isObject())
        if (const std::string licence = card->stringOr("license", ""); !licence.empty()) return licence;
    const Json* tags = info.find("tags");
    for (const Json& tag : tags && tags->isArray() ? tags->asArray() : Json::Array{})
        if (tag.isString() && tag.asString().starts_with("license:")) return tag.asString().substr(8);
    return "";
}

/// blobs/CHECKSUM, snapshots/COMMIT/NAME -> ../../blobs/CHECKSUM, refs/REVISION: as huggingface_hub (2.4) lays its cache out.
void place(const std::vector<Listed>& files, const fs::path& cache, const std::string& token, const std::string& revision, ModelOffer& offer) {
    offer.folder = cache / "snapshots" / offer.revision;
    for (const Listed& file : files) {
        offer.bytes += file.bytes;
        const fs::path blob = cache / "blobs" / file.checksum.hex;
        const std::string up = file.name.find('/') == std::string::npos ? "../../" : "../../../";
        offer.links.emplace_back(offer.folder / pathOf(file.name), up + "blobs/" + file.checksum.hex);
        std::error_code none;
        if (fs::exists(blob, none)) {
            offer.here += file.bytes;
            continue;
        }
        Download download{.request = {.url = offer.page + "/resolve/" + offer.revision + "/" + urlEscaped(file.name), .token = token},
                          .file = blob, .bytes = file.bytes, .checksum = file.checksum};
        if (const auto part = os::markOf(textOf(blob) + ".incomplete")) offer.here += std::min(part->size, file.bytes);
        offer.files.push_back(std::move(download));
    }
    if (revision != offer.revision) offer.notes.emplace_back(cache / "refs" / pathOf(revision), offer.revision);
    if (files.size() == 1 && isGguf(files.front())) offer.folder /= pathOf(files.front().name);
}

bool isRevision(std::string_view revision) {
    const bool plain = std::all_of(revision.begin(), revision.end(), [](unsigned char c) { return std::isalnum(c) || std::string_view("-_./").find(static_cast<char>(c)) != std::string_view::npos; });
    return plain && !revision.empty() && revision.front() != '/' && revision.find("..") == std::string_view::npos;
}

std::string plainToken(std::string token) {
    std::erase_if(token, [](unsigned char c) { return std::isspace(c) || c < 32; });
    return token;
}

}  // namespace

std::string hubAddress() {
    std::string address = variable("HF_ENDPOINT");
    if (address.empty()) address = "https://huggingface.co";
    while (address.ends_with('/')) address.pop_back();
    return address;
}

std::string hubToken() {
    std::string token = variable("HF_TOKEN");
    if (token.empty()) {
        fs::path file = pathOf(variable("HF_TOKEN_PATH"));
        if (file.empty()) file = hubFolder() / "token";
        if (os::markOf(file)) token = readFile(file, kLongestToken);
    }
    return plainToken(token);
}

ModelOffer offerFromHub(const std::string& name, const std::string& asked, const CancelToken& cancel, const std::string& given) {
    const std::string token = given.empty() ? hubToken() : plainToken(given);
    ModelOffer offer;
    const std::optional<Named> named = parsed(name);
    const std::string revision = asked.empty() ? "main" : asked;
    if (!named) offer.problems.push_back(error(name, "a name of the hub was expected (owner/name, or owner/name/FILE.gguf)", "copy the name from the model's page"));
    if (!isRevision(revision)) offer.problems.push_back(error("--revision", "\"" + revision + "\" is no name of a branch, tag or commit", "leave it away for the newest"));
    if (hasError(offer.problems)) return offer;
    const std::string hub = hubAddress();
    offer.page = hub + "/" + named->repository;
    if (isOn("HF_HUB_OFFLINE")) throw Unreachable(hostOf(hub), "HF_HUB_OFFLINE says that the hub is not to be asked", "unset HF_HUB_OFFLINE");
    std::string escaped = urlEscaped(revision);
    for (size_t slash; (slash = escaped.find('/')) != std::string::npos;) escaped.replace(slash, 1, "%2F");
    const HttpAnswer answer = httpGet({.url = hub + "/api/models/" + named->repository + "/revision/" + escaped + "?blobs=true", .token = token}, cancel);
    if (answer.status >= 500 || answer.status == 429)
        throw Unreachable(hostOf(hub), "the hub is busy (status " + std::to_string(answer.status) + ")", "do it again in some minutes");
    if (answer.status != 200) {
        offer.problems.push_back(refusal(answer, name, offer.page, !token.empty()));
        offer.asksForToken = asksWhoIsThere(answer);
        return offer;
    }
    Json info;
    try {
        info = Json::parse(answer.body);
    } catch (const JsonError&) {
        throw Error(hostOf(hub), "the answer about " + name + " is not what a hub gives", "check HF_ENDPOINT");
    }
    offer.name = named->repository;
    offer.source = hostOf(hub);
    offer.licence = licenceOf(info);
    offer.asksForToken = wantsAgreement(info) && token.empty();
    offer.revision = info.stringOr("sha", "");
    if (!isHex(offer.revision, 40)) throw Error(hostOf(hub), "the answer about " + name + " names no commit", "check HF_ENDPOINT");
    std::vector<Listed> all;
    const Json* siblings = info.find("siblings");
    for (const Json& sibling : siblings && siblings->isArray() ? siblings->asArray() : Json::Array{})
        if (auto file = listed(sibling)) all.push_back(std::move(*file));
    const std::vector<Listed> files = chosen(all, *named, offer.problems);
    std::string folder = "models--" + named->repository;
    folder.replace(folder.find('/'), 1, "--");
    place(files, hubCacheFolder() / folder, token, revision, offer);
    return offer;
}

}  // namespace luthier
