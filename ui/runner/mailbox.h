// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <vector>

#include "core/events/run_event.h"
#include "core/store/run_events.h"

namespace luthier::ui {

/// Where the events of a run wait for the window, which empties it about 30 times a second. Filled on any thread.
class Mailbox : public Observer {
public:
    void on(const RunEvent& event) override;
    void onAt(const RunEvent& event, double time) override { put({event, time}); }
    void put(TimedEvent event);
    std::vector<TimedEvent> take();

private:
    std::mutex mutex_;
    std::vector<TimedEvent> waiting_;
};

}  // namespace luthier::ui
