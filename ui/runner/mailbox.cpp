// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/mailbox.h"

#include <utility>

#include "core/base/os.h"

namespace luthier::ui {

void Mailbox::on(const RunEvent& event) { put({event, os::now()}); }

void Mailbox::put(TimedEvent event) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(event));
}

std::vector<TimedEvent> Mailbox::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
}

}  // namespace luthier::ui
