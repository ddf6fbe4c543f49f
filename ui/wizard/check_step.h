// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

#include <optional>

#include "core/engine/check.h"
#include "ui/models/fix.h"
#include "ui/wizard/step.h"

class QLineEdit;
class QVBoxLayout;

namespace luthier::ui {

class Placeholder;

/// The doctor's findings: what is well, what is worth a look, what stops the run; with a way to mend it where there is one.
class CheckStep : public Step {
    Q_OBJECT
public:
    explicit CheckStep(Workbench& bench);

    void enter() override;
    QString missing() const override;
    QString summary() const override;

    /// What the run will be called: as the draft says, else after its data; no other run is called so.
    QString runName() const;
    /// What the run will take; nothing before the check is done.
    std::optional<Promise> promise() const;
    /// What was found when the run was to begin: the world has changed since the check.
    void takeRefusal(const Problems& problems);
    /// Puts the keyboard on the first finding that stops the run.
    void focusProblem();

private:
    void follow(const Recipe& before);
    void age();
    void look();
    QWidget* makeName();
    void showName();
    void clear();
    void show();
    void add(const Problem& problem);
    void addGood();

    QLineEdit* name_;
    Placeholder* state_;
    QVBoxLayout* findings_;
    QPointer<QWidget> first_;
    std::optional<CheckResult> result_;
    Recipe checked_;
    Job checking_;
};

}  // namespace luthier::ui
