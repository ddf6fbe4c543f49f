// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/workbench.h"

#include "core/base/error.h"

namespace luthier::ui {
namespace {

constexpr int kCalm = 250;  // milliseconds without a change before it is worth reckoning

}  // namespace

Workbench::Workbench(Studio& studio) : studio_(studio) {
    waiting_.setSingleShot(true);
    waiting_.setInterval(kCalm);
    connect(&waiting_, &QTimer::timeout, this, &Workbench::make);
    connect(&draft(), &Draft::changed, this, [this](const Recipe& before) {
        if (!areOneRun(before, draft().recipe())) age();
    });
    connect(&studio.runHost(), &RunHost::speedsKnown, this, &Workbench::age);
    connect(&job_, &Job::failed, this, [this](const Problem& problem) {
        forecast_ = Forecast();
        forecast_.recipe = draft().recipe();
        forecast_.problems = {problem};
        fresh_ = true;
        Q_EMIT forecastChanged();
    });
}

void Workbench::wantForecast(bool wanted) {
    wanted_ = wanted;
    if (wanted && !fresh_ && !job_.isBusy()) make();
}

void Workbench::age() {
    fresh_ = false;
    if (wanted_) waiting_.start();
    Q_EMIT forecastChanged();
}

void Workbench::make() {
    if (!wanted_ || !draft().hasModel() || !draft().hasData()) return;
    const auto work = [recipe = draft().recipe(), known = forecast_.prepared, threads = studio_.trainingThreads()](const JobTicket& ticket) {
        return luthier::ui::forecast(recipe, known, threads, [&] {
            if (ticket.isDropped()) throw Stopped();
        });
    };
    job_.start(work, [this](Forecast made) {
        forecast_ = std::move(made);
        fresh_ = areOneRun(forecast_.recipe, draft().recipe());
        Q_EMIT forecastChanged();
    });
}

}  // namespace luthier::ui
