// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/call_later.h"

#include <QCoreApplication>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace luthier::ui {
namespace {

constexpr size_t kMostThreads = 4;  // besides lent ones; much of the work waits for a disk

/// A thread is started when work comes and none is free. Threads stay for later work and are joined, with all work done, when the application object
/// goes: QThreadPool forgets a thread that it lets go, and what such a thread still holds when the process ends counts as leaked; later, among the
/// destructors of static objects, the work would use what is gone already.
class JobPool {
public:
    static JobPool& only() {
        static JobPool pool;
        return pool;
    }
    ~JobPool() { end(); }

    void start(std::function<void()> work) {
        const std::lock_guard lock(mutex_);
        if (ending_) return;
        waiting_.push_back(std::move(work));
        somethingNew_.notify_one();
        makeRoom();
    }

    void lend() {
        const std::lock_guard lock(mutex_);
        ++lent_;
        makeRoom();
    }

    void takeBack() {
        const std::lock_guard lock(mutex_);
        --lent_;
    }

private:
    JobPool() {
        qAddPostRoutine([] { only().end(); });
    }

    void end() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        somethingNew_.notify_all();
        threads_.clear();
    }

    void makeRoom() {
        if (!ending_ && waiting_.size() > free_ && threads_.size() < kMostThreads + lent_) threads_.emplace_back([this] { workOn(); });
    }

    void workOn() {
        while (const auto work = next()) work();
    }

    std::function<void()> next() {  // empty: the end
        std::unique_lock lock(mutex_);
        ++free_;
        somethingNew_.wait(lock, [this] { return !waiting_.empty() || ending_; });
        --free_;
        if (waiting_.empty()) return {};
        auto work = std::move(waiting_.front());
        waiting_.pop_front();
        return work;
    }

    std::mutex mutex_;
    std::condition_variable somethingNew_;
    std::deque<std::function<void()>> waiting_;
    std::vector<std::jthread> threads_;
    size_t free_ = 0;
    size_t lent_ = 0;
    bool ending_ = false;
};

// Qt's queue orders what it hands over by locks that the thread sanitizer does not see: this one makes the order visible to it.
std::mutex handOver;

}  // namespace

void callLater(QObject* receiver, std::function<void()> call) {
    const std::lock_guard lock(handOver);
    QMetaObject::invokeMethod(receiver, [call = std::move(call)] {
        { const std::lock_guard taken(handOver); }
        call();
    }, Qt::QueuedConnection);
}

void startBeside(std::function<void()> work) { JobPool::only().start(std::move(work)); }

LentThread::LentThread() { JobPool::only().lend(); }
LentThread::~LentThread() { JobPool::only().takeBack(); }

}  // namespace luthier::ui
