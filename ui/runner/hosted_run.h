// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <filesystem>
#include <memory>

#include "core/base/problem.h"
#include "core/events/control.h"
#include "core/recipe/recipe.h"
#include "ui/runner/mailbox.h"

namespace luthier::ui {

/// How a run left.
struct RunEnd {
    enum class Kind { Done, Stopped, Refused, Failed, Crashed };
    Kind kind = Kind::Done;
    Problems problems;  ///< Refused: all that is wrong; Failed and Crashed: one, with what to do
};

/// Where a run begins: a recipe, or the folder of one that goes on.
struct RunOrder {
    Recipe recipe;
    std::string name;
    std::filesystem::path resume;  ///< empty: a new run
    int threads = 0;               ///< 0 = all physical cores
};

/// A run somewhere: on the engine thread, in a child process, or in a process of another window. Its events come through a mailbox.
class HostedRun : public QObject {
    Q_OBJECT
public:
    explicit HostedRun(std::shared_ptr<Mailbox> mailbox) : mailbox_(std::move(mailbox)) {}
    virtual bool can(Ask ask) const = 0;
    virtual void ask(Ask ask) = 0;

Q_SIGNALS:
    /// Once, when nothing more will come into the mailbox.
    void ended(const luthier::ui::RunEnd& end);

protected:
    Mailbox& mailbox() { return *mailbox_; }
    std::shared_ptr<Mailbox> mailbox_;
};

}  // namespace luthier::ui
