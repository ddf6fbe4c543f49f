// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/engine_thread.h"

#include <new>

#include "core/base/os.h"
#include "ui/shell/call_later.h"

namespace luthier::ui {
namespace {

void attempt(const std::function<void(Engine&)>& work, const std::function<void(const Error&)>& failed) {
    try {
        work(openEngine());
    } catch (const Error& error) {
        failed(error);
    } catch (const Stopped&) {
        failed(Error("", "stopped on request", ""));
    } catch (const std::bad_alloc&) {
        failed(Error("memory", "there is not enough memory", "close other programs, or choose a smaller model"));
    } catch (const std::exception& fault) {
        failed(Error("", fault.what(), ""));
    }
}

}  // namespace

EngineThread::EngineThread(QObject* parent) : QObject(parent), thread_([this] { loop(); }) {}

EngineThread::~EngineThread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        jobs_.clear();
    }
    wake_.notify_one();
    thread_.join();
}

void EngineThread::open() {
    post([this](Engine&) { callLater(this, [this] { tellOpened(); }); },
         [this](const Error& error) {
             const QString what = QString::fromUtf8(error.what()), mend = QString::fromStdString(error.mend());
             callLater(this, [this, what, mend] { Q_EMIT openingFailed(what, mend); });
         });
}

void EngineThread::tellOpened() {
    open_ = true;
    Q_EMIT opened();
}

void EngineThread::post(std::function<void(Engine&)> work, std::function<void(const Error&)> failed) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back({std::move(work), std::move(failed)});
    }
    wake_.notify_one();
}

void EngineThread::loop() {
    os::lowerPriority();  // threads it makes inherit it
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return ending_ || !jobs_.empty(); });
        if (ending_) return;
        const Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        attempt(job.work, job.failed);
        lock.lock();
    }
}

}  // namespace luthier::ui
