// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/run_host.h"

#include <QProcess>

#include <utility>

#include "core/base/error.h"
#include "core/base/os.h"
#include "core/engine/machine.h"
#include "core/recipe/read.h"
#include "core/store/run_record.h"
#include "ui/models/text.h"
#include "ui/runner/child_run.h"
#include "ui/runner/followed_run.h"
#include "ui/runner/thread_run.h"
#include "ui/shell/job.h"
#include "ui/shell/call_later.h"

namespace luthier::ui {
namespace {

constexpr int kDrainEvery = 33;    // milliseconds
constexpr int kDiskEvery = 5000;
constexpr auto kDrainAtMost = std::chrono::milliseconds(12);  // a third of the time between two looks: the rest is for painting

/// What is found out before a run is hosted, on a worker thread.
struct Ahead {
    Promise promise;
    ShownRun past;  ///< of a run that goes on
};

Ahead lookAhead(const RunOrder& order, const std::optional<Promise>& promise, bool wanted) {
    Ahead ahead;
    if (!order.resume.empty()) ahead.past = shownRunOf(order.resume);
    if (promise) ahead.promise = *promise;
    else if (const auto& started = ahead.past.course().started) ahead.promise = {started->promisedMemory, started->promisedSeconds};
    else if (wanted) ahead.promise = check(order.recipe, order.threads, Unmeasured::Leave).promise;
    return ahead;
}

}  // namespace

TrainingPlace placeFor(int64_t promisedMemory, uint64_t freeMemory) {
    const bool known = promisedMemory > 0;
    return known && static_cast<uint64_t>(promisedMemory) < freeMemory / 2 ? TrainingPlace::Window : TrainingPlace::Process;
}

RunHost::RunHost(QObject* parent) : QObject(parent), promising_(new Job(this)) {
    drainTimer_.setInterval(kDrainEvery);
    diskTimer_.setInterval(kDiskEvery);
    connect(&drainTimer_, &QTimer::timeout, this, &RunHost::drain);
    connect(&diskTimer_, &QTimer::timeout, this, &RunHost::lookAtDisk);
    connect(promising_, &Job::failed, this, [this](const Problem& problem) { leave({RunEnd::Kind::Failed, {problem}}); });
}

RunHost::~RunHost() { closing_->stop(); }

void RunHost::wake() {
    awake_ = true;
    if (place_ != TrainingPlace::Process) engine_.open();
    measure();
}

void RunHost::setThreads(int threads) {
    const bool other = threads != std::exchange(threads_, threads);
    if (other && awake_) measure();
}

/// Where the window does not compute, a child process measures. Without an answer times stay unknown, which is told where they would stand.
void RunHost::measure() {
    if (knownSpeeds(threads_ > 0 ? threads_ : os::usableCores())) return;
    if (place_ == TrainingPlace::Process) return measureInChild();
    const auto work = [this, threads = threads_, closing = closing_](Engine& engine) {
        engine.setThreads(threads);
        Problems unkept;
        engine.measure(*closing, unkept);
        callLater(this, [this] { speedsKnown(); });
    };
    engine_.post(work, [](const Error&) {});
}

void RunHost::measureInChild() {
    auto* child = new QProcess(this);
    connect(child, &QProcess::finished, this, [this, child](int code) {
        child->deleteLater();
        if (code == 0) Q_EMIT speedsKnown();
    });
    child->start(luthierProgram(), {QStringLiteral("info"), QStringLiteral("--measure"), QStringLiteral("--threads"), QString::number(threads_)});
}

void RunHost::start(const Recipe& recipe, const QString& name, std::optional<Promise> promise) {
    begin({recipe, stdText(name), {}, threads_}, promise);
}

void RunHost::resume(const std::filesystem::path& folder) { begin({{}, {}, folder, threads_}, {}); }

void RunHost::begin(RunOrder order, std::optional<Promise> promise) {
    if (refuseWhileBusy()) return;
    reset();
    enter(RunPhase::Preparing);
    const bool wanted = place_ == TrainingPlace::Auto;
    promising_->start([order, promise, wanted](const JobTicket&) { return lookAhead(order, promise, wanted); },
                      [this, order](Ahead&& ahead) {
                          run_ = std::move(ahead.past);
                          host(order, ahead.promise);
                      });
}

void RunHost::host(const RunOrder& order, const Promise& promise) {
    const TrainingPlace place = place_ == TrainingPlace::Auto ? placeFor(promise.memory, os::systemMemory().available) : place_;
    if (place == TrainingPlace::Window) hostIn(std::make_unique<ThreadRun>(engine_, order, mailbox_));
    else hostIn(std::make_unique<ChildRun>(order, mailbox_));
}

void RunHost::hostIn(std::unique_ptr<HostedRun> run) {
    hosted_ = std::move(run);
    connect(hosted_.get(), &HostedRun::ended, this, &RunHost::leave);
    drainTimer_.start();
    diskTimer_.start();
}

void RunHost::attach(const std::filesystem::path& folder) {
    if (refuseWhileBusy()) return;
    reset();
    followed_ = true;
    enter(RunPhase::Preparing);
    hostIn(std::make_unique<FollowedRun>(folder, mailbox_));
}

bool RunHost::attachToRunning() {
    const std::vector<std::filesystem::path> running = runsInUse(os::luthierHome() / "runs");
    if (running.empty() || isBusy()) return false;
    attach(running.back());
    return true;
}

QString RunHost::runId() const { return qText(run_.id()); }

bool RunHost::can(Ask ask) const { return hosted_ && isBusy() && hosted_->can(ask); }

void RunHost::ask(Ask ask) {
    if (can(ask)) hosted_->ask(ask);
}

void RunHost::stop() {
    if (promising_->isBusy()) {
        promising_->drop();
        return leave({RunEnd::Kind::Stopped, {}});
    }
    if (!can(Ask::Stop)) return;
    ask(Ask::Stop);
    enter(RunPhase::Stopping);
}

void RunHost::detach() {
    ask(Ask::Detach);
    drainTimer_.stop();
    diskTimer_.stop();
    enter(RunPhase::Idle);
}

bool RunHost::refuseWhileBusy() {
    if (!isBusy()) return false;
    Q_EMIT refused({error("", stdText(tr("A run is going on already.")), stdText(tr("Wait until it is done, or stop it first.")))});
    return true;
}

void RunHost::reset() {
    hosted_.reset();
    mailbox_ = std::make_shared<Mailbox>();
    taken_.clear();
    run_ = {};
    end_ = {};
    followed_ = told_ = false;
    freeDisk_.reset();
}

void RunHost::enter(RunPhase phase) {
    if (phase_ == phase) return;
    phase_ = phase;
    Q_EMIT phaseChanged(phase);
}

void RunHost::drain() { drainUntil(std::chrono::steady_clock::now() + kDrainAtMost); }

void RunHost::drainUntil(std::chrono::steady_clock::time_point end) {
    for (TimedEvent& event : mailbox_->take()) taken_.push_back(std::move(event));
    if (taken_.empty()) return;
    for (; !taken_.empty() && std::chrono::steady_clock::now() < end; taken_.pop_front()) take(taken_.front());
    if (!told_ && run_.course().started) {
        told_ = true;
        run_.setEvalEvery(readRunSettings(run_.folder()).resolved().integerOr("eval_every", 0));
        lookAtDisk();
        Q_EMIT started(runId());
    }
    Q_EMIT changed();
}

void RunHost::take(const TimedEvent& event) {
    run_.on(event);
    if (phase_ == RunPhase::Stopping) return;
    if (std::holds_alternative<Paused>(event.event)) enter(RunPhase::Paused);
    else if (std::holds_alternative<Started>(event.event) || std::holds_alternative<Continued>(event.event) || std::holds_alternative<Resumed>(event.event)) enter(RunPhase::Training);
}

void RunHost::leave(RunEnd end) {
    drainUntil(std::chrono::steady_clock::time_point::max());
    drainTimer_.stop();
    diskTimer_.stop();
    end_ = std::move(end);
    if (const auto& failure = run_.course().failure; failure && end_.kind == RunEnd::Kind::Failed) {
        end_.problems = {error(failure->where, failure->what, failure->mend)};
    }
    enter(RunPhase::Ended);
    if (end_.kind == RunEnd::Kind::Refused) Q_EMIT refused(end_.problems);
    Q_EMIT ended(runId());
    if (end_.kind == RunEnd::Kind::Done && !runId().isEmpty()) Q_EMIT learnt(runId());
}

void RunHost::lookAtDisk() {
    const std::filesystem::path folder = run_.folder();
    if (folder.empty()) return;
    try {
        freeDisk_ = os::freeDisk(folder);
    } catch (const Error&) {
        freeDisk_.reset();  // the folder may vanish while the run goes on: its end tells that
    }
}

}  // namespace luthier::ui
