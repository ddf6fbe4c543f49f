// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/base_models.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/language_name.h"
#include "core/base/os.h"
#include "core/engine/estimate.h"
#include "core/engine/model_facts.h"
#include "core/hub/local_models.h"
#include "core/tuning/method_settings.h"
#include "ui/models/text.h"

namespace luthier::ui {
namespace {

namespace fs = std::filesystem;

class Models {
    Q_DECLARE_TR_FUNCTIONS(Models)
};

/// A usual run: adapters of the default size, packs of 512 tokens, a few hundred rows. Data of one's own tells more exactly.
int64_t usualMemory(const ModelFacts& facts) {
    const Recipe recipe;
    Workload work;
    work.learning = methodFacts(recipe.method.kind)->learning(recipe.method, facts.config);
    work.weightBytes = work.mappedBytes = facts.weightBytes;
    work.weightsAreViews = true;
    work.weightsAreBrought = facts.weightBytes < 4 * parameterCount(facts.config);
    work.microBatchTokens = std::min<int64_t>(512, std::max<int64_t>(facts.config.maxPositions, 1));
    work.longest = work.microBatchTokens;
    return estimatedMemory(facts.config, work);
}

QStringList readmeLanguages(const fs::path& model) {
    try {
        return languagesIn(qText(readFile(model / "README.md", 1 << 20)));
    } catch (const Error&) {
        return {};
    }
}

BaseModel readModel(const fs::path& path, const std::string& word) {
    BaseModel model;
    model.path = word;
    model.name = qPath(path.filename());
    const ModelFacts facts = modelFacts(path);
    model.problems = facts.problems;
    model.family = qText(facts.config.modelType);
    model.bytes = facts.weightBytes;
    model.weights = facts.weights;
    model.licence = qText(facts.licence);
    model.reads = facts.config.isEncoder();
    model.chat = !facts.chatTemplate.empty();
    model.languages = readmeLanguages(path);
    if (!facts.tunable()) return model;
    model.parameters = parameterCount(facts.config);
    model.memory = usualMemory(facts);
    model.fit = fitOf(model.memory, os::systemMemory().available);
    return model;
}

std::vector<fs::path> modelsIn(const fs::path& folder) {
    std::error_code fault;
    if (fs::exists(folder / "config.json", fault)) return {folder};
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder, fault)) {
        if (entry.path().extension() == ".gguf" || fs::exists(entry.path() / "config.json", fault)) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace

QString modelNameOf(const std::string& path) {
    if (path == "starter") return Models::tr("Starter model");
    const QStringList parts = qText(path).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (parts.isEmpty()) return {};
    const qsizetype at = parts.indexOf(QStringLiteral("snapshots"));
    const bool cached = at > 0 && parts[at - 1].startsWith(QStringLiteral("models--"));
    return cached ? parts[at - 1].mid(8).replace(QStringLiteral("--"), QStringLiteral("/")) : parts.last();
}

BaseModel baseModel(const std::string& path) {
    Problems problems;
    const fs::path place = modelFolderOf(path, "model.path", problems);
    BaseModel model;
    if (hasError(problems)) {
        model.path = path;
        model.problems = problems;
    } else {
        model = readModel(place, path);
    }
    model.name = modelNameOf(path);
    return model;
}

std::vector<BaseModel> baseModels(const QStringList& folders, const std::function<bool()>& dropped) {
    std::vector<BaseModel> models;
    Problems ignored;
    const fs::path starter = modelFolderOf("starter", "", ignored);
    const auto add = [&](BaseModel model, const QString& home) {
        model.home = home;
        models.push_back(std::move(model));
    };
    if (!hasError(ignored)) add(baseModel("starter"), QStringLiteral("Luthier"));
    for (const LocalModel& local : localModels()) {
        if (dropped()) return models;
        std::error_code fault;
        if (!hasError(ignored) && fs::equivalent(local.path, starter, fault)) continue;
        BaseModel model = readModel(local.path, textOf(local.path));
        model.name = qText(local.name);
        add(std::move(model), qText(nameOf(local.home)));
    }
    for (const QString& folder : folders) {
        for (const fs::path& path : modelsIn(ui::pathOf(folder))) {
            if (!dropped()) add(readModel(path, textOf(path)), {});
        }
    }
    // What can be tuned here comes first, small before large.
    std::ranges::stable_sort(models, {}, [](const BaseModel& model) { return std::tuple(!model.isTunable(), model.path != "starter", model.memory); });
    return models;
}

QStringList languagesIn(const QString& readme) {
    static const QRegularExpression head(QStringLiteral("\\A---\\r?\\n(.*?)\\n---"), QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression line(QStringLiteral("^language:[ \\t]*(.*)$"), QRegularExpression::MultilineOption);
    static const QRegularExpression item(QStringLiteral("\\G\\r?\\n[ \\t]*-[ \\t]*([A-Za-z-]+)"));
    const QString front = head.match(readme).captured(1);
    const auto found = line.match(front);
    if (!found.hasMatch()) return {};
    QStringList codes;
    for (QString code : found.captured(1).remove(QRegularExpression(QStringLiteral("[\\[\\]\"']"))).split(QLatin1Char(','), Qt::SkipEmptyParts)) codes << code.trimmed();
    for (qsizetype at = found.capturedEnd(); codes.size() < 64;) {
        const auto next = item.match(front, at);
        if (!next.hasMatch()) break;
        codes << next.captured(1);
        at = next.capturedEnd();
    }
    codes.removeAll(QString());
    return codes;
}

QString languageWords(const QStringList& codes) {
    constexpr qsizetype kNamed = 3;
    QStringList names;
    for (const QString& code : codes.mid(0, kNamed)) {
        const QString name = qText(languageName(stdText(code), stdText(QLocale().bcp47Name())));
        names << (name.isEmpty() ? code : name);
    }
    const QString named = names.join(QStringLiteral(", "));
    return codes.size() <= kNamed ? named : Models::tr("%1 and %n more languages", nullptr, static_cast<int>(codes.size() - kNamed)).arg(named);
}

}  // namespace luthier::ui
