// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/kept_result.h"

#include <utility>

#include "core/base/file.h"
#include "core/base/os.h"

namespace luthier::ui {

KeptResult::KeptResult(RunHost& host, QObject* parent) : QObject(parent), errand_(host) { connect(&errand_, &ErrandRunner::done, this, &KeptResult::take); }

void KeptResult::write(const std::filesystem::path& runFolder, const TriedModels& models) {
    ExportRequest request;
    request.source = textOf(runFolder);
    request.format = models.format;
    request.out = models.missing;
    wanted_ = request;
    if (errand_.isBusy()) errand_.stop();
    else begin();
}

void KeptResult::stop() {
    wanted_.reset();
    if (errand_.isBusy()) errand_.stop();
}

void KeptResult::begin() {
    std::error_code ignored;  // what cannot be removed stays; what cannot be written is told below
    std::filesystem::remove_all(triedFolder(), ignored);
    std::filesystem::create_directories(triedFolder(), ignored);
    errand_.start(exportErrand(*wanted_));
}

void KeptResult::take(const RunEnd& end) {
    if (!wanted_) return;
    if (os::markOf(wanted_->out)) {
        wanted_.reset();
        Q_EMIT written();
    } else if (end.kind == RunEnd::Kind::Stopped || end.kind == RunEnd::Kind::Done) {
        begin();  // that was another one's
    } else {
        wanted_.reset();
        Q_EMIT failed(end.problems.empty() ? error("", "", "") : end.problems.front());
    }
}

}  // namespace luthier::ui
