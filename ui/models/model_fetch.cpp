// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/model_fetch.h"

#include "core/hub/http.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

constexpr int kLook = 100;         // milliseconds between two looks at what arrived
constexpr qint64 kMeasure = 3000;  // over which speed is measured

Problem problemOf(const Error& error) { return luthier::error(error.where(), error.what(), error.mend()); }

}  // namespace

/// Between the worker and the window.
struct ModelFetch::Mailbox {
    CancelToken cancel;
    std::atomic<uint64_t> here{0};
};

struct ModelFetch::End {
    State state = State::Failed;
    ModelOffer offer = {};
    Problem problem = {};
    std::filesystem::path folder = {};

    /// What `work` gives, or what it throws in our terms.
    template <typename Work>
    static End of(Work work) {
        const LentThread lent;  // a fetch sleeps most of its time
        try {
            return work();
        } catch (const luthier::Stopped&) {
            return {.state = State::Stopped};
        } catch (const luthier::Unreachable& broken) {
            return {.state = State::Unreachable, .problem = problemOf(broken)};
        } catch (const Error& failed) {
            return {.state = State::Failed, .problem = problemOf(failed)};
        }
    }
};

ModelFetch::ModelFetch(QObject* parent) : QObject(parent) {
    looking_.setInterval(kLook);
    connect(&looking_, &QTimer::timeout, this, &ModelFetch::look);
    connect(&job_, &Job::failed, this, [this](const Problem& problem) { take({.state = State::Failed, .problem = problem}); });
}

ModelFetch::~ModelFetch() {
    if (mailbox_) mailbox_->cancel.stop();
}

void ModelFetch::ask(const QString& name, const QString& token) {
    name_ = name.trimmed();
    agreed_.clear();
    lookUp(token, {});
}

void ModelFetch::fetchRest() { lookUp({}, agreed_); }

/// What is told at the end, or fetched at once where it is the revision that was agreed to.
void ModelFetch::lookUp(const QString& token, const std::string& agreed) {
    if (mailbox_) mailbox_->cancel.stop();
    mailbox_ = std::make_shared<Mailbox>();
    offer_ = {};
    job_.start(
        [mailbox = mailbox_, name = stdText(name_), token = stdText(token)](const JobTicket&) {
            return End::of([&] {
                ModelOffer offer = offerModel(name, "", mailbox->cancel, token);
                const State state = hasError(offer.problems) ? State::Refused : State::Told;
                return End{.state = state, .offer = std::move(offer)};
            });
        },
        [this, agreed](End end) {
            offer_ = std::move(end.offer);
            if (end.state != State::Told || wantsToken() || agreed.empty() || offer_.revision != agreed) return take(std::move(end));
            state_ = State::Told;
            fetch();
        });
    enter(State::Asking);
}

void ModelFetch::fetch() {
    if (state_ != State::Told) return;
    agreed_ = offer_.revision;
    here_ = measuredFrom_ = offer_.here;
    speed_ = 0;
    since_.start();
    mailbox_ = std::make_shared<Mailbox>();
    mailbox_->here = offer_.here;
    job_.start(
        [mailbox = mailbox_, offer = offer_](const JobTicket&) {
            return End::of([&] {
                auto folder = fetchModel(offer, mailbox->cancel, [&](const GetProgress& progress) { mailbox->here = progress.here; });
                return End{.state = State::Done, .folder = std::move(folder)};
            });
        },
        [this](End end) { take(std::move(end)); });
    offer_.files.clear();  // they hold the token
    looking_.start();
    enter(State::Fetching);
}

void ModelFetch::stop() {
    if (mailbox_) mailbox_->cancel.stop();
}

void ModelFetch::take(End end) {
    looking_.stop();
    if (mailbox_) here_ = std::max<uint64_t>(here_, mailbox_->here);
    problem_ = std::move(end.problem);
    folder_ = std::move(end.folder);
    enter(end.state == State::Stopped && !isBegun() ? State::Idle : end.state);
}

void ModelFetch::enter(State state) {
    state_ = state;
    Q_EMIT changed();
}

void ModelFetch::look() {
    here_ = mailbox_->here;
    if (since_.elapsed() >= kMeasure) {
        speed_ = static_cast<double>(here_ - std::min(here_, measuredFrom_)) * 1000.0 / static_cast<double>(since_.restart());
        measuredFrom_ = here_;
    }
    Q_EMIT advanced();
}

std::optional<double> ModelFetch::secondsLeft() const {
    if (speed_ <= 0 || offer_.bytes <= here_) return std::nullopt;
    return static_cast<double>(offer_.bytes - here_) / speed_;
}

}  // namespace luthier::ui
