// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/draft.h"

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/recipe/read.h"

namespace luthier::ui {
namespace {

constexpr int kWriteAfter = 400;  // milliseconds without a change

/// A list of names; none where the file is missing or broken.
std::set<std::string> namesIn(const std::filesystem::path& file) {
    std::set<std::string> names;
    try {
        const Json list = Json::parse(readFile(file, 1 << 20));
        for (const Json& name : list.asArray()) names.insert(name.asString());
    } catch (const std::exception&) {
        names.clear();
    }
    return names;
}

/// What the recipe lacks yet is a problem of the recipe, not of reading it. None where the file is missing or broken.
std::optional<Recipe> recipeIn(const std::filesystem::path& file) {
    try {
        return readRecipe(readFile(file, 1 << 20), file.parent_path()).recipe;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace

bool areOneRun(Recipe a, const Recipe& b) {
    a.name = b.name;
    return a == b;
}

Draft::Draft(std::filesystem::path file, QObject* parent) : QObject(parent), file_(std::move(file)) {
    recipe_ = recipeIn(file_).value_or(Recipe());
    started_ = recipeIn(startedFile());
    ignored_ = namesIn(ignoredFile());
    writing_.setSingleShot(true);
    writing_.setInterval(kWriteAfter);
    connect(&writing_, &QTimer::timeout, this, &Draft::write);
}

void Draft::change(const std::function<void(Recipe&)>& how) {
    Recipe recipe = recipe_;
    how(recipe);
    if (recipe.data.train != recipe_.data.train && recipe.name == nameBefore_) recipe.name.clear();
    put(std::move(recipe));
}

void Draft::restart(const Recipe& recipe) {
    if (recipe.data.train != recipe_.data.train) setIgnored({});
    nameBefore_ = recipe.name;
    put(recipe);
    Q_EMIT restarted();
}

void Draft::setIgnored(std::set<std::string> cleaners) {
    if (cleaners == ignored_) return;
    ignored_ = std::move(cleaners);
    touch();
}

void Draft::setStarted(const Recipe& recipe) {
    started_ = recipe;
    touch();
}

std::filesystem::path Draft::besides(const char* end) const { return file_.parent_path() / (file_.stem().string() + end); }

void Draft::touch() {
    unwritten_ = true;
    writing_.start();
}

void Draft::put(Recipe recipe) {
    if (recipe == recipe_) return;
    const Recipe before = std::exchange(recipe_, std::move(recipe));
    touch();
    Q_EMIT changed(before);
}

void Draft::write() {
    if (!std::exchange(unwritten_, false)) return;
    writing_.stop();
    try {
        std::filesystem::create_directories(file_.parent_path());
        writeFileAtomically(file_, recipeYaml(recipe_));
        if (started_) writeFileAtomically(startedFile(), recipeYaml(*started_));
        Json names = Json::array();
        for (const std::string& name : ignored_) names.push_back(name);
        writeFileAtomically(ignoredFile(), names.dump() + "\n");
    } catch (const std::exception&) {  // a draft that cannot be kept lives as long as the window; the check tells of a full disk
    }
}

}  // namespace luthier::ui
