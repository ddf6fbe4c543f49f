// SPDX-License-Identifier: Apache-2.0
#include "tests/support/power_cut.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/base/json.h"

namespace luthier::testing {

namespace fs = std::filesystem;

PowerCut::PowerCut(const fs::path& log) : log_(log) {
    std::ifstream in(log / "log");
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        Entry entry;
        for (std::string* field : {&entry.operation, &entry.file, &entry.content, &entry.path, &entry.more}) std::getline(fields, *field, '\t');
        entries_.push_back(std::move(entry));
    }
}

size_t PowerCut::lastSync(size_t moment) const {
    while (moment > 0 && !entries_[moment - 1].operation.starts_with("sync")) moment--;
    return moment;
}

bool PowerCut::changesAnything(size_t moment) const { return moment > 0 && entries_[moment - 1].operation != "told"; }

int64_t PowerCut::savedStep(size_t moment) const {
    int64_t step = -1;
    for (size_t i = 0; i < moment; i++) {
        if (entries_[i].operation != "told" || entries_[i].more.find("\"saved\"") == std::string::npos) continue;
        step = Json::parse(entries_[i].more.substr(0, entries_[i].more.rfind('}') + 1)).integerOr("step", -1);
    }
    return step;
}

void PowerCut::move(Nodes& names, const std::string& from, const std::string& to) {
    Nodes moved;
    std::erase_if(names, [&](const auto& name) { return name.first == to || name.first.starts_with(to + "/"); });
    std::erase_if(names, [&](const auto& name) {
        const bool inside = name.first == from || name.first.starts_with(from + "/");
        if (inside) moved[to + name.first.substr(from.size())] = name.second;
        return inside;
    });
    names.merge(moved);
}

void PowerCut::apply(Nodes& names, const Entry& entry, size_t node) {
    if (entry.operation == "create") names[entry.path] = node;
    if (entry.operation == "mkdir") names[entry.path] = 0;
    if (entry.operation == "remove") names.erase(entry.path);
    if (entry.operation == "sync" && !names.count(entry.path)) names[entry.path] = node;  // made by a way that is not watched
    if (entry.operation == "rename") move(names, entry.path, entry.more);
    if (entry.operation == "exchange") {
        const std::string aside = entry.path + "\n";
        move(names, entry.path, aside);
        move(names, entry.more, entry.path);
        move(names, aside, entry.more);
    }
}

void PowerCut::restore(size_t moment, Names kept, const fs::path& root, const fs::path& target) const {
    const size_t named = kept == Names::All ? moment : lastSync(moment);
    Nodes names, byNumber;                    // the second: number of a file -> its node now, since numbers are given again
    std::map<size_t, std::string> contents;   // of a node
    for (size_t i = 0; i < moment; i++) {
        const Entry& entry = entries_[i];
        if (entry.operation == "create" || (entry.operation == "sync" && !byNumber.count(entry.file))) byNumber[entry.file] = i + 1;
        if (entry.operation == "sync") contents[byNumber[entry.file]] = entry.content;
        if (i < named) apply(names, entry, entry.file == "0" ? 0 : byNumber[entry.file]);
    }
    fs::remove_all(target);
    fs::create_directories(target);
    for (const auto& [path, node] : names) {
        if (!path.starts_with(root.string() + "/")) continue;
        const fs::path place = target / path.substr(root.string().size() + 1);
        fs::create_directories(node == 0 ? place : place.parent_path());
        if (node == 0) continue;
        std::ofstream(place, std::ios::binary).flush();
        if (contents.count(node)) fs::copy_file(log_ / contents.at(node), place, fs::copy_options::overwrite_existing);
    }
}

}  // namespace luthier::testing
