// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/call_later.h"

#include <QObject>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <mutex>
#include <utility>

namespace luthier::ui {
namespace {

QThreadPool& jobPool() {
    struct Pool : QThreadPool {
        Pool() { setMaxThreadCount(std::max(4, QThread::idealThreadCount())); }  // much of the work waits for a disk
    };
    static Pool pool;
    return pool;
}

// Qt's queues order what they hand over by locks that the thread sanitizer does not see: this one makes the order visible to it.
std::mutex handOver;

void takeOver() { const std::lock_guard lock(handOver); }

}  // namespace

void callLater(QObject* receiver, std::function<void()> call) {
    const std::lock_guard lock(handOver);
    QMetaObject::invokeMethod(receiver, [call = std::move(call)] {
        takeOver();
        call();
    }, Qt::QueuedConnection);
}

void startBeside(std::function<void()> work) {
    const std::lock_guard lock(handOver);
    jobPool().start([work = std::move(work)] {
        takeOver();
        work();
    });
}

LentThread::LentThread() { jobPool().releaseThread(); }
LentThread::~LentThread() { jobPool().reserveThread(); }

}  // namespace luthier::ui
