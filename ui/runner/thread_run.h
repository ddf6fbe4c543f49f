// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runner/engine_thread.h"
#include "ui/runner/hosted_run.h"

namespace luthier::ui {

/// A run on the engine thread of the window.
class ThreadRun : public HostedRun {
    Q_OBJECT
public:
    ThreadRun(EngineThread& engine, const RunOrder& order, std::shared_ptr<Mailbox> mailbox);
    /// Asks the run to stop; the engine thread goes on with it to its end.
    ~ThreadRun() override;
    bool can(Ask ask) const override { return ask != Ask::Detach; }
    void ask(Ask ask) override;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace luthier::ui
