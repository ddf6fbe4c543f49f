// SPDX-License-Identifier: Apache-2.0
#include "core/data/cleaning/cleaning.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/nearest.h"
#include "core/base/unicode.h"

namespace luthier {
namespace {

/// Reads every row; what cannot be read becomes problems.
Problems forEachRow(const std::string& file, ImportSettings settings, const CancelToken& cancel, const std::function<void(Example&&)>& take) {
    settings.needsAnswers = false;
    ProblemCollector faults;
    ImportSink sink;
    sink.example = [&](Example&& row) {
        if (cancel.stopAsked()) throw Stopped();
        take(std::move(row));
        return true;
    };
    sink.problem = [&](RowProblem&& problem) { faults.add(std::move(problem)); };
    importFile(file, settings, sink);
    return faults.problems();
}

std::vector<std::string> cleanerNames() {
    std::vector<std::string> names;
    for (const CleanerKind& kind : cleanerKinds()) names.push_back(kind.name);
    return names;
}

/// One cleaner at work on its own copy of each row.
class Finder {
public:
    Finder(const CleanerKind& kind, const CleaningKnowledge& knowledge, size_t shown) : cleaner_(kind.make(knowledge)), shown_(shown) { finding_.cleaner = &kind; }

    void look(const Example& row) {
        Example copy = row;
        const Cleaned done = cleaner_->clean(copy);
        if (done == Cleaned::Kept) return;
        const bool leftOut = done == Cleaned::LeftOut;
        ++(leftOut ? finding_.leftOut : finding_.changed);
        if (finding_.rows.size() < shown_) finding_.rows.push_back({row.where(), shownText(row), leftOut ? "" : shownText(copy), leftOut});
    }
    const Finding& finding() const { return finding_; }

private:
    std::unique_ptr<Cleaner> cleaner_;
    size_t shown_;
    Finding finding_;
};

void count(const Example& row, Inspection& result) {
    const auto length = static_cast<int64_t>(codePointCount(shownText(row)));
    result.shortest = result.rows == 0 ? length : std::min(result.shortest, length);
    result.longest = std::max(result.longest, length);
    ++result.rows;
    result.mean += (static_cast<double>(length) - result.mean) / static_cast<double>(result.rows);
    ++(row.kind == Example::Kind::Chat ? result.chats : row.kind == Example::Kind::Text ? result.texts : result.pairs);
}

}  // namespace

Cleaning::Cleaning(const std::vector<std::string>& steps, const CleaningKnowledge& knowledge) {
    for (const std::string& name : steps) {
        const CleanerKind* kind = cleanerKind(name);
        steps_.push_back({kind, kind->make(knowledge), {}});
    }
}

bool Cleaning::clean(Example& row) {
    for (Step& step : steps_) {
        const Cleaned done = step.cleaner->clean(row);
        step.count.changed += done == Cleaned::Changed;
        step.count.leftOut += done == Cleaned::LeftOut;
        if (done == Cleaned::LeftOut) return false;
    }
    return true;
}

bool Cleaning::takesIncomplete() const {
    return std::any_of(steps_.begin(), steps_.end(), [](const Step& step) { return step.kind->takesIncomplete; });
}

Problems problemsOfSteps(const std::vector<std::string>& steps, const CleaningKnowledge& knowledge, const std::string& where) {
    Problems problems;
    for (const std::string& name : steps) {
        const CleanerKind* kind = cleanerKind(name);
        if (!kind) {
            std::string known;
            for (const std::string& other : cleanerNames()) known += (known.empty() ? "" : ", ") + other;
            const std::string near = nearWord(name, cleanerNames());
            problems.push_back(error(where, "there is no cleaner \"" + name + "\"", near.empty() ? "use one of: " + known : "did you mean " + near + "? There are " + known));
        } else if (!kind->isAble(knowledge)) {
            problems.push_back(error(where, "the cleaner \"" + name + "\" needs " + kind->lacking, "give it, or leave this cleaner away"));
        }
    }
    return problems;
}

Inspection inspectData(const std::string& file, const ImportSettings& settings, const CleaningKnowledge& knowledge, const CancelToken& cancel, size_t shown) {
    Inspection result;
    std::vector<Finder> finders;
    for (const CleanerKind& kind : cleanerKinds()) {
        if (kind.isAble(knowledge)) finders.emplace_back(kind, knowledge, shown);
        else result.unable.push_back(&kind);
    }
    result.problems = forEachRow(file, settings, cancel, [&](Example&& row) {
        count(row, result);
        for (Finder& finder : finders) finder.look(row);
    });
    for (const Finder& finder : finders)
        if (finder.finding().changed + finder.finding().leftOut > 0) result.findings.push_back(finder.finding());
    return result;
}

CleanedFile cleanData(const std::string& file, const ImportSettings& settings, const std::vector<std::string>& steps, const CleaningKnowledge& knowledge,
                      const std::filesystem::path& out, const CancelToken& cancel) {
    CleanedFile result;
    result.problems = problemsOfSteps(steps, knowledge, "--steps");
    std::error_code none;
    if (std::filesystem::equivalent(pathOf(file), out, none)) result.problems.push_back(error(textOf(out), "the cleaned copy would replace the original", "give another name"));
    const std::string ending = textOf(out.extension());
    if (ending != ".jsonl" && ending != ".ndjson")
        result.problems.push_back(error(textOf(out), "cleaned rows are written as JSON lines, and this name ends otherwise", "give a name that ends in .jsonl"));
    if (hasError(result.problems)) return result;
    Cleaning cleaning(steps, knowledge);
    AtomicFile written(out);
    const Problems unread = forEachRow(file, settings, cancel, [&](Example&& row) {
        ++result.read;
        if (!cleaning.clean(row)) return;
        ++result.written;
        written.write(rowLine(row, settings.group.value_or("")) + "\n");
    });
    result.problems.insert(result.problems.end(), unread.begin(), unread.end());
    for (const Cleaning::Step& step : cleaning.steps()) result.steps.emplace_back(step.kind->name, step.count);
    if (!hasError(result.problems) && result.written == 0) result.problems.push_back(error(file, "no row is left", "leave a step away"));
    if (!hasError(result.problems)) written.commit();
    return result;
}

void addHeldOut(const std::string& file, const ImportSettings& settings, const std::vector<std::string>& steps, CleaningKnowledge& knowledge, Problems& problems) {
    const CleaningKnowledge nothing;
    std::vector<std::string> alone = steps;
    std::erase_if(alone, [&](const std::string& step) { return !cleanerKind(step) || !cleanerKind(step)->isAble(nothing); });
    Cleaning cleaning(alone, nothing);
    knowledge.knowsHeldOut = true;
    const Problems unread = forEachRow(file, settings, CancelToken(), [&](Example&& row) {
        if (cleaning.clean(row)) knowledge.heldOutQuestions.insert(contentKey(row));
    });
    problems.insert(problems.end(), unread.begin(), unread.end());
}

std::string rowLine(const Example& row, const std::string& group) {
    Json json = Json::object();
    if (row.kind == Example::Kind::Text) json["text"] = row.text;
    else if (!row.label.isNull()) {
        json["text"] = row.prompt;
        json["label"] = row.label;
    } else if (row.kind == Example::Kind::PromptCompletion) {
        json["prompt"] = row.prompt;
        json["completion"] = row.completion;
    } else if (row.firstLearnt > 0) {
        const Json::Array& all = row.messages.asArray();
        const auto middle = all.begin() + std::min<std::ptrdiff_t>(row.firstLearnt, static_cast<std::ptrdiff_t>(all.size()));
        json["prompt"] = Json(Json::Array(all.begin(), middle));
        json["completion"] = Json(Json::Array(middle, all.end()));
    } else {
        json["messages"] = row.messages;
    }
    if (!row.tools.isNull()) json["tools"] = row.tools;
    if (!group.empty() && !row.group.empty()) json[group] = row.group;
    return json.dump();
}

Json Finding::json() const {
    Json list = Json::array();
    for (const FoundRow& row : rows)
        list.push_back(Json(Json::Object{{"where", row.where}, {"before", row.before}, {"after", row.leftOut ? Json() : Json(row.after)}}));
    return Json(Json::Object{{"cleaner", cleaner->name}, {"label", cleaner->label}, {"rows", changed + leftOut}, {"changed", changed}, {"left_out", leftOut},
                             {"found", cleaner->found}, {"does", cleaner->does}, {"examples", list}});
}

Json Inspection::json() const {
    Json json(Json::Object{{"rows", rows}, {"chats", chats}, {"pairs", pairs}, {"texts", texts}});
    json["characters"] = Json(Json::Object{{"shortest", shortest}, {"mean", mean}, {"longest", longest}});
    Json &list = json["findings"] = Json::array();
    for (const Finding& finding : findings) list.push_back(finding.json());
    Json& others = json["not_looked_for"] = Json::array();
    for (const CleanerKind* kind : unable) others.push_back(Json(Json::Object{{"cleaner", kind->name}, {"needs", kind->lacking}}));
    return json;
}

Json CleanedFile::json() const {
    Json json(Json::Object{{"rows", read}, {"written", written}});
    Json& list = json["steps"] = Json::array();
    for (const auto& [name, count] : steps) list.push_back(Json(Json::Object{{"cleaner", name}, {"changed", count.changed}, {"left_out", count.leftOut}}));
    return json;
}

}  // namespace luthier
