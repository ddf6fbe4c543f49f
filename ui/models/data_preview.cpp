// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/data_preview.h"

#include <algorithm>
#include <ranges>

#include "core/data/format.h"
#include "core/data/importer.h"
#include "core/engine/prepare_settings.h"
#include "core/objective/objective_settings.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

constexpr size_t kShown = 50;         // examples and rows kept for looking at
constexpr qsizetype kLongestCell = 400;  // characters of a cell

QString cellOf(const Json& value) {
    const QString text = value.isString() ? qText(value.asString()) : value.isNull() ? QString() : qText(value.dump());
    return text.size() > kLongestCell ? text.left(kLongestCell) + QStringLiteral("…") : text;
}

void readTable(const std::string& file, DataPreview& preview) {
    const std::vector<Json> rows = firstRows(file, kShown);
    for (const Json& row : rows) {
        for (const auto& [name, value] : row.asObject()) {
            if (!preview.names.contains(qText(name))) preview.names << qText(name);
        }
    }
    for (const Json& row : rows) {
        QStringList cells;
        for (const QString& name : std::as_const(preview.names)) {
            const Json* value = row.find(stdText(name));
            cells << (value ? cellOf(*value) : QString());
        }
        preview.table.push_back(std::move(cells));
    }
}

/// Our columns that the first row holds, mapped ones too: which format reads them.
std::string recognisedFormat(const DataPreview& preview) {
    Json row = Json::object();
    for (const QString& name : preview.names) row[stdText(name)] = "";
    for (const auto& [ours, theirs] : preview.columns) {
        if (preview.names.contains(qText(theirs))) row[ours] = "";
    }
    for (const DatasetFormat& format : datasetFormats()) {
        if (!format.later && format.recognises(row)) return format.name;
    }
    return {};
}

void readExamples(const Recipe& recipe, const std::function<bool()>& dropped, DataPreview& preview) {
    ProblemCollector faults;
    LabelTally tally;
    ImportSink sink;
    int64_t texts = 0;
    sink.example = [&](Example&& example) {
        ++preview.rows;
        texts += example.kind == Example::Kind::Text;
        tally.add(example.label);
        if (preview.first.size() < kShown) preview.first.push_back(std::move(example));
        return !dropped();
    };
    sink.problem = [&](RowProblem&& problem) {
        preview.unreadable += problem.problem.level == Level::Error;
        faults.add(std::move(problem));
    };
    ImportSettings settings = importSettings(recipe);
    settings.columns = preview.columns;
    for (const std::string& file : recipe.data.train) importFile(file, settings, sink);
    preview.problems = faults.problems();
    preview.labelled = tally.any();
    preview.onlyTexts = texts > 0 && texts == preview.rows && !preview.labelled;
    preview.labelsAreNumbers = tally.looksLikeNumbers();
    preview.labels = tally.scheme(recipe.objective);
    preview.counts = tally.counts(preview.labels);
}

/// What the files are read as; empty when their columns are nothing that is known.
std::string formatOf(const Recipe& recipe, const std::string& recognised) {
    const std::string asked = importSettings(recipe).format;
    if (recipe.data.format != "auto") return asked;
    return asked == "auto" || asked == recognised ? recognised : std::string();
}

/// What the columns are used as by now: as was chosen, or by their own names in the format that was recognised.
std::vector<std::string> usedRoles(const DataPreview& preview) {
    std::vector<std::string> used;
    for (const auto& [ours, theirs] : preview.columns) used.push_back(ours);
    for (const std::string& own : preview.format.empty() ? std::vector<std::string>() : rolesIn(preview.format))
        if (!preview.columns.contains(own) && preview.names.contains(qText(own))) used.push_back(own);
    return used;
}

std::string roleOf(const Json& message) { return message.isObject() ? message.stringOr("role", "") : std::string(); }

/// Every word is learnt.
std::string objectiveOfTexts() {
    const auto found = std::ranges::find_if(objectiveFacts(), [](const ObjectiveFacts& objective) { return learnsEveryWord(objective.kind); });
    return found == objectiveFacts().end() ? "" : found->kind;
}

Said::Who whoIs(const std::string& role) {
    if (role == "system" || role == "developer") return Said::Who::System;
    if (role == "assistant") return Said::Who::Model;
    if (role == "tool") return Said::Who::Tool;
    return Said::Who::Person;
}

/// Answers, the last one, or all, as Field objective.learn has it.
void markLearnt(std::vector<Said>& said, const ObjectiveSettings& objective) {
    const bool all = objective.learn == "all" || learnsEveryWord(objective.kind);
    bool last = true;
    for (Said& each : said | std::views::reverse) {
        const bool answer = each.who == Said::Who::Model;
        each.learnt = all || (answer && (last || objective.learn != "last"));
        if (answer) last = false;
    }
}

QString contentOf(const Json& message) {
    const Json* content = message.find("content");
    if (content && content->isString() && !content->asString().empty()) return qText(content->asString());
    if (const Json* calls = message.find("tool_calls")) return qText(calls->dump());
    return content && !content->isNull() && !content->isString() ? qText(content->dump()) : QString();
}

}  // namespace

DataPreview dataPreview(const Recipe& recipe, const std::function<bool()>& dropped) {
    DataPreview preview;
    if (recipe.data.train.empty()) return preview;
    readTable(recipe.data.train.front(), preview);
    preview.columns = recipe.data.columns;
    const bool labels = learnsOf(recipe.objective.kind) != Learns::Tokens;
    const auto recognise = [&] {
        preview.recognised = recognisedFormat(preview);
        preview.format = formatOf(recipe, preview.recognised);
    };
    recognise();
    for (const bool ofLabels : {labels, !labels}) {
        if (!preview.format.empty() || !preview.columns.empty()) break;
        preview.columns = guessedColumns(preview.names, ofLabels);
        preview.guessed = !preview.columns.empty();
        if (preview.guessed) recognise();
    }
    preview.roles = rolesIn(importSettings(recipe).format, usedRoles(preview));
    readExamples(recipe, dropped, preview);
    if (preview.format.empty() && preview.isGood()) preview.format = "text";  // a document has no columns
    return preview;
}

std::string objectiveSuiting(const DataPreview& preview, const std::string& present, bool wereTexts) {
    const bool labels = learnsOf(present) != Learns::Tokens;
    if (preview.labelled) return labels ? present : objectiveThat(preview.labelsAreNumbers ? Learns::Numbers : Learns::Classes);
    if (!labels && preview.onlyTexts) return objectiveOfTexts();
    if (labels && preview.recognised == "text" && preview.names.size() > 1) return present;  // which column is the label may be chosen next
    if (!labels && wereTexts) return objectiveThat(Learns::Tokens);
    const bool isOtherwise = preview.names.isEmpty() || !preview.recognised.empty();  // a document, or rows of another kind
    return labels && isOtherwise ? objectiveThat(Learns::Tokens) : present;
}

bool canBeChosen(const DataPreview& preview, const std::string& objective) {
    return !preview.onlyTexts || learnsOf(objective) != Learns::Tokens || learnsEveryWord(objective);
}

std::vector<Said> conversationOf(const Example& example, const ObjectiveSettings& objective, const LabelScheme& labels) {
    if (labels.present()) return {{Said::Who::Text, qText(example.kind == Example::Kind::Text ? example.text : example.prompt)}, {Said::Who::Label, qText(labelText(example.label)), true}};
    if (example.kind == Example::Kind::Text) return {{Said::Who::Text, qText(example.text), true}};
    std::vector<Said> said;
    if (example.kind == Example::Kind::PromptCompletion) said = {{Said::Who::Person, qText(example.prompt)}, {Said::Who::Model, qText(example.completion)}};
    else if (example.messages.isArray()) {
        for (const Json& message : example.messages.asArray()) said.push_back({whoIs(roleOf(message)), contentOf(message)});
    }
    markLearnt(said, objective);
    return said;
}

std::vector<std::string> rolesIn(const std::string& format, const std::vector<std::string>& used) {
    std::vector<std::string> roles;
    for (const DatasetFormat& known : datasetFormats()) {
        const auto has = [&](const std::string& role) { return std::ranges::find(known.columns, role) != known.columns.end(); };
        if (known.later || !(format == "auto" ? std::ranges::all_of(used, has) : known.name == format)) continue;
        for (const std::string& column : known.columns) {
            if (std::ranges::find(roles, column) == roles.end()) roles.push_back(column);
        }
    }
    return roles;
}

std::map<std::string, std::string> guessedColumns(const QStringList& names, bool labels) {
    static const QStringList questions{QStringLiteral("question"), QStringLiteral("query"),   QStringLiteral("request"), QStringLiteral("frage"),
                                       QStringLiteral("anfrage"),  QStringLiteral("message"), QStringLiteral("ticket"),  QStringLiteral("input"),
                                       QStringLiteral("user"),     QStringLiteral("source"),  QStringLiteral("eingabe")};
    static const QStringList answers{QStringLiteral("answer"), QStringLiteral("reply"),   QStringLiteral("response"), QStringLiteral("antwort"), QStringLiteral("output"),
                                     QStringLiteral("target"), QStringLiteral("solution"), QStringLiteral("assistant"), QStringLiteral("loesung"), QStringLiteral("ausgabe")};
    static const QStringList texts{QStringLiteral("text"),      QStringLiteral("message"),   QStringLiteral("sentence"), QStringLiteral("review"), QStringLiteral("comment"),
                                   QStringLiteral("body"),      QStringLiteral("content"),   QStringLiteral("ticket"),   QStringLiteral("letter"), QStringLiteral("nachricht"),
                                   QStringLiteral("kommentar"), QStringLiteral("satz"),      QStringLiteral("brief"),    QStringLiteral("anfrage")};
    static const QStringList kinds{QStringLiteral("label"),  QStringLiteral("category"), QStringLiteral("class"),     QStringLiteral("kind"),   QStringLiteral("topic"),
                                   QStringLiteral("intent"), QStringLiteral("sentiment"), QStringLiteral("rating"),   QStringLiteral("score"),  QStringLiteral("kategorie"),
                                   QStringLiteral("klasse"), QStringLiteral("thema"),    QStringLiteral("bewertung"), QStringLiteral("art")};
    const auto among = [&](const QStringList& words) {
        for (const QString& word : words) {
            for (const QString& name : names) {
                if (name.trimmed().compare(word, Qt::CaseInsensitive) == 0) return stdText(name);
            }
        }
        return std::string();
    };
    const std::string question = among(labels ? texts : questions), answer = among(labels ? kinds : answers);
    if (question.empty() || answer.empty()) return {};
    return {{labels ? "text" : "prompt", question}, {labels ? "label" : "completion", answer}};
}

}  // namespace luthier::ui
