// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/job.h"

#include <QThread>

#include <algorithm>

#include "core/base/error.h"

namespace luthier::ui {

QThreadPool& jobPool() {
    struct Pool : QThreadPool {
        Pool() { setMaxThreadCount(std::max(4, QThread::idealThreadCount())); }  // much of the work waits for a disk
    };
    static Pool pool;
    return pool;
}

void Job::drop() {
    *ticket_.dropped_ = true;
    ticket_ = JobTicket();
    setBusy(false);
}

Problem Job::problemOf(const std::exception_ptr& fault) {
    try {
        std::rethrow_exception(fault);
    } catch (const Error& error) {
        return luthier::error(error.where(), error.what(), error.mend());
    } catch (const std::exception& error) {
        return luthier::error("", error.what(), "");
    }
}

void Job::post(std::function<void()> call) {
    if (QCoreApplication* application = QCoreApplication::instance()) QMetaObject::invokeMethod(application, std::move(call), Qt::QueuedConnection);
}

void Job::setBusy(bool busy) {
    if (busy == busy_) return;
    busy_ = busy;
    Q_EMIT busyChanged(busy);
}

}  // namespace luthier::ui
