// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/job.h"

#include <QCoreApplication>

#include "core/base/error.h"

namespace luthier::ui {

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
    if (QCoreApplication* application = QCoreApplication::instance()) callLater(application, std::move(call));
}

void Job::setBusy(bool busy) {
    if (busy == busy_) return;
    busy_ = busy;
    Q_EMIT busyChanged(busy);
}

}  // namespace luthier::ui
