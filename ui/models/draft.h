// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "core/recipe/recipe.h"

namespace luthier::ui {

/// The run that is being put together: a recipe that survives a restart, kept in a file a little after each change.
class Draft : public QObject {
    Q_OBJECT
public:
    /// A missing or broken file gives an empty draft.
    explicit Draft(std::filesystem::path file, QObject* parent = nullptr);
    ~Draft() override { write(); }

    const Recipe& recipe() const { return recipe_; }
    bool hasModel() const { return !recipe_.model.path.empty(); }
    bool hasData() const { return !recipe_.data.train.empty(); }
    bool isEmpty() const { return !hasModel() && !hasData(); }

    void change(const std::function<void(Recipe&)>& how);
    /// Names of cleaners whose findings in the draft's data are to stay as they are; they survive a restart too. Other data: none again.
    const std::set<std::string>& ignored() const { return ignored_; }
    void setIgnored(std::set<std::string> cleaners);
    /// Begins anew, from a recipe where one is given.
    void restart(const Recipe& recipe = {});

Q_SIGNALS:
    void changed(const luthier::Recipe& before);

private:
    void put(Recipe recipe);
    void write();

    void touch();
    std::filesystem::path ignoredFile() const;

    std::filesystem::path file_;
    std::set<std::string> ignored_;
    Recipe recipe_;
    QTimer writing_;
    bool unwritten_ = false;
};

/// Whether they differ in nothing but the name, which changes nothing of a run.
bool areOneRun(Recipe a, const Recipe& b);

}  // namespace luthier::ui
