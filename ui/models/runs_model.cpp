// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

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
    const bool running = isAtWork(run.state);
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

bool canBeTried(const RunSummary& run) { return run.state == RunState::Finished || canBeExported(run); }

bool canBeExported(const RunSummary& run) {
    return !isAtWork(run.state) && run.state != RunState::Broken && run.step > 0;
}

QString methodWords(const std::string& kind) {
    const MethodFacts* facts = methodFacts(kind);
    return facts ? coreWords(facts->label) : qText(kind);
}

void RunsModel::setRuns(const std::vector<RunSummary>& runs) {
    Listed next{runs, {}};
    for (const RunSummary& run : runs) next.searched.push_back(searchedIn(run));
    const std::vector<size_t> shown = ordered(next);
    std::unordered_map<std::string_view, size_t> rows;  // of the new list
    for (size_t row = 0; row < shown.size(); ++row) rows.emplace(runs[shown[row]].id, row);
    std::vector<bool> stay(shown_.size()), stayed(shown.size());
    std::vector<size_t> kept;  // runs that were shown and are
    bool sameOrder = true;
    for (size_t row = 0, after = 0; row < shown_.size(); ++row) {
        const auto found = rows.find(all_.runs[shown_[row]].id);
        if (found == rows.end()) continue;
        sameOrder = sameOrder && found->second >= after;
        after = found->second + 1;
        stay[row] = stayed[found->second] = true;
        kept.push_back(shown[found->second]);
    }
    if (kept.empty() || !sameOrder) {
        beginResetModel();
        all_ = std::move(next);
        shown_ = shown;
        return endResetModel();
    }
    removeRowsBut(stay);
    all_ = std::move(next);
    shown_ = std::move(kept);
    insertRowsBut(stayed, shown);
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

void RunsModel::removeRowsBut(const std::vector<bool>& stay) {
    for (size_t end = stay.size(); end > 0; --end) {
        if (stay[end - 1]) continue;
        size_t begin = end - 1;
        while (begin > 0 && !stay[begin - 1]) --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end - 1));
        shown_.erase(shown_.begin() + static_cast<std::ptrdiff_t>(begin), shown_.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
        end = begin + 1;
    }
}

void RunsModel::insertRowsBut(const std::vector<bool>& stayed, const std::vector<size_t>& shown) {
    for (size_t begin = 0; begin < stayed.size(); ++begin) {
        if (stayed[begin]) continue;
        size_t end = begin + 1;
        while (end < stayed.size() && !stayed[end]) ++end;
        const auto at = [&](size_t row) { return shown.begin() + static_cast<std::ptrdiff_t>(row); };
        beginInsertRows({}, static_cast<int>(begin), static_cast<int>(end - 1));
        shown_.insert(shown_.begin() + static_cast<std::ptrdiff_t>(begin), at(begin), at(end));
        endInsertRows();
        begin = end - 1;
    }
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
    shown_ = ordered(all_);
    endResetModel();
}

std::vector<size_t> RunsModel::ordered(const Listed& listed) const {
    const QStringList words = filter_.words.toCaseFolded().split(' ', Qt::SkipEmptyParts);
    std::vector<size_t> order;
    for (size_t i = 0; i < listed.runs.size(); ++i) {
        const bool fits = std::ranges::all_of(words, [&](const QString& word) { return listed.searched[i].contains(word); });
        if (fits && inState(listed.runs[i], filter_.state)) order.push_back(i);
    }
    const auto sortBy = [&](const auto& keyOf) {
        std::vector<decltype(keyOf(listed.runs.front()))> keys;
        for (const RunSummary& run : listed.runs) keys.push_back(keyOf(run));
        std::ranges::stable_sort(order, [&](size_t a, size_t b) { return order_ == Qt::AscendingOrder ? keys[a] < keys[b] : keys[b] < keys[a]; });
    };
    if (number(RunSummary(), column_)) sortBy([this](const RunSummary& run) { return *number(run, column_); });
    else sortBy([this](const RunSummary& run) { return shown(run, column_).toCaseFolded(); });
    return order;
}

int RunsModel::rowOf(const QString& id) const {
    const std::string wanted = stdText(id);
    for (size_t row = 0; row < shown_.size(); ++row) {
        if (all_.runs[shown_[row]].id == wanted) return static_cast<int>(row);
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
