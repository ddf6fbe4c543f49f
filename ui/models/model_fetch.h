// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>

#include "core/hub/get_model.h"
#include "ui/shell/job.h"

namespace luthier::ui {

/// One model on its way from the hub: asked for by name, told, fetched, or what hindered it. Works beside the window thread.
class ModelFetch : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle,
        Asking,       ///< what the name means
        Told,         ///< offer() can be fetched
        Refused,      ///< offer().problems say why not
        Fetching,
        Stopped,      ///< a fetch, by the person; what arrived is kept
        Unreachable,  ///< problem(); what arrived is kept
        Failed,       ///< problem(): disk, damage, refusal
        Done,         ///< folder()
    };

    explicit ModelFetch(QObject* parent = nullptr);
    ~ModelFetch() override;

    /// The token is sent to the hub and forgotten with the offer that it brought.
    void ask(const QString& name, const QString& token = {});
    void fetch();  ///< the offer that was told
    /// Goes on with a fetch that came to no end. What is there now is looked up; where that is no longer what was told, it is told first.
    void fetchRest();
    void stop();

    State state() const { return state_; }
    QString name() const { return name_; }
    const ModelOffer& offer() const { return offer_; }
    const Problem& problem() const { return problem_; }
    const std::filesystem::path& folder() const { return folder_; }
    bool isBegun() const { return !agreed_.empty(); }  ///< there is a rest to fetch
    /// The hub may give more to somebody it knows: a token is worth asking for.
    bool wantsToken() const { return offer_.asksForToken; }

    uint64_t here() const { return here_; }  ///< bytes of offer().bytes
    double speed() const { return speed_; }  ///< bytes a second, over the last seconds; 0 while that is not known
    std::optional<double> secondsLeft() const;

Q_SIGNALS:
    void changed();   ///< the state
    void advanced();  ///< here() and what follows from it, some times a second

private:
    struct Mailbox;
    struct End;
    void lookUp(const QString& token, const std::string& agreed);
    void enter(State state);
    void take(End end);
    void look();

    State state_ = State::Idle;
    QString name_;
    std::string agreed_;  ///< revision of the offer whose fetch was begun
    ModelOffer offer_;
    Problem problem_;
    std::filesystem::path folder_;
    uint64_t here_ = 0, measuredFrom_ = 0;
    double speed_ = 0;
    QElapsedTimer since_;
    QTimer looking_;
    std::shared_ptr<Mailbox> mailbox_;
    Job job_;
};

}  // namespace luthier::ui
