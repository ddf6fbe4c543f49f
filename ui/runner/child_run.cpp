// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runner/child_run.h"

#include <QCoreApplication>
#include <QDir>

#include <vector>

#include "core/base/file.h"
#include "core/base/os.h"
#include "core/recipe/read.h"
#include "ui/runner/problems_line.h"
#include "ui/shell/call_later.h"

namespace luthier::ui {
namespace {

constexpr qsizetype kLongestLine = 16 << 20;
constexpr qsizetype kWordsKept = 4096;
constexpr int kPatience = 15000;  // milliseconds a child gets to save its state when the window goes

const char* wordOf(Ask ask) {
    switch (ask) {
        case Ask::Stop: return "stop";
        case Ask::Save: return "save";
        case Ask::Pause: return "pause";
        case Ask::Continue: return "continue";
        case Ask::Detach: return "detach";
        case Ask::Unknown: break;
    }
    return "";
}

QString fileText(const std::filesystem::path& path) { return QString::fromStdString(textOf(path)); }

}  // namespace

QString luthierProgram() {
#ifdef Q_OS_WIN
    const char* name = "luthier.exe";
#else
    const char* name = "luthier";
#endif
    return fileText(os::programFolder() / name);
}

ChildRun::ChildRun(const RunOrder& order, std::shared_ptr<Mailbox> mailbox) : HostedRun(std::move(mailbox)), process_(new QProcess(this)) {
    connect(process_, &QProcess::readyReadStandardOutput, this, &ChildRun::readLines);
    connect(process_, &QProcess::readyReadStandardError, this, [this] { words_ = (words_ + process_->readAllStandardError()).right(kWordsKept); });
    connect(process_, &QProcess::finished, this, &ChildRun::leave);
    connect(process_, &QProcess::errorOccurred, this, &ChildRun::couldNotStart);
#ifdef Q_OS_UNIX
    process_->setChildProcessModifier([] { os::lowerPriority(); });
#endif
    start(order);
}

ChildRun::~ChildRun() {
    if (!process_ || process_->state() == QProcess::NotRunning) return;
    process_->disconnect(this);
    process_->closeWriteChannel();
    if (!process_->waitForFinished(kPatience)) process_->kill();
    process_->waitForFinished();
}

void ChildRun::start(const RunOrder& order) {
    QStringList arguments;
    if (order.resume.empty()) {
        recipe_.setFileTemplate(QDir::tempPath() + "/luthier-recipe-XXXXXX.yaml");
        const std::string yaml = recipeYaml(order.recipe);
        if (!recipe_.open() || recipe_.write(yaml.data(), static_cast<qint64>(yaml.size())) < 0 || !recipe_.flush()) {
            const RunEnd end{RunEnd::Kind::Failed, {error(recipe_.fileTemplate().toStdString(), "the recipe of the run cannot be written: " + recipe_.errorString().toStdString(), "free some space there")}};
            callLater(this, [this, end] { Q_EMIT ended(end); });
            return;
        }
        arguments << "run" << recipe_.fileName();
        if (!order.name.empty()) arguments << "--name=" + QString::fromStdString(order.name);
    } else {
        arguments << "resume" << fileText(order.resume);
    }
    arguments << "--events" << "jsonl" << "--control" << "--json";
    if (order.threads > 0) arguments << "--threads" << QString::number(order.threads);
    process_->start(luthierProgram(), arguments);
}

void ChildRun::ask(Ask ask) {
    if (!process_) return;
    process_->write(QByteArray("{\"do\":\"") + wordOf(ask) + "\"}\n");
    if (ask == Ask::Detach) letGo();
}

/// The child goes on without us: a QProcess that is never destroyed never ends it.
void ChildRun::letGo() {
    static auto* const kept = new std::vector<QProcess*>;
    while (process_->bytesToWrite() > 0 && process_->waitForBytesWritten(1000)) {
    }
    process_->disconnect(this);
    process_->setParent(nullptr);
    recipe_.setAutoRemove(false);  // it may not have been read yet
    kept->push_back(process_);
    process_ = nullptr;
}

void ChildRun::readLines() {
    unread_ += process_->readAllStandardOutput();
    qsizetype begin = 0;
    for (qsizetype end; (end = unread_.indexOf('\n', begin)) >= 0; begin = end + 1) {
        if (!skipping_) takeLine(unread_.mid(begin, end - begin));
        skipping_ = false;
    }
    unread_.remove(0, begin);
    if (unread_.size() > kLongestLine) {
        unread_.clear();
        skipping_ = true;
    }
}

void ChildRun::takeLine(const QByteArray& line) {
    if (line.startsWith('[')) {
        refused_ = problemsIn(line);
    } else if (std::optional<TimedEvent> event = timedEventOf({line.data(), static_cast<size_t>(line.size())})) {
        mailbox().put(std::move(*event));
    }
}

void ChildRun::leave(int code, QProcess::ExitStatus status) {
    readLines();
    if (!unread_.isEmpty()) takeLine(unread_);
    constexpr int kDone = 0, kWrongInput = 2, kStopped = 130;
    if (status == QProcess::CrashExit) Q_EMIT ended(crash());
    else if (code == kDone) Q_EMIT ended({RunEnd::Kind::Done, {}});
    else if (code == kStopped) Q_EMIT ended({RunEnd::Kind::Stopped, {}});
    else if (code == kWrongInput && !refused_.empty()) Q_EMIT ended({RunEnd::Kind::Refused, refused_});
    else Q_EMIT ended({RunEnd::Kind::Failed, {error("", words_.trimmed().toStdString(), "")}});
}

void ChildRun::couldNotStart(QProcess::ProcessError reason) {
    if (reason != QProcess::FailedToStart) return;  // everything else ends the process, which is told by finished
    const QString what = tr("The training program %1 cannot be started: %2").arg(luthierProgram(), process_->errorString());
    const QString mend = tr("Install Luthier again, or let training run inside the window (Preferences).");
    Q_EMIT ended({RunEnd::Kind::Failed, {error("", what.toStdString(), mend.toStdString())}});
}

RunEnd ChildRun::crash() const {
    const QString what = tr("The training process ended unexpectedly. The computer may have run out of memory, or another program ended it.");
    const QString mend = tr("Everything up to the last saved state is kept. Continue from there, or choose a smaller model if it happens again.");
    return {RunEnd::Kind::Crashed, {error("", what.toStdString(), mend.toStdString())}};
}

}  // namespace luthier::ui
