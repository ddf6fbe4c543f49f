// SPDX-License-Identifier: Apache-2.0
#include "core/hub/pip_settings.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kLargestFile = 1 << 20;
using Settings = std::map<std::string, std::string>;

std::string trimmed(const std::string& text) {
    const size_t first = text.find_first_not_of(" \t\r"), last = text.find_last_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::string keyOf(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return c == '_' ? '-' : static_cast<char>(std::tolower(c)); });
    return name;
}

/// Reads one file as Python's configparser does: an indented line goes on with the value before it.
void addFile(const fs::path& file, Settings& settings) {
    if (!os::markOf(file)) return;
    std::istringstream lines(readFile(file, kLargestFile));
    std::map<std::string, Settings> sections;
    std::string section, key;
    for (std::string line; std::getline(lines, line);) {
        const std::string text = trimmed(line);
        if (text.empty() || text[0] == '#' || text[0] == ';') continue;
        const size_t equals = text.find_first_of("=:");
        if (line[0] == ' ' || line[0] == '\t') sections[section][key] += "\n" + text;
        else if (text.front() == '[' && text.back() == ']') section = text.substr(1, text.size() - 2), key.clear();
        else if (equals != std::string::npos) sections[section][key = keyOf(trimmed(text.substr(0, equals)))] = trimmed(text.substr(equals + 1));
    }
    for (const char* name : {"global", "install", "download"})
        for (const auto& [setting, value] : sections[name]) settings[setting] = value;
}

std::string variable(const char* name) { return os::environment(name).value_or(""); }

void addFiles(Settings& settings) {
    std::istringstream shared(variable("XDG_CONFIG_DIRS").empty() ? "/etc/xdg" : variable("XDG_CONFIG_DIRS"));
    for (std::string folder; std::getline(shared, folder, ':');) addFile(pathOf(folder) / "pip/pip.conf", settings);
    addFile("/etc/pip.conf", settings);
    const fs::path home = pathOf(variable("HOME")), own = pathOf(variable("XDG_CONFIG_HOME"));
    if (!home.empty()) addFile(home / ".pip/pip.conf", settings);
    if (!home.empty() || !own.empty()) addFile((own.empty() ? home / ".config" : own) / "pip/pip.conf", settings);
    if (const std::string environment = variable("VIRTUAL_ENV"); !environment.empty()) addFile(pathOf(environment) / "pip.conf", settings);
}

bool isOn(const std::string& value) { return value == "1" || value == "true" || value == "True" || value == "yes" || value == "on"; }

}  // namespace

PipSettings pipSettings() {
    Settings settings;
    const std::string file = variable("PIP_CONFIG_FILE");
    if (file != "/dev/null") addFiles(settings);
    if (!file.empty() && file != "/dev/null") addFile(pathOf(file), settings);
    for (const auto& [name, key] : {std::pair{"PIP_INDEX_URL", "index-url"}, {"PIP_EXTRA_INDEX_URL", "extra-index-url"}, {"PIP_NO_INDEX", "no-index"}, {"PIP_CERT", "cert"}})
        if (const std::string value = variable(name); !value.empty()) settings[key] = value;
    PipSettings result;
    if (!isOn(settings["no-index"])) {
        const std::string index = settings["index-url"].empty() ? "https://pypi.org/simple" : settings["index-url"];
        std::istringstream all(index + " " + settings["extra-index-url"]);
        for (std::string address; all >> address;) {
            while (address.ends_with('/')) address.pop_back();
            result.indexes.push_back(address);
        }
    }
    result.certificates = pathOf(settings["cert"]);
    return result;
}

}  // namespace luthier
