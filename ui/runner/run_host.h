// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/engine/check.h"
#include "ui/models/preferences.h"
#include "ui/models/run_words.h"
#include "ui/models/shown_run.h"
#include "ui/runner/engine_thread.h"
#include "ui/runner/hosted_run.h"

namespace luthier::ui {

class Job;


/// The one run that this window has going: wherever it trains, it is asked, watched and shown through here. Lives on the window's thread and
/// never waits.
class RunHost : public QObject {
    Q_OBJECT
public:
    explicit RunHost(QObject* parent = nullptr);
    ~RunHost() override;

    void setPlace(TrainingPlace place) { place_ = place; }
    void setThreads(int threads);  ///< of a run; 0 = all physical cores
    /// What can wait until something is painted: opens the engine library on its thread, and has this computer measured where that was never
    /// done.
    void wake();
    EngineThread& engine() { return engine_; }
    /// Whether what else is asked of the engine may run on its thread now: no run trains, and no processes of their own are wanted.
    bool computesHere() const { return !isBusy() && place_ != TrainingPlace::Process; }

    /// Begins a run. Where it trains follows from the promise (of check); without one the host asks for it first.
    void start(const Recipe& recipe, const QString& name = {}, std::optional<Promise> promise = {});
    void resume(const std::filesystem::path& folder);
    /// Follows a run that another process works on.
    void attach(const std::filesystem::path& folder);
    /// The same for the newest run of $LUTHIER_HOME that is at work; false when there is none.
    bool attachToRunning();

    RunPhase phase() const { return phase_; }
    bool isBusy() const { return phase_ != RunPhase::Idle && phase_ != RunPhase::Ended; }
    QString runId() const;                    ///< of the run that goes on or was last; empty before `started`
    const ShownRun& run() const { return run_; }
    const RunEnd& end() const { return end_; }  ///< of the last run
    std::optional<uint64_t> freeDisk() const { return freeDisk_; }  ///< bytes where the run lies, looked at now and then

    bool can(Ask ask) const;
    void pause() { ask(Ask::Pause); }
    void proceed() { ask(Ask::Continue); }
    void save() { ask(Ask::Save); }
    void stop();    ///< and keep what was learnt
    void detach();  ///< the run goes on without the window (can(Ask::Detach))
    bool isFollowed() const { return followed_; }  ///< it is another process's

Q_SIGNALS:
    void speedsKnown();                               ///< this computer was measured: forecasts can tell times now
    void changed();                                   ///< events were taken in; at most about 30 times a second
    void phaseChanged(luthier::ui::RunPhase phase);
    void started(const QString& runId);
    void refused(const luthier::Problems& problems);  ///< nothing was done: what was given is wrong
    void ended(const QString& runId);                 ///< also after a failure; how, says end()
    void learnt(const QString& runId);                ///< after `ended`, when it came to its end

private:
    void measure();
    void measureInChild();
    void begin(RunOrder order, std::optional<Promise> promise);
    void host(const RunOrder& order, const Promise& promise);
    void hostIn(std::unique_ptr<HostedRun> run);
    void ask(Ask ask);
    bool refuseWhileBusy();
    void reset();
    void enter(RunPhase phase);
    void drain();  ///< for as long as the window may wait
    void drainUntil(std::chrono::steady_clock::time_point end);
    void take(const TimedEvent& event);
    void leave(RunEnd end);
    void lookAtDisk();

    std::shared_ptr<CancelToken> closing_ = std::make_shared<CancelToken>();  ///< the window closes: nobody waits for a measurement any more
    EngineThread engine_;
    std::shared_ptr<Mailbox> mailbox_;
    std::deque<TimedEvent> taken_;  ///< out of the mailbox, not shown yet
    std::unique_ptr<HostedRun> hosted_;
    Job* promising_;
    ShownRun run_;
    RunEnd end_;
    RunPhase phase_ = RunPhase::Idle;
    TrainingPlace place_ = TrainingPlace::Auto;
    int threads_ = 0;
    bool awake_ = false;
    bool followed_ = false, told_ = false;  ///< told_: `started` was emitted for this run
    std::optional<uint64_t> freeDisk_;
    QTimer drainTimer_, diskTimer_;
};

/// Where a run trains when a person leaves the choice: on the window's thread when it needs under half of the memory that is free.
TrainingPlace placeFor(int64_t promisedMemory, uint64_t freeMemory);

}  // namespace luthier::ui
