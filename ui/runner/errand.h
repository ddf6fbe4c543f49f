// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

#include "core/engine/engine.h"
#include "ui/runner/hosted_run.h"

class QProcess;

namespace luthier::ui {

class RunHost;

/// Something to be had from the engine, in both of the ways it can be done.
struct Errand {
    using Out = std::function<void(const std::string&)>;
    /// On the engine thread; `out` takes what the command line would print.
    std::function<Outcome(Engine&, CancelToken&, const Out& out)> work;
    QStringList arguments;  ///< of the command line program, for the same
};
Errand generateErrand(const GenerateRequest& request);
/// Of one text: tells a line of JSON with the model's "logits".
Errand scoreErrand(const ScoreRequest& request);
Errand exportErrand(const ExportRequest& request);

/// Does one errand at a time without making anybody wait: on the engine thread, or as a child process while a run trains or when runs are to
/// be processes of their own.
class ErrandRunner : public QObject {
    Q_OBJECT
public:
    explicit ErrandRunner(RunHost& host, QObject* parent = nullptr);
    ~ErrandRunner() override;

    void start(const Errand& errand);
    void stop();
    bool isBusy() const { return busy_; }

Q_SIGNALS:
    void told(const QByteArray& output);  ///< piece by piece, as it comes
    void done(const luthier::ui::RunEnd& end);

private:
    struct Shared;
    void startHere(const Errand& errand);
    void startChild(const Errand& errand);
    void leave(int code);
    void end(const RunEnd& end);

    RunHost& host_;
    std::shared_ptr<Shared> shared_;
    std::unique_ptr<QProcess> child_;
    QByteArray last_;  ///< the end of what the child printed
    bool busy_ = false, stopping_ = false;
};

}  // namespace luthier::ui
