// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "core/recipe/recipe.h"

namespace luthier::ui {

/// Whether they differ in nothing but the name, which changes nothing of a run.
bool areOneRun(Recipe a, const Recipe& b);

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
    /// Whether it holds a run that was not started yet: what a run was started with stays, so that the next one is quickly made from it.
    bool isHalfPrepared() const { return !isEmpty() && !(started_ && areOneRun(*started_, recipe_)); }
    /// A run began with this recipe; that survives a restart.
    void setStarted(const Recipe& recipe);

    void change(const std::function<void(Recipe&)>& how);
    /// Names of cleaners whose findings in the draft's data are to stay as they are; they survive a restart too. Other data: none again.
    const std::set<std::string>& ignored() const { return ignored_; }
    void setIgnored(std::set<std::string> cleaners);
    /// Begins anew, from a recipe where one is given. Its name goes when other data is chosen: it was another run's.
    void restart(const Recipe& recipe = {});

Q_SIGNALS:
    void changed(const luthier::Recipe& before);
    void restarted();  ///< after `changed`

private:
    void put(Recipe recipe);
    void write();

    void touch();
    std::filesystem::path ignoredFile() const { return besides("-ignored.json"); }
    std::filesystem::path startedFile() const { return besides("-started.yaml"); }
    std::filesystem::path besides(const char* end) const;

    std::filesystem::path file_;
    std::set<std::string> ignored_;
    Recipe recipe_;
    std::string nameBefore_;         ///< of the run that it began from
    std::optional<Recipe> started_;  ///< what a run was started with last
    QTimer writing_;
    bool unwritten_ = false;
};

}  // namespace luthier::ui
