// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <numeric>

#include "core/tuning/method_settings.h"
#include "ui/models/base_models.h"
#include "ui/models/field_words.h"
#include "ui/models/run_words.h"
#include "ui/models/text.h"
#include "ui/models/words.h"

namespace luthier::ui {
namespace {

constexpr int kMostStars = 5;

QString starsOf(int64_t stars) { return QString(static_cast<int>(stars), QChar(0x2605)) + QString(kMostStars - static_cast<int>(stars), QChar(0x2606)); }

QString tagsOf(const RunSummary& run) {
    QStringList tags;
    for (const std::string& tag : run.tags) tags << qText(tag);
    return tags.join(QStringLiteral(", "));
}

QString gainOf(const RunSummary& run) {
    if (!run.baseLoss || !run.bestLoss) return {};
    return *run.bestLoss < *run.baseLoss ? QStringLiteral("−") + lossWords(*run.baseLoss - *run.bestLoss) : RunsModel::tr("none", "what a run gained");
}

QString shown(const RunSummary& run, int column) {
    switch (column) {
        case RunsModel::Name: return qText(run.name.empty() ? run.id : run.name);
        case RunsModel::State: return stateWord(run.state, run.reason);
        case RunsModel::Model: return modelNameOf(run.model);
        case RunsModel::Method: return methodWords(run.method);
        case RunsModel::Loss: return run.bestLoss ? lossWords(*run.bestLoss) : QString();
        case RunsModel::Gain: return gainOf(run);
        case RunsModel::Time: return run.seconds > 0 ? shortDuration(run.seconds) : QString();
        case RunsModel::Begun: return run.begun > 0 ? QLocale().toString(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(run.begun)), QLocale::ShortFormat) : QString();
        case RunsModel::Stars: return run.stars > 0 ? starsOf(run.stars) : QString();
        case RunsModel::Tags: return tagsOf(run);
        default: return {};
    }
}

double gain(const RunSummary& run) { return run.baseLoss && run.bestLoss ? *run.bestLoss - *run.baseLoss : 1e300; }

/// What a column of numbers is sorted by; nothing for one of words.
std::optional<double> number(const RunSummary& run, int column) {
    switch (column) {
        case RunsModel::Loss: return run.bestLoss.value_or(1e300);
        case RunsModel::Gain: return gain(run);
        case RunsModel::Time: return run.seconds;
        case RunsModel::Begun: return run.begun;
        case RunsModel::Stars: return static_cast<double>(run.stars);
        default: return {};
    }
}

/// Numbers stand one below the other.
bool isRight(int column) { return column == RunsModel::Loss || column == RunsModel::Gain || column == RunsModel::Time; }

bool inState(const RunSummary& run, RunFilter::State state) {
    const bool running = run.state == RunState::Running || run.state == RunState::Paused;
    switch (state) {
        case RunFilter::State::Running: return running;
        case RunFilter::State::Done: return run.state == RunState::Finished;
        case RunFilter::State::Unfinished: return !running && run.state != RunState::Finished;
        case RunFilter::State::All: break;
    }
    return true;
}

QString searchedIn(const RunSummary& run) {
    return (shown(run, RunsModel::Name) + '\n' + qText(run.id) + '\n' + qText(run.model) + '\n' + qText(run.method) + '\n' + tagsOf(run) + '\n' + qText(run.notes)).toCaseFolded();
}

}  // namespace

QString methodWords(const std::string& kind) {
    const MethodFacts* facts = methodFacts(kind);
    return facts ? coreWords(facts->label) : qText(kind);
}

void RunsModel::setRuns(const std::vector<RunSummary>& runs) {
    beginResetModel();
    runs_ = runs;
    searched_.clear();
    for (const RunSummary& run : runs_) searched_.push_back(searchedIn(run));
    shown_ = ordered();
    endResetModel();
}

void RunsModel::setFilter(const RunFilter& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    rebuild();
}

void RunsModel::sort(int column, Qt::SortOrder order) {
    column_ = column;
    order_ = order;
    rebuild();
}

void RunsModel::rebuild() {
    beginResetModel();
    shown_ = ordered();
    endResetModel();
}

bool RunsModel::passes(size_t index) const {
    if (!inState(runs_[index], filter_.state)) return false;
    const QStringList words = filter_.words.toCaseFolded().split(' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(words, [&](const QString& word) { return searched_[index].contains(word); });
}

std::vector<size_t> RunsModel::ordered() const {
    std::vector<size_t> order;
    for (size_t i = 0; i < runs_.size(); ++i) {
        if (passes(i)) order.push_back(i);
    }
    const bool rising = order_ == Qt::AscendingOrder;
    if (number(RunSummary(), column_)) {
        std::vector<double> keys;
        for (const RunSummary& run : runs_) keys.push_back(*number(run, column_));
        std::ranges::stable_sort(order, [&](size_t a, size_t b) { return rising ? keys[a] < keys[b] : keys[b] < keys[a]; });
    } else {
        std::vector<QString> keys;
        for (const RunSummary& run : runs_) keys.push_back(shown(run, column_).toCaseFolded());
        std::ranges::stable_sort(order, [&](size_t a, size_t b) { return rising ? keys[a] < keys[b] : keys[b] < keys[a]; });
    }
    return order;
}

int RunsModel::rowOf(const QString& id) const {
    const std::string wanted = stdText(id);
    for (size_t row = 0; row < shown_.size(); ++row) {
        if (runs_[shown_[row]].id == wanted) return static_cast<int>(row);
    }
    return -1;
}

int RunsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(shown_.size()); }

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RunSummary& run = this->run(index.row());
    if (role == Qt::DisplayRole) return shown(run, index.column());
    if (role == Qt::ToolTipRole && !run.problems.empty() && index.column() == State) return qText(run.problems.front().what);
    if (role == Qt::TextAlignmentRole && isRight(index.column())) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && isRight(section)) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name: return tr("Name");
        case State: return tr("State");
        case Model: return tr("Base model");
        case Method: return tr("Method");
        case Loss: return tr("Loss", "on examples it never saw");
        case Gain: return tr("Gain", "how much lower the loss is");
        case Time: return tr("Time spent");
        case Begun: return tr("Begun");
        case Stars: return tr("Rating");
        case Tags: return tr("Tags");
        default: return {};
    }
}

}  // namespace luthier::ui
