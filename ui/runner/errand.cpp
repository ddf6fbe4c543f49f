// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/errand.h"

#include <QPointer>
#include <QProcess>

#include "core/base/os.h"
#include "ui/models/text.h"
#include "ui/runner/child_run.h"
#include "ui/runner/problems_line.h"
#include "ui/runner/run_host.h"
#include "ui/shell/call_later.h"

namespace luthier::ui {
namespace {

constexpr int kPatience = 3000;        // milliseconds a child gets to stop
constexpr qsizetype kKept = 1 << 16;   // of its output, to find problems in

QString text(double number) { return QString::number(number, 'g', 12); }

}  // namespace

Errand generateErrand(const GenerateRequest& request) {
    Errand errand;
    errand.work = [request](Engine& engine, CancelToken& token, const Errand::Out& out) { return engine.generate(request, token, out, {}); };
    errand.arguments << "generate" << "--model" << qText(request.model.model) << "--prompt=" + qText(request.prompt) << "--max-new-tokens"
                     << QString::number(request.maxNewTokens) << "--temperature" << text(request.temperature) << "--top-p" << text(request.topP) << "--top-k"
                     << QString::number(request.topK) << "--seed" << QString::number(request.seed);
    if (!request.model.adapter.empty()) errand.arguments << "--adapter" << qText(request.model.adapter);
    return errand;
}

Errand scoreErrand(const ScoreRequest& request) {
    Errand errand;
    errand.work = [request](Engine& engine, CancelToken& token, const Errand::Out& out) {
        return engine.score(request, token, [&](const RowScore& row) {
            Json logits = Json::array();
            for (float value : row.logits) logits.push_back(double{value});
            out(Json(Json::Object{{"logits", logits}}).dump() + "\n");
        });
    };
    errand.arguments << "score" << "--model" << qText(request.model.model) << "--text=" + qText(request.text);
    if (!request.model.adapter.empty()) errand.arguments << "--adapter" << qText(request.model.adapter);
    if (!request.model.asBegun.empty()) errand.arguments << "--as-begun" << qText(request.model.asBegun);
    return errand;
}

Errand exportErrand(const ExportRequest& request) {
    Errand errand;
    errand.work = [request](Engine& engine, CancelToken& token, const Errand::Out& out) {
        Outcome outcome = engine.exportModel(request, token);
        if (outcome.kind == Outcome::Kind::Done) out(outcome.result.dump());
        return outcome;
    };
    errand.arguments << "export" << qText(request.source) << "--format" << qText(request.format) << "--out" << qPath(request.out);
    return errand;
}

/// What the engine thread holds on to when nobody waits any more.
struct ErrandRunner::Shared {
    CancelToken token;
    std::mutex mutex;
    ErrandRunner* runner = nullptr;

    template <typename Call>
    void post(Call call) {
        const std::lock_guard lock(mutex);
        if (!runner) return;
        callLater(runner, [to = QPointer(runner), shared = this, call] {
            if (to && to->shared_.get() == shared) call(*to);
        });
    }
};

ErrandRunner::ErrandRunner(RunHost& host, QObject* parent) : QObject(parent), host_(host) {}

ErrandRunner::~ErrandRunner() {
    if (shared_) {
        shared_->token.stop();
        const std::lock_guard lock(shared_->mutex);
        shared_->runner = nullptr;
    }
    if (child_) child_->disconnect(this);
}

void ErrandRunner::start(const Errand& errand) {
    if (busy_) return;
    busy_ = true;
    stopping_ = false;
    last_.clear();
    if (host_.computesHere()) startHere(errand);
    else startChild(errand);
}

void ErrandRunner::startHere(const Errand& errand) {
    shared_ = std::make_shared<Shared>();
    shared_->runner = this;
    const auto work = [shared = shared_, errand](Engine& engine) {
        const auto out = [&](const std::string& piece) {
            shared->post([bytes = QByteArray::fromStdString(piece)](ErrandRunner& runner) { Q_EMIT runner.told(bytes); });
        };
        const Outcome outcome = errand.work(engine, shared->token, out);
        const RunEnd::Kind kind = outcome.kind == Outcome::Kind::Done ? RunEnd::Kind::Done : outcome.kind == Outcome::Kind::Stopped ? RunEnd::Kind::Stopped : RunEnd::Kind::Refused;
        shared->post([end = RunEnd{kind, outcome.problems}](ErrandRunner& runner) { runner.end(end); });
    };
    host_.engine().post(work, [shared = shared_](const Error& fault) {
        shared->post([end = RunEnd{RunEnd::Kind::Failed, {error(fault.where(), fault.what(), fault.mend())}}](ErrandRunner& runner) { runner.end(end); });
    });
}

void ErrandRunner::startChild(const Errand& errand) {
    child_ = std::make_unique<QProcess>();
    connect(child_.get(), &QProcess::readyReadStandardOutput, this, [this] {
        const QByteArray output = child_->readAllStandardOutput();
        last_ = (last_ + output).right(kKept);
        Q_EMIT told(output);
    });
    connect(child_.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) { leave(status == QProcess::CrashExit ? -1 : code); });
    connect(child_.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError reason) {
        if (reason == QProcess::FailedToStart) end({RunEnd::Kind::Failed, {error("", child_->errorString().toStdString(), "")}});
    });
#ifdef Q_OS_UNIX
    child_->setChildProcessModifier([] { os::lowerPriority(); });
#endif
    child_->start(luthierProgram(), QStringList(errand.arguments) << "--json");
}

void ErrandRunner::leave(int code) {
    constexpr int kDone = 0, kWrongInput = 2;
    if (stopping_) return end({RunEnd::Kind::Stopped, {}});
    if (code == kDone) return end({RunEnd::Kind::Done, {}});
    if (code == kWrongInput) return end({RunEnd::Kind::Refused, problemsIn(last_.trimmed().mid(last_.trimmed().lastIndexOf('\n') + 1))});
    const QByteArray words = child_->readAllStandardError().trimmed();
    end({code < 0 ? RunEnd::Kind::Crashed : RunEnd::Kind::Failed, {error("", words.isEmpty() ? stdText(tr("The program ended unexpectedly.")) : words.toStdString(), "")}});
}

void ErrandRunner::stop() {
    stopping_ = true;
    if (shared_) shared_->token.stop();
    if (child_ && child_->state() != QProcess::NotRunning) {
        child_->terminate();
        QTimer::singleShot(kPatience, child_.get(), [child = child_.get()] { child->kill(); });
    }
}

void ErrandRunner::end(const RunEnd& end) {
    if (!busy_) return;
    busy_ = false;
    if (child_) child_.release()->deleteLater();
    Q_EMIT done(end);
}

}  // namespace luthier::ui
