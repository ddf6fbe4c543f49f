// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/data_cleaning.h"

#include <QCoreApplication>

#include <algorithm>

#include "core/base/error.h"
#include "core/data/cleaning/kept_dataset.h"
#include "core/engine/prepare.h"
#include "core/engine/prepare_settings.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

constexpr size_t kShown = 20;           // found rows that are kept for looking at

class Cleanings {
    Q_DECLARE_TR_FUNCTIONS(Cleanings)
};

/// What cleaners need beside the rows, as far as the draft has it.
class Known {
public:
    Known(const Recipe& recipe, const std::vector<std::string>& cleaners) {
        Problems ignored;
        if (recipe.data.eval.kind == PartChoice::Kind::File) addHeldOut(recipe.data.eval.file, importSettings(recipe), cleaners, knowledge_, ignored);
        if (!recipe.model.path.empty()) countTokens(recipe);
    }
    Known(const Known&) = delete;
    const CleaningKnowledge& knowledge() const { return knowledge_; }

private:
    void countTokens(const Recipe& recipe) {
        Problems ignored;
        const auto folder = modelFolderOf(recipe.model.path, "model.path", ignored);
        if (!hasError(ignored)) text_ = loadTextModel(folder, recipe.model.chatTemplate, ignored);
        if (!text_) return;
        knowledge_.maxLength = maxLengthOf(recipe, text_->maxLength());
        EncodeSettings whole = encodeSettings(recipe, 0, labelsIn(recipe));
        whole.keepDropped = true;
        knowledge_.tokens = [this, whole](const Example& row) {
            int64_t tokens = 0;
            for (const Sample& sample : encode(*text_, row, whole).samples) tokens += static_cast<int64_t>(sample.ids.size());
            return tokens;
        };
    }

    std::shared_ptr<TextModel> text_;
    CleaningKnowledge knowledge_;
};

CleaningItem& itemOf(const CleanerKind* kind, CleaningItem::State state, CleaningList& list) {
    const auto found = std::ranges::find_if(list.items, [&](const CleaningItem& item) { return item.cleaner == kind && item.state == state; });
    if (found != list.items.end()) return *found;
    return list.items.emplace_back(CleaningItem{.cleaner = kind, .state = state, .rows = {}});
}

void addApplied(const KeptVersion& version, CleaningList& list) {
    for (const auto& [name, count] : version.steps) {
        const CleanerKind* kind = cleanerKind(name);
        if (!kind) continue;
        CleaningItem& item = itemOf(kind, CleaningItem::State::Applied, list);
        item.changed += count.changed;
        item.leftOut += count.leftOut;
    }
}

void addFound(const Finding& finding, CleaningList& list) {
    CleaningItem& item = itemOf(finding.cleaner, CleaningItem::State::Found, list);
    item.changed += finding.changed;
    item.leftOut += finding.leftOut;
    const size_t room = kShown - std::min(kShown, item.rows.size());
    item.rows.insert(item.rows.end(), finding.rows.begin(), finding.rows.begin() + static_cast<std::ptrdiff_t>(std::min(room, finding.rows.size())));
}

/// In the order in which they are best applied.
std::vector<std::string> inOrder(const std::vector<std::string>& cleaners) {
    std::vector<std::string> ordered;
    for (const CleanerKind& kind : cleanerKinds()) {
        if (std::ranges::find(cleaners, kind.name) != cleaners.end()) ordered.push_back(kind.name);
    }
    return ordered;
}

/// The kept version of a file by these steps; its own path where there is nothing to undo.
std::string cleanedFile(const std::string& file, const std::optional<KeptVersion>& version, const ImportSettings& settings, const std::vector<std::string>& steps,
                        const CleaningKnowledge& knowledge, const CancelToken& cancel) {
    if (steps.empty() && !version) return file;
    KeptDataset dataset = version ? KeptDataset::open(version->dataset) : KeptDataset::keep(luthier::pathOf(file));
    const CleanedFile cleaned = dataset.apply(steps, settings, knowledge, cancel);
    for (const Problem& problem : cleaned.problems) {
        if (problem.level == Level::Error) throw Error(problem.where, problem.what, problem.mend);
    }
    return textOf(dataset.rows());
}

/// A format as a recipe names it: what its objective wants anyway needs no word.
std::string wordFor(const std::string& format, Recipe recipe) {
    recipe.data.format = "auto";
    return importSettings(recipe).format == format ? recipe.data.format : format;
}

/// A held-out file keeps all of its rows that ask what training asks; it gets the repairs alone.
std::vector<std::string> repairs(const std::vector<std::string>& steps, const CleaningKnowledge& knowledge) {
    CleaningKnowledge ofHeldOut;
    ofHeldOut.maxLength = knowledge.maxLength;
    ofHeldOut.tokens = knowledge.tokens;
    std::vector<std::string> able = steps;
    std::erase_if(able, [&](const std::string& step) { return !cleanerKind(step)->isAble(ofHeldOut); });
    return able;
}

}  // namespace

CleaningList cleaningList(const Recipe& recipe, const CancelToken& cancel) {
    CleaningList list;
    const Known known(recipe, {});
    for (const std::string& file : recipe.data.train) {
        if (const auto version = keptVersionOf(luthier::pathOf(file))) addApplied(*version, list);
    }
    for (const std::string& file : recipe.data.train) {
        const Inspection inspection = inspectData(file, importSettings(recipe), known.knowledge(), cancel, kShown);
        list.rows += inspection.rows;
        list.unable = inspection.unable;
        for (const Finding& finding : inspection.findings) addFound(finding, list);
    }
    return list;
}

DataSettings cleanedBy(const Recipe& recipe, const std::vector<std::string>& cleaners, const CancelToken& cancel) {
    const std::vector<std::string> steps = inOrder(cleaners);
    const Known known(recipe, steps);
    DataSettings data = recipe.data;
    const ImportSettings present = importSettings(recipe);
    ImportSettings original = present;
    for (std::string& file : data.train) {
        const auto version = keptVersionOf(luthier::pathOf(file));
        if (version) original = version->settings;
        file = cleanedFile(file, version, version ? version->settings : present, steps, known.knowledge(), cancel);
    }
    for (PartChoice* part : {&data.eval, &data.test}) {
        if (part->kind != PartChoice::Kind::File) continue;
        const auto version = keptVersionOf(luthier::pathOf(part->file));
        part->file = cleanedFile(part->file, version, version ? version->settings : present, repairs(steps, known.knowledge()), known.knowledge(), cancel);
    }
    // A version is read by our own names, an original as it was read before.
    data.format = steps.empty() ? wordFor(original.format, recipe) : "auto";
    data.columns = steps.empty() ? original.columns : std::map<std::string, std::string>();
    return data;
}

QString dataNameOf(const std::string& file) {
    const QString last = qText(file).section(QLatin1Char('/'), -1);
    const auto version = keptVersionOf(luthier::pathOf(file));
    if (!version) return last;
    try {
        return Cleanings::tr("%1, cleaned").arg(qText(KeptDataset::open(version->dataset).name()));
    } catch (const Error&) {  // its original was taken away
        return last;
    }
}

DataCleaning::DataCleaning(Draft& draft) : draft_(draft) {
    connect(&looking_, &Job::failed, this, &DataCleaning::failed);
    connect(&cleaning_, &Job::failed, this, &DataCleaning::failed);
    for (Job* job : {&looking_, &cleaning_}) connect(job, &Job::busyChanged, this, &DataCleaning::changed);
}

DataCleaning::~DataCleaning() {
    if (cancel_) cancel_->stop();
}

std::shared_ptr<CancelToken> DataCleaning::newToken() {
    if (cancel_) cancel_->stop();
    return cancel_ = std::make_shared<CancelToken>();
}

void DataCleaning::look() {
    const Recipe& recipe = draft_.recipe();
    if (isCleaning() || (recipe.data == seen_.data && recipe.model == seen_.model && recipe.objective == seen_.objective)) return;
    if (recipe.data.train != seen_.data.train) list_ = {};
    seen_ = recipe;
    looking_.start([recipe, cancel = newToken()](const JobTicket&) { return cleaningList(recipe, *cancel); },
                   [this](CleaningList list) {
                       list_ = std::move(list);
                       markIgnored();
                       Q_EMIT changed();
                   });
}

std::vector<std::string> DataCleaning::applied() const {
    std::vector<std::string> cleaners;
    for (const CleaningItem& item : list_.items) {
        if (item.state == CleaningItem::State::Applied) cleaners.push_back(item.cleaner->name);
    }
    return cleaners;
}

void DataCleaning::apply(const std::string& cleaner) {
    std::vector<std::string> cleaners = applied();
    cleaners.push_back(cleaner);
    clean(cleaners);
}

void DataCleaning::undo(const std::string& cleaner) {
    std::set<std::string> ignored = draft_.ignored();
    if (ignored.erase(cleaner) > 0) return keepIgnored(ignored);
    std::vector<std::string> cleaners = applied();
    std::erase(cleaners, cleaner);
    clean(cleaners);
}

void DataCleaning::ignore(const std::string& cleaner) {
    std::set<std::string> ignored = draft_.ignored();
    ignored.insert(cleaner);
    keepIgnored(ignored);
}

void DataCleaning::keepIgnored(const std::set<std::string>& cleaners) {
    draft_.setIgnored(cleaners);
    markIgnored();
    Q_EMIT changed();
}

void DataCleaning::markIgnored() {
    for (CleaningItem& item : list_.items) {
        if (item.state == CleaningItem::State::Applied) continue;
        item.state = draft_.ignored().contains(item.cleaner->name) ? CleaningItem::State::Ignored : CleaningItem::State::Found;
    }
}

void DataCleaning::clean(const std::vector<std::string>& cleaners) {
    looking_.drop();
    seen_ = {};
    cleaning_.start([recipe = draft_.recipe(), cleaners, cancel = newToken()](const JobTicket&) { return cleanedBy(recipe, cleaners, *cancel); },
                    [this](DataSettings data) {
                        draft_.change([&](Recipe& recipe) { recipe.data = data; });
                        look();
                    });
}

}  // namespace luthier::ui
