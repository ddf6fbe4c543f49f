// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <thread>

#include "ui/runner/hosted_run.h"

namespace luthier::ui {

/// A run of another process, followed through the events.jsonl of its folder until its run.lock is free.
class FollowedRun : public HostedRun {
    Q_OBJECT
public:
    FollowedRun(std::filesystem::path folder, std::shared_ptr<Mailbox> mailbox);
    ~FollowedRun() override;  ///< the run goes on
    /// Stop only, and only where the process is one of this computer.
    bool can(Ask ask) const override;
    void ask(Ask ask) override;

private:
    void follow();

    std::filesystem::path folder_;
    int64_t process_ = 0;  ///< that works on it; 0 when it is not known
    std::atomic<bool> leaving_{false};
    std::thread thread_;
};

/// The run folders below `runs` that some process works on now.
std::vector<std::filesystem::path> runsInUse(const std::filesystem::path& runs);

}  // namespace luthier::ui
