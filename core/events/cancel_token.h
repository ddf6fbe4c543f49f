// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

namespace luthier {

/// What people ask of a run while it goes on. Set from any thread (and from signal handlers); the engine looks between micro-batches
/// and steps. A stop keeps what was learnt: the run saves a snapshot and leaves.
class CancelToken {
public:
    void stop() { stop_ = true; }
    void save() { save_ = true; }
    void pause() { paused_ = true; }
    void proceed() { paused_ = false; }

    bool stopAsked() const { return stop_; }
    bool pauseAsked() const { return paused_; }
    bool takeSave() { return save_.exchange(false); }  ///< true once per save()

private:
    std::atomic<bool> stop_{false}, save_{false}, paused_{false};
};

}  // namespace luthier
