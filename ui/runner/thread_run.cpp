// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/thread_run.h"

#include "ui/shell/call_later.h"

#include <QPointer>

#include <optional>

namespace luthier::ui {
namespace {

RunEnd endOf(const Outcome& outcome) {
    switch (outcome.kind) {
        case Outcome::Kind::Problems: return {RunEnd::Kind::Refused, outcome.problems};
        case Outcome::Kind::Stopped: return {RunEnd::Kind::Stopped, {}};
        case Outcome::Kind::Done: break;
    }
    return {};
}

}  // namespace

/// What the engine thread holds on to when the window lets go of the run.
struct ThreadRun::Shared {
    CancelToken token;
    std::shared_ptr<Mailbox> mailbox;
    std::mutex mutex;
    ThreadRun* run = nullptr;  ///< null when nobody waits for the end any more

    void end(const RunEnd& end) {
        const std::lock_guard lock(mutex);
        if (!run) return;
        callLater(run, [to = QPointer(run), end] {
            if (to) Q_EMIT to->ended(end);
        });
    }
};

ThreadRun::ThreadRun(EngineThread& engine, const RunOrder& order, std::shared_ptr<Mailbox> mailbox)
    : HostedRun(std::move(mailbox)), shared_(std::make_shared<Shared>()) {
    shared_->mailbox = mailbox_;
    shared_->run = this;
    const auto work = [shared = shared_, order](Engine& engine) {
        engine.setThreads(order.threads);
        const StopOnSignal onSignal(shared->token);
        shared->end(endOf(order.resume.empty() ? engine.run(order.recipe, {order.name}, *shared->mailbox, shared->token)
                                               : engine.resume(order.resume, *shared->mailbox, shared->token)));
    };
    engine.post(work, [shared = shared_](const Error& error) {
        shared->end({RunEnd::Kind::Failed, {luthier::error(error.where(), error.what(), error.mend())}});
    });
}

ThreadRun::~ThreadRun() {
    shared_->token.stop();
    const std::lock_guard lock(shared_->mutex);
    shared_->run = nullptr;
}

void ThreadRun::ask(Ask ask) {
    switch (ask) {
        case Ask::Stop: return shared_->token.stop();
        case Ask::Save: return shared_->token.save();
        case Ask::Pause: return shared_->token.pause();
        case Ask::Continue: return shared_->token.proceed();
        case Ask::Detach:
        case Ask::Unknown: return;
    }
}

}  // namespace luthier::ui
