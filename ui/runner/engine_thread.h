// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "core/base/error.h"
#include "core/engine/engine.h"

namespace luthier::ui {

/// The one thread of this process that computes with tensors, at a lower priority so that the window stays smooth. Jobs run one after the
/// other; the engine library is opened by the first.
class EngineThread : public QObject {
    Q_OBJECT
public:
    explicit EngineThread(QObject* parent = nullptr);
    /// Waits for the job that is at work, whose token should have been asked to stop; jobs that did not begin are dropped.
    ~EngineThread() override;

    /// Opens the engine library on the thread, unless it is open. Returns at once.
    void open();
    /// `work` is called on the thread; what it throws, and a library that cannot be opened, are told to `failed`, on the thread too.
    void post(std::function<void(Engine&)> work, std::function<void(const Error&)> failed);
    bool isOpen() const { return open_; }

Q_SIGNALS:
    void opened();
    void openingFailed(const QString& what, const QString& mend);

private:
    struct Job {
        std::function<void(Engine&)> work;
        std::function<void(const Error&)> failed;
    };
    void loop();
    void tellOpened();

    bool open_ = false;  ///< as the window's thread knows
    bool ending_ = false;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::thread thread_;
};

}  // namespace luthier::ui
