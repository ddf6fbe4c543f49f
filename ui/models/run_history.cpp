// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_history.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/base/error.h"
#include "ui/models/text.h"
#include "ui/shell/call_later.h"

namespace luthier::ui {

/// A thread that does one thing after the other.
struct RunHistory::Worker {
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> asked;
    bool ending = false;
    std::thread thread{[this] { loop(); }};

    ~Worker() {
        {
            const std::lock_guard lock(mutex);
            ending = true;
        }
        wake.notify_one();
        thread.join();
    }

    void loop() {
        std::unique_lock lock(mutex);
        for (;;) {
            wake.wait(lock, [&] { return ending || !asked.empty(); });
            if (asked.empty()) return;
            const std::function<void()> work = std::move(asked.front());
            asked.pop_front();
            lock.unlock();
            work();
            lock.lock();
        }
    }
};

RunHistory::RunHistory(std::filesystem::path home, QObject* parent) : QObject(parent), home_(std::move(home)), worker_(std::make_unique<Worker>()) {}

RunHistory::~RunHistory() = default;

const RunSummary* RunHistory::find(const QString& id) const {
    const auto found = std::ranges::find(runs_, stdText(id), &RunSummary::id);
    return found == runs_.end() ? nullptr : &*found;
}

QString RunHistory::freeName(const QString& wanted) const {
    static const QRegularExpression number(QStringLiteral(" \\d+$"));
    QSet<QString> taken;
    for (const RunSummary& run : runs_) taken.insert(qText(run.name));
    QString name = wanted;
    for (int next = 2; taken.contains(name); ++next) name = QStringLiteral("%1 %2").arg(QString(wanted).remove(number)).arg(next);
    return name;
}

void RunHistory::ask(std::function<void()> work) {
    const auto guarded = [this, work = std::move(work)] {
        try {
            work();
        } catch (const Error& fault) {
            tellFailure(error(fault.where(), fault.what(), fault.mend()));
        } catch (const std::exception& fault) {
            tellFailure(error("", fault.what(), ""));
        }
    };
    {
        const std::lock_guard lock(worker_->mutex);
        worker_->asked.push_back(guarded);
    }
    worker_->wake.notify_one();
}

void RunHistory::tellFailure(const Problem& problem) {
    callLater(this, [this, problem] { Q_EMIT failed(problem); });
}

/// On the worker: opens the history only for as long as it is needed, since its holder keeps others from writing.
void RunHistory::publish() {
    if (!std::exchange(glanced_, true)) {
        if (std::vector<RunSummary> known = RunStore::lastKnown(home_); !known.empty()) show(std::move(known));
    }
    show(RunStore(home_).runs());
}

void RunHistory::show(std::vector<RunSummary> runs) {
    callLater(this, [this, runs = std::make_shared<std::vector<RunSummary>>(std::move(runs))] {
        runs_ = std::move(*runs);
        known_ = true;
        Q_EMIT changed();
    });
}

void RunHistory::refresh() {
    ask([this] { publish(); });
}

void RunHistory::annotate(const std::filesystem::path& folder, std::function<void(RunNotes&)> change) {
    ask([this, folder, change = std::move(change)] {
        RunNotes notes = readNotes(folder);
        change(notes);
        writeNotes(folder, notes);
        publish();
    });
}

void RunHistory::remove(const std::vector<std::filesystem::path>& folders) {
    ask([this, folders] {
        std::vector<std::filesystem::path> gone;
        const auto tell = [&] {
            callLater(this, [this, gone] {
                removed_ = gone;
                Q_EMIT removedChanged();
            });
            publish();
        };
        try {
            for (const std::filesystem::path& folder : folders) gone.push_back(moveToTrash(home_, folder));
        } catch (const Error&) {
            tell();
            throw;
        }
        tell();
    });
}

void RunHistory::restore() {
    const auto back = std::exchange(removed_, {});
    Q_EMIT removedChanged();
    ask([this, back] {
        for (const std::filesystem::path& folder : back) takeFromTrash(home_, folder);
        publish();
    });
}

/// On the worker.
void RunHistory::tellTrash() {
    callLater(this, [this, content = trashOf(home_)] { Q_EMIT trashLooked(content); });
}

void RunHistory::lookAtTrash() {
    ask([this] { tellTrash(); });
}

void RunHistory::restoreAll() {
    removed_.clear();
    Q_EMIT removedChanged();
    ask([this] {
        std::optional<Error> first;
        for (const std::filesystem::path& folder : trashOf(home_).runs) {
            try {
                takeFromTrash(home_, folder);
            } catch (const Error& fault) {  // the others come back all the same
                if (!first) first = fault;
            }
        }
        tellTrash();
        publish();
        if (first) throw Error(*first);
    });
}

void RunHistory::emptyTrash() {
    removed_.clear();
    Q_EMIT removedChanged();
    ask([this] {
        try {
            luthier::emptyTrash(home_);
        } catch (const Error&) {
            tellTrash();
            throw;
        }
        tellTrash();
    });
}

}  // namespace luthier::ui
