// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>

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
    /// Begins anew, from a recipe where one is given.
    void restart(const Recipe& recipe = {});

Q_SIGNALS:
    void changed(const luthier::Recipe& before);

private:
    void put(Recipe recipe);
    void write();

    std::filesystem::path file_;
    Recipe recipe_;
    QTimer writing_;
    bool unwritten_ = false;
};

}  // namespace luthier::ui
