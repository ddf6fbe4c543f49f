// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QObject;

namespace luthier::ui {

/// From any thread: `call` runs soon on the thread of `receiver`, in the order of asking. Not at all when the receiver is gone by then.
void callLater(QObject* receiver, std::function<void()> call);

/// `work` runs on a thread of the pool for slow work. All of it is done before the application object is gone; what is asked for later is not done.
/// Not Qt's global pool: Qt paints gradients and large areas with the threads of that one and waits for them.
void startBeside(std::function<void()> work);

/// While it lives, the thread of the pool that made it counts as free: it only waits.
class LentThread {
public:
    LentThread();
    ~LentThread();
    LentThread(const LentThread&) = delete;
    LentThread& operator=(const LentThread&) = delete;
};

}  // namespace luthier::ui
