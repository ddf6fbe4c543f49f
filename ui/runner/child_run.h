// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryFile>

#include "ui/runner/hosted_run.h"

namespace luthier::ui {

/// The command line program, which lies beside the window's.
QString luthierProgram();

/// A run in a child process: `luthier run --events jsonl --control`. Whatever befalls it, the window lives on.
class ChildRun : public HostedRun {
    Q_OBJECT
public:
    ChildRun(const RunOrder& order, std::shared_ptr<Mailbox> mailbox);
    /// Unless it was detached, the end of its input asks the child to stop; it is waited for a while, then ended.
    ~ChildRun() override;
    bool can(Ask) const override { return process_ != nullptr; }
    void ask(Ask ask) override;
    qint64 processId() const { return process_ ? process_->processId() : 0; }

private:
    void start(const RunOrder& order);
    void readLines();
    void takeLine(const QByteArray& line);
    void leave(int code, QProcess::ExitStatus status);
    void couldNotStart(QProcess::ProcessError error);
    RunEnd crash() const;
    void letGo();

    QProcess* process_ = nullptr;
    QTemporaryFile recipe_;
    QByteArray unread_;
    bool skipping_ = false;  ///< in a line too long to be an event
    Problems refused_;
    QByteArray words_;       ///< the end of what it wrote for people
};

}  // namespace luthier::ui
