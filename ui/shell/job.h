// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <utility>

#include "core/base/problem.h"
#include "ui/shell/call_later.h"

namespace luthier::ui {

/// Asked by slow work now and then: whether anybody still waits for it.
class JobTicket {
public:
    bool isDropped() const { return *dropped_; }

private:
    friend class Job;
    std::shared_ptr<std::atomic<bool>> dropped_ = std::make_shared<std::atomic<bool>>(false);
};

/// Slow work beside the window thread: `work` runs on a thread of the pool, `done` gets its value on the window thread. Only the newest
/// start counts: an older one, or one whose Job died, is told to end and its value is dropped. Work must not touch widgets nor anything that
/// may go before it ends: give it copies.
class Job : public QObject {
    Q_OBJECT
public:
    explicit Job(QObject* parent = nullptr) : QObject(parent) {}
    ~Job() override { *ticket_.dropped_ = true; }

    template <typename Work, typename Done>
    void start(Work work, Done done) {
        drop();
        setBusy(true);
        QPointer<Job> self(this);
        startBeside([self, ticket = ticket_, work = std::move(work), done = std::move(done)]() mutable {
            std::function<void(Job&)> deliver;
            try {
                auto value = std::make_shared<decltype(work(ticket))>(work(ticket));
                deliver = [value, done = std::move(done)](Job&) { done(std::move(*value)); };
            } catch (...) {
                deliver = [problem = problemOf(std::current_exception())](Job& job) { Q_EMIT job.failed(problem); };
            }
            post([self, ticket, deliver = std::move(deliver)] {
                if (!self || ticket.isDropped()) return;
                self->setBusy(false);
                deliver(*self);
            });
        });
    }

    /// Nobody waits for what goes on any more.
    void drop();
    bool isBusy() const { return busy_; }

Q_SIGNALS:
    void busyChanged(bool busy);
    void failed(const luthier::Problem& problem);  ///< the work threw

private:
    static Problem problemOf(const std::exception_ptr& fault);
    static void post(std::function<void()> call);
    void setBusy(bool busy);

    JobTicket ticket_;
    bool busy_ = false;
};

}  // namespace luthier::ui
